/* bind.c: the arguments of a call from Python in their order, as inspect.signature() of the callback shows them: some by
 * name, some left to their defaults. */
#include "python/state.h"

typedef struct Binder {
    PyObject *callee, *names; /* its name; those of its parameters */
    PyObject *args, *keywords;
    PyObject *defaults;                    /* tuple, or NULL */
    Py_ssize_t first_named, first_default; /* those before have no name, no default */
} Binder;

/* NULL without an exception: there is no such attribute. */
static PyObject *attribute(PyObject *object, const char *name)
{
    PyObject *value = PyObject_GetAttrString(object, name);
    if (!value && PyErr_ExceptionMatches(PyExc_AttributeError))
        PyErr_Clear();
    return value;
}

/* How many parameters are positional only; -1: an exception. */
static Py_ssize_t positional_count(PyObject *function)
{
    PyObject *code = PyObject_GetAttrString(function, "__code__");
    PyObject *count = code ? PyObject_GetAttrString(code, "co_posonlyargcount") : NULL;
    Py_ssize_t value = count ? PyLong_AsSsize_t(count) : -1;
    Py_XDECREF(count);
    Py_XDECREF(code);
    return value;
}

/* One argument; borrowed. */
static PyObject *argument(Binder *b, Py_ssize_t index)
{
    PyObject *name = PyTuple_GetItem(b->names, index);
    bool is_named = b->keywords && index >= b->first_named;
    PyObject *value = is_named ? PyDict_GetItemWithError(b->keywords, name) : NULL;
    if (PyErr_Occurred())
        return NULL;
    if (index < PyTuple_Size(b->args))
        return !value ? PyTuple_GetItem(b->args, index)
                      : PyErr_Format(PyExc_TypeError, "%U() got multiple values for argument '%U'", b->callee, name);
    if (!value && index >= b->first_default)
        return PyTuple_GetItem(b->defaults, index - b->first_default);
    if (!value)
        PyErr_Format(PyExc_TypeError, "%U() is missing the argument '%U'", b->callee, name);
    return value;
}

/* Is each keyword the name of a parameter? */
static bool check_keywords(const Binder *b)
{
    PyObject *key, *value;
    Py_ssize_t at = 0;
    while (b->keywords && PyDict_Next(b->keywords, &at, &key, &value)) {
        Py_ssize_t index = PySequence_Index(b->names, key);
        if (index >= b->first_named)
            continue;
        PyErr_Clear();
        PyErr_Format(PyExc_TypeError, "%U() got an unexpected keyword argument '%S'", b->callee, key);
        return false;
    }
    return true;
}

static PyObject *bind(Binder *b)
{
    Py_ssize_t count = PyTuple_Size(b->names);
    b->first_default = count - (b->defaults ? PyTuple_Size(b->defaults) : 0);
    PyObject *bound = check_keywords(b) ? PyTuple_New(count) : NULL;
    for (Py_ssize_t i = 0; bound && i < count; i++) {
        PyObject *value = argument(b, i);
        if (value)
            PyTuple_SetItem(bound, i, Py_NewRef(value));
        else
            Py_CLEAR(bound);
    }
    return bound;
}

PyObject *bind_arguments(const SharedCode *callee, PyObject *function, PyObject *args, PyObject *keywords)
{
    bool has_keywords = keywords && PyDict_Size(keywords);
    Py_ssize_t first_named = positional_count(function);
    PyObject *defaults = first_named < 0 ? NULL : attribute(function, "__defaults__"), *bound = NULL;
    if (PyErr_Occurred())
        return NULL;
    bool has_defaults = defaults && PyTuple_Check(defaults);
    Binder binder = {.callee = callee->name,
                     .names = callee->argument_names,
                     .args = args,
                     .keywords = has_keywords ? keywords : NULL,
                     .defaults = has_defaults ? defaults : NULL,
                     .first_named = first_named};
    bool too_many = (size_t)PyTuple_Size(args) > callee->parameter_count;
    if (too_many || (!has_keywords && !has_defaults))
        bound = Py_NewRef(args); /* compiled_call() counts them */
    else
        bound = bind(&binder);
    Py_XDECREF(defaults);
    return bound;
}
