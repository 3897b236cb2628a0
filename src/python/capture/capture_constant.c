/* capture_constant.c: numbers, strings, tuples, modules and types: frozen copies. */
#include "frozen/frozen.h"
#include "python/capture/capture.h"
#include "types/signature.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_TUPLE_DEPTH = 32 };

/* It is a float beside floats, if there is one. */
static const Frozen *capture_big(Capture *c, Unit *u, PyObject *object)
{
    double real = PyLong_AsDouble(object);
    PyObject *digits = real == -1.0 && PyErr_Occurred() ? NULL : PyObject_Str(object);
    if (!digits && !PyErr_ExceptionMatches(PyExc_OverflowError) && !PyErr_ExceptionMatches(PyExc_ValueError))
        python_failed(u);
    PyErr_Clear();
    if (!digits)
        return capture_object(u, object, FROZEN_OTHER, "an int that no float comes near");
    Frozen *captured = capture_object(u, object, FROZEN_BIG, "an int that needs more than 64 bits");
    captured->number.real = real;
    captured->text = capture_text(c, u, capture_hold(c, u, digits));
    return captured;
}

/* SEMANTICS, "Numbers": an integer constant from 2**63 to 2**64 - 1 is a uint64. */
static const Frozen *capture_word(Capture *c, Unit *u, PyObject *object)
{
    unsigned long long value = PyLong_AsUnsignedLongLong(object);
    if (value == (unsigned long long)-1 && PyErr_Occurred()) {
        if (!PyErr_ExceptionMatches(PyExc_OverflowError))
            python_failed(u);
        PyErr_Clear();
        return capture_big(c, u, object);
    }
    Frozen *captured = capture_object(u, object, FROZEN_INT, "an int");
    captured->number.integer = (int64_t)value;
    captured->type = TYPE_uint64;
    captured->text = arena_printf(&u->arena, "%llu", value);
    return captured;
}

const Frozen *capture_int(Capture *c, Unit *u, PyObject *object)
{
    int overflow;
    long long value = PyLong_AsLongLongAndOverflow(object, &overflow);
    if (value == -1 && PyErr_Occurred())
        python_failed(u);
    if (overflow)
        return overflow > 0 ? capture_word(c, u, object) : capture_big(c, u, object);
    Frozen *captured = capture_object(u, object, FROZEN_INT, "an int");
    captured->number.integer = value;
    return captured;
}

const Frozen *capture_bool(Unit *u, PyObject *object)
{
    Frozen *captured = capture_object(u, object, FROZEN_BOOL, "a bool");
    captured->number.integer = object == Py_True;
    return captured;
}

const Frozen *capture_real(Unit *u, PyObject *object)
{
    Frozen *captured = capture_object(u, object, FROZEN_FLOAT, "a float");
    captured->number.real = PyFloat_AsDouble(object);
    return captured;
}

const Frozen *capture_complex(Unit *u, PyObject *object)
{
    Frozen *captured = capture_object(u, object, FROZEN_COMPLEX, "a complex number");
    captured->number.real = PyComplex_RealAsDouble(object);
    captured->number.imag = PyComplex_ImagAsDouble(object);
    return captured;
}

/* The text of a string is UTF-8 that a null ends. What this one is where that can't hold it; NULL: it can. */
static const char *beyond_text(PyObject *string)
{
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(string, &size);
    if (!text) {
        PyErr_Clear();
        return "a string with half a surrogate pair";
    }
    return strlen(text) != (size_t)size ? "a string with a null character" : NULL;
}

const Frozen *capture_string(Capture *c, Unit *u, PyObject *object)
{
    const char *beyond = beyond_text(object);
    if (beyond)
        return capture_object(u, object, FROZEN_OTHER, beyond);
    Frozen *captured = capture_object(u, object, FROZEN_STRING, "a string");
    captured->text = capture_text(c, u, object);
    return captured;
}

const Frozen *capture_bytes(Unit *u, PyObject *object)
{
    Frozen *captured = capture_object(u, object, FROZEN_BYTES, "bytes");
    captured->count = (size_t)PyBytes_Size(object);
    captured->text = arena_copy(&u->arena, PyBytes_AsString(object), captured->count + 1);
    return captured;
}

const Frozen *capture_tuple(Capture *c, Unit *u, PyObject *object, const Origin *origin)
{
    if (origin_item_depth(origin) > MAX_TUPLE_DEPTH)
        return capture_other(c, u, object);
    Frozen *captured = capture_object(u, object, FROZEN_TUPLE, "a tuple");
    captured->count = capture_length(u, object);
    captured->items = ARENA_ARRAY(&u->arena, Frozen *, captured->count);
    for (size_t i = 0; i < captured->count; i++)
        captured->items[i] = (Frozen *)capture_value(c, u, capture_item(c, u, object, i),
                                                     origin_indexed(u, ORIGIN_item, origin, i));
    return captured;
}

/* Python's order of strings is another one in each process; what is compiled is to be the same. */
static int by_value(const void *x, const void *y)
{
    const Frozen *a = *(Frozen *const *)x, *b = *(Frozen *const *)y;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->text && b->text)
        return strcmp(a->text, b->text);
    if (a->number.integer != b->number.integer)
        return a->number.integer < b->number.integer ? -1 : 1;
    return (a->number.real > b->number.real) - (a->number.real < b->number.real);
}

const Frozen *capture_set(Capture *c, Unit *u, PyObject *object, const Origin *origin)
{
    bool is_data = origin_is_data(origin); /* which one is which isn't known there */
    Frozen *captured = capture_object(u, object, FROZEN_SET, "a frozenset");
    PyObject *items = capture_hold(c, u, PySequence_Tuple(object));
    captured->count = capture_length(u, items);
    captured->items = ARENA_ARRAY(&u->arena, Frozen *, captured->count + 1);
    for (size_t i = 0; i < captured->count; i++)
        captured->items[i] = (Frozen *)capture_value(c, u, capture_item(c, u, items, i),
                                                     is_data ? capture_found_anyhow(c, u)
                                                             : origin_indexed(u, ORIGIN_item, origin, i));
    qsort(captured->items, captured->count, sizeof *captured->items, by_value);
    return captured;
}

const Frozen *capture_slice(Capture *c, Unit *u, PyObject *object, const Origin *origin)
{
    static const char *const bounds[] = {"start", "stop", "step"};
    Frozen *captured = capture_object(u, object, FROZEN_SLICE, "a slice");
    captured->count = 3;
    captured->items = ARENA_ARRAY(&u->arena, Frozen *, 3);
    for (size_t i = 0; i < 3; i++)
        captured->items[i] = (Frozen *)capture_value(c, u, capture_attribute(c, u, object, bounds[i]),
                                                     origin_named(u, ORIGIN_attribute, origin, bounds[i]));
    return captured;
}

const Frozen *capture_module(Capture *c, Unit *u, PyObject *object)
{
    PyObject *name = capture_optional(c, u, object, "__name__");
    const char *text = name && PyUnicode_Check(name) ? capture_text(c, u, name) : "without a name";
    Frozen *captured = capture_object(u, object, FROZEN_MODULE, arena_printf(&u->arena, "the module %s", text));
    captured->text = text;
    return captured;
}

const Frozen *capture_upcall_type(Capture *c, Unit *u, PyObject *object)
{
    const char *text = capture_text(c, u, ((TypeObject *)object)->text);
    Frozen *captured = capture_object(u, object, FROZEN_TYPE, arena_printf(&u->arena, "the type %s", text));
    captured->type = type_parse(u, text);
    return captured;
}
