/* call.c: f(...) in Python: arguments to words, the code run without the GIL, and its result, or what it raised, back. */
#include "python/state.h"

#include <stdlib.h>

enum { FEW_ARGUMENTS = 8, FEW_WORDS = 64 };

static size_t word_count(const SharedCode *code)
{
    return code->argument_words + code->result_words + call_room(&code->form);
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

/*   words   word_count() of them: for the arguments, the result, and what call_entry() wants */
static PyObject *call_converted(CompiledObject *self, PyObject *args, uint64_t *words, Pins *pins)
{
    const SharedCode *code = self->code;
    uint64_t *result = words + code->argument_words, *room = result + code->result_words;
    Outcome outcome;
    PyObject *value = NULL;
    if (convert_arguments(self, args, words, pins) && extents_suffice(code, words, pins) && compiled_enter(self)) {
        Py_BEGIN_ALLOW_THREADS;
        call_entry(&code->form, self->environment, words, result, room, &outcome);
        Py_END_ALLOW_THREADS;
        if (outcome.status)
            raise_status(code->callback, &outcome);
        else
            value = convert_result(&code->result, result);
        compiled_leave(self);
    }
    pins_release(pins);
    return value;
}

PyObject *compiled_call(CompiledObject *self, PyObject *args, PyObject *keywords)
{
    size_t count = self->code->parameter_count, size = word_count(self->code);
    uint64_t few_words[FEW_WORDS];
    Py_buffer few_buffers[FEW_ARGUMENTS];
    if (keywords && PyDict_Size(keywords))
        return PyErr_Format(PyExc_TypeError, "%U() takes no keyword arguments", self->code->name);
    if ((size_t)PyTuple_Size(args) != count)
        return PyErr_Format(PyExc_TypeError, "%U() takes %zu argument%s, not %zd", self->code->name, count,
                            count == 1 ? "" : "s", PyTuple_Size(args));
    if (count <= FEW_ARGUMENTS && size <= FEW_WORDS)
        return call_converted(self, args, few_words, &(Pins){.buffers = few_buffers});
    uint64_t *words = malloc(size * sizeof *words);
    Py_buffer *buffers = malloc((count + 1) * sizeof *buffers);
    PyObject *value = words && buffers ? call_converted(self, args, words, &(Pins){.buffers = buffers})
                                       : PyErr_NoMemory();
    free(buffers);
    free(words);
    return value;
}
