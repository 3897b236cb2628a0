/* front_answer.c: objects found as a compile finds them, and what arrays are. Nothing of the user's runs that a compile wouldn't run. */
#include "python/front_table.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

PyObject *front_identity(PyObject *object)
{
    PyObject *weak = PyWeakref_NewRef(object, NULL);
    if (!weak)
        PyErr_Clear();
    return weak;
}

PyObject *front_foreign(PyObject *function, PyObject **addresses)
{
    PyObject *module = PyImport_ImportModule("upcall.adapters.foreign");
    PyObject *found = module ? PyObject_CallMethod(module, "prototypes", "O", function) : NULL;
    Py_XDECREF(module);
    PyObject *types = found && found != Py_None ? Py_NewRef(PyTuple_GetItem(found, 0)) : NULL;
    if (types && addresses)
        *addresses = Py_NewRef(PyTuple_GetItem(found, 1));
    Py_XDECREF(found);
    return types;
}

/* ---- finding ---- */

static PyObject *clear_if(PyObject *exception)
{
    if (PyErr_ExceptionMatches(exception))
        PyErr_Clear();
    return NULL;
}

static PyObject *attribute(PyObject *object, const char *name)
{
    PyObject *value = PyObject_GetAttrString(object, name);
    return value ? value : clear_if(PyExc_AttributeError);
}

static PyObject *in_tuple(PyObject *tuple, size_t index)
{
    bool is_there = tuple && PyTuple_Check(tuple) && index < (size_t)PyTuple_Size(tuple);
    return is_there ? Py_NewRef(PyTuple_GetItem(tuple, (Py_ssize_t)index)) : NULL;
}

static PyObject *in_dict(PyObject *dict, PyObject *name)
{
    return dict && PyDict_Check(dict) ? dict_lookup(dict, name) : NULL;
}

/* Which of a function's tuples or dicts it is in. */
static PyObject *in_attribute(const Step *step, PyObject *of, const char *name)
{
    PyObject *holder = attribute(of, name);
    PyObject *value = step->name ? in_dict(holder, step->name) : in_tuple(holder, step->index);
    Py_XDECREF(holder);
    return value;
}

static PyObject *find_cell(const Step *step, PyObject *function)
{
    PyObject *closure = attribute(function, "__closure__");
    PyObject *cell = in_tuple(closure, step->index);
    Py_XDECREF(closure);
    PyObject *value = cell ? PyObject_GetAttrString(cell, "cell_contents") : NULL;
    if (cell && !value)
        clear_if(PyExc_ValueError);
    Py_XDECREF(cell);
    return value;
}

/* In the dict of built-in names that belongs to these globals. */
static PyObject *in_builtins_of(PyObject *globals, PyObject *name)
{
    PyObject *key = PyUnicode_FromString("__builtins__");
    PyObject *names = key ? in_dict(globals, key) : NULL, *value = NULL;
    if (!PyErr_Occurred())
        value = in_dict(!names ? PyEval_GetBuiltins() : PyModule_Check(names) ? PyModule_GetDict(names) : names, name);
    Py_XDECREF(names);
    Py_XDECREF(key);
    return value;
}

/* A global of that name hides the built-in one: then this isn't it. */
static PyObject *find_builtin(const Step *step, PyObject *function)
{
    PyObject *globals = attribute(function, "__globals__");
    PyObject *hiding = in_dict(globals, step->name);
    PyObject *value = hiding || !globals || PyErr_Occurred() ? hiding : in_builtins_of(globals, step->name);
    Py_XDECREF(globals);
    return value;
}

/* As capture_member() does. */
static PyObject *find_member(const Step *step, PyObject *owner)
{
    PyObject *found = class_lookup(PyType_Check(owner) ? owner : (PyObject *)Py_TYPE(owner), step->name);
    if (PyType_Check(owner) || PyErr_Occurred())
        return found;
    if (found && (class_is_field(found) || PyType_GetSlot(Py_TYPE(found), Py_tp_descr_set))) {
        Py_DECREF(found);
        return NULL;
    }
    PyObject *own = in_attribute(step, owner, "__dict__");
    bool is_method = found && (step->is_function || class_binds(found));
    if (!own && !is_method)
        return found;
    Py_XDECREF(found);
    return own;
}

static PyObject *find_attribute(const Step *step, PyObject *of)
{
    if (step->of_cfunc)
        return Py_NewRef(callback_request(of)->function);
    PyObject *value = PyObject_GetAttr(of, step->name);
    return value ? library_member(of, step->name, value) : clear_if(PyExc_AttributeError);
}

