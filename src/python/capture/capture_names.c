/* capture_names.c: what objects are called: their descriptions in errors, the names that functions and modules see. */
#include "base/wording.h"
#include "frozen/frozen.h"
#include "frozen/resolve.h"
#include "python/capture/capture.h"

#include <string.h>

/* ---- descriptions ---- */

static const char *optional_text(Capture *c, Unit *u, PyObject *object, const char *name)
{
    PyObject *text = capture_optional(c, u, object, name);
    return text && PyUnicode_Check(text) ? capture_text(c, u, text) : NULL;
}

/* Of a method of a Python object: that object. NULL: it is a plain function. */
static PyObject *owner_of_method(Capture *c, Unit *u, PyObject *object)
{
    PyObject *owner = PyType_Check(object) ? NULL : capture_optional(c, u, object, "__self__");
    return owner && owner != Py_None && !PyModule_Check(owner) ? owner : NULL;
}

static const char *path_of(Capture *c, Unit *u, PyObject *object);

/* "builtins.list." */
static const char *path_of_instance(Capture *c, Unit *u, PyObject *object)
{
    const char *class = path_of(c, u, (PyObject *)Py_TYPE(object));
    return class ? arena_printf(&u->arena, "%s.", class) : NULL;
}

/* What a class in Python makes callable, np.vectorize say, goes by its class: the name it may have is of something else. */
static bool is_called_by_python(Capture *c, Unit *u, PyObject *object)
{
    PyObject *call = PyType_Check(object) ? NULL : capture_optional(c, u, (PyObject *)Py_TYPE(object), "__call__");
    return call && !strcmp(capture_attribute_text(c, u, (PyObject *)Py_TYPE(call), "__name__"), "function");
}

/* "numpy.linalg.solve", "builtins.list.append", "numpy.vectorize." of what a class made; NULL: it doesn't say. */
static const char *path_of(Capture *c, Unit *u, PyObject *object)
{
    PyObject *owner = owner_of_method(c, u, object);
    const char *name = is_called_by_python(c, u, object) ? NULL : optional_text(c, u, object, "__name__");
    if (!name)
        return PyType_Check(object) ? NULL : path_of_instance(c, u, object);
    if (owner) {
        const char *class = path_of(c, u, PyType_Check(owner) ? owner : (PyObject *)Py_TYPE(owner));
        return class ? arena_printf(&u->arena, "%s.%s", class, name) : NULL;
    }
    const char *module = optional_text(c, u, object, "__module__");
    return module ? arena_printf(&u->arena, "%s.%s", module, name) : path_of_instance(c, u, object);
}

/* Those of installed packages by their whole path; those of Python itself and of the function's own module by name. */
static const char *shown_name(Capture *c, Unit *u, PyObject *object, const char *name)
{
    const char *path = owner_of_method(c, u, object) ? NULL : path_of(c, u, object);
    if (path && path[strlen(path) - 1] == '.')
        return name;
    return path && (!strncmp(path, "numpy.", 6) || !strncmp(path, "scipy.", 6)) ? path : name;
}

static const char *describe(Capture *c, Unit *u, PyObject *object)
{
    const char *name = is_called_by_python(c, u, object) ? NULL : optional_text(c, u, object, "__name__");
    PyObject *owner = owner_of_method(c, u, object);
    if (name && !strcmp(name, "<cdata>")) /* cffi's memory; functions of its libraries have their own */
        return "a cffi object";
    const char *what = PyType_Check(object)                      ? "class"
                       : Py_TYPE(object) == c->state->cfunc_type ? "cfunc"
                       : owner && PyCallable_Check(object)       ? "method"
                       : PyCallable_Check(object)                ? "function"
                                                                 : NULL;
    if (what && name)
        return arena_printf(&u->arena, "the %s %s", what, shown_name(c, u, object, name));
    const char *type = capture_attribute_text(c, u, (PyObject *)Py_TYPE(object), "__name__");
    const char *module = optional_text(c, u, (PyObject *)Py_TYPE(object), "__module__");
    if (!module || strcmp(module, "builtins"))
        return arena_printf(&u->arena, "an instance of %s", type);
    return arena_printf(&u->arena, "%s %s", strchr("aeiou", type[0]) ? "an" : "a", type);
}

const Frozen *capture_other(Capture *c, Unit *u, PyObject *object)
{
    Frozen *other = capture_object(u, object, FROZEN_OTHER, describe(c, u, object));
    other->path = path_of(c, u, object);
    return other;
}

const char *capture_library_path(Capture *c, Unit *u, PyObject *function)
{
    const char *module = optional_text(c, u, function, "__module__"), *path = path_of(c, u, function);
    return module && path && advice_on(path) && capture_is_made_in(c, u, function, module) ? path : NULL;
}

/* ---- candidates for a misspelt name ---- */

/* Of NumPy and what is like it, only numbers and functions that compiled code knows are worth a hint. */
static bool is_of_use(Capture *c, Unit *u, PyObject *value)
{
    if (!PyCallable_Check(value) || capture_optional(c, u, value, "__code__"))
        return true;
    return capture_builtin_row(c, u, value) >= 0;
}

static void offer_keys(Capture *c, Unit *u, PyObject *names, bool all, Nearest *nearest)
{
    PyObject *keys = capture_hold(c, u, PyDict_Keys(names));
    for (size_t i = 0, count = capture_length(u, keys); i < count; i++) {
        PyObject *key = capture_item(c, u, keys, i), *value = capture_lookup(c, u, names, key);
        if (!PyUnicode_Check(key) || !value)
            continue;
        const char *name = capture_text(c, u, key);
        if ((*name != '_' || *nearest->name == '_') && (all || is_of_use(c, u, value)))
            nearest_offer(nearest, name);
    }
}

static void offer_held(Capture *c, Unit *u, const Frozen *owner, Nearest *nearest)
{
    if (owner->kind == FROZEN_MODULE && PyModule_Check(owner->handle)) {
        offer_keys(c, u, PyModule_GetDict(owner->handle), false, nearest);
        return;
    }
    PyObject *globals = owner->kind == FROZEN_FUNCTION ? capture_optional(c, u, owner->handle, "__globals__") : NULL;
    for (size_t i = 0; globals && i < owner->code->local_count; i++)
        nearest_offer(nearest, owner->code->locals[i]);
    if (globals && PyDict_Check(globals)) {
        offer_keys(c, u, globals, true, nearest);
        offer_keys(c, u, capture_builtins_of(c, u, globals), false, nearest);
    }
}

void capture_offer(Unit *u, const Frozen *owner, Nearest *nearest)
{
    Capture *c = u->resolver->context;
    PyEval_RestoreThread(c->saved);
    c->saved = NULL; /* as in capture_resolve() */
    offer_held(c, u, owner, nearest);
    c->saved = PyEval_SaveThread();
}
