/* types.c: upcall.types.Type and Signature: the types of C values and functions, as Python objects.
 *
 * Both are immutable and known by their canonical text, which signature.c reads; equality, hash and pickle go by it.
 * The scalars are the rows of scalar_types.def, one object a row. */
#include "types/types.h"
#include "frozen/frozen.h"
#include "frozen/resolve.h"
#include "python/state.h"
#include "types/signature.h"

#include <string.h>

typedef struct Alias {
    const char *name;
    TypeId type;
} Alias;

static const Alias aliases[] = {
#define ALIAS(name, type) {#name, TYPE_##type},
#include "types/type_aliases.def"
};

/* ---- Type ---- */

static PyObject *type_new_object(State *state, PyObject *text, int scalar)
{
    TypeObject *self = PyObject_New(TypeObject, state->type_type);
    if (!self)
        return NULL;
    self->text = Py_NewRef(text);
    self->scalar = scalar;
    return (PyObject *)self;
}

/* The Type of a canonical text: that of the table for a scalar. */
static PyObject *type_of_text(State *state, PyObject *text)
{
    PyObject *scalar = PyDict_GetItemWithError(state->scalars, text);
    if (scalar)
        return Py_NewRef(scalar);
    return PyErr_Occurred() ? NULL : type_new_object(state, text, -1);
}

/* A text parsed to canonical texts, in the arena of the Unit. */
typedef struct Parsed {
    const char *text, *result;
    const char *signature;          /* canonical */
    PyObject *annotations, *origin; /* of a signature: see SignatureObject */
    const char **arguments, **names, **inside;
    size_t count;
    bool says_more; /* than the types */
    bool is_variadic;
    const char *const *unknown;
    size_t unknown_count;
} Parsed;

static void parse_type_text(Unit *u, void *argument)
{
    Parsed *parsed = argument;
    parsed->result = type_full_name(u, type_parse(u, parsed->text));
}

/* NULL: it is None. */
static const char *text_or_none(Unit *u, PyObject *text)
{
    Py_ssize_t length;
    const char *utf8 = text == Py_None ? NULL : PyUnicode_AsUTF8AndSize(text, &length);
    if (text != Py_None && !utf8)
        fail(u, (Loc){.code = NULL}, E_NONE);
    return utf8 ? unit_string(u, utf8, (size_t)length) : NULL;
}

static void read_annotations(Unit *u, Signature *signature, PyObject *annotations)
{
    const char **names = ARENA_ARRAY(&u->arena, const char *, signature->count);
    const char **texts = ARENA_ARRAY(&u->arena, const char *, signature->count);
    Py_ssize_t count = annotations == Py_None ? 0 : PyTuple_Size(annotations);
    for (size_t i = 0; i < signature->count && i < (size_t)count; i++) {
        PyObject *name, *text;
        if (!PyArg_ParseTuple(PyTuple_GetItem(annotations, (Py_ssize_t)i), "UO", &name, &text))
            fail(u, (Loc){.code = NULL}, E_NONE);
        names[i] = text_or_none(u, name);
        texts[i] = text_or_none(u, text);
    }
    if (count)
        signature_narrow(u, signature, names, texts);
}

Signature signature_of(Unit *u, const SignatureObject *object)
{
    Signature signature = signature_parse(u, text_or_none(u, object->declared));
    read_annotations(u, &signature, object->annotations);
    return signature;
}

static void parse_signature_text(Unit *u, void *argument)
{
    Parsed *parsed = argument;
    Signature signature = signature_read(u, parsed->text, &parsed->unknown, &parsed->unknown_count);
    const FormalParameter *declared = signature.parameters;
    read_annotations(u, &signature, parsed->annotations);
    parsed->result = type_full_name(u, signature.result);
    parsed->count = signature.count;
    parsed->says_more = declared || signature.record;
    parsed->signature = signature_name(u, &signature);
    parsed->is_variadic = signature.is_variadic;
    parsed->arguments = ARENA_ARRAY(&u->arena, const char *, signature.count);
    parsed->names = ARENA_ARRAY(&u->arena, const char *, signature.count);
    parsed->inside = ARENA_ARRAY(&u->arena, const char *, signature.count);
    for (size_t i = 0; i < signature.count; i++) {
        parsed->arguments[i] = type_full_name(u, signature.arguments[i]);
        parsed->names[i] = declared ? declared[i].name : NULL;
        parsed->inside[i] = type_full_name(u, signature_inside(&signature, i));
    }
}

