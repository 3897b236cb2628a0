"""`make demo`: the Numba manual's integrand through scipy.integrate.quad, as Python and compiled by upcall."""

import math
import sys
import time

import numpy as np
import scipy.integrate as si
from scipy import LowLevelCallable

from upcall import cfunc

EXPECTED = (0.14849550677592208, 3.8736750296130505e-10)
ROUNDS, CALLS = 7, 200


def integrand(t):
    return np.exp(-t) / t**2


def compiled():
    """The callback, and the seconds from the Python function to an address that C can call."""
    start = time.perf_counter()
    callback = cfunc("float64(float64)")(integrand)
    return callback, time.perf_counter() - start


def seconds(function):
    """The time of one quad call, over CALLS of them."""
    start = time.perf_counter()
    for _ in range(CALLS):
        si.quad(function, 1, np.inf)
    return (time.perf_counter() - start) / CALLS


def best_times(functions):
    """The least time of each, in rounds that take turns."""
    rounds = [[seconds(function) for function in functions] for _ in range(ROUNDS)]
    return [min(times) for times in zip(*rounds, strict=True)]


def agree(results):
    """Whether all give the manual's result: the integral to the last digits, the error estimate roughly."""
    return all(
        math.isclose(value, EXPECTED[0], rel_tol=1e-14) and math.isclose(error, EXPECTED[1], rel_tol=1e-6)
        for value, error in results
    )


def main():
    callback, took = compiled()
    ways = {
        "plain Python": integrand,
        "upcall, .ctypes": callback.ctypes,
        "upcall, LowLevelCallable": LowLevelCallable(callback.ctypes),
    }
    print("scipy.integrate.quad(integrand, 1, inf), integrand(t) = np.exp(-t) / t**2\n")
    print(f"{callback!r}")
    print(f"compiled to machine code in {took * 1e3:.1f} ms, called by SciPy's C code without the interpreter\n")
    results = [si.quad(function, 1, np.inf) for function in ways.values()]
    times = best_times(list(ways.values()))
    print(f"{'integrand as':<26}{'integral':<21}{'error estimate':<25}{'a quad':>9}{'ratio':>8}")
    for way, (value, error), time_ in zip(ways, results, times, strict=True):
        print(f"{way:<26}{value:<21}{error:<25}{time_ * 1e6:>6.1f} µs{times[0] / time_:>7.1f}x")
    if not agree(results):
        sys.exit(f"\ndemo: the results should all be {EXPECTED}")
    print("\nthe three agree")


if __name__ == "__main__":
    main()
