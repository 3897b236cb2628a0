/* lir.h: the low-level intermediate representation: SSA of machine operations on scalars.
 *
 * lower makes it, src/llvm reads it (this header is all that the two share). A LirFunction takes and gives flat lists of
 * scalars; how they pass at a C boundary is written in LirEntry and known to src/llvm/abi_c.c alone.
 *
 * Invariants, checked by verify_lir(): each value is defined once, in a block that dominates its uses; phis come first
 * in a block and have one argument a predecessor, in the order of preds; a block ends in exactly one terminator; nothing
 * jumps to block 0, and bytes of the frame are taken there alone; operand classes are those of lir_ops.def; a `result` follows an
 * `invoke` where its status is known to be 0, or a `call_c`. */
#ifndef UPCALL_LIR_H
#define UPCALL_LIR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ids.h"
#include "base/lir_type.h"
#include "platform/abi_type.h"

typedef uint32_t LirBlockId; /* a block of its function; 0 is where it begins */
#define LIR_NOTHING UINT32_MAX

typedef enum {
#define LIR(name, ...) LIR_##name,
#include "lir/lir_ops.def"
    LIR_OP_COUNT
} LirOp;

enum { /* flags of a value */
       LIR_NSW = 1,
       LIR_NUW = 2,
       LIR_INBOUNDS = 4,
       LIR_INVARIANT = 8,
       LIR_UNLIKELY = 16,
       LIR_KEEP_ROLLED = 32, /* of a jump back: the loop isn't unrolled, unless it was vectorised: then wholly */
       LIR_KEEP_SCALAR = 64, /* ... nor vectorised */
       LIR_VOLATILE = 256,   /* of a load, a store: it is done, once, in its order */
       LIR_STORED =
           128 /* of a load with a scope: it reads what the scope's stores write, and nothing that its loads read */
};

typedef struct LirValue {
    uint8_t op;   /* LirOp */
    uint8_t type; /* LirType of the result */
    uint16_t flags;
    uint32_t scope; /* load, store: that of a `scope` on every way here; 0: none */
    LirBlockId block;
    LirId a, b, c; /* LIR_NOTHING where unused */
    LirId *args;   /* of a LIST operation */
    size_t count;
    union {
        int64_t integer;
        double real;
        const char *symbol;
    }; /* which of them: the row's payload */
} LirValue;

typedef struct LirBlock {
    LirId *items; /* its values, in order */
    size_t count, capacity;
    LirBlockId targets[2]; /* LIR_NOTHING where unused */
    struct {
        LirBlockId *items;
        size_t count, capacity;
    } preds; /* filled by lir_fill_preds() */
} LirBlock;

/* A Python function, for line tables. */
typedef struct LirSource {
    const char *name, *file; /* co_qualname, co_filename */
    uint32_t line;           /* co_firstlineno */
} LirSource;

/* Where code comes from. A call is the place of what was inlined for it. */
typedef struct LirPlace {
    uint32_t source;       /* in module->sources */
    uint32_t line, column; /* from 1; 0: unknown */
    uint32_t call;         /* in module->places: of what stands in its callee's place; LIR_NOWHERE: it wasn't inlined */
} LirPlace;

enum { LIR_NOWHERE = 0 }; /* the first of module->places */

typedef struct LirFunction {
    const char *symbol; /* for dumps, with the user's names; of a module that was read: the symbol in the object */
    struct {
        LirValue *items;
        size_t count, capacity;
    } values;
    struct {
        LirBlock *items;
        size_t count, capacity;
    } blocks;
    LirType *params;
    size_t param_count;
    LirType *results;
    size_t result_count;
    bool can_raise; /* holds a raise, or invokes a function that can */
    bool
        takes_record; /* the address of the invocation record is a parameter beside `params`, as the environment's is */
    bool is_recursive; /* it looks at the stack, so each call of it takes a frame: none becomes a jump */
    unsigned fastmath; /* LirFastMath flags */
    /* Where the module has lines: */
    uint32_t source; /* in module->sources */
    uint32_t place;  /* of what is appended, in module->places */
    struct {
        uint32_t *items;
        size_t count, capacity;
    } places; /* by value */
} LirFunction;

