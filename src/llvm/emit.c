/* emit.c: LIR to LLVM IR, one case an operation.
 *
 * A LIR function is an internal LLVM function (abi.c knows its convention). Blocks come in reverse postorder, so that operands
 * exist before their users; phis get their arguments last.
 * Nothing promises that a loop ends (no mustprogress): `while True: pass` must hang, as in Python. */
#include "llvm/abi_c.h"

#include <llvm-c/DebugInfo.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Frame {
    Emitter *e;
    const LirFunction *f;
    LLVMValueRef function;
    LLVMValueRef *values;      /* by LirId; of an invoke its status */
    LLVMValueRef *calls;       /* by LirId: the call of an invoke */
    LLVMBasicBlockRef *blocks; /* by LirBlockId */
    LirBlockId *path;          /* of make_blocks() */
    LLVMBasicBlockRef *arms;   /* two a LirBlockId: what stands between it and its target; NULL: nothing */
    LLVMMetadataRef *scopes;   /* two a scope: lists of the node of its loads, and of its stores */
} Frame;

struct Scratch {
    Scratch *next;
    max_align_t bytes[];
};

void *emit_scratch(Emitter *e, size_t count, size_t size)
{
    Scratch *scratch = calloc(1, sizeof *scratch + count * size);
    if (!scratch)
        backend_fail("out of memory");
    scratch->next = e->scratch;
    e->scratch = scratch;
    return scratch->bytes;
}

void emit_free_scratch(Emitter *e)
{
    while (e->scratch) {
        Scratch *next = e->scratch->next;
        free(e->scratch);
        e->scratch = next;
    }
}

LLVMAttributeRef emit_attribute(Emitter *e, const char *name, uint64_t value)
{
    return LLVMCreateEnumAttribute(e->context, LLVMGetEnumAttributeKindForName(name, strlen(name)), value);
}

LLVMTypeRef emit_memory_type(Emitter *e, LirType type)
{
    return e->types[type == LIR_i1 ? LIR_i8 : type];
}

LLVMValueRef emit_load(Emitter *e, LirType type, LLVMValueRef v_address, unsigned align)
{
    LLVMValueRef v_load = LLVMBuildLoad2(e->builder, emit_memory_type(e, type), v_address, "");
    LLVMSetAlignment(v_load, align);
    return v_load;
}

/* What emit_load() gave, as a value: any byte but 0 is true. */
static LLVMValueRef loaded_value(Emitter *e, LirType type, LLVMValueRef v_load)
{
    if (type != LIR_i1)
        return v_load;
    return LLVMBuildICmp(e->builder, LLVMIntNE, v_load, LLVMConstNull(e->types[LIR_i8]), "");
}

LLVMValueRef emit_store(Emitter *e, LirType type, LLVMValueRef v_value, LLVMValueRef v_address, unsigned align)
{
    if (type == LIR_i1)
        v_value = LLVMBuildZExt(e->builder, v_value, e->types[LIR_i8], "");
    LLVMValueRef v_store = LLVMBuildStore(e->builder, v_value, v_address);
    LLVMSetAlignment(v_store, align);
    return v_store;
}

LLVMValueRef emit_offset(Emitter *e, LLVMValueRef v_base, uint64_t bytes)
{
    if (!bytes)
        return v_base;
    LLVMValueRef v_offset = LLVMConstInt(e->types[LIR_i64], bytes, false);
    return LLVMBuildInBoundsGEP2(e->builder, e->types[LIR_i8], v_base, &v_offset, 1, "");
}

static void set_node(Emitter *e, LLVMValueRef v_instruction, const char *kind, LLVMMetadataRef node)
{
    unsigned id = LLVMGetMDKindIDInContext(e->context, kind, (unsigned)strlen(kind));
    LLVMSetMetadata(v_instruction, id, LLVMMetadataAsValue(e->context, node));
}

static void set_metadata(Emitter *e, LLVMValueRef v_instruction, const char *kind, LLVMMetadataRef *items, size_t count)
{
    set_node(e, v_instruction, kind, LLVMMDNodeInContext2(e->context, items, count));
}

/* A node like no other: its own first item. So a copy that LLVM makes of code is about nodes of its own. */
static LLVMMetadataRef distinct_node(Emitter *e, LLVMMetadataRef *items, size_t count)
{
    items[0] = LLVMTemporaryMDNode(e->context, NULL, 0);
    LLVMMetadataRef node = LLVMMDNodeInContext2(e->context, items, count);
    LLVMMetadataReplaceAllUsesWith(items[0], node);
    return node;
}

