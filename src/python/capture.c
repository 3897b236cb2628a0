/* capture.c: Python objects as plain C structs in the Unit's arena: all that the compiler gets to see of Python.
 *
 * Objects are known by what they offer, not by their class: a function is anything with a __code__ that has co_*, so code
 * recorded under another Python goes the same way as live code. Every reference taken goes at once onto capture->held,
 * because fail() may leave any function here by longjmp; capture_end() gives them back. */
#include "state.h"

#include <stdlib.h>
#include <string.h>

#include "../core/builtins.h"

enum { MAX_TUPLE_DEPTH = 32 };

static const Loc nowhere = {.code = NULL};

static const Object *classify(Capture *c, Unit *u, PyObject *object, int depth);

/* ---- references and attributes ---- */

/* A Python exception is set: end the compile with it. */
_Noreturn void python_failed(Unit *u)
{
    fail(u, nowhere, E_NONE);
}

/* Take over a new reference until the end of the compile; ends the compile when it is NULL. */
PyObject *capture_hold(Capture *c, Unit *u, PyObject *reference)
{
    if (!reference)
        python_failed(u);
    if (c->held_count == c->held_capacity) {
        size_t capacity = c->held_capacity ? 2 * c->held_capacity : 32;
        PyObject **held = realloc(c->held, capacity * sizeof *held);
        if (!held) {
            Py_DECREF(reference);
            PyErr_NoMemory();
            python_failed(u);
        }
        c->held = held;
        c->held_capacity = capacity;
    }
    c->held[c->held_count++] = reference;
    return reference;
}

void capture_end(Capture *c)
{
    while (c->held_count)
        Py_DECREF(c->held[--c->held_count]);
    Py_CLEAR(c->exports);
    free(c->held);
    c->held = NULL;
    c->held_capacity = 0;
}

PyObject *capture_attribute(Capture *c, Unit *u, PyObject *object, const char *name)
{
    return capture_hold(c, u, PyObject_GetAttrString(object, name));
}

/* NULL where there is none; other exceptions than AttributeError end the compile. */
static PyObject *optional_attribute(Capture *c, Unit *u, PyObject *object, const char *name)
{
    PyObject *value = PyObject_GetAttrString(object, name);
    if (value)
        return capture_hold(c, u, value);
    if (!PyErr_ExceptionMatches(PyExc_AttributeError))
        python_failed(u);
    PyErr_Clear();
    return NULL;
}

/* UTF-8 of a str; what UTF-8 can't say (lone surrogates) as escapes. */
static const char *text_of(Capture *c, Unit *u, PyObject *string)
{
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(string, &size);
    if (!text) {
        PyErr_Clear();
        PyObject *bytes = capture_hold(c, u, PyUnicode_AsEncodedString(string, "utf-8", "backslashreplace"));
        char *buffer;
        if (PyBytes_AsStringAndSize(bytes, &buffer, &size))
            python_failed(u);
        text = buffer;
    }
    return unit_string(u, text, (size_t)size);
}

static const char *attribute_text(Capture *c, Unit *u, PyObject *object, const char *name)
{
    return text_of(c, u, capture_attribute(c, u, object, name));
}

static long attribute_int(Capture *c, Unit *u, PyObject *object, const char *name)
{
    long value = PyLong_AsLong(capture_attribute(c, u, object, name));
    if (value == -1 && PyErr_Occurred())
        python_failed(u);
    return value;
}

static const uint8_t *attribute_bytes(Capture *c, Unit *u, PyObject *object, const char *name, size_t *size)
{
    char *bytes;
    Py_ssize_t length;
    if (PyBytes_AsStringAndSize(capture_attribute(c, u, object, name), &bytes, &length))
        python_failed(u);
    *size = (size_t)length;
    return arena_copy(&u->arena, bytes, *size);
}

static size_t length_of(Unit *u, PyObject *sequence)
{
    Py_ssize_t length = PySequence_Size(sequence);
    if (length < 0)
        python_failed(u);
    return (size_t)length;
}

static PyObject *item_of(Capture *c, Unit *u, PyObject *sequence, size_t index)
{
    return capture_hold(c, u, PySequence_GetItem(sequence, (Py_ssize_t)index));
}

/* ---- code objects ---- */

typedef struct Texts {
    const char **items;
    size_t count, capacity;
} Texts;

