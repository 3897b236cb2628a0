/* capture.c: Python objects as plain C structs in the Unit's arena: all that the compiler gets to see of Python.
 *
 * Objects are known by what they offer, not by their class: a function is anything with a __code__ that has co_*, so code
 * recorded under another Python goes the same way as live code. */
#include "python/capture/capture.h"
#include "frozen/builtins.h"
#include "frozen/exception_classes.h"
#include "frozen/frozen.h"
#include "frozen/origin.h"
#include "frozen/resolve.h"

#include <string.h>

Frozen *capture_object(Unit *u, PyObject *handle, FrozenKind kind, const char *description)
{
    Frozen *object = ARENA_NEW(&u->arena, Frozen);
    *object = (Frozen){.kind = kind, .builtin = -1, .description = description, .handle = handle};
    return object;
}

/* The kinds that are known by their exact class; NULL for others. */
static const Frozen *classify_exact(Capture *c, Unit *u, PyObject *object, const Origin *origin)
{
    if (object == Py_None)
        return capture_object(u, object, FROZEN_NONE, "None");
    if (object == Py_Ellipsis)
        return capture_object(u, object, FROZEN_ELLIPSIS, "...");
    if (PyBool_Check(object))
        return capture_bool(u, object);
    if (PyLong_CheckExact(object))
        return capture_int(c, u, object);
    if (PyFloat_CheckExact(object))
        return capture_real(u, object);
    if (PyComplex_CheckExact(object))
        return capture_complex(u, object);
    if (PyUnicode_CheckExact(object))
        return capture_string(c, u, object);
    if (PyBytes_CheckExact(object))
        return capture_bytes(u, object);
    if (PyTuple_CheckExact(object))
        return capture_tuple(c, u, object, origin);
    if (PyFrozenSet_CheckExact(object))
        return capture_set(c, u, object, origin);
    if (PySlice_Check(object))
        return capture_slice(c, u, object, origin);
    if (PyModule_Check(object))
        return capture_module(c, u, object);
    if (Py_TYPE(object) == c->state->type_type)
        return capture_upcall_type(c, u, object);
    if (Py_TYPE(object) == c->state->value_type)
        return capture_held(c, u, object);
    return NULL;
}

/* An exception class that compiled code can name: C knows it by its name in builtins. */
static bool is_builtin_class(Capture *c, Unit *u, PyObject *class)
{
    PyObject *name = capture_attribute(c, u, class, "__name__");
    return capture_lookup(c, u, PyEval_GetBuiltins(), name) == class &&
           !strcmp(capture_attribute_text(c, u, class, "__module__"), "builtins");
}

static bool is_return(Capture *c, Unit *u, PyObject *class)
{
    return exception_is_return(capture_attribute_text(c, u, class, "__name__")) &&
           !strcmp(capture_attribute_text(c, u, class, "__module__"), "upcall");
}

static const Frozen *capture_exception(Capture *c, Unit *u, PyObject *class)
{
    const char *name = capture_text(c, u, capture_attribute(c, u, class, "__name__"));
    Frozen *captured = capture_object(u, class, FROZEN_EXCEPTION, arena_printf(&u->arena, "the class %s", name));
    captured->text = name;
    return captured;
}

static const Frozen *capture_code_object(Capture *c, Unit *u, PyObject *code, const Origin *origin)
{
    Frozen *captured = capture_object(u, code, FROZEN_CODE, "a code object");
    captured->code = capture_code(c, u, code, origin);
    return captured;
}

static const Frozen *classify(Capture *c, Unit *u, PyObject *object, const Origin *origin)
{
    const Frozen *captured = classify_exact(c, u, object, origin);
    if (!captured)
        captured = capture_builtin(c, u, object);
    if (!captured)
        captured = capture_numpy(c, u, object, origin);
    if (!captured)
        captured = capture_structure(c, u, object);
    if (!captured)
        captured = capture_buffer(c, u, object);
    if (captured)
        return captured;
    if (PyExceptionClass_Check(object) && (is_builtin_class(c, u, object) || is_return(c, u, object)))
        return capture_exception(c, u, object);
    if (PyLong_Check(object)) /* an IntEnum, an IntFlag: its value */
        return capture_int(c, u, object);
    captured = PyType_Check(object) ? capture_named_class(c, u, object) : capture_named_tuple(c, u, object, origin);
    if (captured)
        return captured;
    PyObject *bytes = PyType_Check(object) ? NULL : capture_optional(c, u, object, "co_code");
    if (bytes && PyBytes_Check(bytes)) /* a mock has whatever it is asked for */
        return capture_code_object(c, u, object, origin);
    captured = capture_callable(c, u, object, origin);
    if (!captured)
        captured = capture_foreign(c, u, object, origin);
    return captured ? captured : capture_other(c, u, object);
}

