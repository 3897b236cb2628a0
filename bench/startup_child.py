"""A new process that imports a package and makes a first callback: `startup_child.py PACKAGE WHAT`.

WHAT is `bare` (nothing), `import`, or a row of CALLBACKS. Prints ns of the import, ns of the callback with its address and a
call, ns of its `.ctypes` and a call of that, KiB of resident memory, whether the code came from the cache ("disk", "-" where
it doesn't say), and which of numpy and ctypes the import brought.
"""

import math
import sys
from time import perf_counter_ns


def trivial(x):
    return x + 1.5


def common(n):
    return math.gcd(n, 12)


def make_integrand():
    import numpy as np

    def integrand(t):
        return np.exp(-t) / t**2

    return integrand


def make_array():
    import numpy as np

    grid = np.linspace(0.0, 1.0, 100)

    def array(x):
        return np.sum(2.0 * grid + x * grid * grid - 1.0 / (grid + 3.0))

    return array


def beside_ctypes():
    __import__("ctypes")
    return trivial


CALLBACKS = {  # signature, what gives the function (and isn't timed), options
    "trivial": ("float64(float64)", lambda: trivial, {}),
    "integrand": ("float64(float64)", make_integrand, {}),
    "array": ("float64(float64)", make_array, {}),
    "warm": ("float64(float64)", lambda: trivial, {"cache": True}),
    "warm array": ("float64(float64)", make_array, {"cache": True}),
    "ctypes": ("float64(float64)", beside_ctypes, {"cache": True}),
    "prelude": ("int64(int64)", lambda: common, {"cache": True}),
}


def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def is_cached(callback):
    """upcall's answer, or Numba's."""
    return getattr(callback, "cached", None) or ("disk" if getattr(callback, "cache_hits", 0) else "-")


def time_callback(cfunc, signature, function, options):
    start = perf_counter_ns()
    callback = cfunc(signature, **options)(function)
    assert callback.address
    callback(8)
    return callback, perf_counter_ns() - start


def time_ctypes(callback):
    start = perf_counter_ns()
    assert callback.ctypes(8) == 9.5
    return perf_counter_ns() - start


def main(name, what):
    signature, make, options = CALLBACKS.get(what, ("", lambda: None, {}))
    function = make()
    before = set(sys.modules)
    imported = made = of_ctypes = 0
    hit = "-"
    start = perf_counter_ns()
    if what != "bare":
        package = __import__(name)
        imported = perf_counter_ns() - start
    brought = sorted({"numpy", "ctypes"} & (set(sys.modules) - before))
    if function:
        callback, made = time_callback(package.cfunc, signature, function, options)
        hit = is_cached(callback)
    if what == "ctypes":
        of_ctypes = time_ctypes(callback)
    print(imported, made, of_ctypes, resident(), hit, *brought)


main(*sys.argv[1:])
