/* report.c: counters of failures and the queue of callbacks that have some, see report.h.
 *
 * A failing thread adds to the counter of the site, pushes the callback on the stack `pending` unless it is there, and
 * asks for a report unless that is asked for. report_take() takes the whole stack away and works through it. Each side
 * writes its flag before it looks at what the other writes, so that no failure stays behind unasked for. */
#include "runtime/report.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "platform/platform.h"
#include "runtime/slot.h"
#include "runtime/status.h"

typedef _Atomic uint64_t Counter;

/* The numbers of the first failure of a site since it was taken. */
typedef struct Numbers {
    atomic_uint state;
    uint64_t words[INVOCATION_WORDS];
} Numbers;

enum { NUMBERS_NONE, NUMBERS_WRITING, NUMBERS_THERE };

struct Callback {
    const char *name;
    Callback *next; /* in `pending`, `taking` */
    Callback *next_kept;
    Environment *gone;  /* its values: a ReturnValue */
    atomic_uint queued; /* the value of `generation` when it was pushed; 0: it isn't in the queue */
    atomic_bool keep;
    size_t count;
    CallbackSite *sites; /* `count`, then that of STATUS_GONE */
    Counter *counters;   /* the same */
    Numbers *numbers;    /* by site; NULL: none has arguments */
};

/* A thread that waits for the first failure. */
typedef struct Watch {
    _Atomic(const char *) thread;        /* its `own_mark`; NULL: this watch is free */
    _Atomic(const CallbackSite *) first; /* that failed */
} Watch;

enum { WATCHES = 64 };

static void (*_Atomic listener)(void);
static atomic_bool requested, shut;
static atomic_uint asking; /* threads that may be inside `listener` */
static Watch watches[WATCHES];
static atomic_uint watch_count;
static _Atomic(const char *) forker; /* the mark of the thread that forks right now */
static _Thread_local char own_mark;  /* its address is this thread */
static _Atomic(Callback *) pending;  /* a stack that is only pushed to and taken as a whole */
static atomic_uint generation = 1;   /* of the process: a fork begins a new one */

static PlatformLock lock = PLATFORM_LOCK_INIT; /* of what follows */
static Callback *taking;                       /* taken from `pending`, oldest first */
static Callback *kept;                         /* records whose owner is gone */

/* Wait until no thread is inside `listener`. */
static void wait_for_askers(void)
{
    enum { PATIENCE = 1000 }; /* milliseconds; a thread that takes longer was stopped for good */
    for (int i = 0; asking && i < PATIENCE; i++)
        platform_sleep();
}

/* The listener's locks may not be held by a thread that the child doesn't have. */
static void before_fork(void)
{
    platform_lock(&lock);
    forker = &own_mark;
    wait_for_askers();
}

static void after_fork_parent(void)
{
    forker = NULL;
    platform_unlock(&lock);
}

static void forget(Callback *queue)
{
    for (; queue; queue = queue->next)
        for (size_t i = 0; i <= queue->count; i++) {
            queue->counters[i] = 0;
            if (queue->numbers)
                queue->numbers[i].state = NUMBERS_NONE;
        }
}

/* Only this thread is in the child. */
static void forget_watches(void)
{
    for (size_t i = 0; i < WATCHES; i++)
        if (watches[i].thread && watches[i].thread != &own_mark) {
            watches[i].thread = NULL;
            watch_count--;
        }
}

/* A thread of the parent may have been about to push a callback: with a new generation, the child will push it. */
static void after_fork_child(void)
{
    forget(atomic_exchange(&pending, NULL));
    forget(taking);
    taking = NULL;
    requested = false;
    asking = 0;
    forker = NULL;
    generation++;
    forget_watches();
    platform_unlock(&lock);
}

__attribute__((constructor)) static void watch_forks(void)
{
    platform_at_fork(before_fork, after_fork_parent, after_fork_child);
}

/* The texts of a site, in this order. */
enum { TEXTS = 5 };

static const char **site_text(CallbackSite *site, size_t i)
{
    const char **texts[TEXTS] = {&site->exception, &site->message, &site->file, &site->function, &site->arguments};
    return texts[i];
}

static size_t text_size(const char *text)
{
    return text ? strlen(text) + 1 : 0;
}

static size_t site_size(CallbackSite site)
{
    size_t size = 0;
    for (size_t i = 0; i < TEXTS; i++)
        size += text_size(*site_text(&site, i));
    return size;
}

static const char *copy_text(char **room, const char *text)
{
    size_t size = text_size(text);
    char *copy = *room;
    if (size)
        memcpy(copy, text, size);
    *room += size;
    return size ? copy : NULL;
}

static CallbackSite copy_site(char **room, CallbackSite site)
{
    for (size_t i = 0; i < TEXTS; i++)
        *site_text(&site, i) = copy_text(room, *site_text(&site, i));
    return site;
}

