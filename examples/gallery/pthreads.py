"""POSIX threads: random numbers in each, and one table of counts

`pthread_create` starts a thread in `void *f(void *)`. Each gets a struct of its own, with the state of its random numbers.
The table that they share is a captured NumPy array; `atomic_add` loses none of the additions, which `counts[i] += 1` would.
"""

import numpy as np

import upcall
from upcall import atomic_add, cfunc, types

libc = upcall.cdef(
    """
    typedef unsigned long pthread_t;
    int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*start_routine)(void *), void *arg);
    int pthread_join(pthread_t thread, void **retval);
    """,
    "libc.so.6",
)


@upcall.struct
class Dice:
    state: types.uint64
    times: types.int64


counts = np.zeros(10, np.int64)


@cfunc("void *throw(void *)")
def throw(mine: Dice):
    for _ in range(mine.times):
        mine.state ^= mine.state << 13  # Marsaglia's xorshift
        mine.state ^= mine.state >> 7
        mine.state ^= mine.state << 17
        atomic_add(counts, mine.state % 10, 1)


dice = [Dice(state=seed, times=500_000) for seed in (1, 2, 3, 4)]
threads = np.zeros(len(dice), np.uint64)
for i, mine in enumerate(dice):
    assert libc.pthread_create(threads[i : i + 1], None, throw, mine) == 0
for thread in threads.tolist():
    libc.pthread_join(thread, None)

print("how often each digit came:", *counts)
assert counts.sum() == 4 * 500_000
assert abs(counts / counts.mean() - 1).max() < 0.02
