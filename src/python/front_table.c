/* front_table.c: the table itself, see front_table.h: variants by code object, and what they are looked for with. */
#include "python/front_table.h"

#include <stdlib.h>
#include <string.h>

typedef enum { FRONT_OFF, FRONT_ON, FRONT_VERIFY } FrontMode;

static FrontMode mode(void)
{
    const char *text = getenv("UPCALL_FRONT");
    return !text ? FRONT_ON : !strcmp(text, "0") ? FRONT_OFF : !strcmp(text, "verify") ? FRONT_VERIFY : FRONT_ON;
}

/* ---- requests ---- */

/* Error values, each None or one of Python's own numbers. 0.0 isn't -0.0, a nan is the nan of the same bits. */
static bool same_constant(PyObject *a, PyObject *b)
{
    double x[2] = {0}, y[2] = {0};
    if (!a || !b || Py_TYPE(a) != Py_TYPE(b))
        return a == b;
    if (!PyFloat_CheckExact(a) && !PyComplex_CheckExact(a))
        return PyObject_RichCompareBool(a, b, Py_EQ) == 1;
    size_t count = PyFloat_CheckExact(a) ? 1 : 2;
    return front_number(count, a, x) && front_number(count, b, y) && !memcmp(x, y, sizeof x);
}

/* Of each the class is one of Python's own. */
static bool same_codes(PyObject *a, PyObject *b)
{
    Py_ssize_t count = a ? PyTuple_Size(a) : 0;
    if (count != (b ? PyTuple_Size(b) : 0))
        return false;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *x = PyTuple_GetItem(a, i), *y = PyTuple_GetItem(b, i);
        if (PyTuple_GetItem(x, 0) != PyTuple_GetItem(y, 0) ||
            !same_constant(PyTuple_GetItem(x, 1), PyTuple_GetItem(y, 1)))
            return false;
    }
    return true;
}

static bool same_locals(PyObject *a, PyObject *b)
{
    return a == b || (a && b && PyObject_RichCompareBool(a, b, Py_EQ) == 1);
}

/* The very same classes: others of that layout give others. */
static bool same_origin(PyObject *a, PyObject *b)
{
    bool same = a == b || (PyTuple_Check(a) && PyTuple_Check(b) && PyTuple_Size(a) == PyTuple_Size(b));
    for (Py_ssize_t i = 0; same && a != b && i < PyTuple_Size(a); i++)
        same = PyTuple_GetItem(a, i) == PyTuple_GetItem(b, i);
    return same;
}

static bool same_signature(const SignatureObject *a, const SignatureObject *b)
{
    bool same = a->declared == b->declared || !PyUnicode_Compare(a->declared, b->declared);
    return same && same_origin(a->origin, b->origin) && same_locals(a->annotations, b->annotations);
}

/* Without a cache, and where one isn't wanted, all are compiled. */
static bool is_off(const Request *request)
{
    return request->options.is_uncached || !cache_is_on();
}

static bool is_requested(const VariantObject *variant, const Request *request)
{
    const Options *a = &variant->code->options, *b = &request->options;
    return same_signature((SignatureObject *)variant->code->signature, request->signature) &&
           a->boundscheck == b->boundscheck && a->error_model_python == b->error_model_python &&
           a->fastmath == b->fastmath && a->has_lines == b->has_lines &&
           same_locals(variant->code->locals, request->locals) &&
           same_constant(variant->code->success, request->success) &&
           same_codes(variant->code->codes, request->codes) &&
           same_constant(variant->error_value, request->error_value);
}

/* ---- code without a closure ---- */

static void give_back(SharedCode *code)
{
    shared_code_end_use(code);
    shared_code_free(code);
}

/* Where each closure is dropped before the next is made, the code stays: that of the last ones, unless it is large. Who is half
 * way out comes in anew. */
