/* callback.c: CFunc, what @cfunc leaves in the place of the Python function.
 *
 * It holds the function, the options (to compile again for a dump) and the Compiled code. What is made from it (ctypes,
 * cffi, capsule) refers to the Compiled and not to the CFunc: so the code lives as long as any of them, without a cycle.
 * Those three are made when first asked for, by whichever thread comes first, and never change: see lazy(). */
#include "python/state.h"
#include "runtime/debug.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

typedef _Atomic(PyObject *) Lazy;

typedef struct CFuncObject {
    PyObject_HEAD Request request; /* its function and signature are references of this object */
    CompiledObject *compiled;
    PyObject *dict; /* __wrapped__, __name__, __qualname__, __doc__, __module__, and what users add */
    PyObject *weak_references;
    atomic_bool is_given_out; /* .address was read: this reference to `compiled` stays for good */
    Lazy ctypes, cffi, capsule;
} CFuncObject;

static CFuncObject *as_cfunc(PyObject *object)
{
    return (CFuncObject *)object;
}

const Request *callback_request(PyObject *cfunc)
{
    return &as_cfunc(cfunc)->request;
}

CompiledObject *callback_compiled(PyObject *cfunc)
{
    return as_cfunc(cfunc)->compiled;
}

/* ---- construction ---- */

/* What functools.wraps copies; a name that the function doesn't have is left out. */
static bool copy_names(CFuncObject *self)
{
    static const char *const names[] = {"__name__", "__qualname__", "__doc__", "__module__"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        PyObject *value = PyObject_GetAttrString(self->request.function, names[i]);
        if (!value && !PyErr_ExceptionMatches(PyExc_AttributeError))
            return false;
        PyErr_Clear();
        bool ok = !value || !PyDict_SetItemString(self->dict, names[i], value);
        Py_XDECREF(value);
        if (!ok)
            return false;
    }
    return !PyDict_SetItemString(self->dict, "__wrapped__", self->request.function);
}

/* The decorators check what they are given, and say more. */
static bool are_locals(const State *state, PyObject *locals)
{
    PyObject *name, *type;
    Py_ssize_t at = 0;
    bool ok = true;
    while (ok && PyDict_Next(locals, &at, &name, &type))
        ok = PyUnicode_Check(name) && Py_TYPE(type) == state->type_type;
    if (!ok)
        PyErr_SetString(PyExc_TypeError, "locals is a dict of names and types");
    return ok;
}

bool read_options(const State *state, const RawOptions *raw, Request *request)
{
    Options *options = &request->options;
    request->error_value = raw->error_value && PyTuple_Check(raw->error_value) ? PyTuple_GetItem(raw->error_value, 0)
                                                                               : NULL;
    request->success = raw->success && PyTuple_Check(raw->success) ? PyTuple_GetItem(raw->success, 0) : NULL;
    request->codes = raw->codes && PyTuple_Check(raw->codes) ? raw->codes : NULL;
    request->locals = raw->locals && PyDict_Check(raw->locals) ? raw->locals : NULL;
    if (request->locals && !are_locals(state, request->locals))
        return false;
    if (raw->boundscheck < 0 || raw->boundscheck >= BOUNDSCHECK_COUNT) {
        PyErr_Format(PyExc_ValueError, "boundscheck is 0, 1 or 2, not %d", raw->boundscheck);
        return false;
    }
    *options = (Options){
        .boundscheck = (Boundscheck)raw->boundscheck, .is_uncached = raw->is_uncached, .has_lines = debug_asks("gdb")};
    options->error_model_python = raw->error_model && !strcmp(raw->error_model, "python");
    if (raw->error_model && !options->error_model_python && strcmp(raw->error_model, "numpy")) {
        PyErr_Format(PyExc_ValueError, "error_model is 'numpy' or 'python', not '%s'", raw->error_model);
        return false;
    }
    if (raw->fastmath == Py_True)
        options->fastmath = LIR_FAST_ALL;
    else if (raw->fastmath)
        options->fastmath = (unsigned)PyLong_AsUnsignedLong(raw->fastmath) & LIR_FAST_ALL;
    return !PyErr_Occurred();
}