Unit *types_parse(void (*parser)(Unit *u, void *parsed), void *parsed)
{
    Unit *u = compile_unit((Resolver){.resolve = NULL});
    if (!u) {
        PyErr_NoMemory();
        return NULL;
    }
    if (unit_guard(u, parser, parsed))
        return u;
    raise_compile_error(u);
    unit_free(u);
    return NULL;
}

PyObject *types_of_utf8(State *state, const char *utf8)
{
    PyObject *text = PyUnicode_FromString(utf8);
    PyObject *type = text ? type_of_text(state, text) : NULL;
    Py_XDECREF(text);
    return type;
}

static PyObject *type_new(PyTypeObject *class, PyObject *args, PyObject *keywords)
{
    static char *names[] = {"text", NULL};
    Parsed parsed = {0};
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "s:Type", names, &parsed.text))
        return NULL;
    Unit *u = types_parse(parse_type_text, &parsed);
    if (!u)
        return NULL;
    PyObject *type = types_of_utf8(type_state(class), parsed.result);
    unit_free(u);
    return type;
}

/* The Type itself, or one that prints as this does: a package may have made it with Numba. NULL without an exception: it is none;
 * nor is a text. */
static PyObject *type_of(State *state, PyObject *object)
{
    if (Py_TYPE(object) == state->type_type)
        return Py_NewRef(object);
    PyObject *text = PyUnicode_Check(object) ? NULL : PyObject_Str(object);
    PyObject *type = text ? PyObject_CallFunctionObjArgs((PyObject *)state->type_type, text, NULL) : NULL;
    Py_XDECREF(text);
    if (!type)
        PyErr_Clear();
    return type;
}

PyObject *types_type_of(PyObject *module, PyObject *object)
{
    PyObject *type = type_of(module_state(module), object);
    return type ? type : Py_NewRef(Py_None);
}

static void type_dealloc(PyObject *object)
{
    PyTypeObject *class = Py_TYPE(object);
    Py_DECREF(((TypeObject *)object)->text);
    PyObject_Free(object);
    Py_DECREF(class);
}

static PyObject *type_repr(PyObject *self)
{
    return Py_NewRef(((TypeObject *)self)->text);
}

static Py_hash_t type_hash(PyObject *self)
{
    return PyObject_Hash(((TypeObject *)self)->text);
}

static PyObject *type_compare(PyObject *self, PyObject *other, int operation)
{
    if (Py_TYPE(self) != Py_TYPE(other) || (operation != Py_EQ && operation != Py_NE))
        return Py_NewRef(Py_NotImplemented);
    return PyObject_RichCompare(((TypeObject *)self)->text, ((TypeObject *)other)->text, operation);
}

static PyObject *type_reduce(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    return Py_BuildValue("O(O)", Py_TYPE(self), ((TypeObject *)self)->text);
}

static PyObject *row_text(PyObject *self, size_t offset)
{
    int row = ((TypeObject *)self)->scalar;
    if (row < 0)
        return PyUnicode_FromString("");
    return PyUnicode_FromString(*(const char *const *)((const char *)scalar_info((TypeId)row) + offset));
}

static PyObject *type_c_name(PyObject *self, void *ignored)
{
    (void)ignored;
    return row_text(self, offsetof(ScalarInfo, c_name));
}

static PyObject *type_ctypes_name(PyObject *self, void *ignored)
{
    (void)ignored;
    return row_text(self, offsetof(ScalarInfo, ctypes));
}

static PyObject *type_numpy_name(PyObject *self, void *ignored)
{
    (void)ignored;
    return row_text(self, offsetof(ScalarInfo, numpy));
}

/* ---- Signature ---- */

static bool is_none_type(PyObject *type)
{
    return ((TypeObject *)type)->scalar == TYPE_none;
}

/* "float64(float64, int32)" */
static PyObject *signature_join(const char *begin, PyObject *result, PyObject *arguments)
{
    PyObject *text = PyUnicode_FromFormat(begin, result);
    for (Py_ssize_t i = 0; text && i < PyTuple_Size(arguments); i++) {
        PyObject *longer = PyUnicode_FromFormat("%U%s%S", text, i ? ", " : "", PyTuple_GetItem(arguments, i));
        Py_DECREF(text);
        text = longer;
    }
    PyObject *closed = text ? PyUnicode_FromFormat("%U)", text) : NULL;
    Py_XDECREF(text);
    return closed;
}

