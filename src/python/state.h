/* state.h: what the parts of src/python share: the module's state and their contracts. Read this one first.
 *
 * One State an interpreter, in the module object; nothing of Python is static. All functions here need the GIL, or where there is
 * none an attached thread, return new references, and set a Python exception where they return NULL or false, unless their comment
 * says otherwise. Without the GIL other threads run them at the same time: what is shared and mutable is atomic, or a dict or weak
 * reference of Python's, of which nothing is borrowed. */
#ifndef UPCALL_STATE_H
#define UPCALL_STATE_H

#include "python/compat.h"

#include <stdatomic.h>

#include "compile/compile.h"
#include "frozen/builtins.h"
#include "frozen/origin.h"
#include "runtime/artifact.h"
#include "runtime/call.h"
#include "runtime/load.h"
#include "runtime/slot.h"
#include "types/layout.h"

enum { RECENT_CODES = 256 };

typedef struct State {
    PyTypeObject *type_type, *signature_type, *compiled_type, *cfunc_type, *value_type;
    PyObject *scalars;                      /* dict: canonical name -> Type; what pickles and aliases come back to */
    PyObject *value_name, *value_arguments; /* of Value(value), for errors of what is stored there */
    PyObject *library;                      /* bytes: path of _llvm.so */
    BuiltinIndex builtin_index;
    PyTypeObject *variant_type;
    _Atomic(struct SharedCode *) recent[RECENT_CODES]; /* each a holder: stays for the next closure of its code */
    atomic_size_t recent_count;                        /* how many there ever were */
    PyObject *front; /* dict: address of a code object -> (weak reference to it, Variants, the newest last) */
} State;

State *module_state(PyObject *module);
State *type_state(PyTypeObject *type); /* of one of our own types; borrowed, sets no exception */

/* ---- types.c: Type and Signature ---- */

typedef struct TypeObject {
    PyObject_HEAD PyObject *text; /* canonical: type_parse() reads it */
    int scalar;                   /* row of scalar_types.def, -1: a pointer */
} TypeObject;

typedef struct SignatureObject {
    PyObject_HEAD PyObject *result; /* Type */
    PyObject *arguments;            /* tuple of Type */
    PyObject *text;                 /* canonical: signature_parse() reads it */
    bool is_variadic;
    PyObject *declared;    /* the same, or as it was given where that says more: names, lengths of arrays */
    PyObject *names;       /* tuple: of each argument its name there, or None */
    PyObject *annotations; /* tuple of (name, text or None), an argument each: of the Python function; or None */
    PyObject *inside;      /* tuple of Type: as which the function sees the arguments */
    PyObject *
        origin; /* the class of ctypes, or the type of cffi, that it says the same as; a tuple of what its records are, of the
                            * result first; or None */
    PyObject *unknown; /* tuple of str: what is pointed to, but known by name only */
} SignatureObject;

bool types_setup(PyObject *module, State *state);
/* Run a parser; NULL with the exception set, else a Unit for the caller to free. */
Unit *types_parse(void (*parser)(Unit *u, void *parsed), void *parsed);
PyObject *declarations_read(PyObject *module, PyObject *text); /* declarations.c: a function of the module */
PyObject *types_type_of(PyObject *module, PyObject *object);   /* a function of the module, for upcall/types.py */
PyObject *types_of_utf8(State *state, const char *utf8);       /* the Type of a canonical text */
/* Read it, in unit_guard(). */
struct Signature signature_of(Unit *u, const SignatureObject *object);
PyObject *types_names(State *state); /* dict: every name and alias of a scalar -> its Type */

/* ---- records.c: getters of Type ---- */

PyObject *type_element(PyObject *self, void *ignored);
PyObject *type_fields(PyObject *self, void *ignored);
PyObject *type_shape(PyObject *self, void *ignored);
PyObject *type_size(PyObject *self, void *ignored);
PyObject *type_dtype(PyObject *self, void *ignored);

/* ---- doctor.c: functions of the module ---- */

PyObject *doctor_memory(PyObject *module, PyObject *ignored);
PyObject *doctor_backend(PyObject *module, PyObject *ignored);

