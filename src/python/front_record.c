/* front_record.c: the questions of a compile as steps of the front table, with what is expected of the answers.
 *
 * What isn't known here to be answered in the same way again leaves no variant: a kind of object is taken only where expect() says
 * what the compiler can have seen of it. */
#include "frozen/frozen.h"
#include "frozen/origin.h"
#include "python/front_table.h"
#include "types/environment.h"

#include <stdlib.h>
#include <string.h>

typedef struct Recorder {
    const State *state;
    const Question *questions;
    size_t *numbers; /* of the questions' steps; SIZE_MAX: none */
    Step *steps;
    size_t count;
    const EnvironmentTable *environment;
    Write *writes;
    size_t written; /* entries of the environment that have their step */
    const Opening *opening;
} Recorder;

/* ---- one expectation ---- */

static bool is_static(const PyObject *object)
{
    return !(PyType_GetFlags(Py_TYPE((PyObject *)object)) & Py_TPFLAGS_HEAPTYPE);
}

static bool expects(Step *step, Expectation expectation, PyObject *expected)
{
    step->expectation = expectation;
    step->expected = Py_XNewRef(expected);
    return true;
}

static bool expects_weak(Step *step, Expectation expectation, PyObject *object)
{
    step->expectation = expectation;
    step->expected = front_identity(object);
    return step->expected;
}

/* Is it data, and has the compile done without its value? */
static bool is_free(const Frozen *answer)
{
    return answer->is_looked_at && !*answer->is_looked_at;
}

/* An int, a NumPy integer or a str: nothing of the user's compares it. */
static bool expects_value(Step *step, PyObject *object)
{
    return is_static(object) && expects(step, EXPECT_value, object);
}

static bool expects_integer(Step *step, const Question *question)
{
    const Frozen *answer = question->answer;
    PyObject *object = question->object;
    bool is_an_integer = answer->type != TYPE_none || PyLong_CheckExact(object);
    step->can_be_open = is_static(object) && is_an_integer && !answer->text && origin_is_data(question->origin);
    step->is_needed = answer->is_looked_at && !is_free(answer);
    return is_free(answer) ? expects(step, EXPECT_integer, (PyObject *)Py_TYPE(object)) : expects_value(step, object);
}

static bool expects_number(Step *step, const Question *question)
{
    PyObject *object = question->object;
    step->count = question->answer->kind == FROZEN_COMPLEX ? 2 : 1;
    if (!is_static(object))
        return false;
    return is_free(question->answer) ? expects(step, EXPECT_type, (PyObject *)Py_TYPE(object))
                                     : expects(step, EXPECT_bits, object);
}

/* Which object it is makes no difference, beside its class and what is asked of it. */
static bool is_mere_instance(PyObject *object)
{
    if (PyTuple_Check(object) || PyLong_Check(object) || PyCallable_Check(object) || PyObject_CheckBuffer(object))
        return false;
    return !is_static(object) || PyList_CheckExact(object) || PyDict_CheckExact(object) ||
           PyAnySet_CheckExact(object) || PyObject_HasAttrString(object, "__dict__"); /* a SimpleNamespace */
}

static bool expects_other(Step *step, PyObject *object)
{
    return is_mere_instance(object) ? expects_weak(step, EXPECT_instance, (PyObject *)Py_TYPE(object))
                                    : expects_weak(step, EXPECT_weak, object);
}

static bool expects_array(Step *step, const Question *question)
{
    const Frozen *answer = question->answer;
    Exports exports = {.items = NULL};
    if (exports_add(&exports, question->object))
        step->array = front_shape(question->object, exports.items);
    exports_release(&exports);
    step->can_be_open = true;
    step->is_needed = answer->is_looked_at && !is_free(answer);
    bool is_read = step->array && packed_is_same(step->array->packed, answer->array->packed);
    return is_read &&
           expects(step, is_free(answer) ? EXPECT_layout : EXPECT_array, (PyObject *)Py_TYPE(question->object));
}

static bool expects_record(Step *step, const Question *question)
{
    Exports exports = {.items = NULL};
    if (exports_add(&exports, question->object))
        step->array = front_shape(question->object, exports.items);
    exports_release(&exports);
    step->count = front_is_writeable(question->object);
    return step->array && expects_weak(step, EXPECT_record, (PyObject *)Py_TYPE(question->object));
}

static bool expects_held(Step *step, const Question *question)
{
    step->count = question->answer->type;
    return expects(step, EXPECT_held, (PyObject *)Py_TYPE(question->object));
}

