/* capture_numpy.c: NumPy's scalars, dtypes and scalar classes; without importing NumPy: an object of it can't be there before. */
#include "frozen/frozen.h"
#include "python/capture/capture.h"
#include "types/signature.h"
#include "types/stored.h"
#include "types/types.h"

#include <string.h>

/* numpy.<name>, or NULL while NumPy isn't imported. */
static PyObject *numpy_attribute(Capture *c, Unit *u, const char *name)
{
    PyObject *module = capture_loaded(c, u, "numpy");
    return module ? capture_optional(c, u, module, name) : NULL;
}

/* Of a structured dtype, of a class of ctypes. TYPE_UNKNOWN: upcall has none for it. */
static TypeId record_of(Capture *c, Unit *u, PyObject *described)
{
    PyObject *module = capture_hold(c, u, PyImport_ImportModule("upcall._records"));
    PyObject *type = capture_hold(c, u, PyObject_CallMethod(module, "known", "O", described));
    return type == Py_None ? TYPE_UNKNOWN : type_parse(u, capture_text(c, u, ((TypeObject *)type)->text));
}

/* The type of an np.dtype in this machine's byte order; TYPE_UNKNOWN: it is none. */
static TypeId type_of_dtype(Capture *c, Unit *u, PyObject *dtype)
{
    const char *kind = capture_attribute_text(c, u, dtype, "kind");
    if (*kind == 'V')
        return record_of(c, u, dtype);
    if (capture_attribute(c, u, dtype, "isnative") != Py_True)
        return TYPE_UNKNOWN;
    const char *name = arena_printf(&u->arena, "%s%ld", kind, capture_attribute_int(c, u, dtype, "itemsize"));
    for (TypeId type = 0; type < TYPE_SCALAR_COUNT; type++)
        if (scalar_info(type)->kind != KIND_COUNT && *name && !strcmp(scalar_info(type)->numpy, name))
            return type;
    return TYPE_UNKNOWN;
}

static const Frozen *capture_dtype(Capture *c, Unit *u, PyObject *object, PyObject *dtype)
{
    TypeId type = type_of_dtype(c, u, dtype);
    if (type == TYPE_UNKNOWN)
        return capture_other(c, u, object);
    Frozen *captured = capture_object(u, object, FROZEN_TYPE,
                                      arena_printf(&u->arena, "the type %s", type_name(u, type)));
    captured->type = type;
    return captured;
}

/* A NumPy scalar is its Python value that keeps its type. */
static const Frozen *capture_numpy_scalar(Capture *c, Unit *u, PyObject *object, const Origin *origin)
{
    TypeId type = type_of_dtype(c, u, capture_attribute(c, u, object, "dtype"));
    if (type == TYPE_UNKNOWN)
        return capture_other(c, u, object);
    if (type_is_record(u, type)) {
        PyObject *flags = capture_attribute(c, u, object, "flags");
        return capture_record(c, u, object, type, capture_attribute(c, u, flags, "writeable") == Py_True);
    }
    PyObject *value = capture_hold(c, u, PyObject_CallMethod(object, "item", NULL));
    Frozen *captured = (Frozen *)capture_value(c, u, value, origin);
    captured->type = type;
    captured->text = NULL;
    captured->handle = object;
    captured->description = arena_printf(&u->arena, "a NumPy %s", type_name(u, type));
    return captured;
}

/* Subclasses may mean other things by an element; a memmap and an array of records don't. */
static bool is_plain_array(Capture *c, Unit *u, PyObject *object)
{
    PyObject *class = (PyObject *)Py_TYPE(object);
    return class == numpy_attribute(c, u, "ndarray") || class == numpy_attribute(c, u, "memmap") ||
           class == numpy_attribute(c, u, "recarray");
}

/* np.finfo, np.iinfo and np.dtype, and what the first two make. NULL: it is none of them. */
static const Frozen *capture_info(Capture *c, Unit *u, PyObject *object)
{
    static const char *const makers[] = {"finfo", "iinfo", "dtype"};
    for (size_t i = 0; i < 3; i++) {
        PyObject *class = numpy_attribute(c, u, makers[i]);
        if (object == class && PyType_Check(class))
            return capture_object(u, object, FROZEN_MAKER, arena_printf(&u->arena, "the class %s", makers[i]));
        if (i == 2 || !capture_is_instance(u, object, class))
            continue;
        Frozen *captured = capture_object(u, object, FROZEN_INFO, arena_printf(&u->arena, "an np.%s", makers[i]));
        captured->text = makers[i];
        return captured;
    }
    return NULL;
}