/* ---- value.c: Value ---- */

bool value_setup(PyObject *module, State *state);
TypeId value_scalar(PyObject *value); /* the type of the number */
void *value_address(PyObject *value); /* where it lies, as long as the object lives */

/* ---- exports.c: memory of others that code works on ---- */

typedef struct Exports {
    Py_buffer *items; /* that they lie elsewhere is all the same to whoever gave them */
    size_t count;
} Exports;

bool exports_add(Exports *exports, PyObject *object);  /* hold the memory of anything with a buffer */
bool exports_keep(Exports *exports, PyObject *object); /* hold an object that has its memory in itself */
void exports_release(Exports *exports);

/* ---- class_lookup.c ---- */

/* In the dict of the class or of one that it derives from; of classes in C, fields alone. NULL without an exception: it isn't
 * there. */
PyObject *class_lookup(PyObject *class, PyObject *name);
/* A field of the C struct that an object is: __slots__, sys.float_info.eps. To read one is to read memory. */
bool class_is_field(PyObject *value);
/* Does it become something else when an instance of the class gives it, as a function becomes a method? */
bool class_binds(PyObject *value);
/* A function of a library of cffi with what is declared of it, which the function itself doesn't say; else `value`, whose reference it
 * takes. */
PyObject *library_member(PyObject *library, PyObject *name, PyObject *value);

/* ---- capture.c: Python objects as plain C ---- */

/* What was found, and where. */
typedef struct Question {
    const Origin *origin;
    PyObject *object;     /* held; NULL: nothing */
    const Frozen *answer; /* what it became; NULL: nothing */
} Question;

typedef struct Capture {
    State *state;
    PyThreadState *saved; /* while the GIL is released; NULL while it is held */
    PyObject **held;      /* references that live as long as the compile */
    size_t held_count, held_capacity;
    Exports exports;     /* captured memory: whoever runs the code takes it over */
    size_t found_anyhow; /* how many objects */
    struct {
        const Frozen **items;
        size_t count, capacity;
    } functions; /* those that were captured, in the Unit's arena */
    struct {
        Question *items;
        size_t count, capacity;
    } questions;    /* in an order in which each is asked of an answer before; in the arena */
    bool is_opaque; /* something was found in a way that is no question */
} Capture;

/* Copy a function (anything with a __code__ that has co_*) into the Unit's arena.
 *   origin   where it was found; one that was captured before keeps its own
 *   returns  an FROZEN_FUNCTION; refers to objects that `capture` holds
 *   fails    by fail(): E_NO_MEMORY; E_NONE where a Python exception is set. Call it inside unit_guard(). */
const Frozen *capture_function(Capture *capture, Unit *u, PyObject *function, const Origin *origin);
const Frozen *capture_resolve(Unit *u, const Frozen *owner, const char *name); /* a Resolver; takes the GIL itself */
void capture_end(Capture *capture);

/* ---- callback.c: what a compile is asked for ---- */

/* Options as they come from Python, kept to compile again for a dump. */
typedef struct Request {
    PyObject *function;
    SignatureObject *signature;
    Options options;
    PyObject *error_value; /* NULL: that of the type */
    PyObject *locals;      /* dict: name -> Type; NULL: none */
    PyObject *success;     /* NULL: none */
    PyObject *codes;       /* tuple of (class, value); NULL: none */
} Request;

/* The options as both CFunc() and inspect() take them, each NULL or 0 where not given. */
typedef struct RawOptions {
    int boundscheck;         /* Boundscheck */
    const char *error_model; /* "numpy" or "python" */
    PyObject *fastmath;      /* True, False or LIR_FAST_* */
    PyObject *error_value;   /* (value,) or None */
    PyObject *locals;        /* dict: name -> Type, or None */
    PyObject *success;       /* (value,) or None */
    PyObject *codes;         /* tuple of (exception class, value), or None */
    bool is_uncached;
} RawOptions;
bool read_options(const State *state, const RawOptions *raw,
                  Request *request); /* what it leaves in `request` is borrowed */

