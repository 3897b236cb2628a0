/* foreign.c: C that calls callbacks: directly, often, and on threads of its own, which Python doesn't know.
 *
 * Threads that were started without an end go on until the process is gone. When it exits, after Python's end, each of
 * them has to be running still: lost_at_exit() has the process fail otherwise. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

typedef double Callback(double);

enum { THREADS = 4, LOST = 3 };

typedef struct Runner {
    pthread_t thread;
    Callback *callback;
    double argument;
    long count; /* how often it calls; -1: on and on */
    atomic_long done;
} Runner;

static Runner runners[THREADS];

double call_often(Callback *callback, double argument, long count)
{
    double sum = 0.0;
    while (count-- > 0)
        sum += callback(argument);
    return sum;
}

static void *run(void *argument)
{
    Runner *runner = argument;
    for (long i = 0; runner->count < 0 || i < runner->count; i++) {
        runner->callback(runner->argument);
        atomic_fetch_add(&runner->done, 1);
    }
    return NULL;
}

/* returns 0, or what pthread_create() does. */
int start(Callback *callback, double argument, long count)
{
    for (int i = 0; i < THREADS; i++) {
        runners[i].callback = callback;
        runners[i].argument = argument;
        runners[i].count = count;
        runners[i].done = 0;
        int error = pthread_create(&runners[i].thread, NULL, run, &runners[i]);
        if (error)
            return error;
    }
    return 0;
}

/* Wait for all of them. How often they called. */
long join(void)
{
    long done = 0;
    for (int i = 0; i < THREADS; i++) {
        pthread_join(runners[i].thread, NULL);
        done += runners[i].done;
    }
    return done;
}

void sleep_milliseconds(int milliseconds)
{
    nanosleep(&(struct timespec){milliseconds / 1000, milliseconds % 1000 * 1000000L}, NULL);
}

static int is_stuck(Runner *runner)
{
    long before = runner->done;
    for (int i = 0; i < 10000; i++) {
        if (runner->done != before)
            return 0;
        sleep_milliseconds(1);
    }
    return 1;
}

static pid_t starter;

static void look_for_lost_threads(void)
{
    if (getpid() != starter)
        return; /* a child has none of them */
    for (int i = 0; i < THREADS; i++)
        if (is_stuck(&runners[i])) {
            fprintf(stderr, "thread %d was lost\n", i);
            _exit(LOST);
        }
}

int atexit(void (*function)(void));

void lost_at_exit(void)
{
    starter = getpid();
    atexit(look_for_lost_threads);
}