static bool is_open(const Unit *u, const Origin *origin)
{
    for (size_t i = 0; i < u->options.open.count; i++)
        if (origin_same(u->options.open.items[i], origin))
            return true;
    return u->options.open.all && origin_is_data(origin);
}

/* SEMANTICS, "What a function sees of its surroundings". A member of an enumeration is more than its value. */
static bool is_data(const Unit *u, const Frozen *captured)
{
    switch (captured->kind) {
    case FROZEN_FLOAT:
    case FROZEN_COMPLEX: return origin_is_data(captured->origin);
    case FROZEN_ARRAY: return is_open(u, captured->origin);
    case FROZEN_INT:
        return is_open(u, captured->origin) && !captured->text &&
               (captured->type != TYPE_none || PyLong_CheckExact((PyObject *)captured->handle));
    default: return false;
    }
}

const Frozen *capture_value(Capture *c, Unit *u, PyObject *object, const Origin *origin)
{
    size_t question = capture_ask(c, u, object, origin);
    Frozen *captured = (Frozen *)classify(c, u, object, origin);
    if (!captured->origin)
        captured->origin = origin;
    if (!captured->is_looked_at && is_data(u, captured))
        captured->is_looked_at = ARENA_NEW(&u->arena, bool);
    capture_answer(c, question, captured);
    return captured;
}

const Origin *capture_found_anyhow(Capture *c, Unit *u)
{
    return origin_indexed(u, ORIGIN_unknown, NULL, c->found_anyhow++);
}

/* Of a cfunc or a partial of a function: that of the function. */
static const Origin *own_origin(const Capture *c, const Frozen *function)
{
    const Frozen *own = capture_known_function(c, function->handle);
    return own ? own->origin : function->origin;
}

/* Which free variable of the code has that name; code->local_count: none. */
static size_t free_variable(const Code *code, const char *name)
{
    size_t i = code->free_start;
    while (i < code->local_count && strcmp(code->locals[i], name))
        i++;
    return i;
}

/* The value of that variable; NULL: it is unbound so far. */
static const Frozen *answer_cell(Capture *c, Unit *u, const Frozen *function, size_t variable)
{
    const char *name = function->code->locals[variable];
    const Origin *origin = origin_named(u, ORIGIN_cell, own_origin(c, function), name);
    PyObject *closure = capture_optional(c, u, function->handle, "__closure__");
    if (!closure || closure == Py_None) {
        c->is_opaque = true;
        return NULL;
    }
    PyObject *cell = capture_item(c, u, closure, variable - function->code->free_start);
    PyObject *value = PyObject_GetAttrString(cell, "cell_contents");
    if (!value && PyErr_ExceptionMatches(PyExc_ValueError)) {
        PyErr_Clear();
        capture_absent(c, u, origin);
        return NULL;
    }
    return capture_value(c, u, capture_hold(c, u, value), origin);
}

/* The dict of built-in names that belongs to these globals. */
PyObject *capture_builtins_of(Capture *c, Unit *u, PyObject *globals)
{
    PyObject *key = capture_hold(c, u, PyUnicode_FromString("__builtins__"));
    PyObject *names = capture_lookup(c, u, globals, key);
    if (!names)
        return PyEval_GetBuiltins();
    return PyModule_Check(names) ? PyModule_GetDict(names) : names;
}

/* The variable that `def` binds to a function is what it knows itself by: a global's for one of a module, a cell of the function
 * round it. A method's name is another one's. */
