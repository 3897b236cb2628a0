"""OpenMP: a parallel loop

What a compiler makes of `#pragma omp parallel` is a call of `GOMP_parallel` with a function, which runs in each thread of the team.
A compiled Python function is one as good as any: it asks OpenMP for its number, takes its share of the work, and adds what it
found to the sum of all by `atomic_add`. Nothing of Python runs in those threads, and no lock is taken.

Debian: libgomp1
"""

import math
from ctypes.util import find_library

import upcall
from upcall import atomic_add, cfunc, types

omp = upcall.cdef(
    """
    void GOMP_parallel(void (*fn)(void *), void *data, unsigned num_threads, unsigned flags);
    int omp_get_thread_num(void);
    int omp_get_num_threads(void);
    """,
    find_library("gomp"),
)


@upcall.struct
class Work:
    n: types.int64
    sum: types.float64[1]
    threads: types.int64[1]


@cfunc("void quarter_circle(void *data)")
def quarter_circle(work: Work):
    mine = 0.0
    for i in range(omp.omp_get_thread_num(), work.n, omp.omp_get_num_threads()):
        x = (i + 0.5) / work.n
        mine += math.sqrt(1 - x * x) / work.n
    atomic_add(work.sum, 0, mine)
    atomic_add(work.threads, 0, 1)


work = Work(n=4_000_000)
omp.GOMP_parallel(quarter_circle, work, 4, 0)
print(f"{work.threads[0]} threads: pi is about {4 * work.sum[0]:.9f}")
assert work.threads[0] >= 1
assert math.isclose(4 * work.sum[0], math.pi, abs_tol=1e-8)
