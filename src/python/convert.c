/* convert.c: Python values as the words that compiled code takes, and its result as a Python value.
 *
 * A component is a word, its low bytes count. Numbers are checked: an int that doesn't fit is an OverflowError, never cut.
 * A pointer comes from None, an int (the address), a Value, a buffer of the right type (held during the call; of records that is asked
 * in Python), or what upcall.adapters.pointers knows: ctypes and cffi objects, and objects with _as_parameter_. */
#include "python/state.h"
#include "types/types.h"

#include <string.h>

static const Parameter *parameter_at(const SharedCode *callee, size_t index)
{
    return &callee->parameters[index];
}

size_t parameter_words(const Parameter *parameter)
{
    size_t count = (parameter->size + sizeof(uint64_t) - 1) / sizeof(uint64_t);
    return parameter->size ? count : scalar_layout(parameter->scalar)->count;
}

void pins_release(Pins *pins)
{
    while (pins->buffer_count)
        PyBuffer_Release(&pins->buffers[--pins->buffer_count]);
    Py_CLEAR(pins->kept);
}

/* ---- errors: "f() argument 'x' has to be float64, not a str" ---- */

static bool argument_error(const SharedCode *callee, size_t index, PyObject *exception, PyObject *not_what)
{
    if (not_what)
        PyErr_Format(exception, "%U() argument '%U' has to be %S, not %U", callee->name,
                     PyTuple_GetItem(callee->argument_names, (Py_ssize_t)index), parameter_at(callee, index)->type,
                     not_what);
    Py_XDECREF(not_what);
    return false;
}

/* For a number, an array is one too many: a callback is no ufunc. */
static bool wrong_type(const SharedCode *callee, size_t index, PyObject *value)
{
    PyErr_Clear();
    bool is_many = parameter_at(callee, index)->scalar != TYPE_voidptr && PyObject_CheckBuffer(value) &&
                   !PyBytes_Check(value);
    PyObject *name = PyType_GetName(Py_TYPE(value));
    PyObject *text = name ? PyUnicode_FromFormat("%U%s", name, is_many ? ": call it for each element" : "") : NULL;
    Py_XDECREF(name);
    return argument_error(callee, index, PyExc_TypeError, text);
}

/* Python refuses to write an int of more than some thousand digits. */
static bool out_of_range(const SharedCode *callee, size_t index, PyObject *value)
{
    PyErr_Clear();
    PyObject *text = PyUnicode_FromFormat("%R", value);
    if (!text && PyErr_ExceptionMatches(PyExc_ValueError)) {
        PyErr_Clear();
        text = PyUnicode_FromString("an int of thousands of digits");
    }
    return argument_error(callee, index, PyExc_OverflowError, text);
}

/* ---- numbers ---- */

static bool fits_signed(long long value, int size)
{
    int unused = 64 - 8 * size;
    return (long long)((unsigned long long)value << unused) >> unused == value;
}

static bool convert_signed(const SharedCode *callee, size_t index, PyObject *value, uint64_t *word)
{
    int overflow;
    long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
    if (number == -1 && PyErr_Occurred())
        return false;
    if (overflow || !fits_signed(number, scalar_info(parameter_at(callee, index)->scalar)->size))
        return out_of_range(callee, index, value);
    *word = (uint64_t)number;
    return true;
}

static bool convert_unsigned(const SharedCode *callee, size_t index, PyObject *value, uint64_t *word)
{
    unsigned long long number = PyLong_AsUnsignedLongLong(value);
    if (number == (unsigned long long)-1 && PyErr_Occurred())
        return PyErr_ExceptionMatches(PyExc_OverflowError) && out_of_range(callee, index, value);
    int size = scalar_info(parameter_at(callee, index)->scalar)->size;
    if (size < 8 && number >> 8 * size)
        return out_of_range(callee, index, value);
    *word = number;
    return true;
}

/* Anything with __index__: int, bool, NumPy's integers; no floats. */
static bool convert_integer(const SharedCode *callee, size_t index, PyObject *value, uint64_t *word)
{
    PyObject *number = PyNumber_Index(value);
    if (!number)
        return PyErr_ExceptionMatches(PyExc_TypeError) && wrong_type(callee, index, value);
    bool is_signed = scalar_info(parameter_at(callee, index)->scalar)->kind == KIND_SIGNED;
    bool ok = is_signed ? convert_signed(callee, index, number, word) : convert_unsigned(callee, index, number, word);
    Py_DECREF(number);
    return ok;
}

static const Component *component_at(const SharedCode *callee, size_t index, size_t component)
{
    return &scalar_layout(parameter_at(callee, index)->scalar)->components[component];
}