static bool expects_foreign(Step *step, const Question *question)
{
    PyObject *types = front_foreign(question->object, NULL);
    bool ok = types && expects(step, EXPECT_foreign, types);
    Py_XDECREF(types);
    return ok;
}

static bool expects_function(Step *step, const Question *question)
{
    const Frozen *function = question->answer;
    if (function->bound)
        return false;
    step->is_function = true;
    if (question->object != function->handle || function->signature) /* a cfunc, what another decorator left */
        return expects_weak(step, EXPECT_weak, question->object);
    PyObject *code = function->code->handle; /* what was compiled: the function may have another one by now */
    step->class = Py_TYPE(question->object);
    step->count = function->count;
    return is_static(question->object) && is_static(code) && expects_weak(step, EXPECT_function, code);
}

/* What is to hold of another answer that it become the same, data aside. */
static bool expect(const State *state, Step *step, const Question *question)
{
    PyObject *object = question->object;
    const Frozen *answer = question->answer;
    if (!object)
        return expects(step, EXPECT_nothing, NULL);
    if (!answer)
        return false;
    step->count = answer->count;
    switch (answer->kind) {
    case FROZEN_NONE:
    case FROZEN_ELLIPSIS:
    case FROZEN_BUILTIN: return !answer->bound && expects(step, EXPECT_object, object);
    case FROZEN_BOOL: return PyBool_Check(object) ? expects(step, EXPECT_object, object) : expects_value(step, object);
    case FROZEN_TYPE:
        return PyType_Check(object) ? expects_weak(step, EXPECT_weak, object)
                                    : !front_has_metadata(object) && expects(step, EXPECT_object, object);
    case FROZEN_EXCEPTION: return expects_weak(step, EXPECT_weak, object);
    case FROZEN_INT: return expects_integer(step, question);
    case FROZEN_BIG:
    case FROZEN_BYTES:
    case FROZEN_STRING: return expects_value(step, object);
    case FROZEN_FLOAT:
    case FROZEN_COMPLEX: return expects_number(step, question);
    case FROZEN_TUPLE: return !answer->class && PyTuple_CheckExact(object) && expects(step, EXPECT_tuple, NULL);
    case FROZEN_MODULE: return expects_weak(step, EXPECT_weak, object);
    case FROZEN_FUNCTION: return expects_function(step, question);
    case FROZEN_ARRAY: return expects_array(step, question);
    case FROZEN_VALUE:
        return Py_TYPE(object) == state->value_type ? expects_held(step, question)
                                                    : expects_record(step, question); /* of ctypes */
    case FROZEN_OTHER: return expects_other(step, object);
    case FROZEN_RECORD: return expects_record(step, question);
    case FROZEN_FOREIGN: return expects_foreign(step, question);
    case FROZEN_SLICE:
    case FROZEN_SET:
    case FROZEN_NAMED_TUPLE:
    case FROZEN_CODE:
    case FROZEN_MAKER:
    case FROZEN_PROPERTY:
    case FROZEN_INFO: return false;
    }
    return false;
}

/* ---- the list ---- */

/* What a path that begins there leads to is the same for every function of the code object. */
static bool is_settled(const Origin *origin)
{
    for (; origin; origin = origin->of)
        if (origin->kind == ORIGIN_constant || origin->kind == ORIGIN_prelude || origin->kind == ORIGIN_derived)
            return true;
    return false;
}

/* The question that has that origin; SIZE_MAX: there is none. */
static size_t question_of(const Recorder *r, size_t count, const Origin *origin)
{
    for (size_t i = 0; i < count; i++)
        if (origin_same(r->questions[i].origin, origin))
            return i;
    return SIZE_MAX;
}

/* Which cell of its function. */
static size_t cell_index(const Code *code, const char *name)
{
    size_t i = code->free_start;
    while (strcmp(code->locals[i], name))
        i++;
    return i - code->free_start;
}

static bool set_path(Recorder *r, Step *step, size_t question)
{
    const Origin *origin = r->questions[question].origin;
    step->kind = origin->kind;
    step->index = origin->index;
    if (!origin->of)
        return origin->kind == ORIGIN_root;
    size_t of = question_of(r, question, origin->of);
    if (of == SIZE_MAX || r->numbers[of] == SIZE_MAX)
        return false;
    step->of = r->numbers[of];
    if (origin->kind == ORIGIN_cell)
        step->index = cell_index(r->questions[of].answer->code, origin->name);
    step->of_cfunc = origin->kind == ORIGIN_attribute && Py_TYPE(r->questions[of].object) == r->state->cfunc_type;
    if (origin->name)
        step->name = PyUnicode_InternFromString(origin->name);
    return !PyErr_Occurred();
}

