/* shared_code.c: what all closures of one compile have in common: the code, what it is called, how it is called. */
#include "frozen/origin.h"
#include "lower/sites.h"
#include "python/state.h"
#include "runtime/perf_map.h"
#include "types/environment.h"
#include "types/signature.h"
#include "types/stored.h"
#include "types/types.h"

#include <stdlib.h>
#include <string.h>

Parameter make_parameter(const Unit *u, TypeId type, PyObject *object)
{
    Parameter parameter = {.scalar = type, .element = TYPE_UNKNOWN, .type = object};
    if (type_is_record(u, type)) {
        parameter.size = type_layout(u, type)->size;
        parameter.scalar = TYPE_none;
    } else if (type >= TYPE_SCALAR_COUNT) {
        TypeId element = type_has_shape(u, type, SHAPE_POINTER) ? type_get(u, type)->element : TYPE_UNKNOWN;
        parameter.scalar = TYPE_voidptr;
        parameter.element = element < TYPE_SCALAR_COUNT ? element : TYPE_UNKNOWN;
        parameter.is_record = type_has_shape(u, element, SHAPE_RECORD);
        parameter.is_const = type_has_shape(u, type, SHAPE_POINTER) && type_get(u, type)->flags & ARRAY_READ_ONLY;
    }
    parameter.is_untyped = type_is_untyped(u, type);
    return parameter;
}

static Callback *make_callback(const Unit *u, const Frozen *root)
{
    Callback *callback = callback_new(root->code->qualname, root->code->filename, root->code->first_line,
                                      &u->sites->table);
    const LirEntry *entry = &u->lir->entry;
    if (!callback)
        return NULL;
    callback_set_error_value(callback, &entry->prototype.result, entry->error_value);
    if (callback_set_codes(callback, u->options.codes, u->options.code_count, entry->prototype.result.count))
        return callback;
    callback_free(callback);
    return NULL;
}

/* What is declared of an array that is a parameter. */
static bool take_lengths(const Unit *u, Parameter *parameter, const FormalParameter *formal, TypeId type)
{
    size_t size = (size_t)formal->ndim * sizeof *parameter->lengths;
    if (!formal->ndim || !type_has_shape(u, type, SHAPE_POINTER))
        return true;
    parameter->lengths = malloc(size);
    if (!parameter->lengths)
        return false;
    memcpy(parameter->lengths, formal->lengths, size);
    parameter->ndim = formal->ndim;
    parameter->item = type_layout(u, type_get(u, type)->element)->size;
    return true;
}

static bool make_parameters(SharedCode *self, const Unit *u, const Request *request)
{
    const Signature *signature = u->signature;
    self->parameters = calloc(signature->count + 1, sizeof *self->parameters);
    if (!self->parameters)
        return PyErr_NoMemory();
    self->parameter_count = signature->count;
    for (size_t i = 0; i < signature->count; i++) {
        self->parameters[i] = make_parameter(u, signature_inside(signature, i),
                                             PyTuple_GetItem(request->signature->inside, (Py_ssize_t)i));
        self->argument_words += parameter_words(&self->parameters[i]);
        if (signature->parameters &&
            !take_lengths(u, &self->parameters[i], &signature->parameters[i], signature_inside(signature, i)))
            return PyErr_NoMemory();
    }
    self->result = make_parameter(u, signature->result, request->signature->result);
    self->result.origin = request->signature->origin; /* as long as self->signature */
    self->result_words = parameter_words(&self->result);
    return true;
}

static PyObject *make_argument_names(const Unit *u, const Frozen *root)
{
    size_t count = u->signature->count;
    PyObject *names = PyTuple_New((Py_ssize_t)count);
    for (size_t i = 0; names && i < count; i++) {
        PyObject *name = PyUnicode_FromString(i < root->code->local_count ? root->code->locals[i] : "?");
        if (name)
            PyTuple_SetItem(names, (Py_ssize_t)i, name);
        else
            Py_CLEAR(names);
    }
    return names;
}

static bool bind_code(SharedCode *self, const Unit *u, const Frozen *root)
{
    const LirEntry *entry = &u->lir->entry;
    self->callback = make_callback(u, root);
    self->entry = image_symbol(self->image, LIR_ENTRY_SYMBOL);
    self->form.passing = platform_call_new(entry->prototype.arguments, entry->prototype.count,
                                           &entry->prototype.result);
    self->form.values_size = environment_size(u);
    for (size_t i = 0; i < u->environment->count; i++)
        if (u->environment->items[i].object->origin->kind == ORIGIN_root)
            self->own_address = u->environment->items[i].offset;
    return (self->callback && self->form.passing) || PyErr_NoMemory();
}

SharedCode *shared_code_new(const Unit *u, const Request *request, const Frozen *root, const char *prototype,
                            Image *image)
{
    SharedCode *self = calloc(1, sizeof *self);
    if (!self) {
        PyErr_NoMemory();
        return NULL;
    }
    self->references = self->uses = 1;
    self->key = content_of((Bytes){u->result->lir.items, u->result->lir.count}).key;
    self->image = image_ref(image);
    self->signature = Py_NewRef((PyObject *)request->signature);
    self->name = PyUnicode_FromString(root->code->qualname);
    self->native_name = PyUnicode_FromString(u->lir->entry.symbol);
    self->prototype = PyUnicode_FromString(prototype);
    self->argument_names = make_argument_names(u, root);
    self->options = request->options;
    bool is_copied = origins_copy(&self->options.open, &request->options.open) || PyErr_NoMemory();
    self->locals = Py_XNewRef(request->locals);
    self->success = Py_XNewRef(request->success);
    self->codes = Py_XNewRef(request->codes);
    perf_map_note(image_start(image), image_size(image), root->code->qualname);
    bool named = self->name && self->native_name && self->prototype && self->argument_names;
    if (is_copied && named && make_parameters(self, u, request) && bind_code(self, u, root))
        return self;
    shared_code_end_use(self);
    shared_code_free(self);
    return NULL;
}

SharedCode *shared_code_ref(SharedCode *code)
{
    code->references++;
    code->uses++;
    return code;
}

bool shared_code_revive(SharedCode *code)
{
    size_t uses = code->uses;
    while (uses && !atomic_compare_exchange_weak(&code->uses, &uses, uses + 1))
        ;
    code->references += uses != 0;
    return uses;
}

void shared_code_end_use(SharedCode *code)
{
    if (atomic_fetch_sub(&code->uses, 1) != 1)
        return;
    image_free(code->image);
    callback_free(code->callback);
}

void shared_code_free(SharedCode *code)
{
    if (atomic_fetch_sub(&code->references, 1) != 1)
        return;
    for (size_t i = 0; i < code->parameter_count; i++)
        free(code->parameters[i].lengths);
    free(code->parameters);
    free(code->form.passing);
    free((void *)(uintptr_t)code->options.open.items);
    Py_XDECREF(code->name);
    Py_XDECREF(code->native_name);
    Py_XDECREF(code->signature);
    Py_XDECREF(code->prototype);
    Py_XDECREF(code->argument_names);
    Py_XDECREF(code->locals);
    Py_XDECREF(code->success);
    Py_XDECREF(code->codes);
    free(code);
}
