/* compiled.c: from a Python function to machine code in memory, as a Python object that owns it.
 *
 * A compile is Compile: compile_begin() captures the function, compile_run() works without the GIL, from decode to load,
 * and compile_end() gives everything back however it went. CompiledObject takes over what should stay: the image, the
 * environment, the slot and the record of places that can raise. */
#include "compile/compile.h"
#include "lower/sites.h"
#include "python/capture/capture.h"
#include "types/environment.h"
#include "types/signature.h"
#include "types/types.h"

#include <stdlib.h>
#include <string.h>

typedef struct Compile {
    Capture capture;
    const Request *request;
    Unit *u;
    const Frozen *root;
    Image *image;
    const char *prototype; /* "double (double)", in the arena */
} Compile;

/* ---- one compile ---- */

static const Backend *open_backend(Unit *u)
{
    const Capture *capture = u->resolver->context;
    return backend_open(u, PyBytes_AsString(capture->state->library)); /* an immutable object's own memory: no GIL */
}

static Parameter make_parameter(const Unit *u, TypeId type, PyObject *object)
{
    Parameter parameter = {.scalar = type, .element = TYPE_UNKNOWN, .type = object};
    if (type >= TYPE_SCALAR_COUNT) {
        TypeId element = type_has_shape(u, type, SHAPE_POINTER) ? type_get(u, type)->element : TYPE_UNKNOWN;
        parameter.scalar = TYPE_voidptr;
        parameter.element = element < TYPE_SCALAR_COUNT ? element : TYPE_UNKNOWN;
    }
    return parameter;
}

/* The value that C gets on an error: like an argument of the result's type. */
static void read_error_value(Unit *u, const Request *request)
{
    if (!request->error_value)
        return;
    Parameter result = make_parameter(u, u->signature->result, request->signature->result);
    bool is_address = request->error_value == Py_None || PyLong_Check(request->error_value);
    PyObject *name = PyObject_GetAttrString(request->function, "__name__");
    PyObject *names = name ? Py_BuildValue("(s)", "error_value") : NULL;
    CompiledObject callee = {.name = name, .argument_names = names, .parameters = &result, .parameter_count = 1};
    uint64_t *words = ARENA_ARRAY(&u->arena, uint64_t, parameter_words(&result));
    bool ok = false;
    if (names && result.scalar == TYPE_voidptr && !is_address)
        PyErr_SetString(PyExc_TypeError, "the error_value of a pointer is None or an address");
    else if (names)
        ok = convert_argument(&callee, 0, request->error_value, words, &(Pins){.buffers = NULL});
    Py_XDECREF(names);
    Py_XDECREF(name);
    if (!ok)
        fail(u, (Loc){.code = NULL}, E_NONE);
    u->options.error_value = words;
}

void request_locals(Unit *u, const Request *request, Options *options)
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

static void read_request(Unit *u, void *argument)
{
    Compile *c = argument;
    const char *text = PyUnicode_AsUTF8AndSize(c->request->signature->text, NULL);
    if (!text)
        fail(u, (Loc){.code = NULL}, E_NONE);
    *u->signature = signature_parse(u, text);
    read_error_value(u, c->request);
    request_locals(u, c->request, &u->options);
    c->prototype = signature_prototype(u, u->signature, "");
    c->root = capture_function(&c->capture, u, c->request->function, origin_indexed(u, ORIGIN_root, NULL, 0));
}

static bool compile_begin(Compile *c, State *state, const Request *request)
{
    *c = (Compile){.capture = {.state = state}, .request = request};
    c->u = compile_unit((Resolver){.resolve = capture_resolve, .offer = capture_offer, .context = &c->capture});
    if (!c->u) {
        PyErr_NoMemory();
        return false;
    }
    c->u->options = request->options;
    timing_start(&c->u->timing);
    bool ok = unit_guard(c->u, read_request, c);
    timing_lap(&c->u->timing, TIMED_capture);
    if (ok)
        return true;
    raise_compile_error(c->u);
    return false;
}

static void load_image(Unit *u, void *argument)
{
    ((Compile *)argument)->image = load(u, u->result->object, u->result->object_size, runtime_symbols,
                                        runtime_symbol_count);
    timing_lap(&u->timing, TIMED_load);
    compile_done(u);
}

static bool compile_run(Compile *c, Stage last, unsigned dumps)
{
    c->capture.saved = PyEval_SaveThread();
    bool ok = compile(c->u, c->root, last, dumps, open_backend);
    if (ok && last == STAGE_object)
        ok = unit_guard(c->u, load_image, c);
    if (c->capture.saved) /* NULL: an error left capture_resolve() with the GIL held */
        PyEval_RestoreThread(c->capture.saved);
    c->capture.saved = NULL;
    if (!ok)
        raise_compile_error(c->u);
    return ok;
}

static void compile_end(Compile *c)
{
    if (c->u)
        unit_free(c->u);
    capture_end(&c->capture);
    if (c->image)
        image_free(c->image);
}

/* ---- what stays of it ---- */

