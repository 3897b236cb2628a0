"""A new process that counts what callbacks weigh: `memory_child.py LIVE DROPPED`.

Prints bytes a live callback (LIVE of distinct trivial code, beyond their Python functions), and bytes by which the process has
grown after DROPPED more were made and dropped. Both are of the
process's own memory as the system counts it (Pss), so arenas of the allocators that are half empty count whole.
"""

import gc
import sys

from upcall import cfunc

decorate = cfunc("float64(float64)")


def resident():
    gc.collect()
    with open("/proc/self/smaps_rollup") as rollup:
        return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:")) * 1024


def make_functions(first, count):
    """Python functions of distinct code: x + 0.5, x + 1.5 ..."""
    scope = {}
    for number in range(first, first + count):
        exec(f"def f{number}(x): return x + {number}.5", scope)
    del scope["__builtins__"]
    return list(scope.values())


def weight_of_live(count):
    functions = make_functions(0, count)
    before = resident()
    callbacks = [decorate(function) for function in functions]
    assert callbacks[-1](1.0) == count + 0.5
    return (resident() - before) / count


def growth_of_dropped(count, batch=1000):
    functions = make_functions(0, batch)
    for function in functions * 20:  # the quarantine fills, the allocators' pools get their size
        decorate(function)
    before = resident()
    for _ in range(count // batch):
        for function in functions:
            decorate(function)
    return resident() - before


def main(live, dropped):
    warm = [decorate(function) for function in make_functions(0, 100)]
    del warm
    print(weight_of_live(int(live)), growth_of_dropped(int(dropped)))


main(*sys.argv[1:])
