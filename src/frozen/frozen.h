/* frozen.h: what the compiler knows of a Python object: plain C copies, made by src/python, read by the passes.
 *
 * Everything here lies in the Unit's arena. Only src/python looks inside `handle`. */
#ifndef UPCALL_FROZEN_H
#define UPCALL_FROZEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/code.h"
#include "base/ids.h"
#include "frozen/packed.h"
#include "frozen/scalars.h"

typedef enum {
    FROZEN_NONE,
    FROZEN_BOOL, /* .number.integer is 0 or 1 */
    FROZEN_INT, /* .number.integer, fits int64; a word if .type is uint64, and .text its digits if that is an int of Python's */
    FROZEN_BIG,         /* an int beyond 64 bits: .text, its digits; .number.real, the float nearest to it */
    FROZEN_FLOAT,       /* .number.real */
    FROZEN_COMPLEX,     /* .number.real, .number.imag */
    FROZEN_STRING,      /* .text, UTF-8 */
    FROZEN_BYTES,       /* .text, of .count bytes, with a 0 behind them */
    FROZEN_TUPLE,       /* .items, .count; .class where it is a named tuple */
    FROZEN_SLICE,       /* .items: start, stop, step */
    FROZEN_SET,         /* a frozenset. .items in an order of our own, .count */
    FROZEN_MODULE,      /* .text: its name; attributes by resolve() */
    FROZEN_BUILTIN,     /* .builtin: the row of builtins.def that is this object */
    FROZEN_FUNCTION,    /* .code; .items: defaults; .keyword_defaults; its globals, cells and builtins by resolve();
                         .signature, .bound */
    FROZEN_NAMED_TUPLE, /* a class. .code: its fields, as the arguments of a function; .items: their defaults */
    FROZEN_CODE,        /* .code: of a function that is made inside another */
    FROZEN_TYPE, /* .type: a type given as upcall type, np.dtype or NumPy scalar class; a class of structs: with names and
                         * values of its defaults in .items, and .text if it has an __init__ of its own */
    FROZEN_EXCEPTION, /* .text: the name of a built-in exception class */
    FROZEN_ELLIPSIS,  /* ... */
    FROZEN_ARRAY,     /* .array; .type: of its elements. Live: only where it lies and its shape are frozen */
    FROZEN_RECORD, /* a record of NumPy's, a ctypes.Structure. .type; .array: its memory, without axes. Live, likewise */
    FROZEN_VALUE, /* an upcall.Value. .type of its number; .number.integer: its address. Live: only where it lies is frozen */
    FROZEN_FOREIGN, /* a C function. .signature; .number.integer: its address, which is data. Or several, .items, which take other types */
    FROZEN_MAKER, /* np.finfo, np.iinfo, np.dtype: what it makes of a constant is one. .items[0], if any: of which.
                   .text: operator.itemgetter and its like, of several constants */
    FROZEN_INFO,  /* what np.finfo and np.iinfo make. .text; its attributes by resolve() */
    FROZEN_PROPERTY, /* an attribute that a function gives: .items[0], without arguments; .items[1], if any, takes what is assigned */
    FROZEN_OTHER /* anything else: only `description` says what */
} FrozenKind;

/* The memory of a captured array; it stays where it is as long as the callback lives. */
typedef struct FrozenArray {
    void *data;
    int ndim;
    const int64_t *shape, *strides; /* strides in bytes */
    Packed packed;
    unsigned flags; /* ARRAY_* */
} FrozenArray;

/* What functools.partial puts before the arguments of a call. */
typedef struct BoundArguments {
    Frozen **items;
    size_t count;
    const char **keywords;
    Frozen **values; /* of the keywords */
    size_t keyword_count;
} BoundArguments;

/* What a function that is made inside another carries, beside its code. */
typedef struct Captured {
    const char **names; /* of the values: a variable of the function round it, or "function.argument": a default */
    size_t count;
    const char **members; /* variables that hold functions which carry the same values */
    Frozen **functions;   /* those functions */
    size_t member_count;
} Captured;

struct Frozen {
    FrozenKind kind;
    bool is_class;    /* a function that makes what a class of ctypes makes: .identity is the class */
    bool is_original; /* a module as the prelude sees it: its built-in functions are what they are by name */
    struct {
        int64_t integer;
        double real, imag;
    } number; /* read by frozen_integer() and its like, which note it */
    /* Of what is data: has the compile looked at the value? NULL: it is no data. Data is a number whose value lies in the
     * environment; of an array it is the lengths and strides. Not looked at, the code is right for any other of its type. */
    bool *is_looked_at;
    const char *text;
    Frozen **items;
    size_t count;
    int builtin; /* BuiltinId */
    TypeId type; /* FROZEN_TYPE: which; and the NumPy type of a captured NumPy scalar, else TYPE_none: weak */
    const Code *code;
    Frozen **keyword_defaults; /* of the keyword-only arguments, in order; NULL where there is none */
    const int *default_at;     /* by argument: the index in .captured of its default, or -1; NULL: none is there */
    const Captured *captured;  /* what an inner function carries; NULL: nothing */
    const Frozen *class;       /* of a named tuple: an FROZEN_NAMED_TUPLE; else NULL */
    const Frozen *parent;      /* a function that is made inside another: that one. It has no handle of its own */
    const FrozenArray *array;
    const struct Signature *signature; /* a function that is a cfunc, a C function: its C types; else NULL */
    const struct Options *options;     /* of such a cfunc: its own */
    const BoundArguments *bound;       /* a functools.partial of the function; else NULL */
    const void *identity;    /* of these two: the cfunc's or the partial's own PyObject; of a method: itself */
    const char *description; /* for errors: "a dict", "the module os" */
    const char *
        path; /* FROZEN_OTHER, and a function in Python of a library: where it is found, "numpy.linalg.solve"; NULL: it doesn't say */
    const struct Origin *origin; /* frozen/origin.h: where it was found first; NULL: the compiler made it */
    void *handle;                /* src/python's: a borrowed PyObject, kept alive by the Unit */
};

/* A captured variable that has no value yet when its closure is made: a function that calls itself. */
extern const Frozen frozen_unbound;

/* The value of a number. Of data it is noted that the compile has looked at it: what it decides by it, it decides for that
 * value alone. Who can do without asks frozen_is_data() first. */
int64_t frozen_integer(const Frozen *object);
double frozen_real(const Frozen *object);
double frozen_imag(const Frozen *object);
/* Of an array: element `axis` of its shape, and behind these of its strides. */
int64_t frozen_extent(const Frozen *array, int axis);
bool frozen_is_data(const Frozen *object);
void frozen_note_look(const Frozen *object); /* Python is going to look at it */

int code_field(const Code *fields, const char *name); /* which field of a named tuple has that name; -1: none */
/* Equal constants: same kind, same bits (0.0 is not -0.0, 1 is not True); data and live memory: found in the same place; other objects:
 * the same Python object. */
bool frozen_same(const Frozen *a, const Frozen *b);
/* One Python object, as is known whatever the values of data are. */
bool frozen_is_object(const Frozen *a, const Frozen *b);
uint32_t object_hash(const Frozen *object);                 /* the same for what is the same */
bool frozen_same_or_none(const Frozen *a, const Frozen *b); /* likewise; both may be NULL */
bool frozen_is_number(const Frozen *object); /* a bool, an int, a float, a complex number; Python's or NumPy's */
bool frozen_is_weak(const Frozen *object);   /* a Python number: see hir/operand.h */

#endif
