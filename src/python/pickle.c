/* pickle.c: what a CFunc is made of, for upcall/_pickle.py, which makes a pickle of it.
 *
 * Which names of its surroundings a function needs is what its compile asks for: so the front end runs once more. */
#include "python/state.h"

/* As CFunc() takes them. */
static PyObject *arguments_of(const Request *request)
{
    const Options *options = &request->options;
    PyObject *value = request->error_value ? PyTuple_Pack(1, request->error_value) : Py_NewRef(Py_None);
    if (!value)
        return NULL;
    return Py_BuildValue("(OOisINO)", request->function, (PyObject *)request->signature, (int)options->boundscheck,
                         options->error_model_python ? "python" : "numpy", options->fastmath, value,
                         request->locals ? request->locals : Py_None);
}

PyObject *pickle_parts(PyObject *module, PyObject *cfunc)
{
    State *state = module_state(module);
    if (Py_TYPE(cfunc) != state->cfunc_type)
        return PyErr_Format(PyExc_TypeError, "parts() takes a CFunc, not %R", cfunc);
    if (!compiled_check_open(callback_compiled(cfunc)))
        return NULL;
    const Request *request = callback_request(cfunc);
    PyObject *questions = compiled_questions(state, request);
    PyObject *arguments = questions ? arguments_of(request) : NULL;
    PyObject *parts = arguments ? PyTuple_Pack(2, arguments, questions) : NULL;
    Py_XDECREF(arguments);
    Py_XDECREF(questions);
    return parts;
}