/* ---- options.c: both into `options`, as long as the Unit lives. Call them inside unit_guard(). ---- */

/* The types of local variables, and the result of success. `result`: of the request's signature. */
void request_options(Unit *u, const Request *request, TypeId result, Options *options);
/* What C gets where the callback raises: error value and codes. */
void request_answers(Unit *u, const Request *request, Options *options);

/* How one argument or the result passes between Python and the words of call_entry(). */
typedef struct Parameter {
    TypeId scalar;               /* TYPE_voidptr for every pointer */
    TypeId element;              /* of a pointer: what it points to; TYPE_UNKNOWN: anything, or no scalar */
    bool is_record;              /* a pointer to a record */
    bool is_untyped;             /* void *, const void * */
    bool is_const;               /* a pointer to what is only read */
    size_t size;                 /* of a record by value: bytes; its words are its memory. 0: it is none */
    int ndim;                    /* of "double x[n]": how many axes; 0: it is no such array */
    size_t item;                 /* of such a one: bytes of an element */
    struct ArrayLength *lengths; /* of each axis */
    PyObject *type;              /* the Type */
    PyObject *origin;            /* of the result of a signature: what that was read from; NULL: nothing is asked */
} Parameter;

/* ---- shared_code.c: what all closures of one compile have in common ---- */

typedef struct SharedCode {
    atomic_size_t references, uses; /* each holder has one of both, and may give the use back first */
    PyObject *name;                 /* co_qualname, for messages */
    PyObject *native_name;
    PyObject *signature; /* SignatureObject */
    PyObject *prototype; /* "double (double)", as SciPy names capsules */
    PyObject *argument_names;
    Options options;           /* and the types of local variables: for a callback that calls it */
    PyObject *locals;          /* dict: name -> Type; NULL: none */
    PyObject *success, *codes; /* as in Request */
    Parameter *parameters, result;
    size_t parameter_count;
    size_t argument_words, result_words; /* components of all parameters, of the result */
    Key key;                             /* of the LIR */
    Image *image;                        /* this and the callback go with the last use */
    Callback *callback;
    void *entry;
    CallForm form;
    size_t own_address;   /* where its environment has the address of the callback itself; 0: nowhere */
    atomic_size_t recent; /* State.recent_count when it was put there */
} SharedCode;

/* Of a compile that has ended well; the caller is its first holder.
 *   root        the function that was compiled
 *   prototype   "double (double)"
 *   image       stays the caller's */
SharedCode *shared_code_new(const Unit *u, const Request *request, const Frozen *root, const char *prototype,
                            Image *image);
SharedCode *shared_code_ref(SharedCode *code); /* for one more holder; by one that hasn't given its use back */
bool shared_code_revive(SharedCode *code); /* likewise by one that has: false: so has everybody, and the code is gone */
void shared_code_end_use(SharedCode *code); /* this holder runs it no more */
void shared_code_free(SharedCode *code);    /* after that: nor looks at the rest */
Parameter make_parameter(const Unit *u, TypeId type, PyObject *object);

/* ---- compiled.c: machine code as a Python object ---- */

/* A closure: shared code with an environment and a slot of its own. CFunc and all that was made from it (ctypes, cffi, capsule)
 * hold it. */
typedef struct CompiledObject {
    PyObject_HEAD SharedCode *code;
    Exports exports; /* what keeps captured memory where it is */
    Environment *environment;
    Slot *slot;
    atomic_size_t users; /* calls from Python that run, and 1 until it is closed: who leaves last frees the code */
    atomic_bool closed;
    Cached cached; /* where its code was found */
} CompiledObject;

/* With the code of another one. Takes over environment and exports, also where it fails; NULL without an exception: no memory for a slot. */
CompiledObject *closure_new(State *state, SharedCode *code, Environment *environment, Exports *exports, Cached cached);

