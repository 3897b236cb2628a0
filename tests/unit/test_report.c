/* test_report.c: failures are counted, asked for once a batch, and none is lost: threads, signal handlers, forks. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>

#include "check.h"
#include "runtime/report.h"
#include "runtime/slot.h"
#include "runtime/status.h"

static atomic_size_t requests;

static void count_request(void)
{
    atomic_fetch_add(&requests, 1);
    errno = EINTR;
}

/* Three exceptions, each at a place of its own. */
static Callback *example(const char *name)
{
    static const CallbackException exceptions[] = {
        {.class = "IndexError", .message = "index out of range"},
        {.class = "ZeroDivisionError", .message = "division by zero"},
        {.class = "ValueError"},
    };
    static const CallbackPlace places[] = {
        {.first = 1, .file = "a.py", .function = "outer", .line = 3},
        {.first = 2, .file = "b.py", .function = "inner", .line = 5},
        {.first = 3, .file = "b.py", .function = "inner", .line = 9},
    };
    static const CallbackSite sites[] = {{0, 0}, {1, 1}, {2, 2}};
    CallbackTable table = {exceptions, places, sites, 3, 3, 3, .begin = 1, .end = 4};
    return callback_new(name, "a.py", 1, &table);
}

static int64_t status_of(int number)
{
    return status_make(0, (size_t)number - 1, (uint64_t)number);
}

static Environment *environment_for(Callback *callback)
{
    Environment *environment = environment_new(0);
    environment->callback = callback;
    return environment;
}

static void test_record(void)
{
    char name[] = "record", file[] = "file.py", text[] = "RuntimeError";
    CallbackException exception = {.class = text, .message = "words"};
    CallbackPlace place = {.first = 1, .file = file, .function = name, .line = 12};
    CallbackTable table = {&exception, &place, &(CallbackSite){0, 0}, 1, 1, 1, .begin = 1, .end = 2};
    Callback *callback = callback_new(name, file, 7, &table);
    name[0] = file[0] = text[0] = 'x'; /* the record has copies */
    CHECK(strcmp(callback_name(callback), "record") == 0);
    const CallbackException *copy = callback_exception(callback, status_of(1));
    CHECK(strcmp(copy->class, "RuntimeError") == 0 && strcmp(copy->message, "words") == 0);
    uint64_t path = 1;
    const CallbackPlace *at = callback_step(callback, &path);
    CHECK(strcmp(at->file, "file.py") == 0 && strcmp(at->function, "record") == 0 && at->line == 12);
    CHECK(!path && !callback_step(callback, &path));
    CHECK(!callback_exception(callback, 0) && !callback_exception(callback, status_of(2)));
    CHECK(!callback_exception(callback, -2));
    callback_free(callback);
}

/* f calls g twice and h once, h calls g: lower_raise.c. g raises at 2 places, one of them two exceptions. */
static void test_paths(void)
{
    static const CallbackException exceptions[] = {{.class = "A"}, {.class = "B", .words = 2}};
    static const CallbackPlace places[] = {
        {.first = 1, .function = "g", .line = 1},
        {.first = 2, .function = "g", .line = 2},
        {.first = 3, .inner = 1, .function = "h"},
        {.first = 5, .inner = 3, .function = "f", .line = 10},
        {.first = 7, .inner = 1, .function = "f", .line = 11},
        {.first = 9, .inner = 1, .function = "f", .line = 12},
    };
    static const CallbackSite sites[] = {{1, 1}, {0, 0}, {0, 1}};
    CallbackTable table = {exceptions, places, sites, 2, 6, 3, .begin = 5, .end = 11};
    Callback *callback = callback_new("f", "f.py", 9, &table);
    const char *functions[] = {"f", "h", "g"};
    uint64_t path = 6;
    for (int i = 0; i < 3; i++)
        CHECK(strcmp(callback_step(callback, &path)->function, functions[i]) == 0);
    CHECK(!path && !callback_cuts(callback, 6) && callback_cuts(callback, 4));
    CHECK(table_site(&table, status_make(0, 0, 11)) == SIZE_MAX);
    CHECK(callback_exception(callback, status_make(0, 1, 10)) == callback_exception(callback, status_make(0, 1, 2)));

    Environment *environment = environment_for(callback);
    Invocation record = {.words = {7, 8, 9}};
    Report report;
    upcall_report(environment, status_make(0, 1, 8), &record);
    record.words[0] = 0;
    upcall_report(environment, status_make(0, 1, 6), &record); /* the same place by another way */
    upcall_report(environment, status_make(0, 0, 10), &record);
    CHECK(report_take(&report) && report.exception == callback_exception(callback, status_make(0, 0, 2)));
    CHECK(report.count == 1 && report.path == 10);
    CHECK(report_take(&report) && report.exception == callback_exception(callback, status_make(0, 1, 2)));
    CHECK(report.count == 2 && report.path == 8 && report.words[0] == 7 && report.words[1] == 8);
    CHECK(!report_take(&report));
    environment_free(environment);
}