enum {
    LIR_FAST_NNAN = 1,
    LIR_FAST_NINF = 2,
    LIR_FAST_NSZ = 4,
    LIR_FAST_ARCP = 8,
    LIR_FAST_CONTRACT = 16,
    LIR_FAST_AFN = 32,
    LIR_FAST_REASSOC = 64,
    LIR_FAST_ALL = 127
};

/* What a C function takes and gives. */
typedef struct LirPrototype {
    AbiValue *arguments;
    size_t count;
    AbiValue result;
    size_t fixed; /* the arguments from there on stand for `...`; LIR_NOT_VARIADIC: there is none */
} LirPrototype;

#define LIR_NOT_VARIADIC SIZE_MAX

/* A component as a scalar of a body. */
static inline LirType lir_of_abi(AbiType type)
{
    static const LirType types[ABI_TYPE_COUNT] = {
        [ABI_void] = LIR_void, [ABI_bool] = LIR_i1, [ABI_i8] = LIR_i8,   [ABI_i16] = LIR_i16, [ABI_i32] = LIR_i32,
        [ABI_i64] = LIR_i64,   [ABI_u8] = LIR_i8,   [ABI_u16] = LIR_i16, [ABI_u32] = LIR_i32, [ABI_u64] = LIR_i64,
        [ABI_f32] = LIR_f32,   [ABI_f64] = LIR_f64, [ABI_ptr] = LIR_ptr,
    };
    return types[type];
}

/* The public face of function 0: the C function. The environment comes in as the `nest` parameter (r10, x15). On a status
 * other than 0 it calls `upcall_report(env, status, record)` with the environment it got, and returns error_value, or what that
 * answers: who is told of the failure is the environment's affair (runtime/call.h). `symbol` is LIR_ENTRY_SYMBOL in a module that
 * was read, so in each object; before, for dumps, it has the user's name. */
#define LIR_ENTRY_SYMBOL "upcall.entry"

typedef struct LirEntry {
    const char *symbol;
    LirPrototype prototype;
    const uint64_t *error_value; /* a word a component of the result */
    bool has_answers;            /* upcall_report() may answer words to return, like error_value */
    size_t record_size;          /* bytes of the invocation record, which the entry makes where its body takes one */
    bool has_heap; /* the record begins with a list of blocks, which upcall_heap_end() frees behind the body */
} LirEntry;

typedef struct LirModule {
    LirFunction **functions; /* [0] is the entry's body */
    size_t count;
    LirEntry entry;
    struct {
        LirPrototype *items;
        size_t count, capacity;
    } prototypes; /* of the C functions that are called */
    bool has_lines;
    struct {
        LirSource *items;
        size_t count, capacity;
    } sources;
    struct {
        LirPlace *items;
        size_t count, capacity;
    } places;
} LirModule;

/* Operand classes of lir_ops.def, which says what they mean. */
typedef enum {
    LIR_KIND_NO,
    LIR_KIND_INT,
    LIR_KIND_FLOAT,
    LIR_KIND_BIT,
    LIR_KIND_PTR,
    LIR_KIND_NUM,
    LIR_KIND_ANY,
    LIR_KIND_I32,
    LIR_KIND_I64,
    LIR_KIND_SAME,
    LIR_KIND_SAME_AS_A,
    LIR_KIND_I64_OR_NO
} LirKind;

/* What stands in the union of a value, see lir_ops.def. */
typedef enum {
    LIR_PAYLOAD_NONE,
    LIR_PAYLOAD_INTEGER,
    LIR_PAYLOAD_REAL,
    LIR_PAYLOAD_SYMBOL,
    LIR_PAYLOAD_FUNCTION,
    LIR_PAYLOAD_PROTOTYPE,
    LIR_PAYLOAD_ALIGN,
    LIR_PAYLOAD_STATUS
} LirPayload;

typedef struct LirOpInfo {
    const char *name;
    uint8_t result, a, b, c; /* LirKind */
    uint8_t payload;         /* LirPayload */
    uint8_t flags;
} LirOpInfo;

enum { LIR_FLAG_NONE = 0, LIR_FLAG_PURE = 1, LIR_FLAG_COMMUTES = 2, LIR_FLAG_ENDS = 4, LIR_FLAG_LIST = 8 };

extern const LirOpInfo lir_ops[LIR_OP_COUNT];
extern const char *const lir_type_names[LIR_TYPE_COUNT];

#endif
