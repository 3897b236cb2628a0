/* options.c: values that a decorator was given, as the compile takes them: what C gets where the callback raises or ends without a
 * value, and types of local variables. */
#include "frozen/exception_classes.h"
#include "hir/fold.h"
#include "python/state.h"
#include "types/signature.h"
#include "types/stored.h"
#include "types/types.h"

#include <string.h>

/* Of pointers: None, or an int, which may be negative: (void *)-1. */
static bool read_address(const char *option, PyObject *value, uint64_t *word)
{
    int overflow;
    *word = 0;
    if (value == Py_None)
        return true;
    if (!PyLong_CheckExact(value)) {
        PyErr_Format(PyExc_TypeError, "the %s of a pointer is None or an address", option);
        return false;
    }
    long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
    *word = overflow > 0 ? PyLong_AsUnsignedLongLong(value) : (uint64_t)number;
    if (overflow < 0)
        PyErr_Format(PyExc_OverflowError, "the %s of a pointer is None or an address, not %R", option, value);
    return !PyErr_Occurred();
}

/* A value that C may get: like an argument of the result's type. */
static const uint64_t *read_result(Unit *u, const Request *request, TypeId type, const char *option, PyObject *value)
{
    Parameter result = make_parameter(u, type, request->signature->result);
    PyObject *name = PyObject_GetAttrString(request->function, "__name__");
    PyObject *names = name ? Py_BuildValue("(s)", option) : NULL;
    SharedCode callee = {.name = name, .argument_names = names, .parameters = &result, .parameter_count = 1};
    uint64_t *words = ARENA_ARRAY(&u->arena, uint64_t, parameter_words(&result));
    bool ok = false, is_memory = result.size && PyBytes_Check(value) && (size_t)PyBytes_Size(value) == result.size;
    if (is_memory) /* upcall.adapters.by_value has found it */
        ok = memcpy(words, PyBytes_AsString(value), result.size);
    else if (names && !parameter_words(&result))
        PyErr_Format(PyExc_TypeError,
                     "%s: %U() returns nothing to C; write a status where C looks, such as ierr[0] = 1", option, name);
    else if (names && result.scalar == TYPE_voidptr)
        ok = read_address(option, value, words);
    else if (names)
        ok = convert_argument(&callee, 0, value, words, &(Pins){.buffers = NULL});
    Py_XDECREF(names);
    Py_XDECREF(name);
    if (!ok)
        fail(u, (Loc){.code = NULL}, E_NONE);
    return words;
}

static void read_code(Unit *u, const Request *request, PyObject *item, CallbackCode *code)
{
    PyObject *class = PyTuple_Check(item) && PyTuple_Size(item) == 2 ? PyTuple_GetItem(item, 0) : NULL;
    PyObject *name = class ? PyObject_GetAttrString(class, "__name__") : NULL;
    const char *text = name && PyExceptionClass_Check(class) ? PyUnicode_AsUTF8AndSize(name, NULL) : NULL;
    code->first = text ? exception_class(text) : -1;
    Py_XDECREF(name);
    if (code->first < 0 && !PyErr_Occurred())
        PyErr_SetString(PyExc_TypeError, "codes are pairs of one of Python's own exception classes and a value");
    if (code->first < 0)
        fail(u, (Loc){.code = NULL}, E_NONE);
    code->end = exception_class_end(code->first);
    code->words = read_result(u, request, u->signature->result, "codes", PyTuple_GetItem(item, 1));
}

void request_answers(Unit *u, const Request *request, Options *options)
{
    options->code_count = request->codes ? (size_t)PyTuple_Size(request->codes) : 0;
    CallbackCode *codes = ARENA_ARRAY(&u->arena, CallbackCode, options->code_count);
    for (size_t i = 0; i < options->code_count; i++)
        read_code(u, request, PyTuple_GetItem(request->codes, (Py_ssize_t)i), &codes[i]);
    options->codes = codes;
    if (request->error_value)
        options->error_value = read_result(u, request, u->signature->result, "error_value", request->error_value);
}

static const Frozen *integer_of(Unit *u, TypeId scalar, uint64_t word)
{
    Frozen *object = arena_copy(&u->arena, frozen_int(u, (int64_t)word), sizeof(Frozen));
    if (scalar_info(scalar)->kind != KIND_SIGNED && word > INT64_MAX)
        object->type = TYPE_uint64;
    return object;
}

static const Frozen *complex_of(Unit *u, const Component *components, const uint64_t *words)
{
    Frozen *object = arena_copy(&u->arena, frozen_float(u, component_real(&components[0], words[0])), sizeof(Frozen));
    object->kind = FROZEN_COMPLEX;
    object->number.imag = component_real(&components[1], words[1]);
    return object;
}

static const Frozen *record_of(Unit *u, const uint64_t *words, size_t size)
{
    Frozen *object = ARENA_NEW(&u->arena, Frozen);
    *object = (Frozen){.kind = FROZEN_BYTES, .description = "bytes", .count = size};
    char *text = ARENA_ARRAY(&u->arena, char, size + 1);
    memcpy(text, words, size);
    object->text = text;
    return object;
}

/* As a `return` of the function would have it; a record as the bytes of its memory. */
static const Frozen *read_success(Unit *u, const Request *request, TypeId result)
{
    const uint64_t *words = read_result(u, request, result, "success", request->success);
    if (type_is_record(u, result))
        return record_of(u, words, type_layout(u, result)->size);
    TypeId scalar = make_parameter(u, result, NULL).scalar;
    const Component *components = scalar_layout(scalar)->components;
    switch (scalar_info(scalar)->kind) {
    case KIND_BOOL: return frozen_bool(u, words[0]);
    case KIND_FLOAT: return frozen_float(u, component_real(&components[0], words[0]));
    case KIND_COMPLEX: return complex_of(u, components, words);
    case KIND_POINTER: break;
    default: return integer_of(u, scalar, words[0]);
    }
    if (!words[0])
        return frozen_none(u);
    PyErr_SetString(PyExc_TypeError, "the success of a pointer is None");
    fail(u, (Loc){.code = NULL}, E_NONE);
}

static void read_locals(Unit *u, const Request *request, Options *options)
{
    PyObject *name, *type;
    Py_ssize_t at = 0;
    size_t count = request->locals ? (size_t)PyDict_Size(request->locals) : 0;
    LocalType *locals = ARENA_ARRAY(&u->arena, LocalType, count);
    while (count && PyDict_Next(request->locals, &at, &name, &type)) {
        const char *text = PyUnicode_AsUTF8AndSize(name, NULL);
        const char *type_text = text ? PyUnicode_AsUTF8AndSize(((TypeObject *)type)->text, NULL) : NULL;
        if (!type_text)
            fail(u, (Loc){.code = NULL}, E_NONE);
        locals[options->local_count++] = (LocalType){unit_string(u, text, strlen(text)), type_parse(u, type_text)};
    }
    options->locals = locals;
}

void request_options(Unit *u, const Request *request, TypeId result, Options *options)
{
    read_locals(u, request, options);
    if (request->success)
        options->success = read_success(u, request, result);
}
