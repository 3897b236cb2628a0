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

#include "base/table.h"
#include "platform/platform.h"
#include "runtime/slot.h"
#include "runtime/status.h"

/* A site of the table, and the first failure there since it was taken. */
typedef struct Site {
    _Atomic uint64_t count;
    atomic_uint state; /* of what follows */
    unsigned index;
    uint64_t path;
    uint64_t *words; /* as many as the exception has */
} Site;

enum { FAILURE_NONE, FAILURE_WRITING, FAILURE_THERE };

struct Callback {
    bool is_outcome; /* false; what an environment names begins so */
    const char *name;
    Callback *next; /* in `pending`, `taking` */
    Callback *next_kept;
    atomic_uint queued; /* the value of `generation` when it was pushed; 0: it isn't in the queue */
    atomic_bool keep, is_dropped;
    ReturnValue error_value;
    CallbackPlace begin; /* of the function */
    CallbackTable *table;
    CallbackCode *codes; /* one piece with their words */
    size_t code_count;
    Site sites[]; /* those of the table */
};

/* A record of callbacks that are gone. */
typedef struct Gone {
    struct Gone *next;        /* in its bucket */
    Environment *environment; /* its values: the error value; its callback: the record */
} Gone;

/* A thread that waits for the first failure. */
typedef struct Watch {
    _Atomic(const char *) thread; /* its `own_mark`; NULL: this watch is free */
    _Atomic(Site *) first;        /* that failed */
} Watch;