void emit_unlikely(Emitter *e, LLVMValueRef v_branch)
{
    LLVMMetadataRef weights[] = {
        LLVMMDStringInContext2(e->context, "branch_weights", strlen("branch_weights")),
        LLVMValueAsMetadata(LLVMConstInt(e->types[LIR_i32], 1, false)),
        LLVMValueAsMetadata(LLVMConstInt(e->types[LIR_i32], 2000, false)), /* as clang's __builtin_expect */
    };
    set_metadata(e, v_branch, "prof", weights, 3);
}

/* The intrinsic of that name, overloaded on `types`. */
static LLVMValueRef intrinsic(Frame *s, const char *name, LLVMTypeRef *types, size_t type_count, LLVMValueRef *v_args,
                              unsigned count)
{
    Emitter *e = s->e;
    unsigned id = LLVMLookupIntrinsicID(name, strlen(name));
    LLVMValueRef v_function = LLVMGetIntrinsicDeclaration(e->module, id, types, type_count);
    return LLVMBuildCall2(e->builder, LLVMGlobalGetValueType(v_function), v_function, v_args, count, "");
}

static LLVMValueRef float_intrinsic(Frame *s, const LirValue *value, const char *name)
{
    const LirId args[] = {value->a, value->b, value->c};
    LLVMValueRef v_args[3];
    unsigned count = 0;
    for (; count < 3 && args[count] != LIR_NOTHING; count++)
        v_args[count] = s->values[args[count]];
    return intrinsic(s, name, &s->e->types[value->type], 1, v_args, count);
}

/* The same everywhere, so it may be known here; LLVM folds no calls (target_initialise). */
static LLVMValueRef emit_sqrt(Frame *s, const LirValue *value)
{
    LLVMValueRef v_a = s->values[value->a];
    LLVMBool loses = false;
    double real = LLVMIsAConstantFP(v_a) ? LLVMConstRealGetDouble(v_a, &loses) : -1.0;
    if (!(real >= 0.0))
        return float_intrinsic(s, value, "llvm.sqrt");
    return LLVMConstReal(s->e->types[value->type], value->type == LIR_f32 ? (double)sqrtf((float)real) : sqrt(real));
}

static LLVMValueRef saturating(Frame *s, const LirValue *value, const char *name)
{
    LLVMTypeRef types[] = {s->e->types[value->type], s->e->types[s->f->values.items[value->a].type]};
    return intrinsic(s, name, types, 2, &s->values[value->a], 1);
}

/* To i32, through double: as the intrinsic does, by what vectors have instructions for. */
static LLVMValueRef saturating_to_i32(Frame *s, LLVMValueRef v_a)
{
    LLVMBuilderRef b = s->e->builder;
    LLVMTypeRef f64 = s->e->types[LIR_f64];
    LLVMValueRef v_least = LLVMConstReal(f64, -2147483648.0), v_most = LLVMConstReal(f64, 2147483647.0);
    if (LLVMTypeOf(v_a) != f64)
        v_a = LLVMBuildFPExt(b, v_a, f64, "");
    LLVMValueRef v_below = LLVMBuildFCmp(b, LLVMRealOLT, v_a, v_least, "");
    LLVMValueRef v_held = LLVMBuildSelect(b, v_below, v_least, v_a, "");
    LLVMValueRef v_above = LLVMBuildFCmp(b, LLVMRealOGT, v_held, v_most, "");
    v_held = LLVMBuildSelect(b, v_above, v_most, v_held, "");
    LLVMValueRef v_is_nan = LLVMBuildFCmp(b, LLVMRealUNO, v_a, v_a, "");
    v_held = LLVMBuildSelect(b, v_is_nan, LLVMConstReal(f64, 0.0), v_held, "");
    return LLVMBuildFPToSI(b, v_held, s->e->types[LIR_i32], "");
}

static unsigned natural_align(LirType type)
{
    static const unsigned aligns[LIR_TYPE_COUNT] = {1, 1, 1, 2, 4, 8, 4, 8, 8};
    return aligns[type];
}

static LLVMValueRef emit_env(Frame *s, const LirValue *value)
{
    Emitter *e = s->e;
    LLVMValueRef v_address = emit_offset(e, LLVMGetParam(s->function, 0), (uint64_t)value->integer);
    LLVMValueRef v_load = emit_load(e, (LirType)value->type, v_address, natural_align((LirType)value->type));
    set_metadata(e, v_load, "invariant.load", NULL, 0);
    return loaded_value(e, (LirType)value->type, v_load);
}

enum { READS, WRITES };

