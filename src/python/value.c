/* value.c: upcall.Value: a number that Python and compiled code share while threads run.
 *
 * Every access is atomic and relaxed, a component of the number at a time: nobody sees half of one, and nothing is said about the
 * order of accesses to other memory. Python's are here, compiled code's are lower_attribute.c's. A callback that has captured a Value
 * holds it (exports.c). Its address is data of the environment, as an array's is: where the function is compiled already, a Value
 * that is found at the same origin takes the place of the first if its number has the same type; nothing else of it is asked for. */
#include "python/state.h"

#include <stdatomic.h>

#include "types/types.h"

enum { MOST_PARTS = 2, MOST_BYTES = 16 };

typedef struct ValueObject {
    PyObject_HEAD PyObject *type; /* a Type, of a row of scalar_types.def */
    _Alignas(uint64_t) unsigned char bytes[MOST_BYTES];
} ValueObject;

static ValueObject *as_value(PyObject *object)
{
    return (ValueObject *)object;
}

TypeId value_scalar(PyObject *value)
{
    return (TypeId)((TypeObject *)as_value(value)->type)->scalar;
}

void *value_address(PyObject *value)
{
    return as_value(value)->bytes;
}

/* ---- memory ---- */

static void store_part(void *at, int size, uint64_t word)
{
    switch (size) {
    case 1: atomic_store_explicit((_Atomic uint8_t *)at, (uint8_t)word, memory_order_relaxed); break;
    case 2: atomic_store_explicit((_Atomic uint16_t *)at, (uint16_t)word, memory_order_relaxed); break;
    case 4: atomic_store_explicit((_Atomic uint32_t *)at, (uint32_t)word, memory_order_relaxed); break;
    default: atomic_store_explicit((_Atomic uint64_t *)at, word, memory_order_relaxed);
    }
}

static uint64_t load_part(void *at, int size)
{
    switch (size) {
    case 1: return atomic_load_explicit((_Atomic uint8_t *)at, memory_order_relaxed);
    case 2: return atomic_load_explicit((_Atomic uint16_t *)at, memory_order_relaxed);
    case 4: return atomic_load_explicit((_Atomic uint32_t *)at, memory_order_relaxed);
    default: return atomic_load_explicit((_Atomic uint64_t *)at, memory_order_relaxed);
    }
}

static const Component *part(PyObject *self, size_t i)
{
    return &scalar_layout(value_scalar(self))->components[i];
}

static void store_words(PyObject *self, const uint64_t *words)
{
    for (size_t i = 0; i < scalar_layout(value_scalar(self))->count; i++)
        store_part(as_value(self)->bytes + part(self, i)->offset, scalar_info(part(self, i)->scalar)->size, words[i]);
}

static void load_words(PyObject *self, uint64_t *words)
{
    for (size_t i = 0; i < scalar_layout(value_scalar(self))->count; i++)
        words[i] = load_part(as_value(self)->bytes + part(self, i)->offset, scalar_info(part(self, i)->scalar)->size);
}

/* ---- types ---- */

/* TYPE_UNKNOWN: none of Python's own numbers. */
static TypeId type_of_class(PyTypeObject *class)
{
    const struct {
        PyTypeObject *class;
        TypeId type;
    } rows[] = {{&PyBool_Type, TYPE_boolean}, /* bool is an int */
                {&PyLong_Type, TYPE_int64},
                {&PyFloat_Type, TYPE_float64},
                {&PyComplex_Type, TYPE_complex128}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (PyType_IsSubtype(class, rows[i].class))
            return rows[i].type;
    return TYPE_UNKNOWN;
}

/* By the attribute `str` of an np.dtype, "<f8"; it takes the reference over. TYPE_UNKNOWN: it is none; no exception is set. */
static TypeId type_of_dtype(PyObject *dtype)
{
    PyObject *name = dtype ? PyObject_GetAttrString(dtype, "str") : NULL;
    Py_ssize_t size;
    const char *text = name && PyUnicode_Check(name) ? PyUnicode_AsUTF8AndSize(name, &size) : NULL;
    TypeId type = text ? type_by_dtype_name(text) : TYPE_UNKNOWN;
    PyErr_Clear();
    Py_XDECREF(name);
    Py_XDECREF(dtype);
    return type;
}

/* A NumPy scalar keeps its type; an array is no number. */
static TypeId type_of_number(PyObject *number)
{
    TypeId type = type_of_class(Py_TYPE(number));
    if (type != TYPE_UNKNOWN || PyObject_HasAttrString(number, "__len__"))
        return type;
    return type_of_dtype(PyObject_GetAttrString(number, "dtype"));
}

/* np.dtype of it; NULL: NumPy isn't there, or makes nothing of it. */
static PyObject *as_dtype(PyObject *given)
{
    PyObject *numpy = loaded_module("numpy");
    PyObject *dtype = numpy ? PyObject_CallMethod(numpy, "dtype", "O", given) : NULL;
    Py_XDECREF(numpy);
    return dtype;
}

static TypeId type_of_name(PyObject *name)
{
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(name, &size);
    TypeId type = text ? type_by_name(text, (size_t)size) : TYPE_UNKNOWN;
    return text && type == TYPE_UNKNOWN ? type_by_dtype_name(text) : type;
}

/* A Type, a name, one of Python's classes, whatever is a dtype to NumPy. */
static TypeId read_type(State *state, PyObject *given)
{
    if (Py_TYPE(given) == state->type_type)
        return ((TypeObject *)given)->scalar < 0 ? TYPE_UNKNOWN : (TypeId)((TypeObject *)given)->scalar;
    if (PyUnicode_Check(given))
        return type_of_name(given);
    TypeId type = PyType_Check(given) ? type_of_class((PyTypeObject *)given) : TYPE_UNKNOWN;
    return type == TYPE_UNKNOWN ? type_of_dtype(as_dtype(given)) : type;
}

/* The Type of a number that is to have the type `given`, or where that is NULL its own; NULL: TypeError. */
static PyObject *choose_type(State *state, PyObject *number, PyObject *given)
{
    TypeId type = given ? read_type(state, given) : type_of_number(number);
    PyErr_Clear();
    if (type != TYPE_UNKNOWN && type_is_scalar(type))
        return Py_XNewRef(PyDict_GetItemString(state->scalars, scalar_info(type)->name));
    if (given)
        return PyErr_Format(PyExc_TypeError, "the type of a Value is one of a number, not %R", given);
    PyObject *class = PyType_GetName(Py_TYPE(number));
    if (class)
        PyErr_Format(PyExc_TypeError, "a Value holds a bool, an integer, a float or a complex number, not %U", class);
    Py_XDECREF(class);
    return NULL;
}

/* ---- Value ---- */

/* Converted as an argument of a callback is. */
static bool store_number(PyObject *self, PyObject *number)
{
    uint64_t words[MOST_PARTS];
    Parameter parameter = {.scalar = value_scalar(self), .element = TYPE_UNKNOWN, .type = as_value(self)->type};
    const State *state = type_state(Py_TYPE(self));
    SharedCode callee = {.name = state->value_name,
                         .argument_names = state->value_arguments,
                         .parameters = &parameter,
                         .parameter_count = 1};
    bool ok = convert_argument(&callee, 0, number, words, &(Pins){.buffers = NULL});
    if (ok)
        store_words(self, words);
    return ok;
}

static PyObject *value_new(PyTypeObject *class, PyObject *args, PyObject *keywords)
{
    static char *names[] = {"value", "type", NULL};
    PyObject *number, *given = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "O|O:Value", names, &number, &given))
        return NULL;
    PyObject *type = choose_type(type_state(class), number, given == Py_None ? NULL : given);
    ValueObject *self = type ? PyObject_New(ValueObject, class) : NULL;
    if (!self) {
        Py_XDECREF(type);
        return NULL;
    }
    self->type = type;
    if (store_number((PyObject *)self, number))
        return (PyObject *)self;
    Py_DECREF((PyObject *)self);
    return NULL;
}