static Texts attribute_texts(Capture *c, Unit *u, PyObject *code, const char *name)
{
    PyObject *sequence = capture_attribute(c, u, code, name);
    Texts texts = {0};
    for (size_t i = 0, count = length_of(u, sequence); i < count; i++)
        ARENA_PUSH(&u->arena, &texts, text_of(c, u, item_of(c, u, sequence, i)));
    return texts;
}

static bool texts_contain(const Texts *texts, const char *text)
{
    for (size_t i = 0; i < texts->count; i++)
        if (!strcmp(texts->items[i], text))
            return true;
    return false;
}

/* A frame's order, as instructions count it: variables, cells that aren't variables already, free variables. */
static void capture_locals(Capture *c, Unit *u, PyObject *object, Code *code)
{
    Texts locals = attribute_texts(c, u, object, "co_varnames");
    Texts cells = attribute_texts(c, u, object, "co_cellvars");
    Texts frees = attribute_texts(c, u, object, "co_freevars");
    Texts variables = locals;
    for (size_t i = 0; i < cells.count; i++)
        if (!texts_contain(&variables, cells.items[i]))
            ARENA_PUSH(&u->arena, &locals, cells.items[i]);
    code->free_start = locals.count;
    for (size_t i = 0; i < frees.count; i++)
        ARENA_PUSH(&u->arena, &locals, frees.items[i]);
    code->locals = locals.items;
    code->local_count = locals.count;
    bool *is_cell = ARENA_ARRAY(&u->arena, bool, locals.count);
    for (size_t i = 0; i < code->free_start; i++)
        is_cell[i] = texts_contain(&cells, locals.items[i]);
    code->is_cell = is_cell;
}

static void capture_constants(Capture *c, Unit *u, PyObject *object, Code *code)
{
    PyObject *constants = capture_attribute(c, u, object, "co_consts");
    code->constant_count = length_of(u, constants);
    code->constants = ARENA_ARRAY(&u->arena, Object *, code->constant_count);
    for (size_t i = 0; i < code->constant_count; i++)
        code->constants[i] = (Object *)classify(c, u, item_of(c, u, constants, i), 0);
}

/* Recorded code says which Python compiled it, live code comes from this one. */
static uint32_t magic_of(Capture *c, Unit *u, PyObject *object)
{
    if (optional_attribute(c, u, object, "co_magic"))
        return (uint32_t)attribute_int(c, u, object, "co_magic") & 0xffff;
    return (uint32_t)PyImport_GetMagicNumber() & 0xffff;
}

static const Code *capture_code(Capture *c, Unit *u, PyObject *object)
{
    Code *code = ARENA_NEW(&u->arena, Code);
    code->name = attribute_text(c, u, object, "co_name");
    code->qualname = attribute_text(c, u, object, "co_qualname");
    code->filename = attribute_text(c, u, object, "co_filename");
    code->first_line = (int)attribute_int(c, u, object, "co_firstlineno");
    code->flags = (uint32_t)attribute_int(c, u, object, "co_flags");
    code->argument_count = (size_t)attribute_int(c, u, object, "co_argcount");
    code->keyword_only_count = (size_t)attribute_int(c, u, object, "co_kwonlyargcount");
    code->magic = magic_of(c, u, object);
    code->bytes = attribute_bytes(c, u, object, "co_code", &code->size);
    code->linetable = attribute_bytes(c, u, object, "co_linetable", &code->linetable_size);
    code->exceptiontable = attribute_bytes(c, u, object, "co_exceptiontable", &code->exceptiontable_size);
    Texts names = attribute_texts(c, u, object, "co_names");
    code->names = names.items;
    code->name_count = names.count;
    capture_locals(c, u, object, code);
    capture_constants(c, u, object, code);
    return code;
}

/* ---- what an object is ---- */

Object *capture_object(Unit *u, PyObject *handle, ObjectKind kind, const char *description)
{
    Object *object = ARENA_NEW(&u->arena, Object);
    *object = (Object){.kind = kind, .builtin = -1, .description = description, .handle = handle};
    return object;
}

static const char *type_text(Capture *c, Unit *u, PyObject *object)
{
    return attribute_text(c, u, (PyObject *)Py_TYPE(object), "__name__");
}