static void emit_scope(Frame *s, const LirValue *value)
{
    Emitter *e = s->e;
    LLVMMetadataRef *lists = s->scopes + 2 * value->integer, items[2], domain = distinct_node(e, items, 1);
    for (int i = READS; i <= WRITES; i++) {
        items[1] = domain;
        LLVMMetadataRef node = distinct_node(e, items, 2);
        lists[i] = LLVMMDNodeInContext2(e->context, &node, 1);
        LLVMValueRef v_list = LLVMMetadataAsValue(e->context, lists[i]);
        intrinsic(s, "llvm.experimental.noalias.scope.decl", NULL, 0, &v_list, 1);
    }
}

static void set_scope(Frame *s, const LirValue *value, LLVMValueRef v_access, int is)
{
    if (!value->scope)
        return;
    set_node(s->e, v_access, "alias.scope", s->scopes[2 * value->scope + (unsigned)is]);
    set_node(s->e, v_access, "noalias", s->scopes[2 * value->scope + (unsigned)!is]);
}

static LLVMValueRef emit_memory_load(Frame *s, const LirValue *value)
{
    LLVMValueRef v_load = emit_load(s->e, (LirType)value->type, s->values[value->a], (unsigned)value->integer);
    if (value->flags & LIR_INVARIANT)
        set_metadata(s->e, v_load, "invariant.load", NULL, 0);
    LLVMSetVolatile(v_load, (value->flags & LIR_VOLATILE) != 0);
    set_scope(s, value, v_load, value->flags & LIR_STORED ? WRITES : READS);
    return loaded_value(s->e, (LirType)value->type, v_load);
}

static LLVMValueRef emit_memory_store(Frame *s, const LirValue *value)
{
    LirType type = (LirType)s->f->values.items[value->b].type;
    LLVMValueRef v_store = emit_store(s->e, type, s->values[value->b], s->values[value->a], (unsigned)value->integer);
    LLVMSetVolatile(v_store, (value->flags & LIR_VOLATILE) != 0);
    set_scope(s, value, v_store, WRITES);
    return v_store;
}

/* Relaxed, as C calls it. */
static LLVMValueRef atomic(LLVMValueRef v_access)
{
    LLVMSetOrdering(v_access, LLVMAtomicOrderingMonotonic);
    return v_access;
}

/* position * size with a constant size, as an index into memory of such elements: code generation then finds the addressing
 * mode, also where the product has other uses. That it doesn't overflow is what `inbounds` says too. */
static bool is_scaled(const Frame *s, const LirValue *value, LirId *position, int64_t *size)
{
    const LirValue *bytes = &s->f->values.items[value->b];
    if (!(value->flags & LIR_INBOUNDS) || bytes->op != LIR_imul || !(bytes->flags & LIR_NSW))
        return false;
    const LirValue *factor = &s->f->values.items[bytes->b];
    *position = bytes->a;
    *size = factor->integer;
    return factor->op == LIR_iconst && factor->integer > 0 && factor->integer <= 16;
}

static LLVMValueRef emit_ptradd(Frame *s, const LirValue *value)
{
    LirId position;
    int64_t size;
    if (is_scaled(s, value, &position, &size)) {
        LLVMTypeRef element = LLVMArrayType2(s->e->types[LIR_i8], (uint64_t)size);
        return LLVMBuildInBoundsGEP2(s->e->builder, element, s->values[value->a], &s->values[position], 1, "");
    }
    unsigned flags = value->flags & LIR_INBOUNDS ? LLVMGEPFlagInBounds : 0;
    flags |= value->flags & LIR_NUW ? LLVMGEPFlagNUW : 0;
    return LLVMBuildGEPWithNoWrapFlags(s->e->builder, s->e->types[LIR_i8], s->values[value->a], &s->values[value->b], 1,
                                       "", flags);
}

/* Reading the register, unlike llvm.frameaddress, needs no frame pointer; inlined copies see one value. */
static LLVMValueRef emit_stack(Frame *s)
{
    Emitter *e = s->e;
    LLVMMetadataRef name = LLVMMDStringInContext2(e->context, PLATFORM_STACK_REGISTER, strlen(PLATFORM_STACK_REGISTER));
    LLVMValueRef v_name = LLVMMetadataAsValue(e->context, LLVMMDNodeInContext2(e->context, &name, 1));
    return intrinsic(s, "llvm.read_register", &e->types[LIR_i64], 1, &v_name, 1);
}

static LLVMValueRef emit_frame(Frame *s, const LirValue *value)
{
    LLVMTypeRef bytes = LLVMArrayType2(s->e->types[LIR_i8], (uint64_t)value->integer);
    LLVMValueRef v_slot = LLVMBuildAlloca(s->e->builder, bytes, "");
    LLVMSetAlignment(v_slot, 16);
    return v_slot;
}

static LLVMValueRef *list_values(Frame *s, const LirValue *value)
{
    LLVMValueRef *v_list = emit_scratch(s->e, value->count, sizeof *v_list);
    for (size_t i = 0; i < value->count; i++)
        v_list[i] = s->values[value->args[i]];
    return v_list;
}

