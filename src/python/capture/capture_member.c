/* capture_member.c: attributes of classes and of their instances, frozen like globals (SEMANTICS, "What a function sees of
 * its surroundings"). Nothing of the user's runs for it: properties are compiled along (capture_method.c), __getattr__
 * isn't asked. */
#include "frozen/frozen.h"
#include "python/capture/capture.h"

#include <string.h>

/* NULL: it isn't there. */
static PyObject *in_class(Capture *c, Unit *u, PyObject *class, PyObject *name)
{
    PyObject *value = class_lookup(class, name);
    if (!value && PyErr_Occurred())
        python_failed(u);
    return value ? capture_hold(c, u, value) : NULL;
}

/* What a function may use of it: frozen values, live arrays, functions, and objects that have such in turn. */
static const Frozen *usable(Capture *c, Unit *u, PyObject *value, const Origin *origin)
{
    const Frozen *captured = capture_value(c, u, value, origin);
    return captured->kind != FROZEN_OTHER || capture_optional(c, u, value, "__dict__") ? captured : NULL;
}

/* NULL: it has no value. */
static const Frozen *capture_field(Capture *c, Unit *u, PyObject *owner, PyObject *field, const Origin *origin)
{
    c->is_opaque = true;
    PyObject *value = PyObject_CallMethod(field, "__get__", "OO", owner, (PyObject *)Py_TYPE(owner));
    if (value)
        return usable(c, u, capture_hold(c, u, value), origin);
    if (!PyErr_ExceptionMatches(PyExc_AttributeError))
        python_failed(u);
    PyErr_Clear();
    return NULL;
}

/* The properties `value` and `name` of an Enum's members, where `found` is Enum's own: where they are kept. Else NULL. */
static const char *kept_by_enum(Capture *c, Unit *u, PyObject *found, const char *name)
{
    static const char *const kept[][2] = {{"value", "_value_"}, {"name", "_name_"}};
    PyObject *module = capture_loaded(c, u, "enum");
    PyObject *class = module ? capture_optional(c, u, module, "Enum") : NULL;
    PyObject *names = class ? capture_optional(c, u, class, "__dict__") : NULL;
    for (size_t i = 0; names && i < sizeof kept / sizeof *kept; i++)
        if (!strcmp(name, kept[i][0]) && PyMapping_HasKeyString(names, name) &&
            capture_hold(c, u, PyMapping_GetItemString(names, name)) == found)
            return kept[i][1];
    return NULL;
}

/* As Python finds it in a class: what an object with a __get__ would give is its own affair, such as a cached_property's. */
static const Frozen *found_in_class(Capture *c, Unit *u, PyObject *value, const Origin *origin)
{
    const Frozen *captured = usable(c, u, value, origin);
    bool computes = captured && captured->kind == FROZEN_OTHER && class_binds(value);
    return computes ? NULL : captured;
}

static const Frozen *member_of_class(Capture *c, Unit *u, const Frozen *object, PyObject *name, const Origin *origin)
{
    PyObject *class = object->handle;
    PyObject *value = in_class(c, u, class, name);
    const Frozen *method = value && class_binds(value) ? capture_method(c, u, value, object, origin) : NULL;
    return method ? method : value ? found_in_class(c, u, value, origin) : NULL;
}

/* obj(x) means what the class says, whatever the object itself has of that name. */
const Frozen *capture_call(Capture *c, Unit *u, const Frozen *object)
{
    PyObject *owner = object->handle, *name = capture_hold(c, u, PyUnicode_FromString("__call__"));
    PyObject *found = PyType_Check(owner) ? NULL : in_class(c, u, (PyObject *)Py_TYPE(owner), name);
    const Origin *origin = origin_named(u, ORIGIN_member, object->origin, "__call__");
    return found ? capture_method(c, u, found, object, origin) : NULL;
}

const Frozen *capture_member(Capture *c, Unit *u, const Frozen *object, const char *name)
{
    PyObject *owner = object->handle;
    const Origin *origin = origin_named(u, ORIGIN_member, object->origin, name);
    PyObject *key = capture_hold(c, u, PyUnicode_FromString(name));
    if (PyType_Check(owner))
        return member_of_class(c, u, object, key, origin);
    PyObject *found = in_class(c, u, (PyObject *)Py_TYPE(owner), key);
    if (found && class_is_field(found))
        return capture_field(c, u, owner, found, origin);
    const char *kept = found ? kept_by_enum(c, u, found, name) : NULL;
    if (found && !kept &&
        PyType_GetSlot(Py_TYPE(found), Py_tp_descr_set)) /* a property comes before what the object has */
        return capture_method(c, u, found, object, origin);
    c->is_opaque = c->is_opaque || kept;
    if (kept)
        key = capture_hold(c, u, PyUnicode_FromString(kept));
    PyObject *value = capture_lookup(c, u, capture_optional(c, u, owner, "__dict__"), key);
    if (value)
        return usable(c, u, value, origin);
    if (!found || kept)
        return NULL;
    return class_binds(found) ? capture_method(c, u, found, object, origin) : usable(c, u, found, origin);
}