static bool convert_float(const SharedCode *callee, size_t index, PyObject *value, uint64_t *word)
{
    double number = PyFloat_AsDouble(value);
    if (number == -1.0 && PyErr_Occurred())
        return PyErr_ExceptionMatches(PyExc_TypeError) && wrong_type(callee, index, value);
    *word = component_word(component_at(callee, index, 0), number);
    return true;
}

static bool convert_complex(const SharedCode *callee, size_t index, PyObject *value, uint64_t *words)
{
    if (PyUnicode_Check(value)) /* complex() would read it */
        return wrong_type(callee, index, value);
    PyObject *number = PyObject_CallFunctionObjArgs((PyObject *)&PyComplex_Type, value, NULL);
    if (!number)
        return PyErr_ExceptionMatches(PyExc_TypeError) && wrong_type(callee, index, value);
    words[0] = component_word(component_at(callee, index, 0), PyComplex_RealAsDouble(number));
    words[1] = component_word(component_at(callee, index, 1), PyComplex_ImagAsDouble(number));
    Py_DECREF(number);
    return true;
}

/* A bool, an integer or NumPy's bool (which has no __index__ but is a number): not any object that has a truth. */
static bool convert_bool(const SharedCode *callee, size_t index, PyObject *value, uint64_t *word)
{
    if (!PyBool_Check(value) && !PyIndex_Check(value) && (!PyNumber_Check(value) || PyFloat_Check(value)))
        return wrong_type(callee, index, value);
    int truth = PyObject_IsTrue(value);
    *word = truth > 0;
    return truth >= 0;
}

/* ---- pointers ---- */

static ScalarKind format_kind(const char *format)
{
    if (strchr("@=<", *format) && *format)
        format++;
    if (format[0] && format[1] && format[0] != 'Z')
        return KIND_NONE; /* a record, or a repeated item */
    switch (*format) {
    case '?': return KIND_BOOL;
    case 'b':
    case 'h':
    case 'i':
    case 'l':
    case 'q':
    case 'n': return KIND_SIGNED;
    case 'c':
    case 'B':
    case 'H':
    case 'I':
    case 'L':
    case 'Q':
    case 'N':
    case 'P': return KIND_UNSIGNED;
    case 'f':
    case 'd': return KIND_FLOAT;
    case 'Z': return KIND_COMPLEX;
    default: return KIND_NONE;
    }
}

static bool is_integer_kind(ScalarKind kind)
{
    return kind == KIND_SIGNED || kind == KIND_UNSIGNED || kind == KIND_COUNT;
}

/* Do the buffer's items fit what the pointer points to? Bytes pass as either sign, so that text does. */
static bool buffer_fits(const Parameter *parameter, const Py_buffer *buffer)
{
    ScalarKind kind = format_kind(buffer->format ? buffer->format : "B");
    if (parameter->element == TYPE_UNKNOWN || parameter->element == TYPE_voidptr)
        return parameter->is_untyped || (kind == KIND_UNSIGNED && buffer->itemsize == sizeof(void *));
    const ScalarInfo *element = scalar_info(parameter->element);
    if (buffer->itemsize != element->size)
        return false;
    if (element->size == 1 && is_integer_kind(element->kind))
        return is_integer_kind(kind);
    return kind == (element->kind == KIND_COUNT ? KIND_UNSIGNED : element->kind);
}

/* To a pointer to such a number, or to anything. */
static bool convert_value(const SharedCode *callee, size_t index, PyObject *value, uint64_t *word)
{
    const Parameter *parameter = parameter_at(callee, index);
    if (!parameter->is_untyped && parameter->element != value_scalar(value))
        return argument_error(callee, index, PyExc_TypeError,
                              PyUnicode_FromFormat("a Value of %s", scalar_info(value_scalar(value))->name));
    *word = (uint64_t)(uintptr_t)value_address(value);
    return true;
}

static bool keep(Pins *pins, PyObject *object)
{
    if (!pins->kept)
        pins->kept = PyList_New(0);
    return pins->kept && !PyList_Append(pins->kept, object);
}

static bool convert_pointer(const SharedCode *callee, size_t index, PyObject *value, uint64_t *word, Pins *pins);

/* The exception's own text says what it is. */
static bool wrong_memory(const SharedCode *callee, size_t index)
{
    PyObject *class, *exception, *traceback;
    PyErr_Fetch(&class, &exception, &traceback);
    PyObject *text = exception ? PyObject_Str(exception) : PyUnicode_FromString("that");
    Py_XDECREF(class);
    Py_XDECREF(exception);
    Py_XDECREF(traceback);
    return argument_error(callee, index, PyExc_TypeError, text);
}