static PyObject *none_for_each(PyObject *arguments)
{
    Py_ssize_t count = PyTuple_Size(arguments);
    PyObject *names = PyTuple_New(count);
    for (Py_ssize_t i = 0; names && i < count; i++)
        PyTuple_SetItem(names, i, Py_NewRef(Py_None));
    return names;
}

/* Takes the first three references over. `declared` may be NULL. */
static SignatureObject *signature_new_object(State *state, PyObject *text, PyObject *result, PyObject *arguments,
                                             PyObject *declared)
{
    PyObject *names = text && result && arguments ? none_for_each(arguments) : NULL;
    SignatureObject *self = names ? PyObject_New(SignatureObject, state->signature_type) : NULL;
    if (!self) {
        Py_XDECREF(result);
        Py_XDECREF(arguments);
        Py_XDECREF(text);
        Py_XDECREF(names);
        return NULL;
    }
    self->result = result;
    self->arguments = arguments;
    self->text = text;
    self->is_variadic = false;
    self->declared = Py_NewRef(declared ? declared : text);
    self->names = names;
    self->annotations = Py_NewRef(Py_None);
    self->inside = Py_NewRef(arguments);
    self->origin = Py_NewRef(Py_None);
    self->unknown = PyTuple_New(0);
    return self;
}

static PyObject *types_of(State *state, const char *const *texts, size_t count)
{
    PyObject *types = PyTuple_New((Py_ssize_t)count);
    for (size_t i = 0; types && i < count; i++) {
        PyObject *type = types_of_utf8(state, texts[i]);
        if (!type)
            Py_CLEAR(types);
        else
            PyTuple_SetItem(types, (Py_ssize_t)i, type);
    }
    return types;
}

static PyObject *names_of(const Parsed *parsed)
{
    PyObject *names = PyTuple_New((Py_ssize_t)parsed->count);
    for (size_t i = 0; names && i < parsed->count; i++) {
        PyObject *name = parsed->names[i] ? PyUnicode_FromString(parsed->names[i]) : Py_NewRef(Py_None);
        if (!name)
            Py_CLEAR(names);
        else
            PyTuple_SetItem(names, (Py_ssize_t)i, name);
    }
    return names;
}

static PyObject *unknown_of(const Parsed *parsed)
{
    PyObject *names = PyTuple_New((Py_ssize_t)parsed->unknown_count);
    for (size_t i = 0; names && i < parsed->unknown_count; i++) {
        PyObject *name = PyUnicode_FromString(parsed->unknown[i]);
        if (!name)
            Py_CLEAR(names);
        else
            PyTuple_SetItem(names, (Py_ssize_t)i, name);
    }
    return names;
}

/* Takes the reference over. */
static void set(PyObject **member, PyObject *object)
{
    Py_XDECREF(*member);
    *member = object;
}

static bool set_more(State *state, SignatureObject *self, const Parsed *parsed)
{
    self->is_variadic = parsed->is_variadic;
    set(&self->names, names_of(parsed));
    set(&self->inside, types_of(state, parsed->inside, parsed->count));
    set(&self->unknown, unknown_of(parsed));
    set(&self->annotations, Py_NewRef(parsed->annotations));
    set(&self->origin, Py_NewRef(parsed->origin));
    return self->names && self->inside && self->unknown;
}

static PyObject *signature_new(PyTypeObject *class, PyObject *args, PyObject *keywords)
{
    static char *names[] = {"text", "annotations", "origin", NULL};
    Parsed parsed = {.annotations = Py_None, .origin = Py_None};
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "s|OO:Signature", names, &parsed.text, &parsed.annotations,
                                     &parsed.origin))
        return NULL;
    if (parsed.annotations != Py_None && !PyTuple_Check(parsed.annotations))
        return PyErr_Format(PyExc_TypeError, "annotations is a tuple, not %R", parsed.annotations);
    Unit *u = types_parse(parse_signature_text, &parsed);
    if (!u)
        return NULL;
    State *state = type_state(class);
    PyObject *result = types_of_utf8(state, parsed.result);
    PyObject *arguments = result ? types_of(state, parsed.arguments, parsed.count) : NULL;
    PyObject *declared = parsed.says_more ? PyUnicode_FromString(parsed.text) : NULL;
    PyObject *text = PyUnicode_FromString(parsed.signature);
    SignatureObject *signature = signature_new_object(state, text, result, arguments, declared);
    if (signature && !set_more(state, signature, &parsed))
        Py_CLEAR(signature);
    unit_free(u);
    Py_XDECREF(declared);
    return (PyObject *)signature;
}

