/* front_replay.c: the questions of a variant asked of another function, and the answers compared with what is expected of them. */
#include "python/front_table.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "types/types.h"

/* ---- comparing ---- */

static bool is_weakly(const Step *step, PyObject *object)
{
    PyObject *weak = front_identity(object);
    bool same = weak == step->expected;
    Py_XDECREF(weak);
    return same;
}

static bool same_bits(const Step *step, PyObject *object)
{
    double a[2] = {0}, b[2] = {0};
    return Py_TYPE(object) == Py_TYPE(step->expected) && front_number(step->count, object, a) &&
           front_number(step->count, step->expected, b) && !memcmp(a, b, sizeof a);
}

/* Python's own in 64 bits; NumPy's are so. */
static bool is_narrow(PyObject *object)
{
    int overflow = 0;
    if (PyLong_CheckExact(object))
        PyLong_AsLongLongAndOverflow(object, &overflow);
    return !overflow;
}

/* What makes a function of an object, or another one of a function: capture_value() looks for it. A function that is compiled, or
 * that something else stands for, is taken as it is. */
static bool is_telling(PyObject *object)
{
    return PyObject_HasAttrString(object, "co_code") || PyObject_HasAttrString(object, "py_func");
}

static bool same_function(const Step *step, PyObject *function)
{
    bool is_as_it_is = step->kind == ORIGIN_root || step->of_cfunc;
    if (Py_TYPE(function) != step->class || (!is_as_it_is && is_telling(function)))
        return false;
    PyObject *code = PyObject_GetAttrString(function, "__code__");
    bool same = code && is_weakly(step, code);
    Py_XDECREF(code);
    PyObject *defaults = same ? PyObject_GetAttrString(function, "__defaults__") : NULL;
    size_t count = defaults && PyTuple_Check(defaults) ? (size_t)PyTuple_Size(defaults) : 0;
    Py_XDECREF(defaults);
    return same && count == step->count;
}

static bool same_instance(const Step *step, PyObject *object)
{
    return is_weakly(step, (PyObject *)Py_TYPE(object)) && !is_telling(object) &&
           !PyObject_HasAttrString(object, "__code__");
}

static bool same_array(const Step *step, PyObject *object, bool in_any_shape, Exports *exports)
{
    if ((PyObject *)Py_TYPE(object) != step->expected)
        return false;
    if (!exports_add(exports, object)) {
        PyErr_Clear();
        return false;
    }
    return front_same_array(step->array, object, &exports->items[exports->count - 1], in_any_shape);
}

static bool same_record(const Step *step, PyObject *object, Exports *exports)
{
    if (!is_weakly(step, (PyObject *)Py_TYPE(object)) || front_is_writeable(object) != (bool)step->count)
        return false;
    if (!exports_add(exports, object)) {
        PyErr_Clear();
        return false;
    }
    return front_same_array(step->array, object, &exports->items[exports->count - 1], false);
}

static bool same_foreign(const Step *step, PyObject *function, Exports *exports)
{
    PyObject *types = front_foreign(function, NULL);
    bool same = types && PyObject_RichCompareBool(types, step->expected, Py_EQ) == 1;
    Py_XDECREF(types);
    return same && exports_keep(exports, function);
}

static bool is_as(const Step *step, Expectation expectation, PyObject *object, Exports *exports)
{
    if (!object)
        return expectation == EXPECT_nothing && !PyErr_Occurred();
    switch (expectation) {
    case EXPECT_type: return (PyObject *)Py_TYPE(object) == step->expected;
    case EXPECT_integer: return (PyObject *)Py_TYPE(object) == step->expected && is_narrow(object);
    case EXPECT_value:
        return Py_TYPE(object) == Py_TYPE(step->expected) &&
               (object == step->expected || PyObject_RichCompareBool(object, step->expected, Py_EQ) == 1);
    case EXPECT_bits: return same_bits(step, object);
    case EXPECT_object: return object == step->expected;
    case EXPECT_weak: return is_weakly(step, object);
    case EXPECT_tuple: return PyTuple_CheckExact(object) && (size_t)PyTuple_Size(object) == step->count;
    case EXPECT_function: return same_function(step, object);
    case EXPECT_instance: return same_instance(step, object);
    case EXPECT_array: return same_array(step, object, false, exports);
    case EXPECT_layout: return same_array(step, object, true, exports);
    case EXPECT_record: return same_record(step, object, exports);
    case EXPECT_held:
        return (PyObject *)Py_TYPE(object) == step->expected && value_scalar(object) == (TypeId)step->count &&
               exports_keep(exports, object);
    case EXPECT_foreign: return same_foreign(step, object, exports);
    case EXPECT_nothing:
    case EXPECTATION_COUNT: break;
    }
    return false;
}

static const bool is_distinct[] = {
#define EXPECTATION(id, is_distinct, text) is_distinct,
#include "python/expectations.def"
};

