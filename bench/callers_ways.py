"""The worker's side of callers.py: the same functions for SciPy and SQLite in Python, by upcall.callers, and in C by hand."""

import ctypes
import functools
import math
import sqlite3
import time

SQLITE = ("value_type", "value_double", "result_double", "result_error", "aggregate_context")
ROWS = 100_000


def integrand(x, a, b):
    return math.exp(-a * x) * math.cos(b * x)


def norm(x, y):
    return math.sqrt(x * x + y * y)


class variance:
    count: int
    mean: float
    squares: float

    def step(self, x):
        self.count += 1
        off = x - self.mean
        self.mean += off / self.count
        self.squares += off * (x - self.mean)

    def finalize(self):
        return self.squares / self.count


class PythonVariance(variance):
    def __init__(self):
        self.count, self.mean, self.squares = 0, 0.0, 0.0


@functools.cache
def c_library(build):
    import _sqlite3

    library = ctypes.CDLL(str(build / "callers.so"))
    module = ctypes.CDLL(_sqlite3.__file__)
    addresses = [ctypes.cast(getattr(module, f"sqlite3_{name}"), ctypes.c_void_p) for name in SQLITE]
    library.take_sqlite((ctypes.c_void_p * len(SQLITE))(*addresses))
    return library


class Address:
    """Of a C function, as that of a callback."""

    def __init__(self, function):
        self.address = ctypes.cast(function, ctypes.c_void_p).value


@functools.cache
def integral(way, build):
    from scipy import LowLevelCallable
    from scipy.integrate import quad

    function = integrand
    if way == "clang":
        by_hand = c_library(build).integrand
        by_hand.restype, by_hand.argtypes = ctypes.c_double, [ctypes.c_int, ctypes.POINTER(ctypes.c_double)]
        function = LowLevelCallable(by_hand)
    elif way == "upcall":
        from upcall import callers

        function = callers.quad(integrand)
    return lambda: quad(function, 0, 1, args=(2.0, 30.0))[0]


@functools.cache
def connection(way, build):
    if way == "python":
        con = sqlite3.connect(":memory:")
        con.create_function("norm", 2, norm)
        con.create_aggregate("variance", 1, PythonVariance)
    else:
        from upcall.callers import sqlite

        functions = [norm, variance]
        if way == "clang":
            library = c_library(build)
            steps = Address(library.variance_step), Address(library.variance_finalize)
            functions = [
                sqlite.Function("norm", 2, (Address(library.norm),), 0),
                sqlite.Function("variance", 1, steps, 0),
            ]
        con = sqlite.connect(":memory:", functions=functions)
    con.execute("CREATE TABLE t(x REAL, y REAL)")
    con.executemany("INSERT INTO t VALUES (?, ?)", ((i / 7, i / 3) for i in range(ROWS)))
    return con


def query(way, build, expression):
    con = connection(way, build)
    return lambda: con.execute(f"SELECT {expression} FROM t").fetchone()[0]


CASES = {
    "quad": integral,
    "function": functools.partial(query, expression="max(norm(x, y))"),
    "aggregate": functools.partial(query, expression="variance(x)"),
}


def result(case, way, build):
    return CASES[case](way, build)()


def timed(case, way, build, calls):
    """The least CPU time of `calls` calls of five tries, in ns a call: what else the machine does takes longer than a query."""
    run = CASES[case](way, build)
    best = math.inf
    for _ in range(5):
        start = time.thread_time_ns()
        for _ in range(calls):
            run()
        best = min(best, time.thread_time_ns() - start)
    return best / calls
