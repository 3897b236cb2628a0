"""One peer's side: a process that compiles the peer's callbacks, keeps them, and times them when the parent says so.

The parent (peers.py) writes one request a line, `{"task": NAME, ...}`, and gets one line back: `{"answer": ...}` or
`{"error": TEXT}`. It asks one worker at a time, so the peers never run side by side.
"""

import ctypes
import functools
import hashlib
import importlib
import json
import math
import mmap
import os
import sys
import time
from pathlib import Path

PEER, BUILD = sys.argv[1], Path(sys.argv[2])
HUGE = 2 << 20  # bytes of a huge page
REPEATS = 5  # tries a round, of which the best counts

pointer_array = ctypes.POINTER(ctypes.c_void_p)
driver = ctypes.CDLL(str(BUILD / "driver.so"))
driver.time_passes.restype = ctypes.c_int64
driver.time_passes.argtypes = [
    ctypes.c_void_p, ctypes.c_void_p, pointer_array, ctypes.c_int64, ctypes.c_int64, ctypes.c_int,
]  # fmt: skip

kernels = {}
callbacks = []  # keeps what was compiled alive


class Kernel:
    """A kernel's Python side, its C library, and the peer's code for it."""

    def __init__(self, name):
        self.module = importlib.import_module(f"kernels.{name}")
        self.library = ctypes.CDLL(str(BUILD / f"{name}.so"))
        self.library.drive.restype = ctypes.c_double
        self.library.drive.argtypes = [ctypes.c_void_p, pointer_array, ctypes.c_int64, ctypes.c_int64]
        self.drive = ctypes.cast(self.library.drive, ctypes.c_void_p)
        self.address = self._address()
        self.arrays = {}

    def _address(self):
        if PEER == "clang":
            return ctypes.cast(self.library.kernel, ctypes.c_void_p).value
        callbacks.append(compile_callback(self.module.SIGNATURE, self.module.kernel))
        return callbacks[-1].address

    def data(self, label):
        """Pointers to the arrays of that size, made once, and the size."""
        size = self.module.SIZES[label]
        if label not in self.arrays:
            self.arrays[label] = placed(self.module.data(size))
        arrays = self.arrays[label]
        return (ctypes.c_void_p * len(arrays))(*[array.ctypes.data for array in arrays]), size


def compile_callback(signature, function):
    from measured import cfunc

    options = {"boundscheck": False} if PEER == "unchecked" else {}
    return cfunc(signature, **options)(function)


def placed(arrays):
    """Copies in memory that looks alike in every worker: huge pages where the system has them, the same offsets.

    Each array begins a little before the one ahead of it, page offsets compared: a processor that compares only the low
    bits of addresses then takes a store for one to an element that was already read, never for one that the next reads
    must wait for.
    """
    import numpy as np

    room = mmap.mmap(-1, HUGE + sum(array.nbytes + 8192 for array in arrays))
    room.madvise(mmap.MADV_HUGEPAGE)
    memory = np.frombuffer(room, np.uint8)
    start = -memory.ctypes.data % HUGE
    copies = []
    for index, array in enumerate(arrays):
        start += (-320 * (index + 1) - start - memory.ctypes.data) % 4096
        copies.append(memory[start : start + array.nbytes].view(array.dtype).reshape(array.shape))
        copies[-1][...] = array
        start += array.nbytes
    return copies


def kernel_of(name):
    if name not in kernels:
        kernels[name] = Kernel(name)
    return kernels[name]


def sizes(kernel):
    """The labels of a kernel's sizes, with how many items a pass has."""
    module = importlib.import_module(f"kernels.{kernel}")
    return {label: module.items(size) for label, size in module.SIZES.items()}


def total(array):
    """Of all its numbers; of records field by field, of complex numbers their absolute value."""
    if array.dtype.names:
        return sum(total(array[name]) for name in array.dtype.names)
    return float(abs(array.sum()))


def check(kernel, label):
    """What one pass over new data computes: what drive() returns, the sum of each array after it, and all bits of both."""
    subject = kernel_of(kernel)
    subject.arrays.pop(label, None)
    pointers, size = subject.data(label)
    result = subject.library.drive(subject.address, pointers, size, 1)
    digest = hashlib.sha256(b"".join(array.tobytes() for array in subject.arrays[label]))
    sums = [total(array) for array in subject.arrays[label]]
    return {"sums": [result, *sums], "bits": f"{result.hex()} {digest.hexdigest()}"}


def time_kernel(kernel, label, passes, repeats=REPEATS):
    """The least time of `passes` passes, in ns a pass."""
    subject = kernel_of(kernel)
    pointers, size = subject.data(label)
    return driver.time_passes(subject.drive, subject.address, pointers, size, passes, repeats) / passes


def time_compile(template):
    """ns from a Python function to an address, for a function that was never compiled before."""
    from templates import fresh

    return time_callback(*fresh(template))


def time_compile_kernel(kernel):
    """The same for a kernel."""
    module = importlib.import_module(f"kernels.{kernel}")
    return time_callback(module.SIGNATURE, module.kernel)


def time_callback(signature, function):
    start = time.perf_counter_ns()
    callback = compile_callback(signature, function)
    address = callback.address
    took = time.perf_counter_ns() - start
    callbacks.append((callback, address))
    return took


@functools.cache
def quad_functions():
    from measured import types
    from scipy import LowLevelCallable

    function = importlib.import_module("kernels.integrand").kernel
    callback = compile_callback(types.double(types.double), function)
    return {"python": function, "ctypes": callback.ctypes, "LowLevelCallable": LowLevelCallable(callback.ctypes)}


def quad_result(way):
    from scipy.integrate import quad

    return quad(quad_functions()[way], 1, math.inf)


def time_quad(way, calls):
    """The least time of scipy.integrate.quad(integrand, 1, inf), in ns a call, of REPEATS times `calls` calls."""
    from scipy.integrate import quad

    function = quad_functions()[way]
    best = math.inf
    for _ in range(REPEATS):
        start = time.perf_counter_ns()
        for _ in range(calls):
            quad(function, 1, math.inf)
        best = min(best, time.perf_counter_ns() - start)
    return best / calls


def caller_result(case, way=PEER):
    import callers_ways

    return callers_ways.result(case, way, BUILD)


def time_caller(case, calls, way=PEER):
    import callers_ways

    return callers_ways.timed(case, way, BUILD, calls)


def libraries():
    """Bytes of each shared object of the peer's compiler."""
    from measured import package

    folder = Path(package.__file__).parent
    folders = [folder, folder.parent / "llvmlite"] if PEER == "numba" else [folder]
    return {path.name: path.stat().st_size for root in folders for path in sorted(root.rglob("*.so"))}


def versions():
    import numpy
    import scipy

    found = {"python": sys.version.split()[0], "numpy": numpy.__version__, "scipy": scipy.__version__}
    if PEER in ("upcall", "numba"):
        from importlib.metadata import version

        found[PEER] = version(PEER)
    return found


TASKS = {
    task.__name__: task
    for task in (
        sizes,
        check,
        time_kernel,
        time_compile,
        time_compile_kernel,
        time_quad,
        quad_result,
        caller_result,
        time_caller,
        libraries,
        versions,
    )
}


def answer(request):
    try:
        return {"answer": TASKS[request.pop("task")](**request)}
    except Exception as error:  # the parent shows it beside the row, and the other rows go on
        return {"error": f"{type(error).__name__}: {error}"}


def main():
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints doesn't get among the answers
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), file=replies, flush=True)


if __name__ == "__main__":
    main()