static LLVMValueRef emit_text(Frame *s, const LirValue *value)
{
    LLVMTypeRef word = LLVMInt64TypeInContext(s->e->context);
    LLVMValueRef v_words = LLVMConstArray2(word, list_values(s, value), value->count);
    LLVMValueRef v_text = LLVMAddGlobal(s->e->module, LLVMTypeOf(v_words), "upcall.text");
    LLVMSetInitializer(v_text, v_words);
    LLVMSetGlobalConstant(v_text, true);
    LLVMSetLinkage(v_text, LLVMPrivateLinkage);
    LLVMSetUnnamedAddress(v_text, LLVMGlobalUnnamedAddr);
    return v_text;
}

static LLVMValueRef emit_call(Frame *s, const LirValue *value)
{
    LLVMValueRef v_function = abi_declare_runtime(s->e, value->symbol);
    LLVMValueRef v_call = LLVMBuildCall2(s->e->builder, LLVMGlobalGetValueType(v_function), v_function,
                                         list_values(s, value), (unsigned)value->count, "");
    /* LLVM 22 makes fmod(x, y) an `frem nnan` where x is finite and y isn't 0, which is wrong where y is nan. */
    if (!strncmp(LLVMGetValueName(v_function), "fmod", 4))
        LLVMAddCallSiteAttribute(v_call, (LLVMAttributeIndex)LLVMAttributeFunctionIndex,
                                 emit_attribute(s->e, "nobuiltin", 0));
    return v_call;
}

static LLVMValueRef emit_invoke(Frame *s, LirId v, const LirValue *value)
{
    size_t callee = (size_t)value->integer;
    s->e->has_loop |= s->f == s->e->lir->functions[callee]; /* LLVM makes loops of recursion */
    LLVMValueRef v_env = LLVMGetParam(s->function, 0);
    LLVMValueRef v_record = abi_body_record(s->f, s->function);
    s->calls[v] = abi_call_body(s->e, callee, v_env, v_record, list_values(s, value), value->count);
    return abi_body_status(s->e, s->e->lir->functions[callee], s->calls[v]);
}

static LLVMValueRef emit_call_c(Frame *s, LirId v, const LirValue *value)
{
    s->calls[v] = abi_call_c(s->e, (size_t)value->integer, s->values[value->a], list_values(s, value));
    return LLVMConstNull(s->e->types[LIR_i64]);
}

static LLVMValueRef emit_result(Frame *s, const LirValue *value)
{
    const LirValue *call = &s->f->values.items[value->a];
    size_t index = (size_t)value->integer;
    if (call->op == LIR_call_c)
        return abi_c_result(s->e, (size_t)call->integer, s->calls[value->a], index);
    return abi_body_result(s->e, s->e->lir->functions[call->integer], s->calls[value->a], index);
}

/* Where a branch goes on to its target `k`. An arm of a conditional is a block, also if it is empty, as in what C compilers
 * give: LLVM makes selects of blocks, but not of a branch that goes straight to a phi. A jump back needs none. */
static LLVMBasicBlockRef arm(Frame *s, LirBlockId from, size_t k)
{
    LirBlockId to = s->f->blocks.items[from].targets[k];
    bool has_phis = s->f->values.items[s->f->blocks.items[to].items[0]].op == LIR_phi;
    if (!has_phis || LLVMGetFirstInstruction(s->blocks[to]))
        return s->blocks[to];
    LLVMBasicBlockRef block = LLVMCreateBasicBlockInContext(s->e->context, "");
    LLVMInsertExistingBasicBlockAfterInsertBlock(s->e->builder, block);
    s->arms[2 * from + k] = block;
    LLVMPositionBuilderAtEnd(s->e->builder, block);
    LLVMBuildBr(s->e->builder, s->blocks[to]);
    LLVMPositionBuilderAtEnd(s->e->builder, s->blocks[from]);
    return block;
}

static LLVMValueRef emit_branch(Frame *s, const LirValue *value)
{
    LLVMBasicBlockRef yes = arm(s, value->block, 0), no = arm(s, value->block, 1);
    LLVMValueRef v_branch = LLVMBuildCondBr(s->e->builder, s->values[value->a], yes, no);
    if (value->flags & LIR_UNLIKELY)
        emit_unlikely(s->e, v_branch);
    return v_branch;
}

/* `value` may be NULL. */
static LLVMMetadataRef loop_property(Emitter *e, const char *name, LLVMMetadataRef value)
{
    LLVMMetadataRef items[] = {LLVMMDStringInContext2(e->context, name, strlen(name)), value};
    return LLVMMDNodeInContext2(e->context, items, value ? 2 : 1);
}