/* Of the arguments of types.float64(...), the one of that index as a Type. */
static PyObject *type_of_argument(PyObject *self, PyObject *args, Py_ssize_t index)
{
    PyObject *argument = PyTuple_GetItem(args, index);
    PyObject *type = type_of(type_state(Py_TYPE(self)), argument);
    if (!type && !PyErr_Occurred())
        PyErr_Format(PyExc_TypeError,
                     "%U(...) makes a signature: its arguments are upcall types, not %R (argument %zd)",
                     ((TypeObject *)self)->text, argument, index + 1);
    if (!type || !is_none_type(type))
        return type;
    Py_DECREF(type);
    return PyErr_Format(PyExc_TypeError, "%U(...): an argument can't be void", ((TypeObject *)self)->text);
}

/* What the text says; of arrays, which are Numba's affair, it says nothing here. */
static PyObject *read_or_made(State *state, PyObject *text, PyObject *result, PyObject *arguments)
{
    PyObject *read = PyObject_CallFunctionObjArgs((PyObject *)state->signature_type, text, NULL);
    if (read)
        return read;
    PyErr_Clear();
    PyObject *plain = signature_join("%S(", result, arguments);
    return (PyObject *)signature_new_object(state, plain, Py_NewRef(result), Py_NewRef(arguments), NULL);
}

/* types.float64(types.intc, ...): a type that is called makes a signature. */
static PyObject *type_call(PyObject *self, PyObject *args, PyObject *keywords)
{
    if (keywords && PyDict_Size(keywords))
        return PyErr_Format(PyExc_TypeError, "%U(...) makes a signature and takes no keywords",
                            ((TypeObject *)self)->text);
    PyObject *arguments = PyTuple_New(PyTuple_Size(args));
    for (Py_ssize_t i = 0; arguments && i < PyTuple_Size(args); i++) {
        PyObject *type = type_of_argument(self, args, i);
        if (!type)
            Py_CLEAR(arguments);
        else
            PyTuple_SetItem(arguments, i, type);
    }
    PyObject *text = arguments ? signature_join("(%S)(", self, arguments) : NULL;
    PyObject *made = text ? read_or_made(type_state(Py_TYPE(self)), text, self, arguments) : NULL;
    Py_XDECREF(text);
    Py_XDECREF(arguments);
    return made;
}

/* ":" or "::1" of an axis, a new str; NULL without an exception: it is none. */
static PyObject *axis_text(PyObject *axis)
{
    if (!PySlice_Check(axis))
        return NULL;
    PyObject *step = PyObject_GetAttrString(axis, "step");
    PyObject *text = step ? PyUnicode_FromString(step == Py_None ? ":" : "::1") : NULL;
    Py_XDECREF(step);
    return text;
}

/* "float64[:, ::1]", a new str; NULL, perhaps without an exception. */
static PyObject *array_text(PyObject *element, PyObject *axes)
{
    PyObject *text = PyUnicode_FromFormat("%U[", element);
    for (Py_ssize_t i = 0; text && i < PyTuple_Size(axes); i++) {
        PyObject *axis = axis_text(PyTuple_GetItem(axes, i));
        PyObject *longer = axis ? PyUnicode_FromFormat("%U%s%U", text, i ? ", " : "", axis) : NULL;
        Py_XDECREF(axis);
        Py_DECREF(text);
        text = longer;
    }
    PyObject *closed = text ? PyUnicode_FromFormat("%U]", text) : NULL;
    Py_XDECREF(text);
    return closed;
}

/* float64[4], float64[2, 3]: of an array in a struct. NULL, perhaps without an exception. */
static PyObject *nested_type(PyObject *self, PyObject *axes)
{
    for (Py_ssize_t i = 0; i < PyTuple_Size(axes); i++)
        if (!PyLong_Check(PyTuple_GetItem(axes, i)))
            return NULL;
    if (!PyTuple_Size(axes))
        return NULL;
    PyObject *type = (PyObject *)type_state(Py_TYPE(self))->type_type;
    PyObject *text = PyUnicode_FromFormat("nestedarray(%U, %R)", ((TypeObject *)self)->text, axes);
    PyObject *made = text ? PyObject_CallFunctionObjArgs(type, text, NULL) : NULL;
    Py_XDECREF(text);
    return made;
}