/* The first code that fits, which isn't counted. */
static void test_codes(void)
{
    Callback *callback = example("answers");
    Environment *environment = environment_for(callback);
    const CallbackCode codes[] = {{3, 5, (uint64_t[]){1, 2}}, {2, 8, (uint64_t[]){3, 4}}};
    CHECK(callback_set_codes(callback, codes, 2, 2));
    for (int class = 0; class < 9; class++) {
        const uint64_t *words = upcall_report(environment, status_make(class, 0, 1), NULL);
        CHECK(class < 2 || class == 8 ? !words
                                      : words[0] == (class > 2 && class < 5 ? 1 : 3) && words[1] == words[0] + 1);
    }
    report_forget();
    environment_free(environment);
}

static bool take(Callback *callback, int number, uint64_t count)
{
    Report report;
    return report_take(&report) && report.callback == callback && report.count == count &&
           report.exception == callback_exception(callback, status_of(number)) && report.path == (uint64_t)number;
}

static void test_batch(void)
{
    Report report;
    Callback *first = example("first"), *second = example("second");
    Environment *of_first = environment_for(first), *of_second = environment_for(second);
    requests = 0;
    errno = ERANGE;
    upcall_report(of_first, status_of(2), NULL);
    CHECK(errno == ERANGE);
    upcall_report(of_second, status_of(3), NULL);
    upcall_report(of_first, status_of(1), NULL);
    upcall_report(of_first, status_of(2), NULL);
    CHECK(requests == 1);
    CHECK(take(first, 1, 1));
    CHECK(take(first, 2, 2));
    upcall_report(of_second, status_of(3), NULL);
    CHECK(requests == 2);
    CHECK(take(second, 3, 2));
    CHECK(!report_take(&report));
    upcall_report(of_first, status_of(0), NULL); /* no such status: nothing to report */
    upcall_report(of_first, status_of(4), NULL);
    CHECK(requests == 2 && !report_take(&report));
    upcall_report(of_first, status_of(1), NULL);
    report_ask_again();
    upcall_report(of_first, status_of(1), NULL);
    CHECK(requests == 4);
    callback_free(first); /* still in the queue */
    callback_free(second);
    CHECK(take(first, 1, 2));
    CHECK(strcmp(callback_name(first), "first") == 0);
    CHECK(!report_take(&report));
    environment_free(of_first);
    environment_free(of_second);
}

/* A thread that is still inside when the record is dropped finds it there, and nothing of it is reported. */
static void test_dropped(void)
{
    Report report;
    Callback *callback = example("dropped");
    Environment *environment = environment_for(callback);
    callback_free(callback);
    environment_free(environment);
    upcall_report(environment, status_of(1), NULL);
    CHECK(!report_take(&report));
}

static void test_shut_door(void)
{
    Report report;
    Callback *callback = example("late");
    Environment *environment = environment_for(callback);
    requests = 0;
    upcall_report(environment, status_of(1), NULL);
    report_listen(NULL);
    upcall_report(environment, status_of(1), NULL);
    upcall_report(environment, status_of(2), NULL);
    CHECK(requests == 1);
    report_listen(count_request);
    CHECK(requests == 2); /* the first one still waits */
    CHECK(take(callback, 1, 1));
    CHECK(!report_take(&report));
    callback_free(callback);
    environment_free(environment);
}

static atomic_int slow_requests; /* begun, then ended: 2 */

static void request_slowly(void)
{
    slow_requests = 1;
    usleep(50000);
    slow_requests = 2;
}

static void *fail_once(void *environment)
{
    upcall_report(environment, status_of(1), NULL);
    return NULL;
}

/* Once the door is shut no thread is inside the listener: Python's end may take away what it needs. */
static void test_shut_door_waits(void)
{
    Report report;
    pthread_t thread;
    Callback *callback = example("slow");
    Environment *environment = environment_for(callback);
    report_listen(request_slowly);
    CHECK(pthread_create(&thread, NULL, fail_once, environment) == 0);
    while (!slow_requests)
        usleep(100);
    report_listen(NULL);
    CHECK(slow_requests == 2);
    pthread_join(thread, NULL);
    report_listen(count_request);
    CHECK(take(callback, 1, 1));
    CHECK(!report_take(&report));
    callback_free(callback);
    environment_free(environment);
}