enum { WATCHES = 64, GONE_BUCKETS = 1024 };

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
static Gone *gone[GONE_BUCKETS];               /* by hash_of_gone() */

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
        for (size_t i = 0; i < queue->table->site_count; i++) {
            queue->sites[i].count = 0;
            queue->sites[i].state = FAILURE_NONE;
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

/* ---- callbacks --------------------------------------------------------------------------------------------------------- */

static size_t word_count(const CallbackTable *table)
{
    size_t words = 0;
    for (size_t i = 0; i < table->site_count; i++)
        words += table->exceptions[table->sites[i].exception].words;
    return words;
}

static char *copy_text(char **room, const char *text)
{
    char *copy = *room;
    size_t size = strlen(text) + 1;
    memcpy(copy, text, size);
    *room += size;
    return copy;
}

static void init_sites(Callback *callback, uint64_t *words)
{
    const CallbackTable *table = callback->table;
    for (size_t i = 0; i < table->site_count; i++) {
        callback->sites[i].index = (unsigned)i;
        callback->sites[i].words = words;
        words += table->exceptions[table->sites[i].exception].words;
    }
}

/* The record, its sites, their words and texts in one piece, and the table. */
Callback *callback_new(const char *name, const char *file, int line, const CallbackTable *table)
{
    size_t sites = table->site_count * sizeof(Site), words = word_count(table) * sizeof(uint64_t);
    size_t texts = strlen(name) + strlen(file) + 2;
    Callback *callback = calloc(1, sizeof *callback + sites + words + texts);
    CallbackTable *copy = callback ? table_copy(table) : NULL;
    if (!copy) {
        free(callback);
        return NULL;
    }
    char *behind = (char *)callback->sites + sites, *room = behind + words;
    callback->table = copy;
    init_sites(callback, (uint64_t *)(void *)behind);
    callback->name = copy_text(&room, name);
    callback->begin = (CallbackPlace){.file = copy_text(&room, file), .function = callback->name, .line = line};
    return callback;
}

/* A thread that is still inside, and it may not, sees that the record is dropped, or its failure is seen here. */
void callback_free(Callback *callback)
{
    if (!callback)
        return;
    callback->is_dropped = true;
    if (!callback->keep) {
        quarantine_free(callback->table);
        quarantine_free(callback->codes);
        quarantine_free(callback);
        return;
    }
    platform_lock(&lock);
    callback->next_kept = kept;
    kept = callback;
    platform_unlock(&lock);
}

void callback_set_error_value(Callback *callback, const AbiValue *result, const uint64_t *words)
{
    callback->error_value = platform_return_value(result, words);
}

bool callback_set_codes(Callback *callback, const CallbackCode *codes, size_t count, size_t words)
{
    CallbackCode *copies = count ? calloc(count, sizeof *copies + words * sizeof(uint64_t)) : NULL;
    if (count && !copies)
        return false;
    uint64_t *room = (uint64_t *)(void *)(copies + count);
    for (size_t i = 0; i < count; i++, room += words) {
        copies[i] = (CallbackCode){codes[i].first, codes[i].end, room};
        memcpy(room, codes[i].words, words * sizeof *room);
    }
    callback->codes = copies;
    callback->code_count = count;
    return true;
}

static const CallbackException *exception_of(const Callback *callback, size_t site)
{
    const CallbackTable *table = callback->table;
    return &table->exceptions[table->sites[site].exception];
}

const CallbackTable *callback_table(const Callback *callback)
{
    return callback->table;
}

const CallbackException *callback_exception(const Callback *callback, int64_t status)
{
    size_t site = table_site(callback->table, status);
    return site == SIZE_MAX ? NULL : exception_of(callback, site);
}

const CallbackPlace *callback_step(const Callback *callback, uint64_t *path)
{
    return table_step(callback->table, path);
}

bool callback_cuts(const Callback *callback, uint64_t path)
{
    return path && path < callback->table->begin;
}

const CallbackPlace *callback_begin(const Callback *callback)
{
    return &callback->begin;
}

const char *callback_name(const Callback *callback)
{
    return callback->name;
}

/* ---- those that are gone ------------------------------------------------------------------------------------------------ */

static uint32_t hash_of_gone(const Callback *callback)
{
    const CallbackPlace *begin = &callback->begin;
    uint32_t hash = hash_with_text(hash_with_text(hash_with(0, (uint64_t)begin->line), begin->file), begin->function);
    const uint64_t *values = callback->error_value.integer, *reals = callback->error_value.real;
    hash = hash_with(hash_with(hash_with(hash_with(hash, values[0]), values[1]), reals[0]), reals[1]);
    return hash_with(hash, callback->error_value.memory_size);
}

static bool is_gone_so(const Callback *gone_before, const Callback *callback)
{
    const CallbackPlace *a = &gone_before->begin, *b = &callback->begin;
    return a->line == b->line && !strcmp(a->file, b->file) && !strcmp(a->function, b->function) &&
           !memcmp(&gone_before->error_value, &callback->error_value, sizeof callback->error_value);
}

/* STATUS_GONE is its one site. */
static Callback *record_of_gone(const Callback *callback)
{
    const CallbackException exception = {
        .class = "RuntimeError", .message = "called through its address after the callback was closed or dropped"};
    CallbackPlace place = callback->begin;
    place.first = status_path(STATUS_GONE);
    const CallbackSite site = {status_exception(STATUS_GONE), 0};
    CallbackTable table = {&exception, &place, &site, 1, 1, 1, .begin = place.first, .end = place.first + 1};
    Callback *record = callback_new(callback->name, callback->begin.file, callback->begin.line, &table);
    if (record)
        record->error_value = callback->error_value;
    return record;
}

static Gone *gone_new(const Callback *callback)
{
    Gone *new = calloc(1, sizeof *new);
    Environment *environment = environment_new(sizeof(ReturnValue));
    Callback *record = new && environment ? record_of_gone(callback) : NULL;
    if (!record) {
        free(environment);
        free(new);
        return NULL;
    }
    environment->entry = (void *)platform_gone;
    environment->callback = record;
    memcpy(environment->values, &record->error_value, sizeof record->error_value);
    new->environment = environment;
    return new;
}

Environment *callback_gone(const Callback *callback)
{
    Gone **link = &gone[hash_of_gone(callback) % GONE_BUCKETS];
    platform_lock(&lock);
    while (*link && !is_gone_so((*link)->environment->callback, callback))
        link = &(*link)->next;
    if (!*link)
        *link = gone_new(callback);
    Environment *environment = *link ? (*link)->environment : NULL;
    platform_unlock(&lock);
    return environment;
}

/* ---- failures ----------------------------------------------------------------------------------------------------------- */

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

static void note_first(Site *site)
{
    for (size_t i = 0; watch_count && i < WATCHES; i++) {
        Site *none = NULL;
        if (watches[i].thread)
            atomic_compare_exchange_strong(&watches[i].first, &none, site);
    }
}

/* The first thread to fail there writes; others go on. */
static void keep_failure(Site *site, size_t words, uint64_t path, const Invocation *record)
{
    unsigned none = FAILURE_NONE;
    if (!atomic_compare_exchange_strong(&site->state, &none, FAILURE_WRITING))
        return;
    site->path = path;
    if (words)
        memcpy(site->words, record->words, words * sizeof *site->words);
    site->state = FAILURE_THERE;
}

/* A thread that is counted may still have to write, or wait for another one that does: a moment, but where it has no processor. */
static void wait_for_failure(const Site *site)
{
    enum { PATIENCE = 1000 }; /* ms; a thread that takes longer was stopped for good */
    for (int i = 0; site->state != FAILURE_THERE && i < PATIENCE; i++)
        platform_sleep();
}

static Report report_of(Callback *callback, const Site *site, uint64_t count)
{
    const CallbackTable *table = callback->table;
    uint64_t path = table->places[table->sites[site->index].place].first;
    Report report = {callback, exception_of(callback, site->index), count, path, {0}};
    if (count)
        wait_for_failure(site);
    if (site->state == FAILURE_THERE) {
        report.path = site->path;
        memcpy(report.words, site->words, report.exception->words * sizeof *report.words);
    }
    return report;
}

/* What was kept goes with the report. Who was counted since may have found it there, and not written what it failed with: it is
 * one of the failures that the report stands for. */
static Report take_failures(Callback *callback, Site *site)
{
    unsigned there = FAILURE_THERE;
    Report report = report_of(callback, site, atomic_exchange(&site->count, 0));
    atomic_compare_exchange_strong(&site->state, &there, FAILURE_NONE);
    report.count += atomic_exchange(&site->count, 0);
    return report;
}

Callback *outcome_begin(Outcome *outcome)
{
    outcome->is_outcome = true;
    outcome->status = 0;
    return (Callback *)(void *)outcome;
}

static void keep_outcome(Outcome *outcome, int64_t status, const Invocation *record)
{
    outcome->status = status;
    if (record)
        outcome->record = *record;
}

static void count_failure(Callback *callback, int64_t status, const Invocation *record)
{
    size_t index = table_site(callback->table, status);
    if (index == SIZE_MAX || shut)
        return;
    int caller_errno = errno;
    Site *site = &callback->sites[index];
    size_t words = exception_of(callback, index)->words;
    callback->keep = true;
    if (callback->is_dropped)
        return;
    keep_failure(site, words, status_path(status), record);
    site->count++;
    keep_failure(site, words, status_path(status), record); /* that of before may have gone with a report since */
    push_pending(callback);
    note_first(site);
    ask();
    errno = caller_errno;
}

static const uint64_t *code_of(const Callback *callback, int64_t status)
{
    int class = status_class(status);
    for (size_t i = 0; i < callback->code_count; i++)
        if (class >= callback->codes[i].first && class < callback->codes[i].end)
            return callback->codes[i].words;
    return NULL;
}

const uint64_t *upcall_report(const void *environment, int64_t status, const Invocation *record)
{
    static const uint64_t nothing = 0;
    void *named = ((const Environment *)environment)->callback;
    if (status_class(status) == STATUS_RETURN)
        return record ? record->words : &nothing;
    if (named && *(const bool *)named) {
        keep_outcome(named, status, record);
        return NULL;
    }
    const uint64_t *code = named ? code_of(named, status) : NULL;
    if (named && !code)
        count_failure(named, status, record);
    return code;
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
    for (size_t i = 0; i < callback->table->site_count; i++) {
        Site *site = &callback->sites[i];
        if (site->count) {
            *report = take_failures(callback, site);
            if (report->count) /* who watches may have been quicker */
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
    for (size_t i = 0; i < callback->table->site_count; i++)
        if (callback->sites[i].count) {
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
        for (size_t i = 0; i < callback->table->site_count && (found < capacity || !reports); i++)
            if (callback->sites[i].count) {
                if (reports)
                    reports[found] = report_of(callback, &callback->sites[i], callback->sites[i].count);
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

/* The record that a site is part of. */
static Callback *callback_of(Site *site)
{
    return (Callback *)(void *)((char *)(site - site->index) - offsetof(Callback, sites));
}

bool report_watch_end(int watch, Report *first)
{
    platform_lock(&lock);
    watches[watch].thread = NULL;
    watch_count--;
    Site *site = watches[watch].first;
    platform_unlock(&lock);
    if (!site)
        return false;
    Callback *callback = callback_of(site);
    if (first)
        *first = take_failures(callback, site);
    return true;
}

bool report_is_watched(void)
{
    return watch_count;
}
