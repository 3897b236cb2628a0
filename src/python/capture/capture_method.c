/* capture_method.c: functions that belong to an object: methods are the function with the object before its arguments, bound as
 * functools.partial binds. A property's function is called where the attribute is read. */
#include "frozen/frozen.h"
#include "python/capture/capture.h"

#include <string.h>

/* Of a class of Python's own: "function", "property". */
static bool is_exactly(Capture *c, Unit *u, PyObject *object, const char *class)
{
    bool is_static = !(PyType_GetFlags(Py_TYPE(object)) & Py_TPFLAGS_HEAPTYPE);
    return is_static && !strcmp(capture_attribute_text(c, u, (PyObject *)Py_TYPE(object), "__name__"), class);
}

/* Of one function and two objects there are two methods. */
static const Frozen *bound_to(Unit *u, const Frozen *function, const Frozen *self, const Origin *origin)
{
    if (function->kind != FROZEN_FUNCTION || function->bound || function->signature)
        return NULL;
    BoundArguments *bound = ARENA_NEW(&u->arena, BoundArguments);
    bound->items = arena_copy(&u->arena, &self, sizeof self);
    bound->count = 1;
    Frozen *method = arena_copy(&u->arena, function, sizeof *function);
    method->bound = bound;
    method->identity = self->handle;
    method->origin = origin;
    return method;
}

static const Frozen *class_of(Capture *c, Unit *u, const Frozen *object)
{
    PyObject *owner = object->handle;
    if (PyType_Check(owner))
        return object;
    return capture_value(c, u, (PyObject *)Py_TYPE(owner),
                         origin_named(u, ORIGIN_attribute, object->origin, "__class__"));
}

static const Frozen *capture_property(Capture *c, Unit *u, PyObject *property, const Frozen *self, const Origin *origin)
{
    PyObject *get = capture_attribute(c, u, property, "fget");
    const Frozen *function = is_exactly(c, u, get, "function") ? capture_value(c, u, get, origin) : NULL;
    const Frozen *method = function ? bound_to(u, function, self, origin) : NULL;
    if (!method)
        return NULL;
    Frozen *captured = capture_object(u, property, FROZEN_PROPERTY, "a property");
    captured->items = ARENA_ARRAY(&u->arena, Frozen *, 2);
    captured->items[0] = (Frozen *)method;
    captured->count = 1;
    return captured;
}

const Frozen *capture_method(Capture *c, Unit *u, PyObject *found, const Frozen *object, const Origin *origin)
{
    bool is_of_class = PyType_Check((PyObject *)object->handle);
    c->is_opaque = true;
    if (is_exactly(c, u, found, "staticmethod"))
        return capture_value(c, u, capture_attribute(c, u, found, "__func__"), origin);
    if (is_exactly(c, u, found, "classmethod"))
        return bound_to(u, capture_value(c, u, capture_attribute(c, u, found, "__func__"), origin),
                        class_of(c, u, object), origin);
    if (!is_of_class && is_exactly(c, u, found, "property"))
        return capture_property(c, u, found, object, origin);
    return !is_of_class && is_exactly(c, u, found, "function")
               ? bound_to(u, capture_value(c, u, found, origin), object, origin)
               : NULL;
}

const Frozen *capture_bound_method(Capture *c, Unit *u, PyObject *method, const Origin *origin)
{
    if (!is_exactly(c, u, method, "method"))
        return NULL;
    PyObject *function = capture_attribute(c, u, method, "__func__");
    if (!is_exactly(c, u, function, "function"))
        return NULL;
    const Frozen *self = capture_value(c, u, capture_attribute(c, u, method, "__self__"),
                                       origin_named(u, ORIGIN_attribute, origin, "__self__"));
    return bound_to(u, capture_function(c, u, function, origin_named(u, ORIGIN_attribute, origin, "__func__")), self,
                    origin);
}
