/* capture_named_tuple.c: named tuples, of collections.namedtuple and typing.NamedTuple: their classes and instances.
 *
 * Compiled code knows of such a class its fields and their defaults. So only a class is taken that makes, reads and compares
 * its instances the way that namedtuple() wrote it; what its own methods do otherwise is never looked at. */
#include "frozen/frozen.h"
#include "python/capture/capture.h"

#include <string.h>

/* What a subclass might define, and tuple has or has not. */
static const char *const inherited[] = {
    "__init__", "__getattribute__", "__eq__",  "__ne__",       "__lt__",  "__le__",   "__gt__", "__ge__", "__len__",
    "__iter__", "__getitem__",      "__add__", "__contains__", "__mul__", "__rmul__", "index",  "count",
};
static const char *const absent[] = {
    "__bool__", "__getattr__", "__radd__", "__iadd__", "__imul__", "__reversed__", "__index__", "__int__", "__float__",
};
enum { INHERITED = sizeof inherited / sizeof *inherited, ABSENT = sizeof absent / sizeof *absent };

static bool behaves_as_tuple(Capture *c, Unit *u, PyObject *class, const Code *fields)
{
    for (size_t i = 0; i < INHERITED; i++) {
        PyObject *own = capture_attribute(c, u, class, inherited[i]);
        if (own != capture_attribute(c, u, (PyObject *)&PyTuple_Type, inherited[i]) &&
            code_field(fields, inherited[i]) < 0)
            return false;
    }
    for (size_t i = 0; i < ABSENT; i++)
        if (capture_optional(c, u, class, absent[i]))
            return false;
    return true;
}

/* A global of a function; NULL: there is none, or it is no Python function. */
static PyObject *global_of(Capture *c, Unit *u, PyObject *function, const char *name)
{
    PyObject *globals = capture_optional(c, u, function, "__globals__");
    return globals ? capture_lookup(c, u, globals, capture_hold(c, u, PyUnicode_FromString(name))) : NULL;
}

/* __new__ is `lambda _cls, x, y: _tuple_new(_cls, (x, y))`, in globals of its own. */
static bool has_generated_new(Capture *c, Unit *u, PyObject *class, size_t fields)
{
    PyObject *new = capture_attribute(c, u, class, "__new__");
    PyObject *tuple_new = capture_attribute(c, u, (PyObject *)&PyTuple_Type, "__new__");
    if (global_of(c, u, new, "_tuple_new") != tuple_new)
        return false;
    PyObject *code = capture_attribute(c, u, new, "__code__");
    return (size_t)capture_attribute_int(c, u, code, "co_argcount") == fields + 1 &&
           capture_length(u, capture_attribute(c, u, code, "co_names")) == 1;
}

/* _replace and _make are those that the module collections defines. */
static bool is_of_collections(Capture *c, Unit *u, PyObject *class, const char *name)
{
    PyObject *method = capture_attribute(c, u, class, name);
    PyObject *function = capture_optional(c, u, method, "__func__");
    PyObject *module = global_of(c, u, function ? function : method, "__name__");
    return module && PyUnicode_Check(module) && !strcmp(capture_text(c, u, module), "collections");
}

/* Field i is read by a descriptor that gives element i. */
static bool has_plain_fields(Capture *c, Unit *u, PyObject *class, const Code *fields)
{
    for (size_t i = 0; i < fields->local_count; i++) {
        PyObject *descriptor = capture_optional(c, u, class, fields->locals[i]);
        if (!descriptor ||
            strcmp(capture_attribute_text(c, u, (PyObject *)Py_TYPE(descriptor), "__name__"), "_tuplegetter"))
            return false;
        PyObject *reduced = capture_hold(c, u, PyObject_CallMethod(descriptor, "__reduce__", NULL));
        PyObject *index = capture_item(c, u, capture_item(c, u, reduced, 1), 0);
        if (PyLong_AsLong(index) != (long)i)
            return false;
    }
    return true;
}

/* The fields as the arguments of a function, for the binding of calls. NULL: it has no _fields. */
static const Code *capture_fields(Capture *c, Unit *u, PyObject *class)
{
    PyObject *names = capture_optional(c, u, class, "_fields");
    if (!names || !PyTuple_Check(names))
        return NULL;
    Code *code = ARENA_NEW(&u->arena, Code);
    code->name = code->qualname = capture_attribute_text(c, u, class, "__name__");
    code->local_count = code->argument_count = code->free_start = capture_length(u, names);
    code->locals = ARENA_ARRAY(&u->arena, const char *, code->local_count);
    for (size_t i = 0; i < code->local_count; i++) {
        PyObject *name = capture_item(c, u, names, i);
        if (!PyUnicode_Check(name))
            return NULL;
        code->locals[i] = capture_text(c, u, name);
    }
    return code;
}

static void capture_field_defaults(Capture *c, Unit *u, PyObject *class, Frozen *captured)
{
    PyObject *defaults = capture_attribute(c, u, capture_attribute(c, u, class, "__new__"), "__defaults__");
    captured->count = PyTuple_Check(defaults) ? capture_length(u, defaults) : 0;
    captured->items = ARENA_ARRAY(&u->arena, Frozen *, captured->count);
    for (size_t i = 0; i < captured->count; i++)
        captured->items[i] = (Frozen *)capture_value(c, u, capture_item(c, u, defaults, i), capture_found_anyhow(c, u));
}

/* NULL: it is no named tuple class. One whose instances are more than their elements can't be used. */
const Frozen *capture_named_class(Capture *c, Unit *u, PyObject *class)
{
    if (Py_TYPE(class) != &PyType_Type || !PyType_IsSubtype((PyTypeObject *)class, &PyTuple_Type))
        return NULL;
    const Code *fields = capture_fields(c, u, class);
    if (!fields)
        return NULL;
    if (!has_generated_new(c, u, class, fields->local_count) || !has_plain_fields(c, u, class, fields) ||
        !behaves_as_tuple(c, u, class, fields) || !is_of_collections(c, u, class, "_replace") ||
        !is_of_collections(c, u, class, "_make"))
        return capture_object(
            u, class, FROZEN_OTHER,
            arena_printf(&u->arena, "the class %s, which does what tuples do in ways of its own", fields->name));
    Frozen *captured = capture_object(u, class, FROZEN_NAMED_TUPLE,
                                      arena_printf(&u->arena, "the class %s", fields->name));
    captured->code = fields;
    capture_field_defaults(c, u, class, captured);
    return captured;
}

/* NULL: it is no instance of such a class. */
const Frozen *capture_named_tuple(Capture *c, Unit *u, PyObject *object, const Origin *origin)
{
    const Frozen *class = PyTuple_Check(object) ? capture_named_class(c, u, (PyObject *)Py_TYPE(object)) : NULL;
    if (!class || class->kind != FROZEN_NAMED_TUPLE || capture_length(u, object) != class->code->local_count)
        return NULL;
    Frozen *captured = (Frozen *)capture_tuple(c, u, object, origin);
    if (captured->kind != FROZEN_TUPLE)
        return NULL;
    captured->class = class;
    return captured;
}
