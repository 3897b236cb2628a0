/* report.h: errors at run time, on their way from a callback (any thread, no GIL) to Python's main thread.
 *
 * A Callback is the process-wide record of one compiled function: its name and the places where it can raise. It is
 * kept for good once something was counted in it, since a report may still be on its way. */
#ifndef UPCALL_REPORT_H
#define UPCALL_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CallbackSite {
    const char *exception, *message, *file, *function;
    int line;
} CallbackSite;

typedef struct Callback Callback;

/* Copies all texts. NULL: no memory. */
Callback *callback_new(const char *name, const char *file, int line, const CallbackSite *sites, size_t count);
void callback_free(Callback *callback);
const CallbackSite *callback_site(const Callback *callback, int32_t status); /* NULL: no such status */
const char *callback_name(const Callback *callback);

/* The run-time symbol `upcall_report`: count one failure at a site and ask for a report. Lock-free, async-signal-safe. */
void upcall_report(const void *environment, int32_t status);

/* How to ask: called at most once until report_take() has been called after it. NULL: nobody listens (the door is shut). */
void report_listen(void (*request)(void));

typedef struct Report {
    const Callback *callback;
    const CallbackSite *site;
    uint64_t count;
} Report;

/* The next site with failures since it was last taken, its count set to 0; false: none is left. */
bool report_take(Report *report);

#endif
