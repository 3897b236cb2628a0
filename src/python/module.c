/* module.c: upcall._core, the extension module: its state, its functions, its set-up and end.
 *
 * Multi-phase: an interpreter has its own module object, State and types. Nothing is imported here but atexit, nothing of
 * NumPy or LLVM is touched: importing costs what making four types costs. */
#include "python/front_table.h"

#include <string.h>

#include "base/wording.h"
#include "runtime/heap.h"

static PyModuleDef definition;

State *module_state(PyObject *module)
{
    return PyModule_GetState(module);
}

State *type_state(PyTypeObject *type)
{
    return PyType_GetModuleState(type);
}

/* ---- functions ---- */

static PyObject *scalar_names(PyObject *module, PyObject *ignored)
{
    (void)ignored;
    return types_names(module_state(module));
}

static PyObject *nearest(PyObject *module, PyObject *args)
{
    (void)module;
    const char *name;
    PyObject *names;
    if (!PyArg_ParseTuple(args, "sO!:nearest", &name, &PyTuple_Type, &names))
        return NULL;
    Nearest found = nearest_to(name);
    for (Py_ssize_t i = 0; i < PyTuple_Size(names); i++) {
        Py_ssize_t size;
        const char *candidate = PyUnicode_AsUTF8AndSize(PyTuple_GetItem(names, i), &size);
        if (!candidate)
            return NULL;
        nearest_offer(&found, candidate);
    }
    return found.found ? PyUnicode_FromString(found.found) : Py_NewRef(Py_None);
}

static PyObject *advice(PyObject *module, PyObject *subject)
{
    (void)module;
    Py_ssize_t size;
    const char *name = PyUnicode_AsUTF8AndSize(subject, &size);
    const char *text = name ? advice_on(name) : NULL;
    return text ? PyUnicode_FromString(text) : name ? Py_NewRef(Py_None) : NULL;
}

/* On the checked build alone: see heap.h. */
static PyObject *test_heap(PyObject *module, PyObject *countdown)
{
    (void)module;
    long long number = PyLong_AsLongLong(countdown);
    return PyErr_Occurred() ? NULL : PyLong_FromLongLong(heap_test(number));
}

/* (function, signature, stage, *, boundscheck, error_model, fastmath, error_value, locals, success, codes) */
static PyObject *inspect(PyObject *module, PyObject *args, PyObject *keywords)
{
    static char *names[] = {"function",    "signature", "stage",   "boundscheck", "error_model", "fastmath",
                            "error_value", "locals",    "success", "codes",       NULL};
    State *state = module_state(module);
    Request request;
    PyObject *signature;
    const char *stage;
    RawOptions raw = {.boundscheck = BOUNDSCHECK_ON};
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "OOs|$isOOOOO:inspect", names, &request.function, &signature,
                                     &stage, &raw.boundscheck, &raw.error_model, &raw.fastmath, &raw.error_value,
                                     &raw.locals, &raw.success, &raw.codes) ||
        !read_options(state, &raw, &request))
        return NULL;
    PyObject *read = Py_TYPE(signature) == state->signature_type
                         ? Py_NewRef(signature)
                         : PyObject_CallFunctionObjArgs((PyObject *)state->signature_type, signature, NULL);
    if (!read)
        return NULL;
    request.signature = (SignatureObject *)read;
    PyObject *text = compiled_dump(state, &request, stage);
    Py_DECREF(read);
    return text;
}