/* upcall.adapters.pointers.address(): an int; another object to be converted instead; NotImplemented. */
static bool convert_adapted(const SharedCode *callee, size_t index, PyObject *value, uint64_t *word, Pins *pins)
{
    PyObject *module = PyImport_ImportModule("upcall.adapters.pointers");
    PyObject *found = module ? PyObject_CallMethod(module, "address", "OO", value, parameter_at(callee, index)->type)
                             : NULL;
    Py_XDECREF(module);
    if (!found && PyErr_ExceptionMatches(PyExc_TypeError))
        return parameter_at(callee, index)->is_record ? wrong_memory(callee, index) : wrong_type(callee, index, value);
    if (!found)
        return false;
    bool ok = found != Py_NotImplemented && found != value && keep(pins, found);
    if (ok)
        ok = convert_pointer(callee, index, found, word, pins);
    else if (!PyErr_Occurred())
        wrong_type(callee, index, value);
    Py_DECREF(found);
    return ok;
}

static bool convert_address(const SharedCode *callee, size_t index, PyObject *value, uint64_t *word)
{
    PyObject *number = PyNumber_Index(value);
    *word = number ? PyLong_AsUnsignedLongLong(number) : 0;
    Py_XDECREF(number);
    return !PyErr_Occurred() || out_of_range(callee, index, value);
}

static bool is_not(const SharedCode *callee, size_t index, const char *what)
{
    PyErr_Clear();
    return argument_error(callee, index, PyExc_TypeError, PyUnicode_FromString(what));
}

/* NumPy's integers have memory, too, but are addresses as Python's are. */
static bool is_number(PyObject *value, const Py_buffer *buffer)
{
    return !buffer->ndim && buffer->readonly && PyIndex_Check(value);
}

/* The buffer of one of NumPy's records never says that it may be written. */
static bool is_writable(PyObject *value, const Py_buffer *buffer)
{
    if (!buffer->readonly || buffer->ndim || !buffer->format || *buffer->format != 'T')
        return !buffer->readonly;
    PyObject *flags = PyObject_GetAttrString(value, "flags");
    PyObject *writable = flags ? PyObject_GetAttrString(flags, "writeable") : NULL;
    bool is = writable == Py_True;
    PyErr_Clear();
    Py_XDECREF(flags);
    Py_XDECREF(writable);
    return is;
}

static bool convert_buffer(const SharedCode *callee, size_t index, PyObject *value, uint64_t *word, Pins *pins)
{
    const Parameter *parameter = parameter_at(callee, index);
    Py_buffer *buffer = &pins->buffers[pins->buffer_count];
    if (PyObject_GetBuffer(value, buffer, PyBUF_FORMAT | PyBUF_ANY_CONTIGUOUS))
        return is_not(callee, index, "an object without contiguous memory");
    pins->buffer_count++;
    if (is_number(value, buffer))
        return convert_address(callee, index, value, word);
    if (!parameter->is_const && !is_writable(value, buffer))
        return is_not(callee, index, "read-only memory: write const in the signature, or pass a copy");
    if (!buffer_fits(parameter, buffer))
        return argument_error(callee, index, PyExc_TypeError,
                              PyUnicode_FromFormat("memory with items of the format '%s' and %zd bytes",
                                                   buffer->format ? buffer->format : "B", buffer->itemsize));
    *word = (uint64_t)(uintptr_t)buffer->buf;
    return true;
}

/* ctypes' objects have a metaclass of their own, and a buffer that is not what they point to. */
static bool has_plain_buffer(PyObject *value)
{
    return PyObject_CheckBuffer(value) && Py_TYPE((PyObject *)Py_TYPE(value)) == &PyType_Type;
}

static bool convert_pointer(const SharedCode *callee, size_t index, PyObject *value, uint64_t *word, Pins *pins)
{
    const Parameter *parameter = parameter_at(callee, index);
    *word = 0;
    if (value == Py_None)
        return true;
    if (PyLong_CheckExact(value))
        return convert_address(callee, index, value, word);
    if (Py_TYPE(value) == type_state(Py_TYPE(parameter->type))->value_type)
        return convert_value(callee, index, value, word);
    if (has_plain_buffer(value) && !parameter->is_record)
        return convert_buffer(callee, index, value, word, pins);
    if (Py_EnterRecursiveCall(" to find an address"))
        return false;
    bool ok = convert_adapted(callee, index, value, word, pins);
    Py_LeaveRecursiveCall();
    return ok;
}