/* float64[:], which says something to Numba's jit: ours takes it, and signature.c refuses its text where C is meant. */
static PyObject *jit_array_type(PyObject *self, PyObject *axes)
{
    PyObject *name = ((TypeObject *)self)->scalar >= 0 ? array_text(((TypeObject *)self)->text, axes) : NULL;
    PyObject *array = name ? type_new_object(type_state(Py_TYPE(self)), name, -1) : NULL;
    Py_XDECREF(name);
    return array;
}

static PyObject *type_subscript(PyObject *self, PyObject *index)
{
    PyObject *axes = PyTuple_Check(index) ? Py_NewRef(index) : PyTuple_Pack(1, index);
    PyObject *array = axes ? nested_type(self, axes) : NULL;
    if (axes && !array && !PyErr_Occurred())
        array = jit_array_type(self, axes);
    Py_XDECREF(axes);
    if (!array && !PyErr_Occurred())
        PyErr_Format(
            PyExc_TypeError,
            "%U[%R] is no type: that of an array is written float64[:] or float64[:, ::1], for jit and njit, and "
            "float64[3] in a struct; C passes no arrays",
            ((TypeObject *)self)->text, index);
    return array;
}

static void signature_dealloc(PyObject *object)
{
    PyTypeObject *class = Py_TYPE(object);
    SignatureObject *self = (SignatureObject *)object;
    Py_DECREF(self->result);
    Py_DECREF(self->arguments);
    Py_DECREF(self->text);
    Py_DECREF(self->declared);
    Py_XDECREF(self->names);
    Py_DECREF(self->annotations);
    Py_XDECREF(self->inside);
    Py_DECREF(self->origin);
    Py_XDECREF(self->unknown);
    PyObject_Free(object);
    Py_DECREF(class);
}

static PyObject *signature_repr(PyObject *object)
{
    SignatureObject *self = (SignatureObject *)object;
    if (!self->is_variadic)
        return PyUnicode_FromFormat("%S -> %S", self->arguments, self->result);
    PyObject *arguments = signature_join("(", NULL, self->arguments);
    const char *comma = PyTuple_Size(self->arguments) ? ", " : "";
    PyObject *open = arguments ? PyUnicode_Substring(arguments, 0, PyUnicode_GetLength(arguments) - 1) : NULL;
    PyObject *text = open ? PyUnicode_FromFormat("%U%s...) -> %S", open, comma, self->result) : NULL;
    Py_XDECREF(arguments);
    Py_XDECREF(open);
    return text;
}

static Py_hash_t signature_hash(PyObject *self)
{
    return PyObject_Hash(((SignatureObject *)self)->text);
}

static PyObject *signature_compare(PyObject *self, PyObject *other, int operation)
{
    if (Py_TYPE(self) != Py_TYPE(other) || (operation != Py_EQ && operation != Py_NE))
        return Py_NewRef(Py_NotImplemented);
    return PyObject_RichCompare(((SignatureObject *)self)->text, ((SignatureObject *)other)->text, operation);
}

static PyObject *signature_reduce(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    const SignatureObject *signature = (SignatureObject *)self;
    if (signature->annotations == Py_None)
        return Py_BuildValue("O(O)", Py_TYPE(self), signature->declared);
    return Py_BuildValue("O(OO)", Py_TYPE(self), signature->declared, signature->annotations);
}

/* ---- set-up ---- */

static PyGetSetDef type_attributes[] = {
    {.name = "element",
     .get = type_element,
     .doc = "What a pointer points to, none where only its name is known, and of what a nested array is; else None."},
    {.name = "fields",
     .get = type_fields,
     .doc = "Name of each field of a record: its type and offset; None: it is none."},
    {.name = "shape", .get = type_shape, .doc = "Lengths of an array inside a record, a tuple; None: it is none."},
    {.name = "size", .get = type_size, .doc = "Bytes of such a value in memory; None: it has no place there."},
    {.name = "dtype", .get = type_dtype, .doc = "NumPy's dtype of such values. TypeError: it has none."},
    {.name = "c_name", .get = type_c_name, .doc = "Name of a scalar in C."},
    {.name = "ctypes_name", .get = type_ctypes_name, .doc = "Name of a scalar in the module ctypes, or \"\"."},
    {.name = "numpy_name", .get = type_numpy_name, .doc = "NumPy's type string of a scalar, such as \"f8\", or \"\"."},
    {.name = NULL},
};