/* (function, signature, boundscheck, error_model, fastmath, error_value, locals, cache, success, codes) */
static bool parse_request(State *state, PyObject *args, PyObject *keywords, Request *request)
{
    static char *names[] = {"function", "signature", "boundscheck", "error_model", "fastmath", "error_value",
                            "locals",   "cache",     "success",     "codes",       NULL};
    RawOptions raw = {.boundscheck = BOUNDSCHECK_ON};
    int is_cached = true;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "OO!|isOOOpOO:CFunc", names, &request->function,
                                     state->signature_type, &request->signature, &raw.boundscheck, &raw.error_model,
                                     &raw.fastmath, &raw.error_value, &raw.locals, &is_cached, &raw.success,
                                     &raw.codes))
        return false;
    raw.is_uncached = !is_cached;
    if (!read_options(state, &raw, request))
        return false;
    bool is_method = PyObject_HasAttrString(request->function, "__func__"); /* its first argument is a Python object */
    if (PyObject_HasAttrString(request->function, "__code__") && !is_method)
        return true;
    PyErr_Format(PyExc_TypeError, "only Python functions can be compiled, not %R%s", request->function,
                 PyCallable_Check(request->function) ? "; write a function that calls it" : "");
    return false;
}

static PyObject *make_cfunc(PyTypeObject *class, const Request *request)
{
    CompiledObject *compiled = compiled_new(type_state(class), request);
    if (!compiled)
        return NULL;
    allocfunc allocate = (allocfunc)PyType_GetSlot(class, Py_tp_alloc);
    CFuncObject *self = as_cfunc(allocate(class, 0));
    if (!self) {
        Py_DECREF(compiled);
        return NULL;
    }
    self->compiled = compiled;
    self->request = *request;
    self->request.options.open = compiled->code->options.open; /* dumps show, and pickle compares, what runs */
    Py_INCREF(request->function);
    Py_INCREF((PyObject *)request->signature);
    Py_XINCREF(request->error_value);
    Py_XINCREF(request->locals);
    Py_XINCREF(request->success);
    Py_XINCREF(request->codes);
    self->dict = PyDict_New();
    if (!self->dict || !copy_names(self))
        Py_CLEAR(self);
    return (PyObject *)self;
}

static PyObject *cfunc_new(PyTypeObject *class, PyObject *args, PyObject *keywords)
{
    Request request;
    return parse_request(type_state(class), args, keywords, &request) ? make_cfunc(class, &request) : NULL;
}

/* The decorator of this one on another function. */
static PyObject *cfunc_decorate(PyObject *self, PyObject *function)
{
    Request request = as_cfunc(self)->request;
    request.function = function;
    return make_cfunc(Py_TYPE(self), &request);
}

static PyObject *cfunc_bind(PyObject *self, PyObject *args, PyObject *keywords)
{
    if (PyTuple_Size(args)) {
        PyErr_SetString(PyExc_TypeError, "bind() takes values by name, f.bind(a=2.0)");
        return NULL;
    }
    PyObject *module = PyImport_ImportModule("upcall._bind");
    PyObject *bound = module ? PyObject_CallMethod(module, "bind", "(OOO)", self, as_cfunc(self)->request.function,
                                                   keywords ? keywords : Py_None)
                             : NULL;
    Py_XDECREF(module);
    return bound;
}

/* ---- attributes ---- */

/* The object of a lazy attribute, made by `make` at the first use. Threads may make it at once: one wins. */
static PyObject *lazy(CFuncObject *self, Lazy *attribute, PyObject *(*make)(CFuncObject *self))
{
    if (!compiled_check_open(self->compiled))
        return NULL;
    PyObject *value = atomic_load(attribute);
    if (value)
        return Py_NewRef(value);
    PyObject *made = make(self);
    if (!made)
        return NULL;
    PyObject *winner = NULL;
    if (atomic_compare_exchange_strong(attribute, &winner, made))
        return Py_NewRef(made);
    Py_DECREF(made);
    return Py_NewRef(winner);
}

static PyObject *adapt(CFuncObject *self, const char *module_name)
{
    PyObject *module = PyImport_ImportModule(module_name);
    PyObject *made = module ? PyObject_CallMethod(module, "function", "(O)", self->compiled) : NULL;
    Py_XDECREF(module);
    return made;
}

/* With the Python function, which is compiled along by who captures it. */
static PyObject *make_ctypes(CFuncObject *self)
{
    PyObject *made = adapt(self, "upcall.adapters.ctypes_");
    if (made && PyObject_SetAttrString(made, "__wrapped__", self->request.function))
        Py_CLEAR(made);
    return made;
}

static PyObject *make_cffi(CFuncObject *self)
{
    return adapt(self, "upcall.adapters.cffi_");
}