/* What was one object is one, and what was two is two. */
static bool is_distinct_as_expected(const Step *steps, size_t number, PyObject *const *found)
{
    if (!is_distinct[steps[number].expectation])
        return true;
    if (steps[number].same_as != number)
        return found[number] == found[steps[number].same_as];
    for (size_t i = 0; i < number; i++)
        if (found[i] == found[number] && steps[i].expectation == steps[number].expectation)
            return false;
    return true;
}

/* ---- the data ---- */

static uint64_t array_word(const Py_buffer *buffer, size_t part)
{
    size_t ndim = (size_t)buffer->ndim, extent = part - 1;
    if (!part)
        return (uint64_t)(uintptr_t)buffer->buf;
    return (uint64_t)(extent < ndim ? buffer->shape[extent] : buffer->strides[extent - ndim]);
}

static bool integer_word(PyObject *object, uint64_t *word)
{
    PyObject *number = PyNumber_Index(object);
    *word = number ? PyLong_AsUnsignedLongLongMask(number) : 0;
    Py_XDECREF(number);
    return !PyErr_Occurred();
}

static bool number_words(const Layout *layout, PyObject *object, uint64_t words[2])
{
    double parts[2] = {0};
    if (!type_is_float(layout->components[0].scalar))
        return integer_word(object, words);
    for (size_t i = 0; i < layout->count; i++)
        words[i] = front_number(layout->count, object, parts) ? component_word(&layout->components[i], parts[i]) : 0;
    return !PyErr_Occurred();
}

static bool foreign_word(PyObject *function, size_t part, uint64_t *word)
{
    PyObject *addresses = NULL, *types = front_foreign(function, &addresses);
    PyObject *address = types ? PyList_GetItem(addresses, (Py_ssize_t)part) : NULL;
    *word = address ? (uint64_t)(uintptr_t)PyLong_AsVoidPtr(address) : 0;
    Py_XDECREF(types);
    Py_XDECREF(addresses);
    return address && !PyErr_Occurred();
}

static bool given_out_word(PyObject *cfunc, uint64_t *word)
{
    *word = (uint64_t)(uintptr_t)callback_given_out(cfunc);
    return *word;
}

static bool find_words(const Step *step, const Write *write, PyObject *object, const Exports *exports,
                       uint64_t words[2])
{
    if (step->kind == ORIGIN_root) /* closure_new() knows it */
        return true;
    if (step->is_function)
        return given_out_word(object, words);
    if (step->expectation == EXPECT_foreign)
        return foreign_word(object, write->part, words);
    if (step->expectation == EXPECT_held)
        words[0] = (uint64_t)(uintptr_t)value_address(object);
    else if (step->array)
        words[0] = array_word(&exports->items[exports->count - 1], write->part);
    else
        return number_words(write->layout, object, words);
    return true;
}

static bool write_data(const Step *step, const Write *write, PyObject *object, Environment *environment,
                       const Exports *exports)
{
    uint64_t words[2] = {0};
    if (!find_words(step, write, object, exports, words))
        return false;
    for (size_t i = 0; i < write->layout->count; i++) {
        const Component *component = &write->layout->components[i];
        memcpy((unsigned char *)environment + write->offset + component->offset, &words[i],
               scalar_layout(component->scalar)->size);
    }
    return true;
}

/* ---- all steps ---- */

typedef struct Replay {
    const VariantObject *variant;
    PyObject **found;
    bool *opened;
    Environment *environment;
    Exports *exports;
} Replay;

/* Would it be as expected if it were open, or compiled anew with this value? */
static bool could_be_open(const Replay *r, size_t number)
{
    const Step *step = &r->variant->steps[number];
    PyObject *object = r->found[number];
    if (!r->opened || !step->can_be_open || !object || PyErr_Occurred())
        return false;
    bool can = step->array ? is_as(step, EXPECT_layout, object, r->exports)
                           : Py_TYPE(object) == Py_TYPE(step->expected) && is_narrow(object);
    r->opened[number] = can && !step->is_needed;
    return can;
}

static bool replay_step(const Replay *r, size_t number)
{
    const Step *step = &r->variant->steps[number];
    if (number)
        r->found[number] = front_find(step, r->found[step->of]);
    if (!is_as(step, step->expectation, r->found[number], r->exports))
        return could_be_open(r, number);
    bool ok = is_distinct_as_expected(r->variant->steps, number, r->found);
    for (size_t i = 0; ok && i < step->write_count; i++)
        ok = write_data(step, &step->writes[i], r->found[number], r->environment, r->exports);
    return ok;
}

bool front_replay(const VariantObject *variant, PyObject *function, bool *opened, Environment *environment,
                  Exports *exports)
{
    enum { FEW_STEPS = 32 };
    PyObject *few[FEW_STEPS], **found = variant->count <= FEW_STEPS ? few : malloc(variant->count * sizeof *found);
    Replay r = {variant, found, opened, environment, exports};
    size_t count = 0;
    bool ok = found || PyErr_NoMemory();
    if (!ok)
        return false;
    found[0] = Py_NewRef(function);
    while (ok && count < variant->count)
        ok = replay_step(&r, count++);
    while (count)
        Py_XDECREF(found[--count]);
    if (found != few)
        free(found);
    return ok;
}