static LLVMValueRef emit_jump(Frame *s, const LirValue *value)
{
    LLVMValueRef v_jump = LLVMBuildBr(s->e->builder, s->blocks[s->f->blocks.items[value->block].targets[0]]);
    LLVMMetadataRef items[4];
    size_t count = 1;
    if (value->flags & LIR_KEEP_ROLLED) {
        LLVMMetadataRef then = loop_property(s->e, "llvm.loop.unroll.full", NULL);
        items[count++] = loop_property(s->e, "llvm.loop.unroll.disable", NULL);
        items[count++] = loop_property(s->e, "llvm.loop.vectorize.followup_vectorized", then);
    }
    if (value->flags & LIR_KEEP_SCALAR) {
        LLVMMetadataRef no = LLVMValueAsMetadata(LLVMConstNull(s->e->types[LIR_i1]));
        items[count++] = loop_property(s->e, "llvm.loop.vectorize.enable", no);
    }
    if (count > 1)
        set_node(s->e, v_jump, "llvm.loop", distinct_node(s->e, items, count));
    return v_jump;
}

static void emit_raise(Frame *s, const LirValue *value)
{
    LLVMValueRef v_status = value->a != LIR_NOTHING
                                ? s->values[value->a]
                                : LLVMConstInt(s->e->types[LIR_i64], (uint64_t)value->integer, true);
    abi_raise(s->e, s->f, v_status);
}

static LLVMValueRef emit_atomic_add(Frame *s, const LirValue *value)
{
    bool is_float = value->type == LIR_f32 || value->type == LIR_f64;
    LLVMValueRef v_old = LLVMBuildAtomicRMW(s->e->builder, is_float ? LLVMAtomicRMWBinOpFAdd : LLVMAtomicRMWBinOpAdd,
                                            s->values[value->a], s->values[value->b],
                                            LLVMAtomicOrderingSequentiallyConsistent, false);
    LLVMSetAlignment(v_old, (unsigned)value->integer);
    return v_old;
}