static bool is_named_after_module(Capture *c, Unit *u, PyObject *object, const char *module)
{
    PyObject *name = optional_attribute(c, u, object, "__module__");
    return name && PyUnicode_Check(name) && !strcmp(text_of(c, u, name), module);
}

/* "the function tan", "the cfunc f", "the class Foo", "a dict", "an instance of Foo" */
static const char *describe(Capture *c, Unit *u, PyObject *object)
{
    PyObject *name = optional_attribute(c, u, object, "__name__");
    const char *what = PyType_Check(object)                      ? "class"
                       : Py_TYPE(object) == c->state->cfunc_type ? "cfunc"
                       : PyCallable_Check(object)                ? "function"
                                                                 : NULL;
    if (what && name && PyUnicode_Check(name))
        return arena_printf(&u->arena, "the %s %s", what, text_of(c, u, name));
    const char *type = type_text(c, u, object);
    if (!is_named_after_module(c, u, (PyObject *)Py_TYPE(object), "builtins"))
        return arena_printf(&u->arena, "an instance of %s", type);
    return arena_printf(&u->arena, "%s %s", strchr("aeiou", type[0]) ? "an" : "a", type);
}

static const Object *other(Capture *c, Unit *u, PyObject *object)
{
    return capture_object(u, object, OBJECT_OTHER, describe(c, u, object));
}

static const Object *too_large(Unit *u, PyObject *object)
{
    return capture_object(u, object, OBJECT_OTHER, "an int that needs more than 64 bits");
}

/* SEMANTICS, "Numbers": an integer constant from 2**63 to 2**64 - 1 is a uint64. */
static const Object *capture_word(Unit *u, PyObject *object)
{
    unsigned long long value = PyLong_AsUnsignedLongLong(object);
    if (value == (unsigned long long)-1 && PyErr_Occurred()) {
        if (!PyErr_ExceptionMatches(PyExc_OverflowError))
            python_failed(u);
        PyErr_Clear();
        return too_large(u, object);
    }
    Object *captured = capture_object(u, object, OBJECT_INT, "an int");
    captured->integer = (int64_t)value;
    captured->type = TYPE_uint64;
    return captured;
}

static const Object *capture_int(Unit *u, PyObject *object)
{
    int overflow;
    long long value = PyLong_AsLongLongAndOverflow(object, &overflow);
    if (value == -1 && PyErr_Occurred())
        python_failed(u);
    if (overflow)
        return overflow > 0 ? capture_word(u, object) : too_large(u, object);
    Object *captured = capture_object(u, object, OBJECT_INT, "an int");
    captured->integer = value;
    return captured;
}

static const Object *capture_bool(Unit *u, PyObject *object)
{
    Object *captured = capture_object(u, object, OBJECT_BOOL, "a bool");
    captured->integer = object == Py_True;
    return captured;
}

static const Object *capture_real(Unit *u, PyObject *object)
{
    Object *captured = capture_object(u, object, OBJECT_FLOAT, "a float");
    captured->real = PyFloat_AsDouble(object);
    return captured;
}

static const Object *capture_complex(Unit *u, PyObject *object)
{
    Object *captured = capture_object(u, object, OBJECT_COMPLEX, "a complex number");
    captured->real = PyComplex_RealAsDouble(object);
    captured->imag = PyComplex_ImagAsDouble(object);
    return captured;
}

static const Object *capture_string(Capture *c, Unit *u, PyObject *object)
{
    Object *captured = capture_object(u, object, OBJECT_STRING, "a string");
    captured->text = text_of(c, u, object);
    return captured;
}

static const Object *capture_tuple(Capture *c, Unit *u, PyObject *object, int depth)
{
    if (depth > MAX_TUPLE_DEPTH)
        return other(c, u, object);
    Object *captured = capture_object(u, object, OBJECT_TUPLE, "a tuple");
    captured->count = length_of(u, object);
    captured->items = ARENA_ARRAY(&u->arena, Object *, captured->count);
    for (size_t i = 0; i < captured->count; i++)
        captured->items[i] = (Object *)classify(c, u, item_of(c, u, object, i), depth + 1);
    return captured;
}

