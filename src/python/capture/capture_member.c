/* capture_member.c: attributes of classes and of their instances, frozen like globals (SEMANTICS, "What a function sees of
 * its surroundings"). Nothing of the user's runs for it: properties and __getattr__ aren't asked. */
#include "frozen/object.h"
#include "python/capture/capture.h"

#include <string.h>

static bool is_users_class(PyObject *class)
{
    return PyType_GetFlags((PyTypeObject *)class) & Py_TPFLAGS_HEAPTYPE;
}

/* In the dict of the class or of one that it derives from, borrowed; NULL: it isn't there. */
static PyObject *in_class(Capture *c, Unit *u, PyObject *class, PyObject *name)
{
    PyObject *order = capture_attribute(c, u, class, "__mro__");
    for (size_t i = 0, count = capture_length(u, order); i < count; i++) {
        PyObject *base = capture_item(c, u, order, i);
        PyObject *names = is_users_class(base) ? capture_attribute(c, u, base, "__dict__") : NULL;
        PyObject *value = names ? PyObject_GetItem(names, name) : NULL;
        if (value)
            return capture_hold(c, u, value);
        if (names && !PyErr_ExceptionMatches(PyExc_KeyError))
            python_failed(u);
        PyErr_Clear();
    }
    return NULL;
}

/* What a function may use of it: frozen values, live arrays, functions, and objects that have such in turn. */
static const Object *usable(Capture *c, Unit *u, PyObject *value)
{
    const Object *captured = capture_value(c, u, value, 0);
    return captured->kind != OBJECT_OTHER || capture_optional(c, u, value, "__dict__") ? captured : NULL;
}

const Object *capture_member(Capture *c, Unit *u, PyObject *owner, const char *name)
{
    PyObject *key = capture_hold(c, u, PyUnicode_FromString(name));
    if (PyType_Check(owner)) {
        PyObject *value = in_class(c, u, owner, key);
        if (value && !strcmp(capture_attribute_text(c, u, (PyObject *)Py_TYPE(value), "__name__"), "staticmethod"))
            value = capture_attribute(c, u, value, "__func__");
        return value ? usable(c, u, value) : NULL;
    }
    PyObject *names = capture_optional(c, u, owner, "__dict__");
    PyObject *value = capture_lookup(u, names, key);
    if (value)
        return usable(c, u, capture_hold(c, u, Py_NewRef(value)));
    value = in_class(c, u, (PyObject *)Py_TYPE(owner), key);
    const Object *captured = value ? usable(c, u, value) : NULL;
    return captured && captured->kind != OBJECT_FUNCTION ? captured : NULL; /* a method is bound to the instance */
}