static LLVMValueRef emit_value(Frame *s, LirId v)
{
    const LirValue *value = &s->f->values.items[v];
    LLVMBuilderRef b = s->e->builder;
    LLVMTypeRef type = s->e->types[value->type];
    LLVMValueRef v_a = value->a == LIR_NOTHING ? NULL : s->values[value->a];
    LLVMValueRef v_b = value->b == LIR_NOTHING ? NULL : s->values[value->b];
    switch ((LirOp)value->op) {
    case LIR_param: return LLVMGetParam(s->function, (unsigned)value->integer + 1);
    case LIR_iconst: return LLVMConstInt(type, (uint64_t)value->integer, true);
    case LIR_fconst: return LLVMConstReal(type, value->real);
    case LIR_null: return LLVMConstNull(type);
    case LIR_text: return emit_text(s, value);
    case LIR_env: return emit_env(s, value);
    case LIR_record: return abi_body_record(s->f, s->function);
    case LIR_iadd: return LLVMBuildAdd(b, v_a, v_b, "");
    case LIR_isub: return LLVMBuildSub(b, v_a, v_b, "");
    case LIR_imul: return LLVMBuildMul(b, v_a, v_b, "");
    case LIR_sdiv: return LLVMBuildSDiv(b, v_a, v_b, "");
    case LIR_srem: return LLVMBuildSRem(b, v_a, v_b, "");
    case LIR_udiv: return LLVMBuildUDiv(b, v_a, v_b, "");
    case LIR_urem: return LLVMBuildURem(b, v_a, v_b, "");
    case LIR_and: return LLVMBuildAnd(b, v_a, v_b, "");
    case LIR_or: return LLVMBuildOr(b, v_a, v_b, "");
    case LIR_xor: return LLVMBuildXor(b, v_a, v_b, "");
    case LIR_shl: return LLVMBuildShl(b, v_a, v_b, "");
    case LIR_ashr: return LLVMBuildAShr(b, v_a, v_b, "");
    case LIR_lshr: return LLVMBuildLShr(b, v_a, v_b, "");
    case LIR_eq: return LLVMBuildICmp(b, LLVMIntEQ, v_a, v_b, "");
    case LIR_ne: return LLVMBuildICmp(b, LLVMIntNE, v_a, v_b, "");
    case LIR_slt: return LLVMBuildICmp(b, LLVMIntSLT, v_a, v_b, "");
    case LIR_sle: return LLVMBuildICmp(b, LLVMIntSLE, v_a, v_b, "");
    case LIR_sgt: return LLVMBuildICmp(b, LLVMIntSGT, v_a, v_b, "");
    case LIR_sge: return LLVMBuildICmp(b, LLVMIntSGE, v_a, v_b, "");
    case LIR_ult: return LLVMBuildICmp(b, LLVMIntULT, v_a, v_b, "");
    case LIR_ule: return LLVMBuildICmp(b, LLVMIntULE, v_a, v_b, "");
    case LIR_ugt: return LLVMBuildICmp(b, LLVMIntUGT, v_a, v_b, "");
    case LIR_uge: return LLVMBuildICmp(b, LLVMIntUGE, v_a, v_b, "");
    case LIR_fadd: return LLVMBuildFAdd(b, v_a, v_b, "");
    case LIR_fsub: return LLVMBuildFSub(b, v_a, v_b, "");
    case LIR_fmul: return LLVMBuildFMul(b, v_a, v_b, "");
    case LIR_fdiv: return LLVMBuildFDiv(b, v_a, v_b, "");
    case LIR_fneg: return LLVMBuildFNeg(b, v_a, "");
    case LIR_fabs: return float_intrinsic(s, value, "llvm.fabs");
    case LIR_fsqrt: return emit_sqrt(s, value);
    case LIR_ffloor: return float_intrinsic(s, value, "llvm.floor");
    case LIR_fceil: return float_intrinsic(s, value, "llvm.ceil");
    case LIR_ftrunc: return float_intrinsic(s, value, "llvm.trunc");
    case LIR_frint: return float_intrinsic(s, value, "llvm.roundeven");
    case LIR_fcopysign: return float_intrinsic(s, value, "llvm.copysign");
    case LIR_ffma: return float_intrinsic(s, value, "llvm.fma");
    case LIR_fmaximum: return float_intrinsic(s, value, "llvm.maximum");
    case LIR_fminimum: return float_intrinsic(s, value, "llvm.minimum");
    case LIR_feq: return LLVMBuildFCmp(b, LLVMRealOEQ, v_a, v_b, "");
    case LIR_fne: return LLVMBuildFCmp(b, LLVMRealUNE, v_a, v_b, "");
    case LIR_flt: return LLVMBuildFCmp(b, LLVMRealOLT, v_a, v_b, "");
    case LIR_fle: return LLVMBuildFCmp(b, LLVMRealOLE, v_a, v_b, "");
    case LIR_fgt: return LLVMBuildFCmp(b, LLVMRealOGT, v_a, v_b, "");
    case LIR_fge: return LLVMBuildFCmp(b, LLVMRealOGE, v_a, v_b, "");
    case LIR_sext: return LLVMBuildSExt(b, v_a, type, "");
    case LIR_zext: return LLVMBuildZExt(b, v_a, type, "");
    case LIR_trunc: return LLVMBuildTrunc(b, v_a, type, "");
    case LIR_sitofp: return LLVMBuildSIToFP(b, v_a, type, "");
    case LIR_uitofp: return LLVMBuildUIToFP(b, v_a, type, "");
    case LIR_fptosi:
        return value->type == LIR_i32 ? saturating_to_i32(s, v_a) : saturating(s, value, "llvm.fptosi.sat");
    case LIR_fptoui: return saturating(s, value, "llvm.fptoui.sat");
    case LIR_fpext: return LLVMBuildFPExt(b, v_a, type, "");
    case LIR_fptrunc: return LLVMBuildFPTrunc(b, v_a, type, "");
    case LIR_bitcast: return LLVMBuildBitCast(b, v_a, type, "");
    case LIR_ptrtoint: return LLVMBuildPtrToInt(b, v_a, type, "");
    case LIR_inttoptr: return LLVMBuildIntToPtr(b, v_a, type, "");
    case LIR_ptradd: return emit_ptradd(s, value);
    case LIR_select: return LLVMBuildSelect(b, v_a, v_b, s->values[value->c], "");
    case LIR_stack: return emit_stack(s);
    case LIR_frame: return emit_frame(s, value);
    case LIR_scope: emit_scope(s, value); return NULL;
    case LIR_load: return emit_memory_load(s, value);
    case LIR_store: return emit_memory_store(s, value);
    case LIR_atomic_load: return atomic(emit_memory_load(s, value));
    case LIR_atomic_store: return atomic(emit_memory_store(s, value));
    case LIR_atomic_add: return emit_atomic_add(s, value);
    case LIR_phi: return LLVMBuildPhi(b, type, "");
    case LIR_call: return emit_call(s, value);
    case LIR_invoke: return emit_invoke(s, v, value);
    case LIR_call_c: return emit_call_c(s, v, value);
    case LIR_result: return emit_result(s, value);
    case LIR_jump: return emit_jump(s, value);
    case LIR_branch: return emit_branch(s, value);
    case LIR_ret: abi_return(s->e, s->f, list_values(s, value)); return NULL;
    case LIR_raise: emit_raise(s, value); return NULL;
    case LIR_OP_COUNT: break;
    }
    backend_fail("LIR operation %d is unknown", value->op);
}

