"""POSIX signals: a handler that really runs at once

A handler of Python's `signal` module runs when the interpreter comes round to it, not within a long computation in C.
`sigaction` takes a C function; what it may do is little, and a compiled function that sets a flag and counts keeps to it.
The computation polls the flag by a pointer to `volatile`, which is read anew each time; so is an `upcall.Value`.
"""

import ctypes
import math
import signal
from ctypes.util import find_library

import upcall
from upcall import cfunc

libc = upcall.cdef(
    """
    struct sigaction {
        union { void (*sa_handler)(int); void (*sa_sigaction)(int, void *info, void *context); };
        unsigned long sa_mask[16];
        int sa_flags;
        void (*sa_restorer)(void);
    };
    typedef struct sigaction sigaction_t;
    typedef int sig_atomic_t;
    int sigaction(int signum, const struct sigaction *act, struct sigaction *oldact);
    """,
    find_library("c"),
)

stop = libc.sig_atomic_t()
caught = upcall.Value(0)


@cfunc("void (*)(int signum)")
def handler(signum):
    stop.value = signum
    caught.value += 1


@cfunc("double (*)(const volatile sig_atomic_t *stop, long long *terms)", types=libc)
def zeta2(stop, terms):
    total, n = 0.0, 0
    while stop[0] == 0:
        n += 1
        total += 1 / (n * n)
    terms[0] = n
    return total


action, before, terms = libc.sigaction_t(sa_handler=handler), libc.sigaction_t(), ctypes.c_longlong()
assert libc.sigaction(signal.SIGALRM, action, before) == 0
signal.setitimer(signal.ITIMER_REAL, 0.05)
total = zeta2(ctypes.byref(stop), ctypes.byref(terms))
assert libc.sigaction(signal.SIGALRM, before, None) == 0
assert (stop.value, caught.value) == (signal.SIGALRM, 1)
assert abs(total + 1 / terms.value - math.pi**2 / 6) < 1e-9
print(f"the sum was {total:.6f} after {terms.value} terms, when the signal came")