static void keep_for_next(State *state, SharedCode *code)
{
    enum { LARGE = 1 << 14 };
    size_t count = state->recent_count;
    bool is_there = code->recent && count - code->recent < RECENT_CODES / 2;
    if (is_there || image_size(code->image) > LARGE)
        return;
    count = atomic_fetch_add(&state->recent_count, 1) + 1;
    code->recent = count;
    SharedCode *oldest = atomic_exchange(&state->recent[count % RECENT_CODES], shared_code_ref(code));
    if (oldest)
        give_back(oldest);
}

void front_clear(State *state)
{
    if (state->front)
        PyDict_Clear(state->front); /* what empties an entry refers to it */
    for (size_t i = 0; i < RECENT_CODES; i++) {
        SharedCode *code = atomic_exchange(&state->recent[i], NULL);
        if (code)
            give_back(code);
    }
}

/* ---- the table ---- */

static PyObject *code_of(PyObject *function)
{
    PyObject *code = PyObject_GetAttrString(function, "__code__");
    if (!code)
        PyErr_Clear();
    return code;
}

/* The tuple of a code object; NULL without an exception: there is none. */
static PyObject *variants_of(const State *state, PyObject *code)
{
    PyObject *key = PyLong_FromVoidPtr(code);
    PyObject *variants = key ? PyObject_GetItem(state->front, key) : NULL; /* another thread may put another there */
    if (!variants && PyErr_ExceptionMatches(PyExc_KeyError))
        PyErr_Clear();
    Py_XDECREF(key);
    return variants;
}

/* `self`: (the table, the key). */
static PyObject *forget(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    if (PyDict_DelItem(PyTuple_GetItem(self, 0), PyTuple_GetItem(self, 1)))
        PyErr_Clear();
    Py_RETURN_NONE;
}

static PyMethodDef forget_method = {"forget", forget, METH_O, "The code object is gone."};

/* A weak reference that empties the entry. */
static PyObject *watch(const State *state, PyObject *code, PyObject *key)
{
    PyObject *self = Py_BuildValue("(OO)", state->front, key);
    PyObject *callback = self ? PyCFunction_New(&forget_method, self) : NULL;
    PyObject *watching = callback ? PyWeakref_NewRef(code, callback) : NULL;
    Py_XDECREF(callback);
    Py_XDECREF(self);
    return watching;
}

static bool has_code(PyObject *variant)
{
    return ((VariantObject *)variant)->code->uses;
}

/* A variant behind the others; those go that are too many before it, and those without code. */
static PyObject *with_variant(PyObject *watching, PyObject *variants, PyObject *variant)
{
    PyObject *items[VARIANTS + 1] = {[VARIANTS] = variant}; /* the first stays empty */
    Py_ssize_t first = VARIANTS;
    for (Py_ssize_t i = variants ? PyTuple_Size(variants) - 1 : 0; i > 0 && first > 1; i--)
        if (has_code(PyTuple_GetItem(variants, i)))
            items[--first] = PyTuple_GetItem(variants, i);
    PyObject *made = PyTuple_New(VARIANTS + 2 - first);
    if (!made)
        return NULL;
    PyTuple_SetItem(made, 0, Py_NewRef(watching));
    for (Py_ssize_t i = first; i <= VARIANTS; i++)
        PyTuple_SetItem(made, i - first + 1, Py_NewRef(items[i]));
    return made;
}

static bool add(const State *state, PyObject *code, PyObject *variant)
{
    PyObject *key = PyLong_FromVoidPtr(code), *variants = variants_of(state, code);
    PyObject *watching = !key ? NULL : variants ? Py_NewRef(PyTuple_GetItem(variants, 0)) : watch(state, code, key);
    PyObject *made = watching ? with_variant(watching, variants, variant) : NULL;
    bool ok = made && !PyDict_SetItem(state->front, key, made);
    Py_XDECREF(made);
    Py_XDECREF(watching);
    Py_XDECREF(variants);
    Py_XDECREF(key);
    return ok;
}