/* An array of objects, of records, of another byte order. */
static const Frozen *strange_array(Capture *c, Unit *u, PyObject *array)
{
    Frozen *captured = (Frozen *)capture_other(c, u, array);
    PyObject *dtype = capture_hold(c, u, PyObject_Str(capture_attribute(c, u, array, "dtype")));
    captured->description = arena_printf(&u->arena, "an array of dtype %s", capture_text(c, u, dtype));
    return captured;
}

/* NULL when it is nothing of NumPy's. */
const Frozen *capture_numpy(Capture *c, Unit *u, PyObject *object, const Origin *origin)
{
    PyObject *generic = numpy_attribute(c, u, "generic");
    if (!generic)
        return NULL;
    if (capture_is_instance(u, object, generic))
        return capture_numpy_scalar(c, u, object, origin);
    if (is_plain_array(c, u, object)) {
        TypeId element = type_of_dtype(c, u, capture_attribute(c, u, object, "dtype"));
        bool is_strange = element == TYPE_UNKNOWN || type_has_shape(u, element, SHAPE_NESTED);
        return is_strange ? strange_array(c, u, object) : capture_array(c, u, object, element);
    }
    const Frozen *info = capture_info(c, u, object);
    if (info)
        return info;
    PyObject *dtype = numpy_attribute(c, u, "dtype");
    if (capture_is_instance(u, object, dtype))
        return capture_dtype(c, u, object, object);
    if (dtype && PyType_Check(object) && PyType_IsSubtype((PyTypeObject *)object, (PyTypeObject *)generic)) {
        PyObject *made = PyObject_CallFunctionObjArgs(dtype, object, NULL);
        if (made)
            return capture_dtype(c, u, object, capture_hold(c, u, made));
        PyErr_Clear(); /* an abstract class, such as np.floating */
    }
    return NULL;
}

/* What a call of the class sets beside its arguments. */
static void add_defaults(Capture *c, Unit *u, PyObject *class, Frozen *captured)
{
    PyObject *defaults = capture_optional(c, u, class, "_upcall_defaults_");
    PyObject *init = capture_optional(c, u, class, "__init__");
    if (!defaults && init && capture_optional(c, u, init, "__code__"))
        captured->text = "__init__";
    if (!defaults)
        return;
    PyObject *items = capture_hold(c, u, PyObject_CallMethod(defaults, "items", NULL));
    PyObject *pairs = capture_hold(c, u, PySequence_List(items));
    size_t count = (size_t)PyList_Size(pairs);
    captured->items = ARENA_ARRAY(&u->arena, Frozen *, 2 * count);
    for (size_t i = 0; i < count; i++)
        for (int k = 0; k < 2; k++)
            captured->items[captured->count++] = (Frozen *)capture_value(
                c, u, PyTuple_GetItem(PyList_GetItem(pairs, (Py_ssize_t)i), k), capture_found_anyhow(c, u));
}

/* A structure or a union of ctypes, or a class of them: by the metaclass and its fields, so that ctypes isn't imported for it. NULL:
 * it is none. */
const Frozen *capture_structure(Capture *c, Unit *u, PyObject *object)
{
    PyObject *class = PyType_Check(object) ? object : (PyObject *)Py_TYPE(object);
    if (Py_TYPE(class) == &PyType_Type || !capture_optional(c, u, class, "_fields_"))
        return NULL;
    TypeId type = record_of(c, u, class);
    if (type == TYPE_UNKNOWN)
        return NULL;
    if (object != class)
        return capture_record(c, u, object, type, true);
    Frozen *captured = capture_object(u, object, FROZEN_TYPE,
                                      arena_printf(&u->arena, "the type %s", type_name(u, type)));
    captured->type = type;
    add_defaults(c, u, class, captured);
    return captured;
}