static bool is_own_name(const Code *code, const char *name, bool is_free)
{
    size_t length = strlen(code->qualname), own = strlen(name), locals = strlen("<locals>.");
    if (strcmp(code->name, name))
        return false;
    if (!is_free)
        return !strcmp(code->qualname, name);
    return length > own + locals && !strncmp(code->qualname + length - own - locals, "<locals>.", locals);
}

/* SEMANTICS, recursion: to what is decorated its own name means itself. What is bound to it now may be an earlier edition, for
 * the decorator runs before `def` binds the name. */
static bool means_itself(const Frozen *function, const char *name, bool is_free)
{
    bool is_decorated = function->signature || function->origin->kind == ORIGIN_root;
    return is_decorated && is_own_name(function->code, name, is_free);
}

/* A name still unbound at decoration that is the function's own. */
static const Frozen *unbound_name(const Frozen *function, const char *name)
{
    return strcmp(name, function->code->name) ? NULL : function;
}

static bool is_of_prelude(Capture *c, Unit *u, PyObject *globals)
{
    PyObject *name = capture_lookup(c, u, globals, capture_hold(c, u, PyUnicode_FromString("__name__")));
    return name && PyUnicode_Check(name) && !strncmp(capture_text(c, u, name), "upcall.prelude.", 15);
}

/* The prelude means Python's own functions, whatever the user's program has put in their place. NULL: it is none of them. */
static const Frozen *prelude_name(Capture *c, Unit *u, PyObject *value, const char *name)
{
    if (!value)
        return capture_original(c, u, "builtins", name);
    if (!PyModule_Check(value))
        return NULL;
    Frozen *module = (Frozen *)capture_module(c, u, value);
    module->is_original = true;
    return module;
}

static const Frozen *answer_name(Capture *c, Unit *u, const Frozen *function, const char *name)
{
    size_t variable = free_variable(function->code, name);
    bool is_free = variable < function->code->local_count;
    if (means_itself(function, name, is_free))
        return function;
    const Frozen *captured = is_free ? answer_cell(c, u, function, variable) : NULL;
    if (is_free)
        return captured ? captured : unbound_name(function, name);
    PyObject *key = capture_hold(c, u, PyUnicode_FromString(name));
    PyObject *globals = capture_optional(c, u, function->handle, "__globals__");
    PyObject *value = capture_lookup(c, u, globals, key);
    const Frozen *original = is_of_prelude(c, u, globals) ? prelude_name(c, u, value, name) : NULL;
    if (original)
        return original;
    OriginKind kind = value ? ORIGIN_global : ORIGIN_builtin;
    if (!value)
        value = capture_lookup(c, u, capture_builtins_of(c, u, globals), key);
    const Origin *origin = origin_named(u, kind, own_origin(c, function), name);
    if (value)
        return capture_value(c, u, value, origin);
    capture_absent(c, u, origin);
    return unbound_name(function, name);
}

/* "integers:gcd" is gcd in upcall/prelude/integers.py, which is imported when it is first needed. */
const Frozen *capture_prelude(Capture *c, Unit *u, const char *name)
{
    const char *colon = strchr(name, ':');
    const char *module_name = arena_printf(&u->arena, "upcall.prelude.%.*s", (int)(colon - name), name);
    PyObject *module = capture_hold(c, u, PyImport_ImportModule(module_name));
    return capture_function(c, u, capture_attribute(c, u, module, colon + 1),
                            origin_named(u, ORIGIN_prelude, NULL, name));
}

/* A dtype that infer found is no object of Python's so far, nor is an integer that stands in the bytecode. */
static PyObject *given_to(Capture *c, Unit *u, const Frozen *argument)
{
    if (argument->handle)
        return argument->handle;
    if (argument->kind == FROZEN_INT)
        return capture_hold(c, u, PyLong_FromLongLong(frozen_integer(argument)));
    return capture_hold(c, u, PyUnicode_FromString(scalar_info(argument->type)->numpy));
}