static void set_wrap_flags(LLVMValueRef v, unsigned flags)
{
    switch (LLVMGetInstructionOpcode(v)) {
    case LLVMAdd:
    case LLVMSub:
    case LLVMMul:
    case LLVMShl:
        LLVMSetNSW(v, flags & LIR_NSW ? 1 : 0);
        LLVMSetNUW(v, flags & LIR_NUW ? 1 : 0);
        break;
    default: break;
    }
}

static LLVMFastMathFlags llvm_fast_math(unsigned flags)
{
    static const struct {
        unsigned lir, llvm;
    } pairs[] = {
        {LIR_FAST_NNAN, LLVMFastMathNoNaNs},
        {LIR_FAST_NINF, LLVMFastMathNoInfs},
        {LIR_FAST_NSZ, LLVMFastMathNoSignedZeros},
        {LIR_FAST_ARCP, LLVMFastMathAllowReciprocal},
        {LIR_FAST_CONTRACT, LLVMFastMathAllowContract},
        {LIR_FAST_AFN, LLVMFastMathApproxFunc},
        {LIR_FAST_REASSOC, LLVMFastMathAllowReassoc},
    };
    unsigned result = 0;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        result |= flags & pairs[i].lir ? pairs[i].llvm : 0;
    return result;
}

/* With afn LLVM makes exp2(log2(a) * y) of pow(a, y), and of a constant's logarithm what libm here says. */
static unsigned fast_flags(Frame *s, const LirValue *value, LLVMValueRef v)
{
    bool is_power = value->op == LIR_call && !strncmp(value->symbol, "pow", 3);
    bool is_of_constant = is_power && LLVMIsConstant(LLVMGetOperand(v, 0));
    return s->f->fastmath & ~(is_of_constant ? LIR_FAST_AFN : 0u);
}

/* Flags stand on instructions; the builder folds some operations to constants, which have none. */
static void set_flags(Frame *s, const LirValue *value, LLVMValueRef v)
{
    if (!v || !LLVMIsAInstruction(v))
        return;
    if (value->flags & (LIR_NSW | LIR_NUW))
        set_wrap_flags(v, value->flags);
    if (s->f->fastmath && LLVMCanValueUseFastMathFlags(v))
        LLVMSetFastMathFlags(v, llvm_fast_math(fast_flags(s, value, v)));
}

static const LirValue *last_value(const LirFunction *f, LirBlockId block)
{
    return &f->values.items[f->blocks.items[block].items[f->blocks.items[block].count - 1]];
}

/* for k in range(8): a phi, which a constant comes into, is compared with a constant where the loop begins, and it may be unrolled. */
static bool is_counted(const LirFunction *f, LirBlockId header, LirBlockId latch)
{
    const LirValue *branch = last_value(f, header);
    if (branch->op != LIR_branch || last_value(f, latch)->flags & LIR_KEEP_ROLLED)
        return false;
    const LirValue *test = &f->values.items[branch->a];
    if (test->a == LIR_NOTHING || test->b == LIR_NOTHING || f->values.items[test->b].op != LIR_iconst)
        return false;
    const LirValue *counter = &f->values.items[test->a];
    bool begins_known = false;
    for (size_t i = 0; counter->op == LIR_phi && i < counter->count; i++)
        begins_known |= f->values.items[counter->args[i]].op == LIR_iconst;
    return begins_known && counter->block == header;
}

/* In the order in which they are to lie: what a branch goes to by its second target, all that is likely, comes first. A jump to a
 * block that isn't further on in LIR is a loop's. */
static void make_blocks(Frame *s)
{
    size_t depth = 0;
    s->path[depth++] = 0;
    while (depth) {
        LirBlockId block = s->path[--depth];
        if (s->blocks[block])
            continue;
        s->blocks[block] = LLVMAppendBasicBlockInContext(s->e->context, s->function, "b");
        for (size_t i = 0; i < 2; i++) {
            LirBlockId target = s->f->blocks.items[block].targets[i];
            if (target == LIR_NOTHING)
                continue;
            s->e->has_loop |= target <= block;
            s->e->has_counted_loop |= target <= block && is_counted(s->f, target, block);
            s->path[depth++] = target;
        }
    }
}

static void fill_block(Frame *s, LirBlockId block)
{
    const LirBlock *source = &s->f->blocks.items[block];
    LLVMPositionBuilderAtEnd(s->e->builder, s->blocks[block]);
    for (size_t i = 0; i < source->count; i++) {
        LirId v = source->items[i];
        lines_at(s->e, s->f, v);
        s->values[v] = emit_value(s, v);
        set_flags(s, &s->f->values.items[v], s->values[v]);
    }
}

