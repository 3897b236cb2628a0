/* records.c: what a Type says of the memory that it describes: size, fields, shape. Read from its text, each time. */
#include "base/unit.h"
#include "python/state.h"
#include "types/signature.h"
#include "types/stored.h"

typedef struct Described {
    const char *text;
    TypeId type;
} Described;

static void read_text(Unit *u, void *argument)
{
    Described *described = argument;
    described->type = type_parse(u, described->text);
}

/* The Unit that has it as `*type`, for the caller to free; NULL: an exception is set. */
static Unit *read_type(PyObject *self, TypeId *type)
{
    Described described = {.text = PyUnicode_AsUTF8AndSize(((TypeObject *)self)->text, NULL)};
    Unit *u = described.text ? compile_unit((Resolver){.resolve = NULL}) : NULL;
    if (!u)
        return described.text ? (Unit *)PyErr_NoMemory() : NULL;
    if (unit_guard(u, read_text, &described)) {
        *type = described.type;
        return u;
    }
    raise_compile_error(u);
    unit_free(u);
    return NULL;
}

/* (Type, offset), of a bit-field with its first bit there, and how many */
static PyObject *field_value(State *state, Unit *u, const Field *field)
{
    PyObject *type = types_of_utf8(state, type_full_name(u, type_held(u, field->type)));
    const Type *bits = type_get(u, field->type);
    if (type && bits->shape == SHAPE_BITS)
        return Py_BuildValue("Nnii", type, (Py_ssize_t)field->offset, (int)bits->flags, bits->ndim);
    return type ? Py_BuildValue("Nn", type, (Py_ssize_t)field->offset) : NULL;
}

static PyObject *fields_of(State *state, Unit *u, const Stored *stored)
{
    PyObject *fields = PyDict_New();
    for (size_t i = 0; fields && i < stored->count; i++) {
        PyObject *value = field_value(state, u, &stored->fields[i]);
        if (!value || PyDict_SetItemString(fields, stored->fields[i].name, value))
            Py_CLEAR(fields);
        Py_XDECREF(value);
    }
    return fields;
}

PyObject *type_fields(PyObject *self, void *ignored)
{
    (void)ignored;
    TypeId type;
    Unit *u = read_type(self, &type);
    if (!u)
        return NULL;
    PyObject *fields = type_is_record(u, type) ? fields_of(type_state(Py_TYPE(self)), u, type_get(u, type)->stored)
                                               : Py_NewRef(Py_None);
    unit_free(u);
    return fields;
}

PyObject *type_size(PyObject *self, void *ignored)
{
    (void)ignored;
    TypeId type;
    Unit *u = read_type(self, &type);
    if (!u)
        return NULL;
    bool has_size = type != TYPE_none && type_has_layout(u, type);
    PyObject *size = has_size ? PyLong_FromSize_t(type_layout(u, type)->size) : Py_NewRef(Py_None);
    unit_free(u);
    return size;
}

static PyObject *lengths_of(const Type *nested)
{
    PyObject *lengths = PyTuple_New(nested->ndim);
    for (int i = 0; lengths && i < nested->ndim; i++) {
        PyObject *length = PyLong_FromLongLong(nested->stored->lengths[i]);
        if (!length)
            Py_CLEAR(lengths);
        else
            PyTuple_SetItem(lengths, i, length);
    }
    return lengths;
}

PyObject *type_shape(PyObject *self, void *ignored)
{
    (void)ignored;
    TypeId type;
    Unit *u = read_type(self, &type);
    if (!u)
        return NULL;
    bool is_nested = type_has_shape(u, type, SHAPE_NESTED);
    PyObject *shape = is_nested ? lengths_of(type_get(u, type)) : Py_NewRef(Py_None);
    unit_free(u);
    return shape;
}

PyObject *type_element(PyObject *self, void *ignored)
{
    (void)ignored;
    TypeId type;
    Unit *u = read_type(self, &type);
    if (!u)
        return NULL;
    bool has_element = type_has_shape(u, type, SHAPE_POINTER) || type_has_shape(u, type, SHAPE_NESTED);
    TypeId pointee = has_element ? type_get(u, type)->element : TYPE_UNKNOWN;
    if (type_has_shape(u, pointee, SHAPE_OPAQUE)) /* its name is no type by itself */
        pointee = TYPE_none;
    PyObject *element = has_element ? types_of_utf8(type_state(Py_TYPE(self)), type_full_name(u, pointee))
                                    : Py_NewRef(Py_None);
    unit_free(u);
    return element;
}

PyObject *type_dtype(PyObject *self, void *ignored)
{
    (void)ignored;
    PyObject *module = PyImport_ImportModule("upcall._records");
    PyObject *dtype = module ? PyObject_CallMethod(module, "dtype_of", "O", self) : NULL;
    Py_XDECREF(module);
    return dtype;
}