/* SciPy reads the prototype from a capsule's name, which has to live as long as the capsule. */
typedef struct CapsuleContext {
    PyObject *compiled;
    char name[];
} CapsuleContext;

static void free_capsule(PyObject *capsule)
{
    CapsuleContext *context = PyCapsule_GetContext(capsule);
    Py_DECREF(context->compiled);
    free(context);
}

static PyObject *make_capsule(CFuncObject *self)
{
    Py_ssize_t size;
    const char *name = PyUnicode_AsUTF8AndSize(self->compiled->code->prototype, &size);
    void *address = name ? compiled_address(self->compiled) : NULL;
    if (!address)
        return NULL;
    CapsuleContext *context = malloc(sizeof *context + (size_t)size + 1);
    if (!context)
        return PyErr_NoMemory();
    memcpy(context->name, name, (size_t)size + 1);
    PyObject *capsule = PyCapsule_New(address, context->name, NULL);
    if (!capsule) {
        free(context);
        return NULL;
    }
    context->compiled = Py_NewRef((PyObject *)self->compiled);
    PyCapsule_SetContext(capsule, context);
    PyCapsule_SetDestructor(capsule, free_capsule);
    return capsule;
}

static PyObject *get_ctypes(PyObject *self, void *ignored)
{
    (void)ignored;
    return lazy(as_cfunc(self), &as_cfunc(self)->ctypes, make_ctypes);
}

static PyObject *get_cffi(PyObject *self, void *ignored)
{
    (void)ignored;
    return lazy(as_cfunc(self), &as_cfunc(self)->cffi, make_cffi);
}

static PyObject *get_capsule(PyObject *self, void *ignored)
{
    (void)ignored;
    return lazy(as_cfunc(self), &as_cfunc(self)->capsule, make_capsule);
}

/* A bare number: nobody can say how long C keeps it, so the code stays for good. */
static PyObject *get_address(PyObject *self, void *ignored)
{
    (void)ignored;
    void *address = compiled_address(as_cfunc(self)->compiled);
    if (!address)
        return NULL;
    Py_INCREF((PyObject *)as_cfunc(self)->compiled);
    if (atomic_exchange(&as_cfunc(self)->is_given_out, true))
        Py_DECREF((PyObject *)as_cfunc(self)->compiled);
    return PyLong_FromVoidPtr(address);
}

/* What .ctypes gives has a reference to the code alone; each time another one stays. */
void *callback_given_out(PyObject *function)
{
    PyObject *compiled = PyObject_GetAttrString(function, "_compiled");
    if (!compiled)
        PyErr_Clear();
    PyObject *address = compiled ? PyObject_GetAttrString(compiled, "pointer") : get_address(function, NULL);
    void *pointer = address ? PyLong_AsVoidPtr(address) : NULL;
    Py_XDECREF(address);
    return pointer;
}

static PyObject *wrapper_address(PyObject *self, PyObject *ignored)
{
    return get_address(self, ignored);
}

static PyObject *get_numba_type(PyObject *self, void *ignored)
{
    (void)ignored;
    PyObject *module = PyImport_ImportModule("upcall.adapters.numba_");
    PyObject *type = module ? PyObject_CallMethod(module, "function_type", "(O)", as_cfunc(self)->request.signature)
                            : NULL;
    Py_XDECREF(module);
    return type;
}

static PyObject *get_native_name(PyObject *self, void *ignored)
{
    (void)ignored;
    return Py_NewRef(as_cfunc(self)->compiled->code->native_name);
}

static PyObject *get_cached(PyObject *self, void *ignored)
{
    (void)ignored;
    const char *place = cached_names[as_cfunc(self)->compiled->cached];
    return place ? PyUnicode_FromString(place) : Py_NewRef(Py_None);
}

static PyObject *get_signature(PyObject *self, void *ignored)
{
    (void)ignored;
    return Py_NewRef((PyObject *)as_cfunc(self)->request.signature);
}

/* ---- methods ---- */

static PyObject *cfunc_call(PyObject *object, PyObject *args, PyObject *keywords)
{
    const CFuncObject *self = as_cfunc(object);
    bool has_keywords = keywords && PyDict_Size(keywords);
    if (!has_keywords && (size_t)PyTuple_Size(args) == self->compiled->code->parameter_count)
        return compiled_call(self->compiled, args, NULL);
    PyObject *bound = bind_arguments(self->compiled->code, self->request.function, args, keywords);
    PyObject *result = bound ? compiled_call(self->compiled, bound, NULL) : NULL;
    Py_XDECREF(bound);
    return result;
}