/* The LLVM block that predecessor `p` of a block comes from. */
static LLVMBasicBlockRef block_before(Frame *s, LirBlockId block, size_t p)
{
    const LirBlockId *preds = s->f->blocks.items[block].preds.items, *targets = s->f->blocks.items[preds[p]].targets;
    bool is_second = targets[0] != block || (targets[1] == block && p > 0 && preds[p - 1] == preds[p]);
    LLVMBasicBlockRef between = s->arms[2 * preds[p] + is_second];
    return between ? between : s->blocks[preds[p]];
}

static void fill_phis(Frame *s, LirBlockId block)
{
    const LirBlock *target = &s->f->blocks.items[block];
    for (size_t i = 0; i < target->count && s->f->values.items[target->items[i]].op == LIR_phi; i++) {
        const LirValue *phi = &s->f->values.items[target->items[i]];
        for (size_t p = 0; p < phi->count; p++) {
            LLVMBasicBlockRef pred = block_before(s, block, p);
            LLVMAddIncoming(s->values[target->items[i]], &s->values[phi->args[p]], &pred, 1);
        }
    }
}

static void fill_function(Frame *s)
{
    LirBlockId blocks = (LirBlockId)s->f->blocks.count;
    memset(s->blocks, 0, blocks * sizeof(LLVMBasicBlockRef));
    memset(s->arms, 0, 2 * blocks * sizeof(LLVMBasicBlockRef));
    s->e->leave = NULL;
    lines_function(s->e, s->function, s->f);
    make_blocks(s);
    for (LirBlockId b = 0; b < blocks; b++)
        fill_block(s, b);
    for (LirBlockId b = 0; b < blocks; b++)
        fill_phis(s, b);
}

static void set_types(Emitter *e)
{
    LLVMContextRef c = e->context;
    e->types[LIR_void] = LLVMVoidTypeInContext(c);
    e->types[LIR_i1] = LLVMInt1TypeInContext(c);
    e->types[LIR_i8] = LLVMInt8TypeInContext(c);
    e->types[LIR_i16] = LLVMInt16TypeInContext(c);
    e->types[LIR_i32] = LLVMInt32TypeInContext(c);
    e->types[LIR_i64] = LLVMInt64TypeInContext(c);
    e->types[LIR_f32] = LLVMFloatTypeInContext(c);
    e->types[LIR_f64] = LLVMDoubleTypeInContext(c);
    e->types[LIR_ptr] = LLVMPointerTypeInContext(c, 0);
}

/* How much of the environment is read, whether C functions are called; and the largest function's counts, for the tables of a Frame. */
static void measure(Emitter *e, size_t *values, size_t *blocks, size_t *scopes)
{
    for (size_t i = 0; i < e->lir->count; i++) {
        const LirFunction *f = e->lir->functions[i];
        *values = f->values.count > *values ? f->values.count : *values;
        *blocks = f->blocks.count > *blocks ? f->blocks.count : *blocks;
        for (size_t v = 0; v < f->values.count; v++) {
            const LirValue *value = &f->values.items[v];
            uint64_t end = (uint64_t)value->integer + natural_align((LirType)value->type);
            if (value->op == LIR_env && end > e->env_size)
                e->env_size = end;
            e->calls_c |= value->op == LIR_call_c;
            if (value->op == LIR_scope && (size_t)value->integer >= *scopes)
                *scopes = (size_t)value->integer + 1;
        }
    }
}

void emit_module(Emitter *e)
{
    size_t values = 0, blocks = 0, scopes = 0;
    set_types(e);
    measure(e, &values, &blocks, &scopes);
    e->bodies = emit_scratch(e, e->lir->count, sizeof(void *));
    Frame s = {.e = e};
    s.values = emit_scratch(e, values, sizeof(void *));
    s.calls = emit_scratch(e, values, sizeof(void *));
    s.blocks = emit_scratch(e, blocks, sizeof(void *));
    s.arms = emit_scratch(e, 2 * blocks, sizeof(void *));
    s.path = emit_scratch(e, blocks + 1, sizeof *s.path);
    s.scopes = emit_scratch(e, 2 * scopes, sizeof(void *));
    lines_begin(e);
    for (size_t i = 0; i < e->lir->count; i++)
        e->bodies[i] = abi_declare_body(e, e->lir->functions[i]);
    for (size_t i = 0; i < e->lir->count; i++) {
        s.f = e->lir->functions[i];
        s.function = e->bodies[i];
        fill_function(&s);
    }
    abi_emit_entry(e);
    lines_end(e);
}