static void set_same(Recorder *r, size_t number, const PyObject *object, PyObject *const *objects)
{
    Step *step = &r->steps[number];
    step->same_as = number;
    for (size_t i = 0; i < number && step->same_as == number; i++)
        if (objects[i] == object && r->steps[i].expectation == step->expectation)
            step->same_as = i;
}

static bool set_writes(Recorder *r, Step *step, const Origin *origin)
{
    step->writes = &r->writes[r->written];
    for (size_t i = 0; i < r->environment->count; i++) {
        const EnvEntry *entry = &r->environment->items[i];
        if (!origin_same(entry->object->origin, origin))
            continue;
        if (entry->type >= TYPE_SCALAR_COUNT)
            return false;
        r->writes[r->written++] = (Write){entry->part, scalar_layout(entry->type), entry->offset};
        step->write_count++;
    }
    return true;
}

/* A compile before has looked at it. */
static bool is_needed(const Opening *opening, const Origin *origin)
{
    for (size_t i = 0; opening->variant && i < opening->variant->count; i++)
        if (origin_same(&opening->origins[i], origin))
            return opening->variant->steps[i].is_needed;
    return false;
}

static bool record_one(Recorder *r, size_t question, PyObject **objects)
{
    const Question *q = &r->questions[question];
    size_t number = r->count;
    Step *step = &r->steps[number];
    r->numbers[question] = SIZE_MAX;
    size_t before = is_settled(q->origin) ? SIZE_MAX : question_of(r, question, q->origin);
    if (before != SIZE_MAX)
        r->numbers[question] = r->numbers[before];
    if (before != SIZE_MAX || is_settled(q->origin))
        return true;
    r->count++;
    r->numbers[question] = number;
    objects[number] = q->object;
    if (!origin_is_known(q->origin) || !set_path(r, step, question) || !expect(r->state, step, q))
        return false;
    set_same(r, number, q->object, objects);
    step->is_needed = step->is_needed || is_needed(r->opening, q->origin);
    return set_writes(r, step, q->origin);
}

static bool record(Recorder *r, size_t count, PyObject **objects)
{
    enum { MOST_QUESTIONS = 1000 };
    for (size_t i = 0; i < count; i++)
        if (count > MOST_QUESTIONS || !record_one(r, i, objects))
            return false;
    return r->written == r->environment->count;
}

/* A number that nothing of the user's reads. */
static bool is_plain_value(PyObject *value)
{
    return !value || value == Py_None || PyBool_Check(value) || PyLong_CheckExact(value) || PyFloat_CheckExact(value) ||
           PyComplex_CheckExact(value);
}

static bool are_plain(const Request *request)
{
    bool plain = is_plain_value(request->error_value) && is_plain_value(request->success);
    for (Py_ssize_t i = 0; plain && request->codes && i < PyTuple_Size(request->codes); i++)
        plain = is_plain_value(PyTuple_GetItem(PyTuple_GetItem(request->codes, i), 1));
    return plain;
}

VariantObject *front_variant(State *state, const Request *request, SharedCode *code, Unit *u, const Capture *capture,
                             const Opening *opening)
{
    size_t count = capture->questions.count;
    if (capture->is_opaque || !are_plain(request))
        return NULL;
    VariantObject *variant = PyObject_New(VariantObject, state->variant_type);
    if (!variant)
        return NULL;
    memset((char *)variant + sizeof(PyObject), 0, sizeof *variant - sizeof(PyObject));
    variant->steps = calloc(count, sizeof *variant->steps);
    variant->writes = calloc(u->environment->count + 1, sizeof *variant->writes);
    Recorder r = {.state = state,
                  .questions = capture->questions.items,
                  .numbers = ARENA_ARRAY(&u->arena, size_t, count),
                  .steps = variant->steps,
                  .writes = variant->writes,
                  .opening = opening,
                  .environment = u->environment};
    bool ok = variant->steps && variant->writes && record(&r, count, ARENA_ARRAY(&u->arena, PyObject *, count));
    variant->count = r.count;
    variant->error_value = Py_XNewRef(request->error_value);
    if (!ok) {
        Py_DECREF(variant);
        return NULL;
    }
    variant->code = shared_code_ref(code);
    shared_code_end_use(code); /* of this one: it keeps what is known of the code, not the code */
    return variant;
}