static PyMethodDef methods[] = {
    {"scalar_names", scalar_names, METH_NOARGS, "Every name and alias of a scalar type, and its Type."},
    {"inspect", (PyCFunction)(void (*)(void))inspect, METH_VARARGS | METH_KEYWORDS,
     "Text of one stage of compiling a function, live or recorded, for a Signature."},
    {"parts", pickle_parts, METH_O,
     "(CFunc): what CFunc() made it of, and a list of (function, name) that it looked up."},
    {"artifact", pickle_artifact, METH_O, "(CFunc): its machine code, for a cache; None: it has none to give away."},
    {"admit", pickle_admit, METH_O, "(bytes): take an artifact into the cache in memory: is it of use here?"},
    {"type_of", types_type_of, METH_O,
     "An upcall type, or one that prints as the object does, such as Numba's; None: it is no type."},
    {"declarations", declarations_read, METH_O,
     "(text): what C declarations say, for upcall/cdef.py: a list of tuples."},
    {"cache_path", cache_path, METH_NOARGS, "The folder of the cache, or None."},
    {"cache_info", cache_info, METH_NOARGS, "What is in the cache: a dict."},
    {"cache_clear", cache_clear, METH_NOARGS, "Empty it, in memory and on the disk."},
    {"doctor_memory", doctor_memory, METH_NOARGS,
     "The ways to executable memory, first the one that is tried first: (name, refusal or None) of each."},
    {"doctor_backend", doctor_backend, METH_NOARGS,
     "The path of the back end, the version of its LLVM, and the processor that it compiles for."},
    {"pending_errors", errors_pending, METH_NOARGS,
     "Failures of callbacks that sys.unraisablehook hasn't got yet: (callback, exception, count) of each."},
    {"nearest", nearest, METH_VARARGS, "(name, names): the one of the names that a misspelt name is near to, or None."},
    {"advice", advice, METH_O, "What to do about what isn't there, \"upcall.prange\": a text, or None."},
    {"test_heap", test_heap, METH_O,
     "(countdown): blocks of arrays that can be made from now on, negative: any; returns how many there are. For "
     "tests."},
    {"clear_errors", errors_clear, METH_NOARGS, "Forget them."},
    {"watch_errors", errors_watch, METH_NOARGS, "Wait for the first failure from now on: a number."},
    {"watch_errors_end", errors_watch_end, METH_VARARGS,
     "(number, is it to be raised): the exception for the first failure since, or None."},
    {NULL, NULL, 0, NULL},
};

/* ---- set-up and end ---- */

/* bytes: where _llvm.so lies, beside this module. */
static PyObject *library_path(PyObject *module)
{
    PyObject *file = PyModule_GetFilenameObject(module);
    PyObject *path = file ? PyUnicode_EncodeFSDefault(file) : NULL;
    const char *text = path ? PyBytes_AsString(path) : NULL;
    const char *slash = text ? strrchr(text, '/') : NULL;
    Py_ssize_t folder = slash ? slash + 1 - text : 0;
    PyObject *library = text ? PyBytes_FromStringAndSize(text, folder) : NULL;
    if (library)
        PyBytes_ConcatAndDel(&library, PyBytes_FromString("_llvm.so"));
    Py_XDECREF(path);
    Py_XDECREF(file);
    return library;
}

static int execute(PyObject *module)
{
    State *state = module_state(module);
    builtin_index_fill(&state->builtin_index);
    state->library = library_path(module);
    if (!state->library)
        return -1;
    bool ok = types_setup(module, state) && compiled_setup(module, state) && front_setup(module, state) &&
              callback_setup(module, state);
    return ok && value_setup(module, state) && errors_setup(module) ? 0 : -1;
}

static int traverse(PyObject *module, visitproc visit, void *arg)
{
    State *state = module_state(module);
    Py_VISIT(state->type_type);
    Py_VISIT(state->signature_type);
    Py_VISIT(state->compiled_type);
    Py_VISIT(state->cfunc_type);
    Py_VISIT(state->value_type);
    Py_VISIT(state->scalars);
    Py_VISIT(state->variant_type);
    Py_VISIT(state->front);
    return 0;
}

static int clear(PyObject *module)
{
    State *state = module_state(module);
    Py_CLEAR(state->type_type);
    Py_CLEAR(state->signature_type);
    Py_CLEAR(state->compiled_type);
    Py_CLEAR(state->cfunc_type);
    Py_CLEAR(state->value_type);
    Py_CLEAR(state->value_name);
    Py_CLEAR(state->value_arguments);
    Py_CLEAR(state->scalars);
    front_clear(state);
    Py_CLEAR(state->front);
    Py_CLEAR(state->variant_type);
    Py_CLEAR(state->library);
    return 0;
}

static void release(void *module)
{
    clear(module);
}

/* Completed in PyInit__core(): see compat.h. */
static PyModuleDef_Slot slots[4] = {{Py_mod_exec, execute}};

static void declare(int slot, void *value)
{
    PyModuleDef_Slot *last = slots;
    while (last->slot && last->slot != slot)
        last++;
    *last = (PyModuleDef_Slot){slot, value};
}

static PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "upcall._core",
    .m_doc = "The compiler and its objects.",
    .m_size = sizeof(State),
    .m_methods = methods,
    .m_slots = slots,
    .m_traverse = traverse,
    .m_clear = clear,
    .m_free = release,
};

PyMODINIT_FUNC PyInit__core(void)
{
    if (knows_slot(SLOT_MULTIPLE_INTERPRETERS))
        declare(SLOT_MULTIPLE_INTERPRETERS, PER_INTERPRETER_GIL_SUPPORTED);
    if (knows_slot(SLOT_GIL))
        declare(SLOT_GIL, GIL_NOT_USED);
    return PyModuleDef_Init(&definition);
}
