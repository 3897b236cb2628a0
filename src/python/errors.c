/* errors.c: errors as Python exceptions: those of a compile at once, those of callbacks when Python's main thread gets to it.
 *
 * A failing callback holds no GIL: report.c has counted the failure and calls ask_python(), which only leaves a pending
 * call. The main thread of the main interpreter makes it, and deliver() hands each report to sys.unraisablehook. At exit
 * the door is shut first: nothing is counted any more, and code stays where it is, since threads may still run in it. */
#include "base/code.h"
#include "python/state.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "runtime/status.h"

enum { REPORTS_AT_ONCE = 16 };
#define NANOSECONDS 1000000000
#define QUIET_TIME (NANOSECONDS / 10)

static atomic_bool door_is_shut;
static atomic_bool kept_back;       /* the queue of pending calls was full, it is the quiet time, or somebody watches */
static _Atomic int64_t quiet_until; /* for QUIET_TIME after a flood of reports none is asked for */

/* upcall._errors, where what is awkward in C stands; imported at the first error. */
static PyObject *errors_call(const char *function, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    PyObject *arguments = Py_VaBuildValue(format, args);
    va_end(args);
    PyObject *module = arguments ? PyImport_ImportModule("upcall._errors") : NULL;
    PyObject *callable = module ? PyObject_GetAttrString(module, function) : NULL;
    PyObject *result = callable ? PyObject_CallObject(callable, arguments) : NULL;
    Py_XDECREF(callable);
    Py_XDECREF(module);
    Py_XDECREF(arguments);
    return result;
}

/* ---- errors of compilation ---- */

/* A SourceLine; `context` is the Unit, in whose arena the line lies. Without the line there is no picture: no error. */
static const char *source_line(void *context, const char *filename, int line)
{
    Unit *u = context;
    const char *copy = NULL;
    PyObject *text = errors_call("source_line", "(si)", filename, line);
    Py_ssize_t size;
    const char *utf8 = text && PyUnicode_Check(text) ? PyUnicode_AsUTF8AndSize(text, &size) : NULL;
    if (utf8)
        copy = unit_string(u, utf8, (size_t)size);
    PyErr_Clear();
    Py_XDECREF(text);
    return copy;
}

static void render(Unit *u, void *text)
{
    Error error = u->error;
    *(const char **)text = error_render(u, &error, source_line, u);
}

void raise_compile_error(Unit *u)
{
    Error error = u->error;
    if (PyErr_Occurred())
        return;
    const char *text = NULL;
    if (error.id == E_NO_MEMORY || !unit_guard(u, render, &text)) {
        PyErr_NoMemory();
        return;
    }
    const Code *code = error.loc.code;
    int line = !code ? 0 : error.loc.span.line > 0 ? error.loc.span.line : code->first_line;
    PyObject *exception = errors_call("compile_error", "(ssszi)", text, error_name(error.id), error.message,
                                      code ? code->filename : NULL, line);
    if (exception)
        PyErr_SetObject((PyObject *)Py_TYPE(exception), exception);
    Py_XDECREF(exception);
}

/* ---- errors of callbacks ---- */

static bool add_frame(PyObject *frames, const CallbackPlace *place, const char *function)
{
    PyObject *frame = Py_BuildValue("(szi)", place->file, function, place->line);
    bool ok = frame && !PyList_Append(frames, frame);
    Py_XDECREF(frame);
    return ok;
}

/* Where it was raised, and the calls that led there: a list of (file, function, line), outermost first. */
static PyObject *failure_frames(const Callback *callback, uint64_t path)
{
    PyObject *frames = PyList_New(0);
    const CallbackPlace *place;
    if (frames && callback_cuts(callback, path) && !add_frame(frames, callback_begin(callback), "(calls left out)"))
        Py_CLEAR(frames);
    while (frames && (place = callback_step(callback, &path)))
        if (!add_frame(frames, place, place->function))
            Py_CLEAR(frames);
    return frames;
}

/* count: failures the exception stands for in its text; 0: it is raised itself, not reported. */
static PyObject *failure_error(const Report *failure, uint64_t count)
{
    const CallbackException *exception = failure->exception;
    PyObject *frames = failure_frames(failure->callback, failure->path);
    if (!frames)
        return NULL;
    return errors_call("site_error", "(ssNKzy#)", exception->class, exception->message ? exception->message : "",
                       frames, (unsigned long long)count, exception->arguments, (const char *)failure->words,
                       (Py_ssize_t)(exception->words * sizeof *failure->words));
}

static void set_failure_error(const Report *failure)
{
    PyObject *exception = failure_error(failure, failure->count);
    if (exception)
        PyErr_SetObject((PyObject *)Py_TYPE(exception), exception);
    Py_XDECREF(exception);
}

void raise_status(const Callback *callback, const Outcome *outcome)
{
    int64_t status = outcome->status;
    Report failure = {callback, callback_exception(callback, status), 0, status_path(status), {0}};
    memcpy(failure.words, outcome->record.words, failure.exception->words * sizeof *failure.words);
    set_failure_error(&failure);
}

static bool deliver_one(void)
{
    Report report;
    if (door_is_shut || !report_take(&report))
        return false;
    PyObject *name = PyUnicode_FromString(callback_name(report.callback));
    set_failure_error(&report);
    PyErr_WriteUnraisable(name);
    Py_XDECREF(name);
    return true;
}