static const Object *capture_module(Capture *c, Unit *u, PyObject *object)
{
    PyObject *name = optional_attribute(c, u, object, "__name__");
    const char *text = name && PyUnicode_Check(name) ? text_of(c, u, name) : "without a name";
    Object *captured = capture_object(u, object, OBJECT_MODULE, arena_printf(&u->arena, "the module %s", text));
    captured->text = text;
    return captured;
}

static const Object *capture_upcall_type(Capture *c, Unit *u, PyObject *object)
{
    const char *text = text_of(c, u, ((TypeObject *)object)->text);
    Object *captured = capture_object(u, object, OBJECT_TYPE, arena_printf(&u->arena, "the type %s", text));
    captured->type = type_parse(u, text);
    return captured;
}

static bool is_instance(Unit *u, PyObject *object, PyObject *class)
{
    int is = class ? PyObject_IsInstance(object, class) : 0;
    if (is < 0)
        python_failed(u);
    return is;
}

/* A key of a dict, borrowed; NULL: it isn't there. */
static PyObject *lookup(Unit *u, PyObject *dict, PyObject *key)
{
    PyObject *value = dict && PyDict_Check(dict) ? PyDict_GetItemWithError(dict, key) : NULL;
    if (!value && PyErr_Occurred())
        python_failed(u);
    return value;
}

/* Defaults are frozen when the function is captured. */
static void capture_defaults(Capture *c, Unit *u, PyObject *function, Object *captured)
{
    const Code *code = captured->code;
    PyObject *defaults = optional_attribute(c, u, function, "__defaults__");
    captured->count = defaults && PyTuple_Check(defaults) ? (size_t)PyTuple_Size(defaults) : 0;
    captured->items = ARENA_ARRAY(&u->arena, Object *, captured->count);
    for (size_t i = 0; i < captured->count; i++)
        captured->items[i] = (Object *)classify(c, u, item_of(c, u, defaults, i), 0);
    PyObject *by_keyword = optional_attribute(c, u, function, "__kwdefaults__");
    captured->keyword_defaults = ARENA_ARRAY(&u->arena, Object *, code->keyword_only_count);
    for (size_t i = 0; i < code->keyword_only_count; i++) {
        PyObject *name = capture_hold(c, u, PyUnicode_FromString(code->locals[code->argument_count + i]));
        PyObject *value = lookup(u, by_keyword, name);
        captured->keyword_defaults[i] = value ? (Object *)classify(c, u, capture_hold(c, u, Py_NewRef(value)), 0)
                                              : NULL;
    }
}

const Object *capture_function(Capture *c, Unit *u, PyObject *function)
{
    PyObject *code = capture_attribute(c, u, function, "__code__");
    Object *captured = capture_object(u, function, OBJECT_FUNCTION, NULL);
    captured->code = capture_code(c, u, code);
    capture_defaults(c, u, function, captured);
    captured->description = arena_printf(&u->arena, "the function %s", captured->code->name);
    return captured;
}

/* ---- what stands for a function: a cfunc, a partial, what another compiler's decorator left ---- */

static const Object *capture_cfunc(Capture *c, Unit *u, PyObject *cfunc)
{
    Object *captured = (Object *)capture_function(c, u, capture_attribute(c, u, cfunc, "__wrapped__"));
    PyObject *signature = capture_attribute(c, u, cfunc, "signature");
    Signature *types = ARENA_NEW(&u->arena, Signature);
    *types = signature_parse(u, text_of(c, u, ((SignatureObject *)signature)->text));
    captured->signature = types;
    captured->identity = cfunc;
    return captured;
}

static bool is_partial(Capture *c, Unit *u, PyObject *object)
{
    PyObject *module = PyDict_GetItemString(PyImport_GetModuleDict(), "functools");
    return module && is_instance(u, object, optional_attribute(c, u, module, "partial"));
}

static void capture_bound_keywords(Capture *c, Unit *u, PyObject *keywords, BoundArguments *bound)
{
    PyObject *names = capture_hold(c, u, PyDict_Keys(keywords));
    bound->keyword_count = length_of(u, names);
    bound->keywords = ARENA_ARRAY(&u->arena, const char *, bound->keyword_count);
    bound->values = ARENA_ARRAY(&u->arena, Object *, bound->keyword_count);
    for (size_t i = 0; i < bound->keyword_count; i++) {
        PyObject *name = item_of(c, u, names, i);
        bound->keywords[i] = text_of(c, u, name);
        bound->values[i] = (Object *)classify(c, u, capture_hold(c, u, Py_XNewRef(lookup(u, keywords, name))), 0);
    }
}

