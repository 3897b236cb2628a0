/* capture_builtin.c: built-in functions and classes: the rows of builtins.def, known by what the object itself is.
 *
 * That an object stands in math under the name sqrt says nothing: anybody may have put it there, before the first compile
 * too. So it is asked where it was made, in ways that Python code has no hold of by accident:
 *   C functions        the module that they belong to and their name there, both in their C definition
 *   static classes     module and name in their C definition
 *   NumPy's ufuncs     they are the objects of that name in the extension module that makes them, whatever numpy.sin is
 *   their methods      np.add.reduce: what it is a method of
 *   Python functions   the globals that they see are a module's of the package that they are named for, and its file has them
 *   other classes      a method of theirs is such a Python function; or the C module behind theirs (_functools) has them */
#include "python/capture/capture.h"

#include <string.h>

#include "frozen/builtins.h"
#include "frozen/frozen.h"

/* Row of "module.name"; -1: there is none. */
static int row_of_path(Capture *c, Unit *u, const char *module, const char *name)
{
    return builtin_find(&c->state->builtin_index, arena_printf(&u->arena, "%s.%s", module, name));
}

/* ---- where an object was made ---- */

/* A text of the object or of its type; NULL: it has none. */
static const char *text_of(Capture *c, Unit *u, PyObject *object, const char *attribute)
{
    PyObject *text = capture_optional(c, u, object, attribute);
    return text && PyUnicode_Check(text) ? capture_text(c, u, text) : NULL;
}

static bool is_static(PyObject *class)
{
    return !(PyType_GetFlags((PyTypeObject *)class) & Py_TPFLAGS_HEAPTYPE);
}

/* "math" of _math and _math_integer, which make what math gives. */
static const char *public_name(Unit *u, const char *module)
{
    const char *start = module + (*module == '_');
    return arena_printf(&u->arena, "%.*s", (int)strcspn(start, "_."), start);
}

static bool is_instance_of(Capture *c, Unit *u, PyObject *object, const char *class)
{
    return !strcmp(capture_attribute_text(c, u, (PyObject *)Py_TYPE(object), "__name__"), class);
}

/* The object of that name in a module that is imported, borrowed; NULL: there is none. */
static PyObject *object_of(Capture *c, Unit *u, const char *module, const char *name)
{
    PyObject *found = capture_loaded(c, u, module);
    if (!found || !PyModule_Check(found))
        return NULL;
    return capture_lookup(c, u, PyModule_GetDict(found), capture_hold(c, u, PyUnicode_FromString(name)));
}

/* An object of the extension module that makes NumPy's, borrowed; NULL while that isn't imported. */
static PyObject *made_by_numpy(Capture *c, Unit *u, const char *name)
{
    PyObject *object = object_of(c, u, "numpy._core._multiarray_umath", name);
    return object ? object : object_of(c, u, "numpy.core._multiarray_umath", name); /* before NumPy 2 */
}

/* The name of one of NumPy's own ufuncs; NULL: it is another one. */
static const char *ufunc_name(Capture *c, Unit *u, PyObject *ufunc)
{
    const char *name = text_of(c, u, ufunc, "__name__");
    return name && made_by_numpy(c, u, name) == ufunc ? name : NULL;
}

static int row_of_ufunc(Capture *c, Unit *u, PyObject *ufunc)
{
    const char *name = ufunc_name(c, u, ufunc);
    return name ? row_of_path(c, u, "numpy", name) : -1;
}

/* A function of a module, or what a ufunc has: "numpy.add.reduce". */
static int row_of_c_function(Capture *c, Unit *u, PyObject *function)
{
    PyObject *self = PyCFunction_GetSelf(function);
    const char *name = text_of(c, u, function, "__name__"), *home = NULL;
    if (self && PyModule_Check(self) && (home = text_of(c, u, self, "__name__")))
        return row_of_path(c, u, public_name(u, home), name);
    if (self && is_instance_of(c, u, self, "ufunc") && (home = ufunc_name(c, u, self)))
        return row_of_path(c, u, arena_printf(&u->arena, "numpy.%s", home), name);
    return -1;
}

/* "views" of "upcall/views.py": a frozen program has other folders and endings. */
static const char *stem(Unit *u, const char *file)
{
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
    return arena_printf(&u->arena, "%.*s", (int)strcspn(name, "."), name);
}

