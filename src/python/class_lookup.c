/* class_lookup.c: attributes in the dicts of classes, where nothing of the user's runs. */
#include "python/state.h"

static bool is_users_class(PyObject *class)
{
    return PyType_GetFlags((PyTypeObject *)class) & Py_TPFLAGS_HEAPTYPE;
}

bool class_is_field(PyObject *value)
{
    PyObject *class = (PyObject *)Py_TYPE(value);
    PyObject *name = is_users_class(class) ? NULL : PyType_GetName(Py_TYPE(value));
    bool is = name && !PyUnicode_CompareWithASCIIString(name, "member_descriptor");
    Py_XDECREF(name);
    return is;
}

bool class_binds(PyObject *value)
{
    return PyType_GetSlot(Py_TYPE(value), Py_tp_descr_get);
}

PyObject *library_member(PyObject *library, PyObject *name, PyObject *value)
{
    PyObject *module = value && is_users_class((PyObject *)Py_TYPE(library))
                           ? PyObject_GetAttrString((PyObject *)Py_TYPE(library), "__module__")
                           : NULL;
    bool is_of_cffi = module && PyUnicode_Check(module) && !PyUnicode_CompareWithASCIIString(module, "cffi.api");
    Py_XDECREF(module);
    PyErr_Clear();
    if (!is_of_cffi)
        return value;
    PyObject *adapter = PyImport_ImportModule("upcall.adapters.cffi_libraries");
    PyObject *member = adapter ? PyObject_CallMethod(adapter, "member", "OOO", library, name, value) : NULL;
    Py_XDECREF(adapter);
    Py_DECREF(value);
    return member;
}

/* NULL without an exception: it isn't there. */
static PyObject *in_base(PyObject *base, PyObject *name)
{
    PyObject *dict = PyObject_GetAttrString(base, "__dict__");
    PyObject *value = dict ? PyObject_GetItem(dict, name) : NULL;
    Py_XDECREF(dict);
    if (!value && PyErr_ExceptionMatches(PyExc_KeyError))
        PyErr_Clear();
    return value;
}

PyObject *class_lookup(PyObject *class, PyObject *name)
{
    PyObject *order = PyObject_GetAttrString(class, "__mro__"), *value = NULL;
    for (Py_ssize_t i = 0; order && !value && i < PyTuple_Size(order) && !PyErr_Occurred(); i++) {
        PyObject *base = PyTuple_GetItem(order, i);
        value = in_base(base, name);
        if (value && !is_users_class(base) && !class_is_field(value))
            Py_CLEAR(value);
    }
    Py_XDECREF(order);
    return value;
}