/* The function with arguments of its own. NULL: of no function. */
static const Object *capture_partial(Capture *c, Unit *u, PyObject *partial)
{
    const Object *function = classify(c, u, capture_attribute(c, u, partial, "func"), 0);
    PyObject *args = capture_attribute(c, u, partial, "args");
    if (function->kind != OBJECT_FUNCTION || function->bound || !PyTuple_Check(args))
        return other(c, u, partial);
    BoundArguments *bound = ARENA_NEW(&u->arena, BoundArguments);
    bound->count = length_of(u, args);
    bound->items = ARENA_ARRAY(&u->arena, Object *, bound->count);
    for (size_t i = 0; i < bound->count; i++)
        bound->items[i] = (Object *)classify(c, u, item_of(c, u, args, i), 0);
    capture_bound_keywords(c, u, capture_attribute(c, u, partial, "keywords"), bound);
    Object *captured = ARENA_NEW(&u->arena, Object);
    *captured = *function;
    captured->bound = bound;
    captured->identity = partial;
    return captured;
}

/* The Python function that a decorator keeps as its py_func, as Numba's do. NULL: there is none. */
static PyObject *python_function_of(Capture *c, Unit *u, PyObject *object)
{
    PyObject *function = PyType_Check(object) ? NULL : optional_attribute(c, u, object, "py_func");
    return function && optional_attribute(c, u, function, "__code__") ? function : NULL;
}

static const Object *capture_callable(Capture *c, Unit *u, PyObject *object)
{
    if (Py_TYPE(object) == c->state->cfunc_type)
        return capture_cfunc(c, u, object);
    if (PyType_Check(object))
        return NULL;
    if (is_partial(c, u, object))
        return capture_partial(c, u, object);
    PyObject *function = python_function_of(c, u, object);
    if (function || optional_attribute(c, u, object, "__code__"))
        return capture_function(c, u, function ? function : object);
    return NULL;
}

/* ---- built-in functions: the rows of builtins.def, known by identity ---- */

/* The module that a row's object is in, a new str. Rows of one module that stand together are looked up at once. */
static PyObject *module_name_of(Unit *u, int row)
{
    const char *path = builtins[row].path;
    PyObject *name = PyUnicode_FromStringAndSize(path, strrchr(path, '.') - path);
    if (!name)
        python_failed(u);
    return name;
}

static int end_of_module(int row)
{
    const char *path = builtins[row].path;
    size_t length = (size_t)(strrchr(path, '.') + 1 - path);
    while (row < BUILTIN_COUNT && !strncmp(builtins[row].path, path, length) &&
           !strchr(builtins[row].path + length, '.'))
        row++;
    return row;
}

/* Another thread may be in the middle of the import: then the module is looked at in a later compile. */
static bool is_being_imported(Capture *c, Unit *u, PyObject *module)
{
    PyObject *spec = optional_attribute(c, u, module, "__spec__");
    PyObject *initializing = spec ? optional_attribute(c, u, spec, "_initializing") : NULL;
    return initializing == Py_True;
}

/* Only what is there already: a module that makes its attributes when asked isn't asked. */
static void find_row(Capture *c, Unit *u, PyObject *names, int row, PyObject *found)
{
    PyObject *name = capture_hold(c, u, PyUnicode_FromString(strrchr(builtins[row].path, '.') + 1));
    PyObject *object = lookup(u, names, name);
    if (!object)
        return;
    PyObject *id = capture_hold(c, u, PyLong_FromVoidPtr(object)), *number = capture_hold(c, u, PyLong_FromLong(row));
    int known = PyDict_Contains(c->state->builtin_by_id, id);
    if (known < 0 || PyList_Append(found, object) || (!known && PyDict_SetItem(c->state->builtin_by_id, id, number)))
        python_failed(u);
}

/* Nothing is imported for it. */
static void find_module(Capture *c, Unit *u, int row, int end)
{
    PyObject *first = capture_hold(c, u, PyLong_FromLong(row));
    if (lookup(u, c->state->builtin_found, first))
        return;
    PyObject *module = lookup(u, PyImport_GetModuleDict(), capture_hold(c, u, module_name_of(u, row)));
    if (!module || !PyModule_Check(module) || is_being_imported(c, u, module))
        return;
    PyObject *found = capture_hold(c, u, PyList_New(0));
    for (; row < end; row++)
        find_row(c, u, PyModule_GetDict(module), row, found);
    if (PyDict_SetItem(c->state->builtin_found, first, found))
        python_failed(u);
}