/* As functions are copied: it never changes, and its address is its own. `argument`: copy.deepcopy()'s memo. */
static PyObject *cfunc_copy(PyObject *self, PyObject *argument)
{
    (void)argument;
    return Py_NewRef(self);
}

/* Nobody has its address any more: what reading it held goes with the code. */
static PyObject *cfunc_close(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    compiled_close(as_cfunc(self)->compiled);
    if (atomic_exchange(&as_cfunc(self)->is_given_out, false))
        Py_DECREF((PyObject *)as_cfunc(self)->compiled);
    Py_RETURN_NONE;
}

static PyObject *dump(PyObject *self, const char *stage)
{
    return compiled_dump(type_state(Py_TYPE(self)), &as_cfunc(self)->request, stage);
}

static PyObject *cfunc_inspect(PyObject *self, PyObject *stage)
{
    const char *name = PyUnicode_AsUTF8AndSize(stage, NULL);
    return name ? dump(self, name) : NULL;
}

static PyObject *inspect_hir(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    return dump(self, stage_names[STAGE_types]);
}

static PyObject *inspect_checks(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    return dump(self, stage_names[STAGE_checks]);
}

static PyObject *inspect_lir(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    return dump(self, stage_names[STAGE_lir]);
}

static PyObject *inspect_llvm(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    return dump(self, stage_names[STAGE_llvm]);
}

static PyObject *inspect_asm(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    return dump(self, stage_names[STAGE_asm]);
}

static PyObject *cfunc_reduce(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    PyObject *module = PyImport_ImportModule("upcall._pickle");
    PyObject *reduced = module ? PyObject_CallMethod(module, "reduce", "(O)", self) : NULL;
    Py_XDECREF(module);
    return reduced;
}

static PyObject *cfunc_repr(PyObject *object)
{
    CFuncObject *self = as_cfunc(object);
    PyObject *code = PyObject_GetAttrString(self->request.function, "__code__");
    PyObject *file = code ? PyObject_GetAttrString(code, "co_filename") : NULL;
    PyObject *line = file ? PyObject_GetAttrString(code, "co_firstlineno") : NULL;
    PyObject *text = line ? PyUnicode_FromFormat("<cfunc %U: %U at %S:%S>", self->compiled->code->name,
                                                 self->compiled->code->prototype, file, line)
                          : NULL;
    Py_XDECREF(line);
    Py_XDECREF(file);
    Py_XDECREF(code);
    return text;
}

/* ---- garbage collection ---- */

static int cfunc_traverse(PyObject *object, visitproc visit, void *arg)
{
    CFuncObject *self = as_cfunc(object);
    Py_VISIT(Py_TYPE(object));
    Py_VISIT(self->request.function);
    Py_VISIT(self->dict);
    Py_VISIT(self->ctypes);
    Py_VISIT(self->cffi);
    return 0;
}

static void clear_lazy(Lazy *attribute)
{
    Py_XDECREF(atomic_exchange(attribute, NULL));
}

static int cfunc_clear(PyObject *object)
{
    CFuncObject *self = as_cfunc(object);
    Py_CLEAR(self->dict);
    clear_lazy(&self->ctypes);
    clear_lazy(&self->cffi);
    clear_lazy(&self->capsule);
    return 0;
}

static void cfunc_dealloc(PyObject *object)
{
    PyTypeObject *class = Py_TYPE(object);
    CFuncObject *self = as_cfunc(object);
    PyObject_GC_UnTrack(object);
    if (self->weak_references)
        PyObject_ClearWeakRefs(object);
    cfunc_clear(object);
    Py_XDECREF(self->request.function);
    Py_XDECREF((PyObject *)self->request.signature);
    Py_XDECREF(self->request.error_value);
    Py_XDECREF(self->request.locals);
    Py_XDECREF(self->request.success);
    Py_XDECREF(self->request.codes);
    Py_XDECREF((PyObject *)self->compiled);
    freefunc release = (freefunc)PyType_GetSlot(class, Py_tp_free);
    release(object);
    Py_DECREF(class);
}

/* ---- set-up ---- */

