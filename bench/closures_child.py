"""A new process that makes closures of one factory: `closures_child.py VALUES KEPT COUNT`.

VALUES is a name below; KEPT 1: all live at once, 0: each is dropped before the next. Prints ns for one of the last tenth,
beyond what the `def` takes; the bytes that one weighs beyond the Python function; those that are left when all are dropped.
"""

import ctypes
import gc
import sys
import time

import numpy as np
from measured import cfunc

decorate = cfunc("float64(float64)")


def factory(k):
    def scaled(x):
        return x * k

    return scaled


def of_array(k):
    def element(x):
        return x * k[0]

    return element


VALUES = {
    "float": (factory, lambda i: i + 0.5),
    "float64": (factory, lambda i: np.float64(i)),
    "int": (factory, lambda i: i),
    "array": (of_array, lambda i: np.ones(i % 50 + 1)),
}


def resident():
    """Without what the allocator keeps for later."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    with open("/proc/self/smaps_rollup") as rollup:
        return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:")) * 1024


def run(make, values, kept):
    """ns for one of the last tenth."""
    late = len(values) - max(len(values) // 10, 1)
    gc.disable()
    for number, value in enumerate(values):
        if number == late:
            start = time.process_time_ns()
        made = make(value)
        if kept is not None:
            kept.append(made)
        del made
    took = time.process_time_ns() - start
    gc.enable()
    return took / (len(values) - late)


def main(name, is_kept, count):
    make, value_of = VALUES[name]
    values = [value_of(i) for i in range(count)]
    for value in values:
        memoryview(value).release() if name == "array" else None  # what NumPy keeps from then on
    for value in values[:60]:
        decorate(make(value))
    functions = [] if is_kept else None
    bare = run(make, values, functions)
    del functions
    before = resident()
    functions = [make(value) for value in values] if is_kept else []
    weight_of_functions = resident() - before
    del functions
    warm = [decorate(make(value)) for value in values] if is_kept else []  # the allocators' pools get their size
    del warm
    before = resident()
    callbacks = [] if is_kept else None
    took = run(lambda value: decorate(make(value)), values, callbacks)
    weight = resident() - before - weight_of_functions
    del callbacks
    print(took - bare, weight / count, resident() - before)


main(sys.argv[1], sys.argv[2] == "1", int(sys.argv[3]))
