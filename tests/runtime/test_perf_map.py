"""UPCALL_DEBUG=perf: what perf calls machine code."""

from __future__ import annotations

import pathlib
import subprocess
import sys

PROGRAM = """
import os
from upcall import cfunc

def make():
    def named(x):
        return x / 3.0
    return [cfunc("float64(float64)", cache=False)(one)(1.0) for one in (named, lambda x: 2.0 * x)]

make()
os.environ["UPCALL_DEBUG"] = "perf"
make()
print(os.getpid())
"""


def test_names_of_code():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    path = pathlib.Path(f"/tmp/perf-{int(done.stdout)}.map")
    try:
        rows = [line.split(maxsplit=2) for line in path.read_text().splitlines()]
    finally:
        path.unlink(missing_ok=True)
    assert [name for _, _, name in rows] == ["make.<locals>.named", "make.<locals>.<lambda>"]
    assert all(int(start, 16) % 64 == 0 and 0 < int(size, 16) < 4096 for start, size, _ in rows)
