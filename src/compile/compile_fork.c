/* compile_fork.c: see compile_fork.h. */
#include "compile/compile_fork.h"

#include <stdatomic.h>
#include <stdbool.h>

#include "platform/platform.h"

static PlatformLock lock = PLATFORM_LOCK_INIT; /* who is about to fork has it: so nobody else begins */
static atomic_uint inside;                     /* threads */
static _Thread_local bool is_inside;           /* a signal handler may fork: it doesn't wait for its own thread */

void forks_wait(void)
{
    platform_lock(&lock);
    inside++;
    platform_unlock(&lock);
    is_inside = true;
}

void forks_go_on(void)
{
    is_inside = false;
    inside--;
}

static void before_fork(void)
{
    if (is_inside)
        return;
    platform_lock(&lock);
    while (inside)
        platform_sleep();
}

static void after_fork(void)
{
    if (!is_inside)
        platform_unlock(&lock);
}

/* The one thread of the child. */
static void after_fork_child(void)
{
    after_fork();
    inside = is_inside;
}

__attribute__((constructor)) static void watch_forks(void)
{
    platform_at_fork(before_fork, after_fork, after_fork_child);
}
