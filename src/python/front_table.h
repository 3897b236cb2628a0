/* front_table.h: closures without a compile: what is asked of Python for the code of a function, and what was answered.
 *
 * A compile asks its questions of a function: what is in that cell, under that global name, in that attribute of the answer. For
 * another function of the same code object they can be asked again, and where the answers are as expected (expectations.def)
 * the compile would end the same way: its code is right, with other data. So the table keeps for a code object, which it refers
 * to weakly, at most VARIANTS of these lists of questions with what is known of the code that they led to; the code itself stays
 * as long as a closure has it, or it is among those that were used last (State.recent). It keeps nothing of the
 * user's alive: an answer is a plain constant, an object of Python's or NumPy's own, or it is referred to weakly. A compile that
 * has found something in another way leaves nothing in it.
 *
 * No locks: the table is a dict of tuples, which are never changed, and neither are variants, but for Step.is_needed, which is
 * found out later. */
#ifndef UPCALL_FRONT_TABLE_H
#define UPCALL_FRONT_TABLE_H

#include "python/state.h"

enum { VARIANTS = 8 };

typedef enum {
#define EXPECTATION(id, is_distinct, text) EXPECT_##id,
#include "python/expectations.def"
    EXPECTATION_COUNT
} Expectation;

/* Of an array: as its buffer says, beside what `expected` does. */
typedef struct ArrayShape {
    PyObject *dtype;
    int ndim;
    bool is_readonly;
    Packed packed;
    Py_ssize_t sizes[]; /* shape, strides */
} ArrayShape;

/* An entry of the environment. */
typedef struct Write {
    size_t part; /* as in EnvEntry */
    const Layout *layout;
    size_t offset;
} Write;

typedef struct Step {
    OriginKind kind; /* how it is found ... */
    size_t of;       /* ... in the answer of which step before */
    size_t index;    /* where it goes by one: also of a cell */
    PyObject *name;  /* a str, where it goes by name; else NULL */
    bool of_cfunc;   /* the function that a cfunc was made of: not by attribute, which may be another by now */
    Expectation expectation;
    PyObject *expected;  /* class, constant, object or weak reference; NULL: none */
    PyTypeObject *class; /* of a function, which is Python's own; else NULL */
    bool is_function;    /* or what stands for one: of an instance only where it isn't its class's */
    size_t
        count; /* of a tuple's elements, of a function's defaults, of a number's components; a held number's type; may a
                            record be changed? */
    size_t same_as;        /* is_distinct: the first step with this object, maybe itself */
    bool can_be_open;      /* an integer or an array, and its value may become data ... */
    atomic_bool is_needed; /* ... but the compile looks at it: it stays as it is */
    ArrayShape *array;
    Write *writes; /* what of it lies in the environment */
    size_t write_count;
} Step;

/* One compile. */
typedef struct VariantObject {
    PyObject_HEAD SharedCode *code;
    PyObject *error_value;
    Step *steps;
    size_t count;
    Write *writes; /* of all steps */
} VariantObject;

bool front_setup(PyObject *module, State *state);
void front_clear(State *state);

/* Which integers and arrays of a variant a compile is to leave open: the second value shows that they change. */
typedef struct Opening {
    VariantObject *variant; /* NULL: none */
    bool *is_open;          /* by step */
    bool is_new;            /* one is open that wasn't in the variant */
    Origin *origins;        /* by step: the paths */
    OpenOrigins open;       /* of them, those that are open */
} Opening;

/* The closure that a request asks for, by the code of another. NULL without an exception: it has to be compiled, with that
 * opening, which is the caller's in either case. */
CompiledObject *front_closure(State *state, const Request *request, Opening *opening);
/* Remember a compile that has ended well; sets no exception. */
void front_remember(State *state, const Request *request, SharedCode *code, Unit *u, const Capture *capture,
                    const Opening *opening);
bool front_is_verified(void);

/* ---- front_open.c ---- */

/* What it takes that the variant's questions have this function's answers; false: that isn't enough. */
bool opening_for(Opening *opening, VariantObject *variant, PyObject *function);
/* What a compile with it has looked at isn't to be open. */
void opening_narrow(Opening *opening, const Capture *capture);
void opening_end(Opening *opening);

/* ---- front_record.c ---- */

/* The questions of a compile that has ended well, as a Variant. NULL: they can't be asked again, or an exception. */
VariantObject *front_variant(State *state, const Request *request, SharedCode *code, Unit *u, const Capture *capture,
                             const Opening *opening);

/* ---- front_replay.c ---- */

/* Ask a variant's questions of another function.
 *   opened        NULL; or, by step, set where an integer or an array would be as expected if it were open; it goes on then, and
 *                 where a needed one has another value
 *   environment   gets the data
 *   exports       gets the arrays
 *   returns       false without an exception: an answer isn't the expected one */
bool front_replay(const VariantObject *variant, PyObject *function, bool *opened, Environment *environment,
                  Exports *exports);

/* ---- front_answer.c ---- */

/* Its weak reference without a callback: there is one as long as it is referred to. */
PyObject *front_identity(PyObject *object);
/* The parts of a number of one component, a float, or of two. false: an exception */
bool front_number(size_t count, PyObject *object, double parts[2]);
PyObject *front_find(const Step *step, PyObject *of); /* NULL without an exception: there is none */
bool front_has_metadata(PyObject *type);              /* a dtype with an object of the user's, which it keeps alive */
bool front_is_writeable(PyObject *record);            /* one of ctypes always is */
/* The types of a C function, or of several, as foreign.py says.
 *   addresses   NULL, or gets them, a list
 *   returns     NULL: compiled code can't call it, or an exception */
PyObject *front_foreign(PyObject *function, PyObject **addresses);
/* NULL: its dtype has metadata, no memory, or an exception. */
ArrayShape *front_shape(PyObject *array, const Py_buffer *buffer);
void front_shape_free(ArrayShape *shape);
/* What an array is beside its shape, or all of it. */
bool front_same_array(const ArrayShape *shape, PyObject *array, const Py_buffer *buffer, bool in_any_shape);

#endif