bool compiled_setup(PyObject *module, State *state);
CompiledObject *compiled_new(State *state, const Request *request);
void *compiled_address(CompiledObject *self);         /* the C function pointer; NULL: it is closed, RuntimeError */
void compiled_close(CompiledObject *self);            /* C may not call it any more: the code goes */
bool compiled_check_open(const CompiledObject *self); /* RuntimeError if it is closed */
/* Between the two the code stays, whoever closes it. RuntimeError if it is closed. */
bool compiled_enter(CompiledObject *self);
void compiled_leave(CompiledObject *self);
/* The dump of one stage as text; compiles as far as that stage. */
PyObject *compiled_dump(State *state, const Request *request, const char *stage);
/* Which names a compile looks up in which functions: a list of (function, name).
 *   same   set: would it make what `compiled` is? */
PyObject *compiled_questions(State *state, const Request *request, CompiledObject *compiled, bool *same);

/* ---- call.c: calls from Python ---- */

PyObject *compiled_call(CompiledObject *self, PyObject *args, PyObject *keywords);

/* ---- bind.c: arguments by name, and defaults ---- */

/* The arguments of a call of `function`, which `callee` was compiled from: a tuple in the order of its parameters. TypeError where
 * they don't fit; where there are too many or too few it may leave that to compiled_call(). */
PyObject *bind_arguments(const SharedCode *callee, PyObject *function, PyObject *args, PyObject *keywords);

/* ---- convert.c: Python values as words, and back ---- */

/* What the arguments of a running call need to stay alive. */
typedef struct Pins {
    Py_buffer *buffers; /* room for one an argument */
    size_t buffer_count;
    PyObject *kept; /* list, or NULL */
} Pins;

size_t parameter_words(const Parameter *parameter);
/* One argument as words; TypeError and OverflowError name the function, the argument and its type. */
bool convert_argument(const SharedCode *callee, size_t index, PyObject *value, uint64_t *words, Pins *pins);
PyObject *convert_result(const Parameter *result, const uint64_t *words);
void pins_release(Pins *pins);
/* extents.c: has what is passed for arrays the lengths that other arguments say? false: ValueError */
bool extents_suffice(const SharedCode *callee, const uint64_t *words, const Pins *pins);

/* ---- callback.c: CFunc ---- */

bool callback_setup(PyObject *module, State *state);
const Request *callback_request(PyObject *cfunc);   /* borrowed */
CompiledObject *callback_compiled(PyObject *cfunc); /* borrowed */
/* The C function pointer of a cfunc, or of its .ctypes, for C to keep: the code stays for good. NULL: it is closed, RuntimeError */
void *callback_given_out(PyObject *function);

/* ---- pickle.c: what a CFunc is made of ---- */

/* (cfunc): (what CFunc() was called with, the questions of its compile). A function of the module, for upcall/_pickle.py. */
PyObject *pickle_parts(PyObject *module, PyObject *cfunc);
/* (cfunc): the artifact of its machine code as bytes, or None: there is none, or none is to be sent. */
PyObject *pickle_artifact(PyObject *module, PyObject *cfunc);
/* (artifact): put it into the cache in memory, for the compile that follows: is it of use here? */
PyObject *pickle_admit(PyObject *module, PyObject *artifact);

/* ---- errors.c: CompileError; errors of callbacks on their way to sys.unraisablehook ---- */

void raise_compile_error(Unit *u); /* u->error as an exception; keeps one that is already set */
/* The callback's own error, with its place as the traceback. */
void raise_status(const Callback *callback, const Outcome *outcome);
bool errors_setup(PyObject *module); /* listen, and shut the door at exit */
bool errors_door_is_shut(void);      /* Python is ending: no code is freed any more */
void errors_deliver(void);           /* report what was kept back */

/* Functions of the module, for upcall/cache.py (cache.c) ... */
PyObject *cache_path(PyObject *module, PyObject *ignored);
PyObject *cache_info(PyObject *module, PyObject *ignored);
PyObject *cache_clear(PyObject *module, PyObject *ignored);

/* ... and for upcall/errors.py. */
PyObject *errors_pending(PyObject *module, PyObject *ignored);
PyObject *errors_clear(PyObject *module, PyObject *ignored);
PyObject *errors_watch(PyObject *module, PyObject *ignored);
PyObject *errors_watch_end(PyObject *module, PyObject *args);

#endif