static PyMethodDef type_methods[] = {
    {"__reduce__", type_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot type_slots[] = {
    {Py_tp_doc, "Type(text)\n--\n\nThe type of a C value, such as Type(\"float64*\"). Calling it makes a Signature."},
    {Py_tp_new, type_new},
    {Py_tp_dealloc, type_dealloc},
    {Py_tp_repr, type_repr},
    {Py_tp_hash, type_hash},
    {Py_tp_richcompare, type_compare},
    {Py_tp_call, type_call},
    {Py_mp_subscript, type_subscript},
    {Py_tp_getset, type_attributes},
    {Py_tp_methods, type_methods},
    {0, NULL},
};

static PyType_Spec type_spec = {
    .name = "upcall.types.Type",
    .basicsize = sizeof(TypeObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = type_slots,
};

static PyMemberDef signature_members[] = {
    {"return_type", T_OBJECT_EX, offsetof(SignatureObject, result), READONLY, "Type of the result."},
    {"args", T_OBJECT_EX, offsetof(SignatureObject, arguments), READONLY, "Types of the arguments, a tuple."},
    {"text", T_OBJECT_EX, offsetof(SignatureObject, text), READONLY, "\"float64(int32)\": what Signature() reads."},
    {"declared", T_OBJECT_EX, offsetof(SignatureObject, declared), READONLY,
     "The text as it was given, where it says more."},
    {"names", T_OBJECT_EX, offsetof(SignatureObject, names), READONLY, "Names of the arguments in that text, or None."},
    {"inside", T_OBJECT_EX, offsetof(SignatureObject, inside), READONLY,
     "Types of the arguments as the function sees them."},
    {"origin", T_OBJECT_EX, offsetof(SignatureObject, origin), READONLY, "What it was read from, or None."},
    {"unknown", T_OBJECT_EX, offsetof(SignatureObject, unknown), READONLY, "Names of handles, a tuple."},
    {NULL, 0, 0, 0, NULL},
};

static PyMethodDef signature_methods[] = {
    {"__reduce__", signature_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot signature_slots[] = {
    {Py_tp_doc, "Signature(text, annotations=None, origin=None)\n--\n\nThe types of a callback, read from text such as "
                "\"float64(float64, intc)\"."},
    {Py_tp_new, signature_new},
    {Py_tp_dealloc, signature_dealloc},
    {Py_tp_repr, signature_repr},
    {Py_tp_hash, signature_hash},
    {Py_tp_richcompare, signature_compare},
    {Py_tp_members, signature_members},
    {Py_tp_methods, signature_methods},
    {0, NULL},
};

static PyType_Spec signature_spec = {
    .name = "upcall.types.Signature",
    .basicsize = sizeof(SignatureObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = signature_slots,
};

static bool add_scalar(State *state, int row)
{
    PyObject *text = PyUnicode_FromString(scalar_info((TypeId)row)->name);
    PyObject *type = text ? type_new_object(state, text, row) : NULL;
    bool done = type && !PyDict_SetItem(state->scalars, text, type);
    Py_XDECREF(type);
    Py_XDECREF(text);
    return done;
}

PyObject *types_names(State *state)
{
    PyObject *names = PyDict_Copy(state->scalars);
    for (size_t i = 0; names && i < sizeof aliases / sizeof *aliases; i++) {
        PyObject *type = PyDict_GetItemString(state->scalars, scalar_info(aliases[i].type)->name);
        if (!type || PyDict_SetItemString(names, aliases[i].name, type))
            Py_CLEAR(names);
    }
    return names;
}

bool types_setup(PyObject *module, State *state)
{
    state->type_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &type_spec, NULL);
    state->signature_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &signature_spec, NULL);
    state->scalars = PyDict_New();
    if (!state->type_type || !state->signature_type || !state->scalars)
        return false;
    for (int row = 0; row < (int)TYPE_SCALAR_COUNT; row++)
        if (!add_scalar(state, row))
            return false;
    return !PyModule_AddType(module, state->type_type) && !PyModule_AddType(module, state->signature_type);
}