bool front_is_verified(void)
{
    return mode() == FRONT_VERIFY;
}

void front_remember(State *state, const Request *request, SharedCode *code, Unit *u, const Capture *capture,
                    const Opening *opening)
{
    bool is_known = mode() == FRONT_OFF && opening->variant && !opening->is_new;
    PyObject *key = is_off(request) || is_known ? NULL : code_of(request->function);
    VariantObject *variant = key ? front_variant(state, request, code, u, capture, opening) : NULL;
    if (variant && add(state, key, (PyObject *)variant))
        keep_for_next(state, code);
    PyErr_Clear();
    Py_XDECREF((PyObject *)variant);
    Py_XDECREF(key);
}

/* ---- closures ---- */

/* NULL without an exception: the answers are other ones, or the code is gone. */
static CompiledObject *closure_of(State *state, const VariantObject *variant, const Request *request)
{
    Exports exports = {.items = NULL};
    CompiledObject *closure = NULL;
    Environment *environment = environment_new(variant->code->form.values_size);
    if (!environment)
        return NULL;
    if (front_replay(variant, request->function, NULL, environment, &exports) && shared_code_revive(variant->code)) {
        closure = closure_new(state, variant->code, environment, &exports, CACHED_MEMORY);
        keep_for_next(state, variant->code);
        give_back(variant->code);
    } else
        free(environment);
    exports_release(&exports);
    return closure;
}

/* Of those that were compiled for such a request, the newest first. */
static VariantObject *requested(PyObject *variants, Py_ssize_t *at, const Request *request)
{
    while (--*at > 0) {
        VariantObject *variant = (VariantObject *)PyTuple_GetItem(variants, *at);
        if (is_requested(variant, request))
            return variant;
    }
    return NULL;
}

static CompiledObject *closure_among(State *state, PyObject *variants, const Request *request, Opening *opening)
{
    CompiledObject *closure = NULL;
    VariantObject *variant;
    Py_ssize_t at = PyTuple_Size(variants);
    while (!closure && !PyErr_Occurred() && mode() != FRONT_OFF && (variant = requested(variants, &at, request)))
        closure = closure_of(state, variant, request);
    at = PyTuple_Size(variants);
    while (!closure && !PyErr_Occurred() && (variant = requested(variants, &at, request)))
        if (opening_for(opening, variant, request->function))
            break;
    return closure;
}

CompiledObject *front_closure(State *state, const Request *request, Opening *opening)
{
    *opening = (Opening){.variant = NULL};
    PyObject *code = is_off(request) ? NULL : code_of(request->function);
    PyObject *variants = code ? variants_of(state, code) : NULL;
    CompiledObject *closure = variants ? closure_among(state, variants, request, opening) : NULL;
    Py_XDECREF(variants);
    Py_XDECREF(code);
    return closure;
}

/* ---- the type ---- */

static void free_step(Step *step)
{
    Py_XDECREF(step->name);
    Py_XDECREF(step->expected);
    front_shape_free(step->array);
}

static void variant_dealloc(PyObject *object)
{
    PyTypeObject *class = Py_TYPE(object);
    VariantObject *self = (VariantObject *)object;
    for (size_t i = 0; i < self->count; i++)
        free_step(&self->steps[i]);
    free(self->steps);
    free(self->writes);
    Py_XDECREF(self->error_value);
    if (self->code)
        shared_code_free(self->code);
    PyObject_Free(object);
    Py_DECREF(class);
}

static PyType_Slot variant_slots[] = {
    {Py_tp_doc, "What a compile asked of its function, and its code."},
    {Py_tp_dealloc, variant_dealloc},
    {0, NULL},
};

static PyType_Spec variant_spec = {
    .name = "upcall._core.Variant",
    .basicsize = sizeof(VariantObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = variant_slots,
};

bool front_setup(PyObject *module, State *state)
{
    state->variant_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &variant_spec, NULL);
    state->front = PyDict_New();
    return state->variant_type && state->front;
}