PyObject *front_find(const Step *step, PyObject *of)
{
    switch (step->kind) {
    case ORIGIN_cell: return find_cell(step, of);
    case ORIGIN_global: return in_attribute(step, of, "__globals__");
    case ORIGIN_builtin: return find_builtin(step, of);
    case ORIGIN_attribute: return find_attribute(step, of);
    case ORIGIN_member: return find_member(step, of);
    case ORIGIN_default: return in_attribute(step, of, "__defaults__");
    case ORIGIN_keyword_default: return in_attribute(step, of, "__kwdefaults__");
    case ORIGIN_item: return in_tuple(of, step->index);
    default: return NULL;
    }
}

/* ---- numbers ---- */

static PyObject *complex_of(PyObject *object)
{
    return PyComplex_Check(object) ? Py_NewRef(object) : PyObject_CallMethod(object, "item", NULL);
}

bool front_number(size_t count, PyObject *object, double parts[2])
{
    parts[0] = count == 1 ? PyFloat_AsDouble(object) : 0;
    PyObject *number = count == 2 ? complex_of(object) : NULL;
    if (number) {
        parts[0] = PyComplex_RealAsDouble(number);
        parts[1] = PyComplex_ImagAsDouble(number);
    }
    Py_XDECREF(number);
    return !PyErr_Occurred();
}

/* ---- arrays ---- */

bool front_has_metadata(PyObject *type)
{
    PyObject *metadata = attribute(type, "metadata");
    bool has = metadata && metadata != Py_None;
    Py_XDECREF(metadata);
    return has;
}

bool front_is_writeable(PyObject *record)
{
    PyObject *flags = attribute(record, "flags");
    PyObject *writeable = flags ? attribute(flags, "writeable") : NULL;
    bool is_writeable = !flags || writeable == Py_True;
    Py_XDECREF(writeable);
    Py_XDECREF(flags);
    return is_writeable;
}

static void read_shape(ArrayShape *shape, const Py_buffer *buffer)
{
    shape->ndim = buffer->ndim;
    shape->is_readonly = buffer->readonly;
    shape->packed = packed_in(buffer->ndim, buffer->shape, buffer->strides, buffer->itemsize);
}

/* Of records and arrays of ctypes the class says it. */
static PyObject *element_of(PyObject *array)
{
    static const char *const names[] = {"dtype", "typecode", "format"};
    PyObject *element = NULL;
    for (size_t i = 0; !element && !PyErr_Occurred() && i < sizeof names / sizeof *names; i++)
        element = attribute(array, names[i]);
    return element;
}

ArrayShape *front_shape(PyObject *array, const Py_buffer *buffer)
{
    size_t count = (size_t)buffer->ndim;
    ArrayShape *shape = calloc(1, sizeof *shape + 2 * count * sizeof *shape->sizes);
    if (!shape)
        return NULL;
    shape->dtype = element_of(array);
    if (PyErr_Occurred() || (shape->dtype && front_has_metadata(shape->dtype))) {
        front_shape_free(shape);
        return NULL;
    }
    read_shape(shape, buffer);
    for (size_t i = 0; i < count; i++) {
        shape->sizes[i] = buffer->shape[i];
        shape->sizes[count + i] = buffer->strides[i];
    }
    return shape;
}

void front_shape_free(ArrayShape *shape)
{
    if (shape)
        Py_XDECREF(shape->dtype);
    free(shape);
}

static bool same_sizes(const ArrayShape *shape, const Py_buffer *buffer)
{
    size_t size = (size_t)shape->ndim * sizeof *shape->sizes;
    return !size ||
           (!memcmp(shape->sizes, buffer->shape, size) && !memcmp(shape->sizes + shape->ndim, buffer->strides, size));
}

/* Those of records are made anew for many arrays. */
static bool same_dtype(PyObject *a, PyObject *b)
{
    if (a == b || !a || !b || Py_TYPE(a) != Py_TYPE(b))
        return a == b;
    int same = PyObject_RichCompareBool(a, b, Py_EQ);
    PyErr_Clear();
    return same == 1;
}

bool front_same_array(const ArrayShape *shape, PyObject *array, const Py_buffer *buffer, bool in_any_shape)
{
    PyObject *dtype = element_of(array);
    bool same = same_dtype(dtype, shape->dtype);
    Py_XDECREF(dtype);
    ArrayShape other = {.dtype = NULL};
    read_shape(&other, buffer);
    if (!same || other.ndim != shape->ndim || other.is_readonly != shape->is_readonly)
        return false;
    if (!in_any_shape)
        return same_sizes(shape, buffer);
    return packed_is_same(other.packed, shape->packed);
}