/* The word of component `i` of a captured number, or of an array: its address. */
static uint64_t captured_word(const Frozen *object, const Component *component, size_t i)
{
    if (object->kind == FROZEN_ARRAY)
        return (uint64_t)(uintptr_t)object->array->data;
    return type_is_float(component->scalar) ? component_word(component, i ? object->imag : object->real)
                                            : (uint64_t)object->integer;
}

static void write_entry(unsigned char *environment, const EnvEntry *entry, const Layout *layout)
{
    for (size_t i = 0; i < layout->count; i++) {
        const Component *component = &layout->components[i];
        uint64_t word = captured_word(entry->object, component, i);
        memcpy(environment + entry->offset + component->offset, &word, scalar_layout(component->scalar)->size);
    }
}

static Environment *make_environment(const Unit *u)
{
    size_t size = 0;
    if (u->environment->count) {
        const EnvEntry *last = &u->environment->items[u->environment->count - 1];
        size = last->offset + type_layout(u, last->type)->size - ENVIRONMENT_VALUES;
    }
    Environment *environment = environment_new(size);
    for (size_t i = 0; environment && i < u->environment->count; i++)
        write_entry((unsigned char *)environment, &u->environment->items[i],
                    type_layout(u, u->environment->items[i].type));
    return environment;
}

static Callback *make_callback(Unit *u, const Frozen *root)
{
    Callback *callback = callback_new(root->code->qualname, root->code->filename, root->code->first_line,
                                      &u->sites->table);
    if (callback)
        callback_set_error_value(callback, &u->lir->entry.result, u->lir->entry.error_value);
    return callback;
}

/* Function pointers come out of memory as bytes: ISO C has no cast from an object's address. */
static Invoke *as_invoke(void *address)
{
    Invoke *invoke;
    memcpy(&invoke, &address, sizeof invoke);
    return invoke;
}

static void no_slot(Unit *u, void *ignored)
{
    (void)ignored;
    fail_code_memory(u);
}

static bool bind_code(CompiledObject *self, Compile *c)
{
    self->environment = make_environment(c->u);
    self->callback = make_callback(c->u, c->root);
    if (self->environment && self->callback) {
        self->image = c->image;
        c->image = NULL;
        self->invoke = as_invoke(image_symbol(self->image, LIR_ENTRY_SYMBOL ".invoke"));
        self->environment->entry = image_symbol(self->image, LIR_ENTRY_SYMBOL);
        self->environment->callback = self->callback;
        self->slot = slot_new(self->environment, image_front(self->image));
    }
    if (!self->slot && !unit_guard(c->u, no_slot, NULL))
        raise_compile_error(c->u);
    return self->slot;
}

static bool make_parameters(CompiledObject *self, const Compile *c)
{
    const Signature *signature = c->u->signature;
    self->parameters = calloc(signature->count + 1, sizeof *self->parameters);
    if (!self->parameters)
        return PyErr_NoMemory();
    self->parameter_count = signature->count;
    for (size_t i = 0; i < signature->count; i++) {
        self->parameters[i] = make_parameter(c->u, signature->arguments[i],
                                             PyTuple_GetItem(c->request->signature->arguments, (Py_ssize_t)i));
        self->argument_words += parameter_words(&self->parameters[i]);
    }
    self->result = make_parameter(c->u, signature->result, c->request->signature->result);
    self->result_words = parameter_words(&self->result);
    return true;
}

static PyObject *make_argument_names(const Compile *c)
{
    size_t count = c->u->signature->count;
    PyObject *names = PyTuple_New((Py_ssize_t)count);
    for (size_t i = 0; names && i < count; i++) {
        PyObject *name = PyUnicode_FromString(i < c->root->code->local_count ? c->root->code->locals[i] : "?");
        if (name)
            PyTuple_SetItem(names, (Py_ssize_t)i, name);
        else
            Py_CLEAR(names);
    }
    return names;
}

static CompiledObject *make_compiled(State *state, Compile *c)
{
    CompiledObject *self = PyObject_New(CompiledObject, state->compiled_type);
    if (!self)
        return NULL;
    memset((char *)self + sizeof(PyObject), 0, sizeof *self - sizeof(PyObject));
    self->users = 1;
    self->signature = Py_NewRef((PyObject *)c->request->signature);
    self->name = PyUnicode_FromString(c->root->code->qualname);
    self->native_name = PyUnicode_FromString(c->u->lir->entry.symbol);
    self->prototype = PyUnicode_FromString(c->prototype);
    self->argument_names = make_argument_names(c);
    self->options = c->request->options;
    self->locals = Py_XNewRef(c->request->locals);
    self->exports = c->capture.exports;
    c->capture.exports = (Exports){.items = NULL};
    bool named = self->name && self->native_name && self->prototype && self->argument_names;
    if (!named || !make_parameters(self, c) || !bind_code(self, c))
        Py_CLEAR(self);
    return self;
}