static PyGetSetDef cfunc_attributes[] = {
    {.name = "address", .get = get_address, .doc = "The function pointer, an int. Reading it keeps the code for good."},
    {.name = "ctypes", .get = get_ctypes, .doc = "A ctypes function, of the class that CFUNCTYPE makes."},
    {.name = "_as_parameter_", .get = get_ctypes, .doc = "What ctypes takes for it."},
    {.name = "cffi", .get = get_cffi, .doc = "A cffi void *, which fits every function pointer."},
    {.name = "capsule", .get = get_capsule, .doc = "A capsule of the function pointer, named by the prototype."},
    {.name = "native_name", .get = get_native_name, .doc = "Symbol of the C function."},
    {.name = "cached",
     .get = get_cached,
     .doc = "Where its machine code was found: \"memory\", \"disk\"; None: it was compiled."},
    {.name = "signature", .get = get_signature, .doc = "Types of the C function: return_type and args."},
    {.name = "_numba_type_", .get = get_numba_type, .doc = "What Numba's compiled code takes it for."},
    {.name = "__dict__", .get = PyObject_GenericGetDict, .set = PyObject_GenericSetDict},
    {.name = NULL},
};

static PyMemberDef cfunc_members[] = {
    {"__dictoffset__", T_PYSSIZET, offsetof(CFuncObject, dict), READONLY, NULL},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(CFuncObject, weak_references), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static PyMethodDef cfunc_methods[] = {
    {"inspect", cfunc_inspect, METH_O,
     "inspect($self, stage, /)\n--\n\nText of one stage of the compiler: \"bytecode\", \"hir\", \"types\", \"bound\", "
     "\"checks\", \"lir\", \"bytes\" (the LIR that the object depends on, without names), \"llvm_input\", \"llvm\" or "
     "\"asm\"."},
    {"bind", (PyCFunction)(void (*)(void))cfunc_bind, METH_VARARGS | METH_KEYWORDS,
     "bind($self, /, **values)\n--\n\nThe callback of the same function with other values in its free variables, and "
     "the "
     "same options: f.bind(a=2.0).\n\nWhat the function calls sees none of it, nor do those that share a variable with "
     "it "
     "in Python. Where only data differs, both have one code."},
    {"_decorate", cfunc_decorate, METH_O, NULL},
    {"__wrapper_address__", wrapper_address, METH_NOARGS, "__wrapper_address__($self, /)\n--\n\n.address, for Numba."},
    {"close", cfunc_close, METH_NOARGS,
     "close($self, /)\n--\n\nSay that C calls the function no more, and free its code, also if its address was read. "
     "What "
     "calls it all the same gets the error value, and a report goes to sys.unraisablehook; calls from Python raise "
     "RuntimeError. No thread may be inside it that C has called it on."},
    {"inspect_hir", inspect_hir, METH_NOARGS,
     "inspect_hir($self, /)\n--\n\nPython operations in SSA form, with types."},
    {"inspect_checks", inspect_checks, METH_NOARGS,
     "inspect_checks($self, /)\n--\n\nThe index checks that are left in the code, a line each: where, what isn't known "
     "of the index, and why.\n\nAn index that is proved to be in range costs nothing; a check that is left costs a "
     "compare, and may keep a loop\nfrom being vectorised. Comparing the index with the length before, or looping over "
     "range(len(a)), proves it.\nWhere one test before the loop stands for a check, the loop runs without it if that "
     "test holds."},
    {"inspect_lir", inspect_lir, METH_NOARGS, "inspect_lir($self, /)\n--\n\nMachine operations in SSA form."},
    {"inspect_llvm", inspect_llvm, METH_NOARGS, "inspect_llvm($self, /)\n--\n\nLLVM IR after optimisation."},
    {"inspect_asm", inspect_asm, METH_NOARGS, "inspect_asm($self, /)\n--\n\nAssembly."},
    {"__copy__", cfunc_copy, METH_NOARGS, NULL},
    {"__deepcopy__", cfunc_copy, METH_O, NULL},
    {"__reduce__", cfunc_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot cfunc_slots[] = {
    {Py_tp_new, cfunc_new},           {Py_tp_dealloc, cfunc_dealloc},
    {Py_tp_traverse, cfunc_traverse}, {Py_tp_clear, cfunc_clear},
    {Py_tp_call, cfunc_call},         {Py_tp_repr, cfunc_repr},
    {Py_tp_getset, cfunc_attributes}, {Py_tp_members, cfunc_members},
    {Py_tp_methods, cfunc_methods},   {0, NULL},
};

static PyType_Spec cfunc_spec = {
    .name = "upcall.CFunc",
    .basicsize = sizeof(CFuncObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = cfunc_slots,
};

bool callback_setup(PyObject *module, State *state)
{
    state->cfunc_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &cfunc_spec, NULL);
    return state->cfunc_type && !PyModule_AddType(module, state->cfunc_type);
}
