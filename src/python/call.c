/* call.c: f(...) in Python: arguments to words, the code run without the GIL, and its result, or what it raised, back. */
#include "python/state.h"

#include <stdlib.h>

enum { FEW_ARGUMENTS = 8 };

static int64_t invoke(const CompiledObject *self, const uint64_t *words, uint64_t *result, Invocation *record)
{
    int64_t status;
    Py_BEGIN_ALLOW_THREADS status = self->code->invoke(self->environment, words, result, record);
    Py_END_ALLOW_THREADS return status;
}

static bool convert_arguments(const CompiledObject *self, PyObject *args, uint64_t *words, Pins *pins)
{
    for (size_t i = 0; i < self->code->parameter_count; i++) {
        if (!convert_argument(self->code, i, PyTuple_GetItem(args, (Py_ssize_t)i), words, pins))
            return false;
        words += parameter_words(&self->code->parameters[i]);
    }
    return true;
}

/*   words   room for those of the arguments, and behind them of the result */
static PyObject *call_converted(CompiledObject *self, PyObject *args, uint64_t *words, Pins *pins)
{
    uint64_t *result = words + self->code->argument_words;
    Invocation record;
    PyObject *value = NULL;
    if (convert_arguments(self, args, words, pins) && compiled_enter(self)) {
        int64_t status = invoke(self, words, result, &record);
        if (status)
            raise_status(self->code->callback, status, &record);
        else
            value = convert_result(&self->code->result, result);
        compiled_leave(self);
    }
    pins_release(pins);
    return value;
}

PyObject *compiled_call(CompiledObject *self, PyObject *args, PyObject *keywords)
{
    size_t count = self->code->parameter_count, word_count = self->code->argument_words + self->code->result_words;
    uint64_t few_words[2 * FEW_ARGUMENTS];
    Py_buffer few_buffers[FEW_ARGUMENTS];
    if (keywords && PyDict_Size(keywords))
        return PyErr_Format(PyExc_TypeError, "%U() takes no keyword arguments", self->code->name);
    if ((size_t)PyTuple_Size(args) != count)
        return PyErr_Format(PyExc_TypeError, "%U() takes %zu argument%s, not %zd", self->code->name, count,
                            count == 1 ? "" : "s", PyTuple_Size(args));
    if (count <= FEW_ARGUMENTS && word_count <= sizeof few_words / sizeof *few_words)
        return call_converted(self, args, few_words, &(Pins){.buffers = few_buffers});
    uint64_t *words = malloc(word_count * sizeof *words);
    Py_buffer *buffers = malloc((count + 1) * sizeof *buffers);
    PyObject *value = words && buffers ? call_converted(self, args, words, &(Pins){.buffers = buffers})
                                       : PyErr_NoMemory();
    free(buffers);
    free(words);
    return value;
}
