/* capture_function.c: functions with their defaults, and what stands for a function: a cfunc, a partial, what another
 * compiler's decorator left. */
#include "frozen/frozen.h"
#include "python/capture/capture.h"
#include "types/signature.h"

#include <string.h>

/* Defaults are frozen when the function is captured. */
static void capture_defaults(Capture *c, Unit *u, PyObject *function, Frozen *captured)
{
    const Origin *origin = captured->origin;
    const Code *code = captured->code;
    PyObject *defaults = capture_optional(c, u, function, "__defaults__");
    captured->count = defaults && PyTuple_Check(defaults) ? (size_t)PyTuple_Size(defaults) : 0;
    captured->items = ARENA_ARRAY(&u->arena, Frozen *, captured->count);
    for (size_t i = 0; i < captured->count; i++)
        captured->items[i] = (Frozen *)capture_value(c, u, capture_item(c, u, defaults, i),
                                                     origin_indexed(u, ORIGIN_default, origin, i));
    PyObject *by_keyword = capture_optional(c, u, function, "__kwdefaults__");
    captured->keyword_defaults = ARENA_ARRAY(&u->arena, Frozen *, code->keyword_only_count);
    for (size_t i = 0; i < code->keyword_only_count; i++) {
        const char *name = code->locals[code->argument_count + i];
        PyObject *value = capture_lookup(c, u, by_keyword, capture_hold(c, u, PyUnicode_FromString(name)));
        const Origin *at = origin_named(u, ORIGIN_keyword_default, origin, name);
        if (value)
            captured->keyword_defaults[i] = (Frozen *)capture_value(c, u, value, at);
        else
            capture_absent(c, u, at);
    }
}

const Frozen *capture_known_function(const Capture *c, const PyObject *function)
{
    for (size_t i = 0; i < c->functions.count; i++)
        if (c->functions.items[i]->handle == function)
            return c->functions.items[i];
    return NULL;
}

/* Each is captured once: it may be among its own defaults. */
const Frozen *capture_function(Capture *c, Unit *u, PyObject *function, const Origin *origin)
{
    size_t question = capture_ask(c, u, function, origin);
    const Frozen *known = capture_known_function(c, function);
    if (known) {
        capture_answer(c, question, known);
        return known;
    }
    PyObject *code = capture_attribute(c, u, function, "__code__");
    Frozen *captured = capture_object(u, function, FROZEN_FUNCTION, NULL);
    captured->origin = origin;
    capture_answer(c, question, captured);
    captured->code = capture_code(c, u, code, origin);
    captured->path = capture_library_path(c, u, function);
    captured->description = arena_printf(&u->arena, "the function %s", captured->code->name);
    ARENA_PUSH(&u->arena, &c->functions, captured);
    capture_defaults(c, u, function, captured);
    return captured;
}

/* A function as C would call it: with these types and options, whoever calls it. */
static const Frozen *capture_declared(Capture *c, Unit *u, PyObject *identity, const Request *request,
                                      const Origin *origin)
{
    const Frozen *function = capture_function(c, u, request->function,
                                              origin_named(u, ORIGIN_attribute, origin, "__wrapped__"));
    Frozen *captured = arena_copy(&u->arena, function, sizeof *function);
    Signature *types = ARENA_NEW(&u->arena, Signature);
    *types = signature_of(u, request->signature);
    captured->signature = types;
    captured->identity = identity;
    captured->origin = origin;
    Options *options = ARENA_NEW(&u->arena, Options);
    *options = request->options;
    request_options(u, request, types->result, options);
    captured->options = options;
    return captured;
}

static const Frozen *capture_cfunc(Capture *c, Unit *u, PyObject *cfunc, const Origin *origin)
{
    return capture_declared(c, u, cfunc, callback_request(cfunc), origin);
}

/* The .ctypes of a cfunc: a call of it is a call of the cfunc. NULL: it is none. */
static const Frozen *capture_ctypes(Capture *c, Unit *u, PyObject *object, const Origin *origin)
{
    bool is_ours = !strcmp(capture_class_module(c, u, object), "upcall.adapters.ctypes_");
    PyObject *compiled = is_ours ? capture_optional(c, u, object, "_compiled") : NULL;
    if (!compiled || Py_TYPE(compiled) != c->state->compiled_type)
        return NULL;
    const SharedCode *code = ((CompiledObject *)compiled)->code;
    const Request request = {.function = capture_attribute(c, u, object, "__wrapped__"),
                             .signature = (SignatureObject *)code->signature,
                             .options = code->options,
                             .locals = code->locals,
                             .success = code->success};
    return capture_declared(c, u, object, &request, origin);
}

static bool is_partial(Capture *c, Unit *u, PyObject *object)
{
    PyObject *module = capture_loaded(c, u, "_functools");
    return module && capture_is_instance(u, object, capture_optional(c, u, module, "partial"));
}