/* Look through the modules that weren't imported so far. Once a compile. */
static void find_builtins(Capture *c, Unit *u)
{
    if (c->builtins_found)
        return;
    c->builtins_found = true;
    for (int row = 0, end; row < BUILTIN_COUNT; row = end) {
        end = end_of_module(row);
        find_module(c, u, row, end);
    }
}

/* NULL when it is none. */
static const Object *capture_builtin(Capture *c, Unit *u, PyObject *object)
{
    PyObject *id = capture_hold(c, u, PyLong_FromVoidPtr(object));
    PyObject *row = PyDict_GetItemWithError(c->state->builtin_by_id, id);
    if (!row) {
        if (PyErr_Occurred())
            python_failed(u);
        return NULL;
    }
    int builtin = (int)PyLong_AsLong(row);
    Object *captured = capture_object(u, object, OBJECT_BUILTIN, builtins[builtin].path);
    captured->builtin = builtin;
    return captured;
}

/* ---- NumPy's scalars, dtypes and scalar classes; without importing NumPy: an object of it can't be there before ---- */

/* numpy.<name>, or NULL while NumPy isn't imported. */
static PyObject *numpy_attribute(Capture *c, Unit *u, const char *name)
{
    PyObject *modules = PyImport_GetModuleDict();
    PyObject *module = PyDict_GetItemString(modules, "numpy");
    return module ? optional_attribute(c, u, module, name) : NULL;
}

/* The scalar type of an np.dtype in this machine's byte order; TYPE_UNKNOWN: it is none. */
static TypeId type_of_dtype(Capture *c, Unit *u, PyObject *dtype)
{
    if (capture_attribute(c, u, dtype, "isnative") != Py_True)
        return TYPE_UNKNOWN;
    const char *kind = attribute_text(c, u, dtype, "kind");
    const char *name = arena_printf(&u->arena, "%s%ld", kind, attribute_int(c, u, dtype, "itemsize"));
    for (TypeId type = 0; type < TYPE_SCALAR_COUNT; type++)
        if (scalar_types[type].kind != KIND_COUNT && *name && !strcmp(scalar_types[type].numpy, name))
            return type;
    return TYPE_UNKNOWN;
}

static const Object *capture_dtype(Capture *c, Unit *u, PyObject *object, PyObject *dtype)
{
    TypeId type = type_of_dtype(c, u, dtype);
    if (type == TYPE_UNKNOWN)
        return other(c, u, object);
    Object *captured = capture_object(u, object, OBJECT_TYPE,
                                      arena_printf(&u->arena, "the type %s", type_name(u, type)));
    captured->type = type;
    return captured;
}

/* A NumPy scalar is its Python value that keeps its type. */
static const Object *capture_numpy_scalar(Capture *c, Unit *u, PyObject *object)
{
    TypeId type = type_of_dtype(c, u, capture_attribute(c, u, object, "dtype"));
    if (type == TYPE_UNKNOWN)
        return other(c, u, object);
    PyObject *value = capture_hold(c, u, PyObject_CallMethod(object, "item", NULL));
    Object *captured = (Object *)classify(c, u, value, 0);
    captured->type = type;
    captured->handle = object;
    captured->description = arena_printf(&u->arena, "a NumPy %s", type_name(u, type));
    return captured;
}

/* Subclasses may mean other things by an element; a memmap doesn't. */
static bool is_plain_array(Capture *c, Unit *u, PyObject *object)
{
    PyObject *class = (PyObject *)Py_TYPE(object);
    return class == numpy_attribute(c, u, "ndarray") || class == numpy_attribute(c, u, "memmap");
}

