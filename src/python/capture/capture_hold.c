/* capture_hold.c: references that the compile holds, and attributes of Python objects as plain C values.
 *
 * Every reference taken goes at once onto capture->held, because fail() may leave any function here by longjmp;
 * capture_end() gives them back. */
#include "python/capture/capture.h"

#include <stdlib.h>
#include <string.h>

static const Loc nowhere = {.code = NULL};

/* A Python exception is set: end the compile with it. */
_Noreturn void python_failed(Unit *u)
{
    fail(u, nowhere, E_NONE);
}

/* Take over a new reference until the end of the compile; ends the compile when it is NULL. */
PyObject *capture_hold(Capture *c, Unit *u, PyObject *reference)
{
    if (!reference)
        python_failed(u);
    if (c->held_count == c->held_capacity) {
        size_t capacity = c->held_capacity ? 2 * c->held_capacity : 32;
        PyObject **held = realloc(c->held, capacity * sizeof *held);
        if (!held) {
            Py_DECREF(reference);
            PyErr_NoMemory();
            python_failed(u);
        }
        c->held = held;
        c->held_capacity = capacity;
    }
    c->held[c->held_count++] = reference;
    return reference;
}

void capture_end(Capture *c)
{
    while (c->held_count)
        Py_DECREF(c->held[--c->held_count]);
    exports_release(&c->exports);
    free(c->held);
    c->held = NULL;
    c->held_capacity = 0;
}

PyObject *capture_attribute(Capture *c, Unit *u, PyObject *object, const char *name)
{
    return capture_hold(c, u, PyObject_GetAttrString(object, name));
}

/* NULL where there is none; other exceptions than AttributeError end the compile. */
PyObject *capture_optional(Capture *c, Unit *u, PyObject *object, const char *name)
{
    PyObject *value = PyObject_GetAttrString(object, name);
    if (value)
        return capture_hold(c, u, value);
    if (!PyErr_ExceptionMatches(PyExc_AttributeError))
        python_failed(u);
    PyErr_Clear();
    return NULL;
}

/* UTF-8 of a str; what UTF-8 can't say (lone surrogates) as escapes. */
const char *capture_text(Capture *c, Unit *u, PyObject *string)
{
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(string, &size);
    if (!text) {
        PyErr_Clear();
        PyObject *bytes = capture_hold(c, u, PyUnicode_AsEncodedString(string, "utf-8", "backslashreplace"));
        char *buffer;
        if (PyBytes_AsStringAndSize(bytes, &buffer, &size))
            python_failed(u);
        text = buffer;
    }
    return unit_string(u, text, (size_t)size);
}

const char *capture_attribute_text(Capture *c, Unit *u, PyObject *object, const char *name)
{
    return capture_text(c, u, capture_attribute(c, u, object, name));
}

const char *capture_class_module(Capture *c, Unit *u, PyObject *object)
{
    PyObject *module = capture_optional(c, u, (PyObject *)Py_TYPE(object), "__module__");
    return module && PyUnicode_Check(module) ? capture_text(c, u, module) : "";
}

long capture_attribute_int(Capture *c, Unit *u, PyObject *object, const char *name)
{
    long value = PyLong_AsLong(capture_attribute(c, u, object, name));
    if (value == -1 && PyErr_Occurred())
        python_failed(u);
    return value;
}

const uint8_t *capture_attribute_bytes(Capture *c, Unit *u, PyObject *object, const char *name, size_t *size)
{
    char *bytes;
    Py_ssize_t length;
    if (PyBytes_AsStringAndSize(capture_attribute(c, u, object, name), &bytes, &length))
        python_failed(u);
    *size = (size_t)length;
    return arena_copy(&u->arena, bytes, *size);
}

size_t capture_length(Unit *u, PyObject *sequence)
{
    Py_ssize_t length = PySequence_Size(sequence);
    if (length < 0)
        python_failed(u);
    return (size_t)length;
}

PyObject *capture_item(Capture *c, Unit *u, PyObject *sequence, size_t index)
{
    return capture_hold(c, u, PySequence_GetItem(sequence, (Py_ssize_t)index));
}

bool capture_is_instance(Unit *u, PyObject *object, PyObject *class)
{
    int is = class && PyType_Check(class) ? PyObject_IsInstance(object, class) : 0;
    if (is < 0)
        python_failed(u);
    return is;
}

PyObject *capture_loaded(Capture *c, Unit *u, const char *module)
{
    PyObject *found = loaded_module(module);
    if (!found && PyErr_Occurred())
        python_failed(u);
    return found ? capture_hold(c, u, found) : NULL;
}

/* A key of a dict, borrowed; NULL: it isn't there. */
PyObject *capture_lookup(Capture *c, Unit *u, PyObject *dict, PyObject *key)
{
    PyObject *value = dict && PyDict_Check(dict) ? dict_lookup(dict, key) : NULL;
    if (!value && PyErr_Occurred())
        python_failed(u);
    return value ? capture_hold(c, u, value) : NULL;
}