CompiledObject *compiled_new(State *state, const Request *request)
{
    Compile c;
    errors_deliver();
    bool ok = compile_begin(&c, state, request) && compile_run(&c, STAGE_object, 0);
    CompiledObject *compiled = ok ? make_compiled(state, &c) : NULL;
    compile_end(&c);
    return compiled;
}

_Static_assert(STAGE_object == STAGE_COUNT - 1, "ORDER STAGES");

static int stage_number(const char *name)
{
    for (int stage = 0; stage < STAGE_object; stage++) /* ORDER STAGES: the last one dumps nothing */
        if (!strcmp(stage_names[stage], name))
            return stage;
    PyErr_Format(PyExc_ValueError, "there is no stage named %s", name);
    return -1;
}

PyObject *compiled_dump(State *state, const Request *request, const char *stage_name)
{
    Compile c;
    int stage = stage_number(stage_name);
    if (stage < 0)
        return NULL;
    bool ok = compile_begin(&c, state, request) && compile_run(&c, (Stage)stage, 1u << stage);
    const char *dump = ok ? c.u->result->dumps[stage] : NULL;
    PyObject *text = ok ? PyUnicode_DecodeUTF8(dump ? dump : "", (Py_ssize_t)strlen(dump ? dump : ""), "replace")
                        : NULL;
    compile_end(&c);
    return text;
}

/* ---- the end of the code ---- */

/* Once the door is shut threads may still run in the code while objects die: it stays, and what it refers to. */
static void free_code(CompiledObject *self)
{
    if (errors_door_is_shut() || !slot_free(self->slot))
        return;
    if (self->image)
        image_free(self->image);
    environment_free(self->environment);
    callback_free(self->callback);
    exports_release(&self->exports);
}

bool compiled_enter(CompiledObject *self)
{
    size_t users = self->users;
    while (users && !atomic_compare_exchange_weak(&self->users, &users, users + 1))
        ;
    return users || compiled_check_open(self);
}

void compiled_leave(CompiledObject *self)
{
    if (atomic_fetch_sub(&self->users, 1) == 1)
        free_code(self);
}

bool compiled_check_open(const CompiledObject *self)
{
    if (!self->closed)
        return true;
    PyErr_Format(PyExc_RuntimeError, "%U() is closed", self->name);
    return false;
}

void *compiled_address(CompiledObject *self)
{
    if (!compiled_check_open(self) || !compiled_enter(self))
        return NULL;
    void *address = slot_address(self->slot);
    compiled_leave(self);
    return address;
}

void compiled_close(CompiledObject *self)
{
    if (atomic_exchange(&self->closed, true))
        return;
    compiled_leave(self);
}

/* ---- the type ---- */

static PyObject *call_slot(PyObject *self, PyObject *args, PyObject *keywords)
{
    return compiled_call((CompiledObject *)self, args, keywords);
}

static void compiled_dealloc(PyObject *object)
{
    PyTypeObject *class = Py_TYPE(object);
    CompiledObject *self = (CompiledObject *)object;
    compiled_close(self);
    free(self->parameters);
    Py_XDECREF(self->name);
    Py_XDECREF(self->native_name);
    Py_XDECREF(self->signature);
    Py_XDECREF(self->prototype);
    Py_XDECREF(self->argument_names);
    Py_XDECREF(self->locals);
    PyObject_Free(object);
    Py_DECREF(class);
}

static PyObject *compiled_pointer(PyObject *self, void *ignored)
{
    (void)ignored;
    void *address = compiled_address((CompiledObject *)self);
    return address ? PyLong_FromVoidPtr(address) : NULL;
}

static PyGetSetDef compiled_attributes[] = {
    {.name = "pointer", .get = compiled_pointer, .doc = "The function pointer; good as long as this object lives."},
    {.name = NULL},
};

static PyMemberDef compiled_members[] = {
    {"name", T_OBJECT_EX, offsetof(CompiledObject, name), READONLY, "Qualified name of the function."},
    {"native_name", T_OBJECT_EX, offsetof(CompiledObject, native_name), READONLY, "Symbol of the C function."},
    {"signature", T_OBJECT_EX, offsetof(CompiledObject, signature), READONLY, "Types of the C function."},
    {"prototype", T_OBJECT_EX, offsetof(CompiledObject, prototype), READONLY, "\"double (double)\""},
    {NULL, 0, 0, 0, NULL},
};

static PyType_Slot compiled_slots[] = {
    {Py_tp_doc, "Machine code of one function, as long as it is referred to. Calling it runs it."},
    {Py_tp_dealloc, compiled_dealloc},
    {Py_tp_call, call_slot},
    {Py_tp_getset, compiled_attributes},
    {Py_tp_members, compiled_members},
    {0, NULL},
};

static PyType_Spec compiled_spec = {
    .name = "upcall._core.Compiled",
    .basicsize = sizeof(CompiledObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = compiled_slots,
};

bool compiled_setup(PyObject *module, State *state)
{
    state->compiled_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &compiled_spec, NULL);
    return state->compiled_type && !PyModule_AddType(module, state->compiled_type);
}