/* np.finfo, np.iinfo and np.dtype, and what the first two make. NULL: it is none of them. */
static const Object *capture_info(Capture *c, Unit *u, PyObject *object)
{
    static const char *const makers[] = {"finfo", "iinfo", "dtype"};
    for (size_t i = 0; i < 3; i++) {
        PyObject *class = numpy_attribute(c, u, makers[i]);
        if (object == class)
            return capture_object(u, object, OBJECT_MAKER, arena_printf(&u->arena, "the class %s", makers[i]));
        if (i == 2 || !is_instance(u, object, class))
            continue;
        Object *captured = capture_object(u, object, OBJECT_INFO, arena_printf(&u->arena, "an np.%s", makers[i]));
        captured->text = makers[i];
        return captured;
    }
    return NULL;
}

/* NULL when it is nothing of NumPy's. */
static const Object *capture_numpy(Capture *c, Unit *u, PyObject *object)
{
    PyObject *generic = numpy_attribute(c, u, "generic");
    if (!generic)
        return NULL;
    if (is_instance(u, object, generic))
        return capture_numpy_scalar(c, u, object);
    if (is_plain_array(c, u, object)) {
        TypeId element = type_of_dtype(c, u, capture_attribute(c, u, object, "dtype"));
        return element == TYPE_UNKNOWN ? other(c, u, object) : capture_array(c, u, object, element);
    }
    const Object *info = capture_info(c, u, object);
    if (info)
        return info;
    PyObject *dtype = numpy_attribute(c, u, "dtype");
    if (is_instance(u, object, dtype))
        return capture_dtype(c, u, object, object);
    if (dtype && PyType_Check(object) && PyType_IsSubtype((PyTypeObject *)object, (PyTypeObject *)generic)) {
        PyObject *made = PyObject_CallFunctionObjArgs(dtype, object, NULL);
        if (made)
            return capture_dtype(c, u, object, capture_hold(c, u, made));
        PyErr_Clear(); /* an abstract class, such as np.floating */
    }
    return NULL;
}

/* ---- classify and resolve ---- */

/* The kinds that are known by their exact class; NULL for others. */
static const Object *classify_exact(Capture *c, Unit *u, PyObject *object, int depth)
{
    if (object == Py_None)
        return capture_object(u, object, OBJECT_NONE, "None");
    if (PyBool_Check(object))
        return capture_bool(u, object);
    if (PyLong_CheckExact(object))
        return capture_int(u, object);
    if (PyFloat_CheckExact(object))
        return capture_real(u, object);
    if (PyComplex_CheckExact(object))
        return capture_complex(u, object);
    if (PyUnicode_CheckExact(object))
        return capture_string(c, u, object);
    if (PyTuple_CheckExact(object))
        return capture_tuple(c, u, object, depth);
    if (PyModule_Check(object))
        return capture_module(c, u, object);
    if (Py_TYPE(object) == c->state->type_type)
        return capture_upcall_type(c, u, object);
    return NULL;
}

/* An exception class that compiled code can name: C knows it by its name in builtins. */
static bool is_builtin_class(Capture *c, Unit *u, PyObject *class)
{
    PyObject *name = capture_attribute(c, u, class, "__name__");
    return lookup(u, PyEval_GetBuiltins(), name) == class;
}

static const Object *capture_exception(Capture *c, Unit *u, PyObject *class)
{
    const char *name = text_of(c, u, capture_attribute(c, u, class, "__name__"));
    Object *captured = capture_object(u, class, OBJECT_EXCEPTION, arena_printf(&u->arena, "the class %s", name));
    captured->text = name;
    return captured;
}

static const Object *capture_code_object(Capture *c, Unit *u, PyObject *code)
{
    Object *captured = capture_object(u, code, OBJECT_CODE, "a code object");
    captured->code = capture_code(c, u, code);
    return captured;
}

static const Object *classify(Capture *c, Unit *u, PyObject *object, int depth)
{
    const Object *captured = classify_exact(c, u, object, depth);
    if (!captured)
        captured = capture_builtin(c, u, object);
    if (!captured)
        captured = capture_numpy(c, u, object);
    if (captured)
        return captured;
    if (PyExceptionClass_Check(object) && is_builtin_class(c, u, object))
        return capture_exception(c, u, object);
    if (PyLong_Check(object)) /* an IntEnum, an IntFlag: its value */
        return capture_int(u, object);
    if (!PyType_Check(object) && optional_attribute(c, u, object, "co_code"))
        return capture_code_object(c, u, object);
    captured = capture_callable(c, u, object);
    return captured ? captured : other(c, u, object);
}