enum { THREADS = 4, CALLBACKS = 8, FAILURES = 100000 };

static Callback *callbacks[CALLBACKS];
static Environment *environments[CALLBACKS];
static atomic_size_t running;

static void *keep_failing(void *argument)
{
    size_t seed = (size_t)(uintptr_t)argument;
    for (size_t i = 0; i < FAILURES; i++)
        upcall_report(environments[(i * 7 + seed) % CALLBACKS], status_of((int)(i % 3) + 1), NULL);
    atomic_fetch_sub(&running, 1);
    return NULL;
}

/* Reports are taken only when asked for: had a failure gone unasked, the sum would be short. */
static uint64_t take_while_running(void)
{
    Report report;
    uint64_t sum = 0;
    bool last = false;
    while (!last) {
        last = running == 0;
        if (atomic_exchange(&requests, 0))
            while (report_take(&report))
                sum += report.count;
    }
    return sum;
}

static void test_threads(void)
{
    pthread_t threads[THREADS];
    requests = 0;
    running = THREADS;
    for (size_t i = 0; i < THREADS; i++)
        CHECK(pthread_create(&threads[i], NULL, keep_failing, (void *)(uintptr_t)i) == 0);
    CHECK(take_while_running() == (uint64_t)THREADS * FAILURES);
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

static volatile sig_atomic_t signals;

static void fail_in_handler(int number)
{
    (void)number;
    signals++;
    upcall_report(environments[0], status_of(1), NULL);
}

/* Failures in a signal handler that interrupts counting and taking anywhere. */
static void test_signals(void)
{
    Report report;
    uint64_t sum = 0, own = 0;
    struct sigaction action = {.sa_handler = fail_in_handler, .sa_flags = SA_RESTART}, old;
    struct itimerval timer = {{0, 50}, {0, 50}}, none = {0};
    sigaction(SIGALRM, &action, &old);
    setitimer(ITIMER_REAL, &timer, NULL);
    while (signals < 2000) {
        upcall_report(environments[0], status_of(1), NULL);
        own++;
        while (report_take(&report))
            sum += report.count;
    }
    setitimer(ITIMER_REAL, &none, NULL);
    sigaction(SIGALRM, &old, NULL);
    while (report_take(&report))
        sum += report.count;
    CHECK(sum == own + (uint64_t)signals);
}

/* What failed before the fork is the parent's to report. */
static void report_in_child(void)
{
    Report report;
    CHECK(!report_take(&report));
    requests = 0;
    upcall_report(environments[1], status_of(2), NULL);
    upcall_report(environments[2], status_of(2), NULL);
    CHECK(requests == 1);
    CHECK(take(callbacks[1], 2, 1));
    CHECK(take(callbacks[2], 2, 1));
    CHECK(!report_take(&report));
}

static void test_fork(void)
{
    Report report;
    requests = 0;
    upcall_report(environments[1], status_of(2), NULL);
    upcall_report(environments[2], status_of(1), NULL);
    CHECK(take(callbacks[1], 2, 1)); /* the queue is half taken */
    CHECK(in_child(report_in_child) == 0);
    CHECK(take(callbacks[2], 1, 1));
    CHECK(!report_take(&report));
}

static void fork_while_failing(void)
{
    Report report;
    while (report_take(&report)) {
    }
    requests = 0;
    for (size_t i = 0; i < CALLBACKS; i++)
        upcall_report(environments[i], status_of(1), NULL);
    size_t sites = 0;
    while (report_take(&report))
        sites += report.exception == callback_exception(report.callback, status_of(1));
    CHECK(requests == 1 && sites == CALLBACKS);
}

static void test_fork_and_threads(void)
{
    pthread_t threads[THREADS];
    running = THREADS;
    for (size_t i = 0; i < THREADS; i++)
        CHECK(pthread_create(&threads[i], NULL, keep_failing, (void *)(uintptr_t)i) == 0);
    for (size_t i = 0; i < 30; i++)
        CHECK(in_child(fork_while_failing) == 0);
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

int main(void)
{
    report_listen(count_request);
    test_record();
    test_paths();
    test_codes();
    test_batch();
    test_dropped();
    test_shut_door();
    test_shut_door_waits();
    for (size_t i = 0; i < CALLBACKS; i++)
        environments[i] = environment_for(callbacks[i] = example("busy"));
    test_threads();
    test_signals();
    test_fork();
    test_fork_and_threads();
    return check_summary();
}
