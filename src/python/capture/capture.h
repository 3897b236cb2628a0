/* capture.h: what the files of the capture share. Each ends the compile by fail() where Python sets an exception; what it
 * returns belongs to the Unit's arena or, a reference, to the Capture. */
#ifndef UPCALL_CAPTURE_H
#define UPCALL_CAPTURE_H

#include "base/code.h"
#include "python/state.h"

/* ---- capture_hold.c: references and attributes ---- */

_Noreturn void python_failed(Unit *u); /* an exception is set */
PyObject *capture_hold(Capture *c, Unit *u, PyObject *reference);
PyObject *capture_attribute(Capture *c, Unit *u, PyObject *object, const char *name);
PyObject *capture_optional(Capture *c, Unit *u, PyObject *object, const char *name);
const char *capture_text(Capture *c, Unit *u, PyObject *string);
const char *capture_attribute_text(Capture *c, Unit *u, PyObject *object, const char *name);
long capture_attribute_int(Capture *c, Unit *u, PyObject *object, const char *name);
const uint8_t *capture_attribute_bytes(Capture *c, Unit *u, PyObject *object, const char *name, size_t *size);
const char *capture_class_module(Capture *c, Unit *u, PyObject *object); /* "": its class tells none */
size_t capture_length(Unit *u, PyObject *sequence);
PyObject *capture_item(Capture *c, Unit *u, PyObject *sequence, size_t index);
bool capture_is_instance(Unit *u, PyObject *object, PyObject *class); /* no class: false */
PyObject *capture_loaded(Capture *c, Unit *u, const char *module);    /* NULL: it isn't imported */
/* NULL: it isn't there, or that is no dict. */
PyObject *capture_lookup(Capture *c, Unit *u, PyObject *dict, PyObject *key);

/* ---- capture.c: any object ---- */

/* What it becomes has `origin` as its own, unless it is a function that was found before. */
const Frozen *capture_value(Capture *c, Unit *u, PyObject *object, const Origin *origin);
const Origin *capture_found_anyhow(Capture *c,
                                   Unit *u); /* the origin of what can't be asked for again: one each time */
const Frozen *capture_prelude(Capture *c, Unit *u, const char *name);  /* of the prelude: "integers:gcd" */
PyObject *capture_builtins_of(Capture *c, Unit *u, PyObject *globals); /* the dict of built-in names */
Frozen *capture_object(Unit *u, PyObject *handle, FrozenKind kind, const char *description);

/* ---- capture_question.c: what the front table is to ask again ---- */

size_t capture_ask(Capture *c, Unit *u, PyObject *object, const Origin *origin); /* its number, for the answer */
void capture_answer(Capture *c, size_t question, const Frozen *answer);
void capture_absent(Capture *c, Unit *u, const Origin *origin); /* nothing is there */

/* ---- capture_names.c ---- */

/* Described for an error, and no more: "the function tan", "the cfunc f", "the class Foo", "a dict", "an instance of Foo". */
const Frozen *capture_other(Capture *c, Unit *u, PyObject *object);
/* "numpy.full", of a function in Python of a package that advice.def has something to say about; else NULL. */
const char *capture_library_path(Capture *c, Unit *u, PyObject *function);
/* Offer the names that a function or a module sees. */
void capture_offer(Unit *u, const Frozen *owner, Nearest *nearest);

/* ---- one file a kind; those that may return NULL say so where they are ---- */

const Code *capture_code(Capture *c, Unit *u, PyObject *object, const Origin *origin);
/* NULL: there is none that can be frozen. */
const Frozen *capture_member(Capture *c, Unit *u, const Frozen *owner, const char *name);
/* What calls an instance: its class's __call__. NULL: nothing that can be compiled. */
const Frozen *capture_call(Capture *c, Unit *u, const Frozen *object);
/* What an object with a __get__ that its class, or the class `object` itself, has is of the object. NULL: its own affair. */
const Frozen *capture_method(Capture *c, Unit *u, PyObject *found, const Frozen *object, const Origin *origin);
/* NULL: it is none of a Python function. */
const Frozen *capture_bound_method(Capture *c, Unit *u, PyObject *method, const Origin *origin);
const Frozen *capture_known_function(const Capture *c, const PyObject *function); /* NULL: it wasn't captured so far */
const Frozen *capture_function(Capture *c, Unit *u, PyObject *function, const Origin *origin);
const Frozen *capture_callable(Capture *c, Unit *u, PyObject *object, const Origin *origin);

const Frozen *capture_bool(Unit *u, PyObject *object);
const Frozen *capture_int(Capture *c, Unit *u, PyObject *object);
const Frozen *capture_real(Unit *u, PyObject *object);
const Frozen *capture_complex(Unit *u, PyObject *object);
const Frozen *capture_bytes(Unit *u, PyObject *object);
const Frozen *capture_string(Capture *c, Unit *u, PyObject *object);
const Frozen *capture_set(Capture *c, Unit *u, PyObject *object, const Origin *origin);
const Frozen *capture_tuple(Capture *c, Unit *u, PyObject *object, const Origin *origin);
const Frozen *capture_named_class(Capture *c, Unit *u, PyObject *class);
const Frozen *capture_named_tuple(Capture *c, Unit *u, PyObject *object, const Origin *origin);
const Frozen *capture_slice(Capture *c, Unit *u, PyObject *object, const Origin *origin);
const Frozen *capture_module(Capture *c, Unit *u, PyObject *object);
const Frozen *capture_upcall_type(Capture *c, Unit *u, PyObject *object);

/* Does a function see the globals of a module of the package that `module` belongs to? One of the user's that goes by
 * another's name sees the user's. */
bool capture_is_made_in(Capture *c, Unit *u, PyObject *function, const char *module);
/* The row of builtins.def that is this object; -1: none is. */
int capture_builtin_row(Capture *c, Unit *u, PyObject *object);
/* NULL: it is none. */
const Frozen *capture_builtin(Capture *c, Unit *u, PyObject *object);
/* The row of that path, whatever stands there now: without a handle. NULL: there is none. */
const Frozen *capture_original(Capture *c, Unit *u, const char *module, const char *name);

const Frozen *capture_numpy(Capture *c, Unit *u, PyObject *object, const Origin *origin);
/* What NumPy has done with its memory, as attributes say. NULL: no array of numbers in this machine's byte order. */
const Frozen *capture_array(Capture *c, Unit *u, PyObject *array, TypeId element);
const Frozen *capture_record(Capture *c, Unit *u, PyObject *record, TypeId type,
                             bool is_writeable); /* anything with a buffer */
const Frozen *capture_buffer(Capture *c, Unit *u, PyObject *object);
const Frozen *capture_structure(Capture *c, Unit *u, PyObject *object);
/* What compiled code can't use, for a reason: what to write instead. */
const Frozen *capture_refused(Capture *c, Unit *u, PyObject *object, PyObject *reason);
/* A C function that says what it takes and gives; one that compiled code can't call is described with the reason. NULL: it is none. */
const Frozen *capture_foreign(Capture *c, Unit *u, PyObject *object, const Origin *origin);
/* A function of a library of ctypes or cffi, which looks for it only when it is asked. NULL: it has none, or it isn't one. */
const Frozen *capture_library_member(Capture *c, Unit *u, const Frozen *library, const char *name);
const Frozen *capture_held(Capture *c, Unit *u, PyObject *value); /* an upcall.Value */

#endif
