/* report.h: errors at run time, on their way from a callback (any thread, no GIL) to Python's main thread.
 *
 * A Callback is the process-wide record of the code of a function: its name, what it can raise, and how often that happened.
 * All closures that run the code share it, so their failures at one place count as one. It is kept for good once something was
 * counted in it, since a report may still be on its way. Of callbacks that are gone while C may hold their address a record stays
 * that says no more than where they were: one for all that are equal in that. */
#ifndef UPCALL_REPORT_H
#define UPCALL_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/abi_type.h"
#include "runtime/invocation.h"
#include "runtime/status.h"
#include "runtime/traceback.h"

typedef struct Callback Callback;
typedef struct Environment Environment;

/* Copies all that is in the table. NULL: no memory. */
Callback *callback_new(const char *name, const char *file, int line, const CallbackTable *table);
const CallbackTable *callback_table(const Callback *callback);
void callback_free(Callback *callback); /* after all slots of the code; rests in a quarantine, as environments */

/* An exception that is an answer to C: of these classes (exception_classes.h), those from `first` up to `end`. */
typedef struct CallbackCode {
    int first, end;
    const uint64_t *words; /* a component of the result each */
} CallbackCode;

/* Copies all of them; what an exception answers is the first that fits. To be called before any call. false: no memory.
 *   words   of each */
bool callback_set_codes(Callback *callback, const CallbackCode *codes, size_t count, size_t words);

/* What calls return once the callback is gone; zeros if this isn't called.
 *   result, words   LirEntry.result and LirEntry.error_value */
void callback_set_error_value(Callback *callback, const AbiValue *result, const uint64_t *words);

/* The exception that a status says; NULL: no such status. */
const CallbackException *callback_exception(const Callback *callback, int64_t status);
const CallbackPlace *callback_step(const Callback *callback, uint64_t *path); /* as table_step() */
/* Where there were too many paths, it begins further in than the callback. */
bool callback_cuts(const Callback *callback, uint64_t path);
const CallbackPlace *callback_begin(const Callback *callback); /* its function */
const char *callback_name(const Callback *callback);

/* For a slot whose callback is gone: calls report so, with name, file and line, and return the error value. It stays for good, and
 * is the same for all whose names and error values are. NULL: no memory. */
Environment *callback_gone(const Callback *callback);

/* How one call ended. Whose environment names it in place of its callback, that call's failure isn't counted, but kept here. */
typedef struct Outcome {
    bool is_outcome;
    int64_t status;    /* 0: it didn't fail */
    Invocation record; /* what the exception was made with; nothing where it has no words */
} Outcome;

Callback *outcome_begin(Outcome *outcome); /* what the environment is to name */

/* The run-time symbol `upcall_report`: count one failure at a site and ask for a report, or keep it in the Outcome that the
 * environment names. An exception that is an answer is neither: upcall.Return, whoever calls, and codes where C does. Lock-free, async-signal-safe.
 *   record    of the call that failed; may be NULL where no exception of the callback has words
 *   returns   the answer, a word a component of the result; NULL: there is none, C gets the error value */
const uint64_t *upcall_report(const void *environment, int64_t status, const Invocation *record);

/* How to ask: called at most once until report_take() has been called after it. NULL: nobody listens (the door is shut),
 * failures aren't counted, and no thread is inside the former `request` any more. It runs on the failing thread, maybe in a
 * signal handler. */
void report_listen(void (*request)(void));
bool report_has_listener(void);
void report_ask_again(void); /* for `request`: it couldn't pass it on, so the next failure is to call it again */

typedef struct Report {
    const Callback *callback;
    const CallbackException *exception;
    uint64_t count;
    uint64_t path;                    /* of one of these failures */
    uint64_t words[INVOCATION_WORDS]; /* of the same */
} Report;

/* The next site with failures since it was last taken, its count set to 0; false: none is left. Any thread. Failures
 * from before a fork are the parent's to report. */
bool report_take(Report *report);

/* What report_take() would give, in that order, the counts left as they are: at most `capacity` of them, or where
 * `reports` is NULL only how many. */
size_t report_look(Report *reports, size_t capacity);

/* Drop what is there now (other threads may go on failing), also for those that watch. */
void report_forget(void);

/* Wait for the first failure of any callback from now on, by this thread, whoever reports it.
 *   returns   a number for report_watch_end(); -1: too many threads watch */
int report_watch(void);
/* Stop. False: nothing failed since; else *first takes the failures of that site (the count is 0 if they were taken
 * already). NULL: it stays to be taken. */
bool report_watch_end(int watch, Report *first);
bool report_is_watched(void);

#endif