/* The value of a closure variable; NULL: it isn't one, or is unbound so far. */
static const Object *resolve_cell(Capture *c, Unit *u, const Object *function, const char *name, bool *is_free)
{
    const Code *code = function->code;
    for (size_t i = code->free_start; i < code->local_count; i++) {
        if (strcmp(code->locals[i], name))
            continue;
        *is_free = true;
        PyObject *closure = optional_attribute(c, u, function->handle, "__closure__");
        if (!closure || closure == Py_None)
            return NULL;
        PyObject *cell = item_of(c, u, closure, i - code->free_start);
        PyObject *value = PyObject_GetAttrString(cell, "cell_contents");
        if (!value && PyErr_ExceptionMatches(PyExc_ValueError)) {
            PyErr_Clear();
            return NULL;
        }
        Object *captured = (Object *)classify(c, u, capture_hold(c, u, value), 0);
        captured->from_cell = true;
        return captured;
    }
    return NULL;
}

/* The dict of built-in names that belongs to these globals. */
static PyObject *builtins_of(Capture *c, Unit *u, PyObject *globals)
{
    PyObject *key = capture_hold(c, u, PyUnicode_FromString("__builtins__"));
    PyObject *names = lookup(u, globals, key);
    if (!names)
        return PyEval_GetBuiltins();
    return PyModule_Check(names) ? PyModule_GetDict(names) : names;
}

/* A name still unbound at decoration that is the function's own: the function itself (SEMANTICS, recursion). */
static const Object *own_name(const Object *function, const char *name)
{
    return strcmp(name, function->code->name) ? NULL : function;
}

static const Object *resolve_name(Capture *c, Unit *u, const Object *function, const char *name)
{
    bool is_free = false;
    const Object *captured = resolve_cell(c, u, function, name, &is_free);
    if (captured || is_free)
        return captured ? captured : own_name(function, name);
    PyObject *key = capture_hold(c, u, PyUnicode_FromString(name));
    PyObject *globals = optional_attribute(c, u, function->handle, "__globals__");
    PyObject *value = lookup(u, globals, key);
    if (!value)
        value = lookup(u, builtins_of(c, u, globals), key);
    if (!value)
        return own_name(function, name);
    return classify(c, u, capture_hold(c, u, Py_NewRef(value)), 0);
}

/* "integers:gcd" is gcd in upcall/prelude/integers.py, which is imported when it is first needed. */
static const Object *resolve_prelude(Capture *c, Unit *u, const char *name)
{
    const char *colon = strchr(name, ':');
    const char *module_name = arena_printf(&u->arena, "upcall.prelude.%.*s", (int)(colon - name), name);
    PyObject *module = capture_hold(c, u, PyImport_ImportModule(module_name));
    c->builtins_found = false; /* it may have imported some */
    find_builtins(c, u);
    return capture_function(c, u, capture_attribute(c, u, module, colon + 1));
}

/* NULL: it makes nothing of that. */
static const Object *resolve_made(Capture *c, Unit *u, const Object *call)
{
    PyObject *made = PyObject_CallFunctionObjArgs(call->handle, call->items[0]->handle, NULL);
    if (made)
        return classify(c, u, capture_hold(c, u, made), 0);
    if (!PyErr_ExceptionMatches(PyExc_TypeError) && !PyErr_ExceptionMatches(PyExc_ValueError))
        python_failed(u);
    PyErr_Clear();
    return NULL;
}

static const Object *resolve_held(Capture *c, Unit *u, const Object *owner, const char *name)
{
    find_builtins(c, u);
    if (!owner)
        return resolve_prelude(c, u, name);
    if (owner->kind == OBJECT_FUNCTION)
        return resolve_name(c, u, owner, name);
    if (owner->kind == OBJECT_MAKER)
        return resolve_made(c, u, owner);
    PyObject *value = optional_attribute(c, u, owner->handle, name);
    return value ? classify(c, u, value, 0) : NULL;
}

const Object *capture_resolve(Unit *u, const Object *owner, const char *name)
{
    Capture *c = u->resolver.context;
    PyEval_RestoreThread(c->saved);
    c->saved = NULL; /* fail() may leave from here with the GIL held: whoever released it looks at this */
    const Object *captured = resolve_held(c, u, owner, name);
    c->saved = PyEval_SaveThread();
    return captured;
}
