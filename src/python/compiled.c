/* compiled.c: from a Python function to machine code in memory, as a Python object that owns it.
 *
 * A compile is Compile: compile_begin() captures the function, compile_run() works without the GIL, from decode to load,
 * and compile_end() gives everything back however it went. Between the two floats are rounded as C does by default, whatever the
 * thread's own modes are: constants and LLVM's decisions don't depend on them. SharedCode and CompiledObject take over what
 * should stay: the image and the record of places that can raise, the environment and the slot. */
#include "compile/compile.h"
#include "lower/sites.h"
#include "python/capture/capture.h"
#include "python/front_table.h"
#include "types/environment.h"
#include "types/signature.h"
#include "types/types.h"

#include <fenv.h>
#include <stdlib.h>
#include <string.h>

typedef struct Compile {
    fenv_t floats; /* the caller's modes */
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

static void read_request(Unit *u, void *argument)
{
    Compile *c = argument;
    *u->signature = signature_of(u, c->request->signature);
    request_answers(u, c->request, &u->options);
    request_options(u, c->request, u->signature->result, &u->options);
    c->prototype = signature_prototype(u, u->signature, "");
    c->root = capture_function(&c->capture, u, c->request->function, origin_indexed(u, ORIGIN_root, NULL, 0));
}

static bool compile_begin(Compile *c, State *state, const Request *request)
{
    *c = (Compile){.capture = {.state = state}, .request = request};
    fegetenv(&c->floats);
    fesetenv(FE_DFL_ENV);
    c->u = compile_unit((Resolver){.resolve = capture_resolve, .offer = capture_offer, .context = &c->capture});
    if (!c->u) {
        PyErr_NoMemory();
        return false;
    }
    c->u->options = request->options;
    c->u->options.open.all = getenv("UPCALL_OPEN");
    timing_start(&c->u->timing);
    bool ok = unit_guard(c->u, read_request, c);
    timing_lap(&c->u->timing, TIMED_capture);
    if (ok)
        return true;
    raise_compile_error(c->u);
    return false;
}

static bool compile_run(Compile *c, Stage last, unsigned dumps)
{
    c->capture.saved = PyEval_SaveThread();
    bool ok = compile(c->u, c->root, last, dumps, open_backend);
    c->image = c->u->result->image;
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
    fesetenv(&c->floats);
}

/* ---- what stays of it ---- */

static uint64_t array_word(const FrozenArray *array, size_t part)
{
    size_t ndim = (size_t)array->ndim, extent = part - 1;
    if (!part)
        return (uint64_t)(uintptr_t)array->data;
    return (uint64_t)(extent < ndim ? array->shape[extent] : array->strides[extent - ndim]);
}

/* The word of component `i` of an entry; of a cfunc that is closed an exception. */
static uint64_t captured_word(const EnvEntry *entry, const Component *component, size_t i)
{
    const Frozen *object = entry->object;
    if (object->kind == FROZEN_FUNCTION && !object->identity) /* itself: keep_own_address() */
        return 0;
    if (object->kind == FROZEN_FUNCTION)
        return (uint64_t)(uintptr_t)callback_given_out((PyObject *)(uintptr_t)object->identity);
    if (object->kind == FROZEN_FOREIGN && object->count)
        object = object->items[entry->part];
    if (object->kind == FROZEN_ARRAY || object->kind == FROZEN_RECORD)
        return array_word(object->array, entry->part);
    return type_is_float(component->scalar) ? component_word(component, i ? object->number.imag : object->number.real)
                                            : (uint64_t)object->number.integer;
}

static void write_entry(unsigned char *environment, const EnvEntry *entry, const Layout *layout)
{
    for (size_t i = 0; i < layout->count; i++) {
        const Component *component = &layout->components[i];
        uint64_t word = captured_word(entry, component, i);
        memcpy(environment + entry->offset + component->offset, &word, scalar_layout(component->scalar)->size);
    }
}

static void no_slot(Unit *u, void *ignored)
{
    (void)ignored;
    fail_code_memory(u);
}

static Environment *make_environment(const Unit *u, const SharedCode *code)
{
    Environment *environment = environment_new(code->form.values_size);
    for (size_t i = 0; environment && i < u->environment->count; i++)
        write_entry((unsigned char *)environment, &u->environment->items[i],
                    type_layout(u, u->environment->items[i].type));
    if (!PyErr_Occurred())
        return environment;
    environment_free(environment);
    return NULL;
}

/* C may keep the address, so the code stays for good. */
static void keep_own_address(CompiledObject *self)
{
    void *address = slot_address(self->slot);
    memcpy((unsigned char *)self->environment + self->code->own_address, &address, sizeof address);
    Py_INCREF((PyObject *)self);
}

CompiledObject *closure_new(State *state, SharedCode *code, Environment *environment, Exports *exports, Cached cached)
{
    CompiledObject *self = environment ? PyObject_New(CompiledObject, state->compiled_type) : NULL;
    if (!self) {
        environment_free(environment);
        return NULL;
    }
    memset((char *)self + sizeof(PyObject), 0, sizeof *self - sizeof(PyObject));
    self->users = 1;
    self->code = shared_code_ref(code);
    self->exports = *exports;
    *exports = (Exports){.items = NULL};
    self->environment = environment;
    self->cached = cached;
    environment->entry = code->entry;
    environment->callback = code->callback;
    self->slot = slot_new(environment, image_front(code->image));
    if (!self->slot)
        Py_CLEAR(self);
    else if (code->own_address)
        keep_own_address(self);
    return self;
}

static CompiledObject *make_compiled(State *state, Compile *c, const Opening *opening)
{
    SharedCode *code = shared_code_new(c->u, c->request, c->root, c->prototype, c->image);
    if (!code)
        return NULL;
    CompiledObject *self = closure_new(state, code, make_environment(c->u, code), &c->capture.exports,
                                       c->u->result->cached);
    if (self)
        front_remember(state, c->request, code, c->u, &c->capture, opening);
    shared_code_end_use(code);
    shared_code_free(code);
    if (!self && !PyErr_Occurred() && !unit_guard(c->u, no_slot, NULL))
        raise_compile_error(c->u);
    return self;
}

/* The front end alone, before the compile: what it looks at isn't to be open. */
static void narrow(State *state, const Request *request, Opening *opening)
{
    Compile c;
    if (compile_begin(&c, state, request) && compile_run(&c, STAGE_lir, 0))
        opening_narrow(opening, &c.capture);
    else
        PyErr_Clear();
    compile_end(&c);
}

static CompiledObject *compile_anew(State *state, const Request *request, Opening *opening)
{
    Compile c;
    Request opened = *request;
    opened.options.open = opening->open;
    if (opening->is_new)
        narrow(state, &opened, opening);
    opened.options.open = opening->open;
    bool ok = compile_begin(&c, state, &opened) && compile_run(&c, STAGE_object, 0);
    CompiledObject *compiled = ok ? make_compiled(state, &c, opening) : NULL;
    compile_end(&c);
    return compiled;
}

/* Are this code, these values and texts of exceptions those that run? */
static bool is_same(const CompiledObject *self, const Unit *u)
{
    Key key = content_of((Bytes){u->result->lir.items, u->result->lir.count}).key;
    if (memcmp(&key, &self->code->key, sizeof key) || environment_size(u) != self->code->form.values_size)
        return false; /* what nothing uses isn't in LIR's bytes, but in the environment */
    Environment *values = make_environment(u, self->code);
    size_t own = self->code->own_address;
    if (values && own)
        memcpy((unsigned char *)values + own, (unsigned char *)self->environment + own, sizeof(void *));
    bool same = values && !memcmp(values->values, self->environment->values, self->code->form.values_size) &&
                table_has_exceptions(callback_table(self->code->callback), &u->sites->table);
    environment_free(values);
    return same;
}

/* UPCALL_FRONT=verify: what a compile would come to. */
static CompiledObject *verified(State *state, const Request *request, CompiledObject *closure)
{
    Compile c;
    Request opened = *request;
    opened.options.open = closure->code->options.open;
    bool ok = compile_begin(&c, state, &opened) && compile_run(&c, STAGE_bytes, 0);
    CallbackTable *sites = ok ? table_copy(&c.u->sites->table) : NULL;
    bool same = sites && is_same(closure, c.u) && table_same(callback_table(closure->code->callback), sites);
    if (sites && !same)
        PyErr_Format(PyExc_SystemError, "the front table is wrong: a compile of %U would make another callback",
                     closure->code->name);
    if (!same)
        Py_CLEAR(closure);
    free(sites);
    compile_end(&c);
    return closure;
}

/* NULL without an exception: it has to be compiled. */
static CompiledObject *from_front(State *state, const Request *request, Opening *opening)
{
    CompiledObject *closure = front_closure(state, request, opening);
    return closure && front_is_verified() ? verified(state, request, closure) : closure;
}

CompiledObject *compiled_new(State *state, const Request *request)
{
    Opening opening;
    errors_deliver();
    CompiledObject *closure = from_front(state, request, &opening);
    if (!closure && PyErr_Occurred() &&
        PyErr_ExceptionMatches(PyExc_SystemError)) { /* another thread may have changed what it sees */
        PyErr_Clear();
        opening_end(&opening);
        closure = from_front(state, request, &opening);
    }
    if (!closure && !PyErr_Occurred())
        closure = compile_anew(state, request, &opening);
    opening_end(&opening);
    return closure;
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
    environment_free(self->environment);
    shared_code_end_use(self->code);
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
    PyErr_Format(PyExc_RuntimeError, "%U() is closed", self->code->name);
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

/* ---- what a compile asks ---- */

/* Of the names that were looked up in functions: (function, name) of each. */
static PyObject *list_questions(const Unit *u)
{
    PyObject *questions = PyList_New(0);
    for (size_t i = 0; questions && i < u->resolver->answers.count; i++) {
        const Resolved *answer = &u->resolver->answers.items[i];
        if (!answer->owner || answer->owner->kind != FROZEN_FUNCTION)
            continue;
        PyObject *question = Py_BuildValue("(Os)", (PyObject *)answer->owner->handle, answer->name);
        if (!question || PyList_Append(questions, question))
            Py_CLEAR(questions);
        Py_XDECREF(question);
    }
    return questions;
}

PyObject *compiled_questions(State *state, const Request *request, CompiledObject *compiled, bool *same)
{
    Compile c;
    if (!compiled_enter(compiled))
        return NULL;
    bool ok = compile_begin(&c, state, request) && compile_run(&c, STAGE_bytes, 0);
    *same = ok && is_same(compiled, c.u);
    PyObject *questions = ok ? list_questions(c.u) : NULL;
    compile_end(&c);
    compiled_leave(compiled);
    return questions;
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
    shared_code_free(self->code);
    PyObject_Free(object);
    Py_DECREF(class);
}

static PyObject *compiled_pointer(PyObject *self, void *ignored)
{
    (void)ignored;
    void *address = compiled_address((CompiledObject *)self);
    return address ? PyLong_FromVoidPtr(address) : NULL;
}

/* `offset`: of a member of SharedCode. */
static PyObject *compiled_member(PyObject *self, void *offset)
{
    const char *code = (const char *)((CompiledObject *)self)->code;
    PyObject *member;
    memcpy(&member, code + (size_t)(uintptr_t)offset, sizeof member);
    return Py_NewRef(member);
}

#define OF_CODE(member, doc) {#member, compiled_member, NULL, doc, (void *)offsetof(SharedCode, member)}

static PyGetSetDef compiled_attributes[] = {
    {.name = "pointer", .get = compiled_pointer, .doc = "The function pointer; good as long as this object lives."},
    OF_CODE(name, "Qualified name of the function."),
    OF_CODE(native_name, "Symbol of the C function."),
    OF_CODE(signature, "Types of the C function."),
    OF_CODE(prototype, "\"double (double)\""),
    {.name = NULL},
};

static PyType_Slot compiled_slots[] = {
    {Py_tp_doc, "Machine code of one function, as long as it is referred to. Calling it runs it."},
    {Py_tp_dealloc, compiled_dealloc},
    {Py_tp_call, call_slot},
    {Py_tp_getset, compiled_attributes},
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