/* The record, its sites, counters, environment and texts in one piece. */
Callback *callback_new(const char *name, const char *file, int line, const CallbackSite *sites, size_t count)
{
    CallbackSite gone = {.exception = "RuntimeError",
                         .message = "called through its address after the callback was closed or dropped",
                         .file = file,
                         .function = name,
                         .line = line};
    size_t places = count + 1, texts = site_size(gone) + text_size(name);
    size_t numbers = 0;
    for (size_t i = 0; i < count; i++) {
        texts += site_size(sites[i]);
        numbers = sites[i].arguments ? places : numbers;
    }
    Callback *callback = calloc(1, sizeof *callback + places * (sizeof *sites + sizeof(Counter)) +
                                       numbers * sizeof(Numbers) + ENVIRONMENT_VALUES + sizeof(ReturnValue) + texts);
    if (!callback)
        return NULL;
    callback->count = count;
    callback->sites = (CallbackSite *)(callback + 1);
    callback->counters = (Counter *)(callback->sites + places);
    Numbers *behind = (Numbers *)(callback->counters + places);
    callback->numbers = numbers ? behind : NULL;
    callback->gone = (Environment *)(behind + numbers);
    char *room = (char *)callback->gone + ENVIRONMENT_VALUES + sizeof(ReturnValue);
    callback->name = copy_text(&room, name);
    for (size_t i = 0; i < count; i++) {
        callback->sites[i] = copy_site(&room, sites[i]);
        callback->sites[i].index = (unsigned)i;
        callback->sites[i].inner = sites[i].inner ? callback->sites + (sites[i].inner - sites) : NULL;
    }
    callback->sites[count] = copy_site(&room, gone);
    callback->sites[count].index = (unsigned)count;
    callback->gone->entry = (void *)platform_gone;
    callback->gone->callback = callback;
    return callback;
}

void callback_free(Callback *callback)
{
    if (!callback)
        return;
    if (!callback->keep) {
        free(callback);
        return;
    }
    platform_lock(&lock);
    callback->next_kept = kept;
    kept = callback;
    platform_unlock(&lock);
}

void callback_set_error_value(Callback *callback, const AbiValue *result, const uint64_t *words)
{
    ReturnValue value = platform_return_value(result, words);
    memcpy(callback->gone->values, &value, sizeof value);
}

Environment *callback_gone(Callback *callback)
{
    callback->keep = true;
    return callback->gone;
}

/* The index in `sites` and `counters`; SIZE_MAX: no such status. */
static size_t site_index(const Callback *callback, int32_t status)
{
    if (status == STATUS_GONE)
        return callback->count;
    size_t site = status > 0 ? (size_t)STATUS_SITE(status) : 0;
    return site && site <= callback->count ? site - 1 : SIZE_MAX;
}

const CallbackSite *callback_site(const Callback *callback, int32_t status)
{
    size_t index = site_index(callback, status);
    return index == SIZE_MAX ? NULL : &callback->sites[index];
}

const char *callback_name(const Callback *callback)
{
    return callback->name;
}

static void push_pending(Callback *callback)
{
    unsigned now = generation;
    if (atomic_exchange(&callback->queued, now) == now)
        return;
    Callback *head = pending;
    do
        callback->next = head;
    while (!atomic_compare_exchange_weak(&pending, &head, callback));
}

static void ask(void)
{
    if (requested)
        return;
    asking++;
    const char *forking;
    while ((forking = forker) && forking != &own_mark) {
        asking--;
        platform_sleep();
        asking++;
    }
    void (*request)(void) = listener;
    if (!forking && request && !atomic_exchange(&requested, true))
        request();
    asking--;
}

static void note_first(const CallbackSite *site)
{
    for (size_t i = 0; watch_count && i < WATCHES; i++) {
        const CallbackSite *none = NULL;
        if (watches[i].thread)
            atomic_compare_exchange_strong(&watches[i].first, &none, site);
    }
}

/* The first thread to fail there writes; others go on. */
static void keep_numbers(Callback *callback, size_t index, const Invocation *record)
{
    unsigned none = NUMBERS_NONE;
    Numbers *numbers = callback->sites[index].arguments ? &callback->numbers[index] : NULL;
    if (!numbers || !atomic_compare_exchange_strong(&numbers->state, &none, NUMBERS_WRITING))
        return;
    memcpy(numbers->words, record->words, sizeof numbers->words);
    numbers->state = NUMBERS_THERE;
}

/* A thread that is counted may still have to write, or wait for another one that does: a moment. */
static void give_numbers(Callback *callback, size_t index, Report *report)
{
    enum { PATIENCE = 50 }; /* ms */
    Numbers *numbers = callback->numbers ? &callback->numbers[index] : NULL;
    for (int i = 0; numbers && numbers->state != NUMBERS_THERE && i < PATIENCE; i++)
        platform_sleep();
    if (numbers && numbers->state == NUMBERS_THERE)
        memcpy(report->words, numbers->words, sizeof report->words);
}