/* Was it compiled from the module's own file? One that exec() puts into a module sees its globals, too. */
static bool is_of_file(Capture *c, Unit *u, PyObject *function, PyObject *globals)
{
    PyObject *code = capture_optional(c, u, function, "__code__");
    PyObject *file = capture_lookup(c, u, globals, capture_hold(c, u, PyUnicode_FromString("__file__")));
    const char *source = code ? text_of(c, u, code, "co_filename") : NULL;
    return source && file && PyUnicode_Check(file) && !strcmp(stem(u, source), stem(u, capture_text(c, u, file)));
}

bool capture_is_made_in(Capture *c, Unit *u, PyObject *function, const char *module)
{
    PyObject *globals = capture_optional(c, u, function, "__globals__");
    PyObject *name = capture_lookup(c, u, globals, capture_hold(c, u, PyUnicode_FromString("__name__")));
    const char *home = name && PyUnicode_Check(name) ? capture_text(c, u, name) : "";
    size_t length = strcspn(module, ".");
    bool sees_module = !strncmp(home, module, length) && (!home[length] || home[length] == '.');
    return sees_module && is_of_file(c, u, function, globals);
}

static bool is_python_function(Capture *c, Unit *u, PyObject *object)
{
    return is_static((PyObject *)Py_TYPE(object)) && is_instance_of(c, u, object, "function");
}

/* `function`, or what calls it, is named as a row is. */
static int row_of_python_function(Capture *c, Unit *u, PyObject *named, PyObject *function)
{
    const char *module = text_of(c, u, named, "__module__"), *name = text_of(c, u, named, "__name__");
    int row = module && name ? row_of_path(c, u, module, name) : -1;
    return row >= 0 && capture_is_made_in(c, u, function, module) ? row : -1;
}

/* Is it the class that the C module behind its own has, _functools behind functools? */
static bool is_behind(Capture *c, Unit *u, PyObject *class, const char *module, const char *name)
{
    return object_of(c, u, arena_printf(&u->arena, "_%s", module), name) == class;
}

static int row_of_class(Capture *c, Unit *u, PyObject *class)
{
    const char *module = text_of(c, u, class, "__module__"), *name = text_of(c, u, class, "__name__");
    int row = module && name ? row_of_path(c, u, module, name) : -1;
    if (row < 0 || is_static(class) || is_behind(c, u, class, module, name))
        return row;
    PyObject *begin = capture_optional(c, u, class, "__init__");
    return begin && is_python_function(c, u, begin) && capture_is_made_in(c, u, begin, module) ? row : -1;
}

/* One of NumPy's functions that other packages may overload: what stands behind it is in C or in Python. */
static int row_of_dispatcher(Capture *c, Unit *u, PyObject *dispatcher)
{
    PyObject *function = capture_attribute(c, u, dispatcher, "_implementation");
    if (PyCFunction_CheckExact(function))
        return row_of_c_function(c, u, function);
    return row_of_python_function(c, u, dispatcher, function);
}

int capture_builtin_row(Capture *c, Unit *u, PyObject *object)
{
    if (PyCFunction_CheckExact(object))
        return row_of_c_function(c, u, object);
    if (PyType_Check(object))
        return row_of_class(c, u, object);
    if (is_instance_of(c, u, object, "ufunc"))
        return row_of_ufunc(c, u, object);
    if ((PyObject *)Py_TYPE(object) == made_by_numpy(c, u, "_ArrayFunctionDispatcher"))
        return row_of_dispatcher(c, u, object);
    return is_python_function(c, u, object) ? row_of_python_function(c, u, object, object) : -1;
}

/* ---- as captured objects ---- */

static const Frozen *of_row(Unit *u, PyObject *object, int row)
{
    Frozen *captured = capture_object(u, object, FROZEN_BUILTIN, builtins[row].path);
    captured->builtin = row;
    return captured;
}

const Frozen *capture_builtin(Capture *c, Unit *u, PyObject *object)
{
    int row = capture_builtin_row(c, u, object);
    return row < 0 ? NULL : of_row(u, object, row);
}

const Frozen *capture_original(Capture *c, Unit *u, const char *module, const char *name)
{
    int row = row_of_path(c, u, module, name);
    return row < 0 ? NULL : of_row(u, NULL, row);
}
