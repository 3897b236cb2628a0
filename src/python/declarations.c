/* declarations.c: what C declarations say, as tuples, of which upcall/cdef.py makes objects of ctypes:
 *
 *   type         = ("scalar", name) | ("pointer", type, is_const, is_volatile) | ("struct", name) | ("array", type, length)
 *                | ("function", type of the result, [type], is_variadic)
 *   declaration  = ("type" | "function" | "variable", name, type, text) | ("constant", name, int)
 *                | ("struct" | "union", name, [(name | None, type, bits, text, is_volatile)], is_packed, alignment)
 *
 * A function is a pointer to it, except as what is declared; the length of an array that has none is 0. */
#include "types/declarations.h"
#include "frozen/frozen.h"
#include "python/state.h"
#include "types/types.h"

static PyObject *type_tuple_of(Unit *u, TypeId type);

static PyObject *function_tuple(Unit *u, const Signature *signature)
{
    PyObject *arguments = PyList_New(0);
    for (size_t i = 0; arguments && i < signature->count; i++) {
        PyObject *argument = type_tuple_of(u, signature->arguments[i]);
        if (!argument || PyList_Append(arguments, argument))
            Py_CLEAR(arguments);
        Py_XDECREF(argument);
    }
    return arguments ? Py_BuildValue("(sNNi)", "function", type_tuple_of(u, signature->result), arguments,
                                     signature->is_variadic)
                     : NULL;
}

static PyObject *type_tuple_of(Unit *u, TypeId type)
{
    const Type *t = type_get(u, type);
    switch (t->shape) {
    case SHAPE_POINTER:
        if (type_is_const_void(u, type))
            return Py_BuildValue("(s(ss)ii)", "pointer", "scalar", "none", 1, 0);
        return Py_BuildValue("(sNii)", "pointer", type_tuple_of(u, t->element), (t->flags & ARRAY_READ_ONLY) != 0,
                             (t->flags & ARRAY_VOLATILE) != 0);
    case SHAPE_FUNCTION: {
        Signature signature = type_signature(u, type);
        return function_tuple(u, &signature);
    }
    case SHAPE_OPAQUE: return Py_BuildValue("(ss)", "struct", type_full_name(u, type));
    default: return Py_BuildValue("(ss)", "scalar", type_full_name(u, type));
    }
}

static PyObject *declared_type(Unit *u, const CType *type)
{
    PyObject *made = type->is_function ? function_tuple(u, &type->function) : type_tuple_of(u, type->type);
    for (size_t axis = type->ndim; axis > 0; axis--)
        made = Py_BuildValue("(sNL)", "array", made, (long long)type->lengths[axis - 1].constant);
    return type->is_open ? Py_BuildValue("(sNi)", "array", made, 0) : made;
}

static PyObject *member_tuples(Unit *u, const Declaration *declaration)
{
    PyObject *members = PyList_New(0);
    for (size_t i = 0; members && i < declaration->count; i++) {
        const Member *member = &declaration->members[i];
        PyObject *item = Py_BuildValue("(zNisi)", member->name, declared_type(u, &member->type), member->bits,
                                       member->text, (member->type.flags & ARRAY_VOLATILE) != 0);
        if (!item || PyList_Append(members, item))
            Py_CLEAR(members);
        Py_XDECREF(item);
    }
    return members;
}

static PyObject *declaration_tuple(Unit *u, const Declaration *declaration)
{
    static const char *const kinds[] = {"type", "struct", "union", "constant", "function", "variable"};
    const char *kind = kinds[declaration->kind];
    switch (declaration->kind) {
    case DECLARED_CONSTANT: return Py_BuildValue("(ssL)", kind, declaration->name, (long long)declaration->constant);
    case DECLARED_STRUCT:
    case DECLARED_UNION:
        return Py_BuildValue("(ssNii)", kind, declaration->name, member_tuples(u, declaration), declaration->is_packed,
                             (int)declaration->alignment);
    default:
        return Py_BuildValue("(ssNs)", kind, declaration->name, declared_type(u, &declaration->type),
                             declaration->text);
    }
}

typedef struct Reading {
    const char *text;
    const Declarations *declarations;
} Reading;

static void parse(Unit *u, void *argument)
{
    Reading *reading = argument;
    reading->declarations = declarations_parse(u, reading->text);
}

PyObject *declarations_read(PyObject *module, PyObject *text)
{
    (void)module;
    Reading reading = {.text = PyUnicode_AsUTF8AndSize(text, NULL)};
    Unit *u = reading.text ? types_parse(parse, &reading) : NULL;
    PyObject *list = u ? PyList_New(0) : NULL;
    for (size_t i = 0; list && i < reading.declarations->count; i++) {
        PyObject *item = declaration_tuple(u, &reading.declarations->items[i]);
        if (!item || PyList_Append(list, item))
            Py_CLEAR(list);
        Py_XDECREF(item);
    }
    if (u)
        unit_free(u);
    return list;
}
