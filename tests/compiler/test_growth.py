"""Every pass takes a time like n log n on code that programs write: ten times as much source takes at most `MOST` times as long.

Measured is the CPU time of this process up to LIR as bytes, without LLVM, and the least of some runs, so a busy machine changes
nothing but the size of both. To see the figures: `make test T=test_growth` with -s."""

from __future__ import annotations

import time

import growth
import numpy as np
import pytest

import upcall
from upcall import _core

MOST = 45  # 10 is linear, 14 n log n; what doesn't fit into caches and pages that are new add; a quadratic pass has 100
TOO_SMALL = 0.0005  # seconds: what is done once for each function is most of it


def seconds(name: str, size: int, runs: int) -> float:
    names = {"carray": upcall.carray, "np": np, "__name__": __name__}
    exec(compile(growth.source(name, size), f"<{name}>", "exec"), names)
    signature = _core.Signature(growth.signature(name, size))
    times = []
    for _ in range(runs):
        start = time.process_time()
        _core.inspect(names["f"], signature, "bytes")
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("name", growth.SHAPES)
def test_growth(name):
    size = growth.SHAPES[name].size
    small = max(seconds(name, size // 10, 5), TOO_SMALL)
    large = seconds(name, size, 1)
    if large > MOST * small:  # something else may have run meanwhile
        small = max(seconds(name, size // 10, 20), TOO_SMALL)
        large = seconds(name, size, 5)
    print(f"{name} of {size}: {large * 1000:.1f} ms, {large / small:.1f} times that of a tenth")
    assert large <= MOST * small


def test_deep_nesting():
    """Neither many blocks in a row nor values that wait for each other make a pass recurse: the C stack is small in a thread."""
    import threading

    def run():
        seconds("early_returns", 1500, 1)
        seconds("straight_lines", 20_000, 1)
        seconds("one_handler", 2000, 1)
        seconds("maybe_unbound", 600, 1)
        seconds("array_operations", 2000, 1)
        seconds("array_squares", 1000, 1)
        done.append(True)

    done: list[bool] = []
    threading.stack_size(256 * 1024)
    try:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(0)
    assert done