static void drop_numbers(Callback *callback, size_t index)
{
    unsigned there = NUMBERS_THERE;
    if (callback->numbers)
        atomic_compare_exchange_strong(&callback->numbers[index].state, &there, NUMBERS_NONE);
}

static Report report_of(Callback *callback, size_t index, uint64_t count)
{
    Report report = {callback, &callback->sites[index], count, {0}};
    give_numbers(callback, index, &report);
    return report;
}

void upcall_report(const void *environment, int32_t status, const Invocation *record)
{
    Callback *callback = ((const Environment *)environment)->callback;
    size_t index = callback ? site_index(callback, status) : SIZE_MAX;
    if (index == SIZE_MAX || shut)
        return;
    int caller_errno = errno;
    callback->keep = true;
    keep_numbers(callback, index, record);
    callback->counters[index]++;
    keep_numbers(callback, index, record); /* those of before may have gone with a report since */
    push_pending(callback);
    note_first(&callback->sites[index]);
    ask();
    errno = caller_errno;
}

void report_listen(void (*request)(void))
{
    shut = !request;
    listener = request;
    if (!request)
        wait_for_askers();
    requested = false;
    if (pending)
        ask();
}

bool report_has_listener(void)
{
    return listener;
}

void report_ask_again(void)
{
    requested = false;
}

static Callback *reversed(Callback *stack)
{
    Callback *queue = NULL;
    while (stack) {
        Callback *next = stack->next;
        stack->next = queue;
        queue = stack;
        stack = next;
    }
    return queue;
}

/* What is pending goes behind what is being taken. */
static void take_pending(void)
{
    Callback **end = &taking;
    while (*end)
        end = &(*end)->next;
    *end = reversed(atomic_exchange(&pending, NULL));
}

static bool take_site(Callback *callback, Report *report)
{
    for (size_t i = 0; i <= callback->count; i++) {
        uint64_t count = atomic_exchange(&callback->counters[i], 0);
        if (count) {
            *report = report_of(callback, i, count);
            drop_numbers(callback, i);
            return true;
        }
    }
    return false;
}

/* Out of the queue, and in again if a failure was counted since take_site() looked. The next one in the queue. */
static Callback *leave_queue(Callback *callback)
{
    Callback *next = callback->next;
    callback->queued = 0;
    for (size_t i = 0; i <= callback->count; i++)
        if (callback->counters[i]) {
            push_pending(callback);
            break;
        }
    return next;
}

bool report_take(Report *report)
{
    platform_lock(&lock);
    requested = false;
    bool found = false;
    while (!found) {
        if (!taking)
            take_pending();
        if (!taking)
            break;
        found = take_site(taking, report);
        if (!found)
            taking = leave_queue(taking);
    }
    platform_unlock(&lock);
    return found;
}

size_t report_look(Report *reports, size_t capacity)
{
    size_t found = 0;
    platform_lock(&lock);
    take_pending();
    for (Callback *callback = taking; callback; callback = callback->next)
        for (size_t i = 0; i <= callback->count && (found < capacity || !reports); i++)
            if (callback->counters[i]) {
                if (reports)
                    reports[found] = report_of(callback, i, callback->counters[i]);
                found++;
            }
    platform_unlock(&lock);
    return found;
}

void report_forget(void)
{
    Report report;
    for (size_t left = report_look(NULL, 0); left && report_take(&report); left--)
        ;
    platform_lock(&lock);
    for (size_t i = 0; i < WATCHES; i++)
        watches[i].first = NULL;
    platform_unlock(&lock);
}

int report_watch(void)
{
    int found = -1;
    platform_lock(&lock);
    for (int i = 0; found < 0 && i < WATCHES; i++)
        if (!watches[i].thread)
            found = i;
    if (found >= 0) {
        watches[found].first = NULL;
        watches[found].thread = &own_mark;
        watch_count++;
    }
    platform_unlock(&lock);
    return found;
}

/* The record that a site is part of: `sites` begins where the record ends. */
static Callback *callback_of(const CallbackSite *site)
{
    return (Callback *)(uintptr_t)(site - site->index) - 1;
}

bool report_watch_end(int watch, Report *first)
{
    platform_lock(&lock);
    watches[watch].thread = NULL;
    watch_count--;
    const CallbackSite *site = watches[watch].first;
    platform_unlock(&lock);
    if (!site)
        return false;
    Callback *callback = callback_of(site);
    if (first) {
        *first = report_of(callback, site->index, atomic_exchange(&callback->counters[site->index], 0));
        drop_numbers(callback, site->index);
    }
    return true;
}

bool report_is_watched(void)
{
    return watch_count;
}