/* A ctypes number, such as c_double(1.0), by its metaclass and module: ctypes isn't imported for it. */
static bool is_ctypes_number(PyObject *value)
{
    PyObject *class = (PyObject *)Py_TYPE(value);
    if (Py_TYPE(class) == &PyType_Type || !PyObject_HasAttrString(value, "value"))
        return false;
    PyObject *module = PyObject_GetAttrString(class, "__module__");
    bool is = module && PyUnicode_Check(module) && !PyUnicode_CompareWithASCIIString(module, "ctypes");
    PyErr_Clear();
    Py_XDECREF(module);
    return is;
}

static bool convert_plain(const SharedCode *callee, size_t index, PyObject *value, uint64_t *words, Pins *pins)
{
    switch (scalar_info(parameter_at(callee, index)->scalar)->kind) {
    case KIND_BOOL: return convert_bool(callee, index, value, words);
    case KIND_SIGNED:
    case KIND_UNSIGNED:
    case KIND_COUNT: return convert_integer(callee, index, value, words);
    case KIND_FLOAT: return convert_float(callee, index, value, words);
    case KIND_COMPLEX: return convert_complex(callee, index, value, words);
    case KIND_POINTER: return convert_pointer(callee, index, value, words, pins);
    case KIND_NONE: break;
    }
    return wrong_type(callee, index, value);
}

/* ---- records by value ---- */

/* upcall.adapters.by_value: its memory, as bytes. */
static bool convert_record(const SharedCode *callee, size_t index, PyObject *value, uint64_t *words)
{
    const Parameter *parameter = parameter_at(callee, index);
    PyObject *module = PyImport_ImportModule("upcall.adapters.by_value");
    PyObject *memory = module ? PyObject_CallMethod(module, "memory", "OO", value, parameter->type) : NULL;
    Py_XDECREF(module);
    if (memory == Py_NotImplemented) {
        Py_DECREF(memory);
        return wrong_type(callee, index, value);
    }
    if (!memory)
        return PyErr_ExceptionMatches(PyExc_TypeError) && wrong_memory(callee, index);
    memset(words, 0, parameter_words(parameter) * sizeof *words);
    memcpy(words, PyBytes_AsString(memory), parameter->size);
    Py_DECREF(memory);
    return true;
}

static PyObject *convert_record_result(const Parameter *result, const uint64_t *words)
{
    PyObject *module = PyImport_ImportModule("upcall.adapters.by_value");
    PyObject *record = module ? PyObject_CallMethod(module, "record", "OOy#", result->type,
                                                    result->origin ? result->origin : Py_None, (const char *)words,
                                                    (Py_ssize_t)result->size)
                              : NULL;
    Py_XDECREF(module);
    return record;
}

bool convert_argument(const SharedCode *callee, size_t index, PyObject *value, uint64_t *words, Pins *pins)
{
    if (parameter_at(callee, index)->size)
        return convert_record(callee, index, value, words);
    if (scalar_info(parameter_at(callee, index)->scalar)->kind == KIND_POINTER || !is_ctypes_number(value))
        return convert_plain(callee, index, value, words, pins);
    PyObject *plain = PyObject_GetAttrString(value, "value");
    bool ok = plain && convert_plain(callee, index, plain, words, pins);
    Py_XDECREF(plain);
    return ok;
}

/* ---- results ---- */

static double word_real(const Parameter *result, const uint64_t *words, size_t component)
{
    return component_real(&scalar_layout(result->scalar)->components[component], words[component]);
}

static PyObject *convert_integer_result(const Parameter *result, uint64_t word)
{
    int unused = 64 - 8 * scalar_info(result->scalar)->size;
    if (scalar_info(result->scalar)->kind == KIND_SIGNED)
        return PyLong_FromLongLong((long long)(word << unused) >> unused);
    return PyLong_FromUnsignedLongLong(word << unused >> unused);
}

PyObject *convert_result(const Parameter *result, const uint64_t *words)
{
    if (result->size)
        return convert_record_result(result, words);
    switch (scalar_info(result->scalar)->kind) {
    case KIND_BOOL: return PyBool_FromLong((long)(words[0] & 1));
    case KIND_SIGNED:
    case KIND_UNSIGNED:
    case KIND_COUNT: return convert_integer_result(result, words[0]);
    case KIND_FLOAT: return PyFloat_FromDouble(word_real(result, words, 0));
    case KIND_COMPLEX: return PyComplex_FromDoubles(word_real(result, words, 0), word_real(result, words, 1));
    case KIND_POINTER: return words[0] ? PyLong_FromUnsignedLongLong(words[0]) : Py_NewRef(Py_None);
    case KIND_NONE: break;
    }
    return Py_NewRef(Py_None);
}