static int64_t now(void)
{
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (int64_t)time.tv_sec * NANOSECONDS + time.tv_nsec;
}

/* A clock that was set back silences nothing. */
static bool is_quiet_time(void)
{
    int64_t rest = quiet_until - now();
    return rest > 0 && rest <= QUIET_TIME;
}

/* Not all there are: threads that fail on and on would keep the main thread here. None while a thread waits in
 * raise_errors() for the first one: it is to be raised there, once. */
static int deliver(void *ignored)
{
    (void)ignored;
    if (report_is_watched()) {
        kept_back = true;
        report_ask_again();
        return 0;
    }
    for (int i = 0; i < REPORTS_AT_ONCE; i++)
        if (!deliver_one())
            return 0;
    kept_back = true;
    quiet_until = now() + QUIET_TIME;
    return 0;
}

/* Any thread, maybe a signal handler's, without the GIL. What is kept back comes with the next report or compile, at the
 * end of raise_errors() or at exit. */
static void ask_python(void)
{
    if (is_quiet_time() || report_is_watched() || Py_AddPendingCall(deliver, NULL)) {
        kept_back = true;
        report_ask_again();
    }
}

void errors_deliver(void)
{
    if (atomic_exchange(&kept_back, false) || !report_has_listener())
        deliver(NULL);
}

bool errors_door_is_shut(void)
{
    return door_is_shut;
}

/* ---- upcall.errors ---- */

static PyObject *pending_item(const Report *report)
{
    PyObject *exception = failure_error(report, 0);
    return exception
               ? Py_BuildValue("(sNK)", callback_name(report->callback), exception, (unsigned long long)report->count)
               : NULL;
}

static bool append_item(PyObject *list, const Report *report)
{
    PyObject *item = pending_item(report);
    bool ok = item && !PyList_Append(list, item);
    Py_XDECREF(item);
    return ok;
}

PyObject *errors_pending(PyObject *module, PyObject *ignored)
{
    (void)module;
    (void)ignored;
    enum { MOST = 1000 };
    Report *reports = calloc(MOST, sizeof *reports);
    if (!reports)
        return PyErr_NoMemory();
    size_t count = report_look(reports, MOST);
    PyObject *list = PyList_New(0);
    for (size_t i = 0; list && i < count; i++)
        if (!append_item(list, &reports[i]))
            Py_CLEAR(list);
    free(reports);
    return list;
}

PyObject *errors_clear(PyObject *module, PyObject *ignored)
{
    (void)module;
    (void)ignored;
    report_forget();
    Py_RETURN_NONE;
}

PyObject *errors_watch(PyObject *module, PyObject *ignored)
{
    (void)module;
    (void)ignored;
    if (!report_is_watched()) { /* what failed before isn't raised */
        kept_back = true;
        errors_deliver();
    }
    int watch = report_watch();
    if (watch < 0)
        return PyErr_Format(PyExc_RuntimeError, "too many raise_errors() at once");
    return PyLong_FromLong(watch);
}

/* (number of the watch, is the error to be raised): the exception or None. */
PyObject *errors_watch_end(PyObject *module, PyObject *args)
{
    (void)module;
    int watch, raises;
    Report first;
    if (!PyArg_ParseTuple(args, "ip", &watch, &raises))
        return NULL;
    bool failed = report_watch_end(watch, raises ? &first : NULL);
    PyObject *exception = failed && raises ? failure_error(&first, first.count) : Py_NewRef(Py_None);
    if (exception && !report_is_watched())
        errors_deliver();
    return exception;
}

/* ---- the end ---- */

static PyObject *shut_door(PyObject *module, PyObject *ignored)
{
    (void)module;
    (void)ignored;
    report_listen(NULL); /* first: from here on nothing is counted, so there is an end to what is left */
    while (deliver_one())
        ;
    door_is_shut = true;
    Py_RETURN_NONE;
}

static PyObject *deliver_rest(PyObject *module, PyObject *ignored)
{
    (void)module;
    (void)ignored;
    if (!report_has_listener())
        deliver(NULL);
    Py_RETURN_NONE;
}

static PyMethodDef shut_door_method = {"_shut_door", shut_door, METH_NOARGS,
                                       "Report what is left; drop what comes later."};
static PyMethodDef deliver_rest_method = {"_deliver_rest", deliver_rest, METH_NOARGS,
                                          "Report what is left, if nobody else does."};

static bool call_at_exit(PyObject *module, PyMethodDef *method)
{
    PyObject *function = PyCFunction_NewEx(method, module, NULL);
    PyObject *atexit = function ? PyImport_ImportModule("atexit") : NULL;
    PyObject *done = atexit ? PyObject_CallMethod(atexit, "register", "(O)", function) : NULL;
    Py_XDECREF(done);
    Py_XDECREF(atexit);
    Py_XDECREF(function);
    return done;
}

/* Only the main interpreter's thread makes pending calls, so it alone listens, for callbacks of all interpreters. Where it
 * hasn't imported upcall yet, failures wait for that, for a compile, or for the end of an interpreter that has. */
bool errors_setup(PyObject *module)
{
    if (PyInterpreterState_GetID(PyInterpreterState_Get()) != 0)
        return call_at_exit(module, &deliver_rest_method);
    if (!call_at_exit(module, &shut_door_method))
        return false;
    door_is_shut = false;
    report_listen(ask_python);
    return true;
}