/* NULL: it makes nothing of that. */
static const Frozen *answer_made(Capture *c, Unit *u, const Frozen *call)
{
    if (!call->handle) /* a built-in of the prelude, which is no object */
        return NULL;
    PyObject *arguments = capture_hold(c, u, PyTuple_New((Py_ssize_t)call->count));
    for (size_t i = 0; i < call->count; i++)
        if (PyTuple_SetItem(arguments, (Py_ssize_t)i, Py_NewRef(given_to(c, u, call->items[i]))))
            python_failed(u);
    PyObject *made = PyObject_CallObject(call->handle, arguments);
    OriginKind kind = call->kind == FROZEN_BUILTIN ? ORIGIN_derived : ORIGIN_unknown; /* float("inf") */
    if (made)
        return capture_value(c, u, capture_hold(c, u, made), origin_indexed(u, kind, NULL, c->found_anyhow++));
    bool is_of_value = PyErr_ExceptionMatches(PyExc_ValueError) || PyErr_ExceptionMatches(PyExc_OverflowError);
    if (!is_of_value && !PyErr_ExceptionMatches(PyExc_TypeError))
        python_failed(u);
    PyErr_Clear();
    return NULL;
}

/* A BIG or a word has its digits. */
static PyObject *exact_operand(Capture *c, Unit *u, const Frozen *number)
{
    if (number->is_class)
        return (PyObject *)(uintptr_t)number->identity;
    if (number->text)
        return capture_hold(c, u, PyLong_FromString(number->text, NULL, 10));
    return capture_hold(c, u, PyLong_FromLongLong(frozen_integer(number)));
}

static const Frozen *answer_exact(Capture *c, Unit *u, const Frozen *pair, const char *name)
{
    PyObject *module = capture_hold(c, u, PyImport_ImportModule("_operator"));
    PyObject *a = exact_operand(c, u, pair->items[0]), *b = exact_operand(c, u, pair->items[1]);
    PyObject *result = PyObject_CallMethod(module, name, "OO", a, b);
    if (result)
        return capture_value(c, u, capture_hold(c, u, result),
                             origin_indexed(u, ORIGIN_derived, NULL, c->found_anyhow++));
    if (!PyErr_ExceptionMatches(PyExc_ArithmeticError) && !PyErr_ExceptionMatches(PyExc_ValueError))
        python_failed(u);
    PyErr_Clear();
    return NULL;
}

static const Frozen *answer_member(Capture *c, Unit *u, const Frozen *owner, const char *name)
{
    if (!strcmp(name, OBJECT_CALL))
        return capture_call(c, u, owner);
    const Frozen *member = owner->kind == FROZEN_OTHER ? capture_library_member(c, u, owner, name) : NULL;
    return member ? member : capture_member(c, u, owner, name);
}

static const Frozen *answer_held(Capture *c, Unit *u, const Frozen *owner, const char *name)
{
    if (!owner)
        return capture_prelude(c, u, name);
    if (owner->kind == FROZEN_FUNCTION)
        return answer_name(c, u, owner, name);
    if (owner->kind == FROZEN_TUPLE)
        return answer_exact(c, u, owner, name);
    if (owner->kind == FROZEN_MAKER || (owner->kind == FROZEN_BUILTIN && owner->count))
        return answer_made(c, u, owner);
    if (owner->kind == FROZEN_BUILTIN)
        return capture_original(c, u, builtins[owner->builtin].path, name);
    if (owner->kind == FROZEN_OTHER || owner->kind == FROZEN_INT) /* an int may be an IntEnum's */
        return answer_member(c, u, owner, name);
    const Frozen *original = owner->is_original ? capture_original(c, u, owner->text, name) : NULL;
    if (original)
        return original;
    PyObject *value = capture_optional(c, u, owner->handle, name);
    return value ? capture_value(c, u, value, origin_named(u, ORIGIN_attribute, owner->origin, name)) : NULL;
}

const Frozen *capture_resolve(Unit *u, const Frozen *owner, const char *name)
{
    Capture *c = u->resolver->context;
    PyEval_RestoreThread(c->saved);
    c->saved = NULL; /* fail() may leave from here with the GIL held: whoever released it looks at this */
    const Frozen *captured = answer_held(c, u, owner, name);
    bool is_certain = captured || (owner && (owner->kind == FROZEN_FUNCTION || owner->kind == FROZEN_TUPLE));
    c->is_opaque = c->is_opaque || !is_certain;
    c->saved = PyEval_SaveThread();
    return captured;
}