static void capture_bound_keywords(Capture *c, Unit *u, PyObject *keywords, BoundArguments *bound, const Origin *origin)
{
    PyObject *names = capture_hold(c, u, PyDict_Keys(keywords));
    bound->keyword_count = capture_length(u, names);
    bound->keywords = ARENA_ARRAY(&u->arena, const char *, bound->keyword_count);
    bound->values = ARENA_ARRAY(&u->arena, Frozen *, bound->keyword_count);
    for (size_t i = 0; i < bound->keyword_count; i++) {
        PyObject *name = capture_item(c, u, names, i);
        bound->keywords[i] = capture_text(c, u, name);
        bound->values[i] = (Frozen *)capture_value(c, u,
                                                   capture_hold(c, u, Py_XNewRef(capture_lookup(c, u, keywords, name))),
                                                   origin_named(u, ORIGIN_keyword, origin, bound->keywords[i]));
    }
}

/* The function with arguments of its own. NULL: of no function. */
static const Frozen *capture_partial(Capture *c, Unit *u, PyObject *partial, const Origin *origin)
{
    const Frozen *function = capture_value(c, u, capture_attribute(c, u, partial, "func"),
                                           origin_named(u, ORIGIN_attribute, origin, "func"));
    PyObject *args = capture_attribute(c, u, partial, "args");
    bool is_function = function->kind == FROZEN_FUNCTION || function->kind == FROZEN_BUILTIN;
    if (!is_function || function->bound || !PyTuple_Check(args))
        return capture_other(c, u, partial);
    BoundArguments *bound = ARENA_NEW(&u->arena, BoundArguments);
    bound->count = capture_length(u, args);
    bound->items = ARENA_ARRAY(&u->arena, Frozen *, bound->count);
    for (size_t i = 0; i < bound->count; i++)
        bound->items[i] = (Frozen *)capture_value(c, u, capture_item(c, u, args, i),
                                                  origin_indexed(u, ORIGIN_argument, origin, i));
    capture_bound_keywords(c, u, capture_attribute(c, u, partial, "keywords"), bound, origin);
    Frozen *captured = ARENA_NEW(&u->arena, Frozen);
    *captured = *function;
    captured->bound = bound;
    captured->identity = partial;
    captured->origin = origin;
    return captured;
}

/* Functions that Cython made have a code object too, for tracebacks, with nothing in it. */
static bool has_bytecode(Capture *c, Unit *u, PyObject *object)
{
    PyObject *code = capture_optional(c, u, object, "__code__");
    PyObject *bytes = code ? capture_optional(c, u, code, "co_code") : NULL;
    return bytes && PyBytes_Check(bytes) && PyBytes_Size(bytes) > 0 && *PyBytes_AsString(bytes) != 0; /* no opcode */
}

/* The Python function that a decorator keeps as its py_func, as Numba's do. NULL: there is none. */
static PyObject *python_function_of(Capture *c, Unit *u, PyObject *object)
{
    PyObject *function = PyType_Check(object) ? NULL : capture_optional(c, u, object, "py_func");
    return function && has_bytecode(c, u, function) ? function : NULL;
}

static bool is_getter_class(Capture *c, Unit *u, PyObject *class)
{
    static const char *const names[] = {"itemgetter", "attrgetter", "methodcaller"};
    PyObject *module = capture_loaded(c, u, "_operator");
    for (size_t i = 0; module && i < sizeof names / sizeof *names; i++)
        if (capture_optional(c, u, module, names[i]) == class)
            return true;
    return false;
}

/* What one of these classes made, as the plain function that does the same: getters.py. */
static const Frozen *capture_getter(Capture *c, Unit *u, PyObject *made)
{
    PyObject *module = capture_hold(c, u, PyImport_ImportModule("upcall.prelude.getters"));
    PyObject *function = capture_hold(c, u, PyObject_CallMethod(module, "function_of", "O", made));
    return function == Py_None ? capture_other(c, u, made)
                               : capture_function(c, u, function, capture_found_anyhow(c, u));
}

static const Frozen *capture_getter_class(Capture *c, Unit *u, PyObject *class)
{
    if (!is_getter_class(c, u, class))
        return NULL;
    const char *name = capture_attribute_text(c, u, class, "__name__");
    Frozen *captured = capture_object(u, class, FROZEN_MAKER, arena_printf(&u->arena, "the class %s", name));
    captured->text = name;
    return captured;
}

const Frozen *capture_callable(Capture *c, Unit *u, PyObject *object, const Origin *origin)
{
    if (Py_TYPE(object) == c->state->cfunc_type)
        return capture_cfunc(c, u, object, origin);
    if (PyType_Check(object))
        return capture_getter_class(c, u, object);
    if (is_getter_class(c, u, (PyObject *)Py_TYPE(object)))
        return capture_getter(c, u, object);
    const Frozen *method = capture_bound_method(c, u, object, origin);
    if (method)
        return method;
    if (is_partial(c, u, object))
        return capture_partial(c, u, object, origin);
    const Frozen *pointer = capture_ctypes(c, u, object, origin);
    if (pointer)
        return pointer;
    PyObject *function = python_function_of(c, u, object);
    if (function)
        return capture_function(c, u, function, origin_named(u, ORIGIN_attribute, origin, "py_func"));
    return has_bytecode(c, u, object) ? capture_function(c, u, object, origin) : NULL;
}
