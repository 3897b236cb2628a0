"""A new process that imports a package and compiles a first callback: `startup_child.py PACKAGE WHAT`.

WHAT is `bare` (nothing), `import`, `trivial` (import, then the callback x + 1.5) or `integrand` (the same with
exp(-t) / t**2 in NumPy's functions, NumPy being imported beforehand and not timed).
Prints ns of the import, ns of the callback, KiB of resident memory, and which of numpy and ctypes the import brought.
"""

import sys
from time import perf_counter_ns


def trivial(x):
    return x + 1.5


def make_integrand():
    import numpy as np

    def integrand(t):
        return np.exp(-t) / t**2

    return integrand


def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def main(name, what):
    function = make_integrand() if what == "integrand" else trivial
    before = set(sys.modules)
    start = imported = perf_counter_ns()
    if what != "bare":
        package = __import__(name)
        imported = perf_counter_ns()
    brought = sorted({"numpy", "ctypes"} & (set(sys.modules) - before))
    begun = ended = perf_counter_ns()
    if what in ("trivial", "integrand"):
        callback = package.cfunc("float64(float64)")(function)
        address = callback.address
        ended = perf_counter_ns()
        assert address
    print(imported - start, ended - begun, resident(), *brought)


main(*sys.argv[1:])