static void value_dealloc(PyObject *object)
{
    PyTypeObject *class = Py_TYPE(object);
    Py_DECREF(as_value(object)->type);
    PyObject_Free(object);
    Py_DECREF(class);
}

static PyObject *get_value(PyObject *self, void *ignored)
{
    (void)ignored;
    uint64_t words[MOST_PARTS];
    Parameter result = {.scalar = value_scalar(self)};
    load_words(self, words);
    return convert_result(&result, words);
}

static int set_value(PyObject *self, PyObject *number, void *ignored)
{
    (void)ignored;
    if (!number)
        PyErr_SetString(PyExc_AttributeError, "the number of a Value can't be deleted");
    return number && store_number(self, number) ? 0 : -1;
}

static PyObject *get_address(PyObject *self, void *ignored)
{
    (void)ignored;
    return PyLong_FromVoidPtr(value_address(self));
}

static PyObject *value_repr(PyObject *self)
{
    PyObject *number = get_value(self, NULL);
    PyObject *text = number ? PyUnicode_FromFormat("Value(%R, %S)", number, as_value(self)->type) : NULL;
    Py_XDECREF(number);
    return text;
}

static PyObject *value_reduce(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    PyObject *number = get_value(self, NULL);
    return number ? Py_BuildValue("O(NO)", Py_TYPE(self), number, as_value(self)->type) : NULL;
}

/* ---- set-up ---- */

static PyGetSetDef value_attributes[] = {
    {.name = "value", .get = get_value, .set = set_value, .doc = "The number, as it is now."},
    {.name = "address", .get = get_address, .doc = "Where it lies, an int; good as long as this object lives."},
    {.name = NULL},
};

static PyMemberDef value_members[] = {
    {"type", T_OBJECT_EX, offsetof(ValueObject, type), READONLY, "The type of the number, which it keeps."},
    {NULL, 0, 0, 0, NULL},
};

static PyMethodDef value_methods[] = {
    {"__reduce__", value_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot value_slots[] = {
    {Py_tp_doc,
     "Value(value, type=None)\n--\n\nA number that Python and compiled code read and write as its attribute "
     "`value`.\n\n"
     "A callback that captures a Value sees what is assigned later, by Python or by other callbacks, on any thread; "
     "so\n"
     "a parameter changes without compiling anew. Without a type it is that of the number: int64 of an int, float64,\n"
     "bool, complex128; NumPy's numbers keep theirs.\n\n"
     "Each read and each write is one atomic access, in no order with those of other memory; of a complex number it "
     "is\n"
     "one for each part. `v.value += 1` is a read and a write, between which another thread may write.\n\n"
     "Pickles and copies are other Values with the number of that moment."},
    {Py_tp_new, value_new},
    {Py_tp_dealloc, value_dealloc},
    {Py_tp_repr, value_repr},
    {Py_tp_getset, value_attributes},
    {Py_tp_members, value_members},
    {Py_tp_methods, value_methods},
    {0, NULL},
};

static PyType_Spec value_spec = {
    .name = "upcall.Value",
    .basicsize = sizeof(ValueObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = value_slots,
};

bool value_setup(PyObject *module, State *state)
{
    state->value_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &value_spec, NULL);
    state->value_name = PyUnicode_FromString("Value");
    state->value_arguments = Py_BuildValue("(s)", "value");
    bool ok = state->value_type && state->value_name && state->value_arguments;
    return ok && !PyModule_AddType(module, state->value_type);
}
