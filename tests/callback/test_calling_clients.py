"""Compiled code that calls C: exceptions of C++, SQLite, callbacks inside callbacks."""

import ctypes
import ctypes.util
import shutil
import sqlite3
import subprocess
import types

import c_library
import numpy as np
import pytest

from upcall import CompileError, carray, cfunc, errors


def compiled(tmp_path, source, compiler="cc", suffix="c"):
    if not shutil.which(compiler):
        pytest.skip(f"no {compiler}")
    file, library = tmp_path / f"made.{suffix}", tmp_path / "made.so"
    file.write_text(source)
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", library, file], check=True)
    return ctypes.CDLL(str(library))


# ---- exceptions of C++

THROWER = """
extern "C" double half(double x) { if (x < 0) throw 7; return x / 2; }
extern "C" double guarded(double (*f)(double), double x) { try { return f(x); } catch (int code) { return -code; } }
"""


def test_exceptions_of_cpp_pass_through(tmp_path):
    library = compiled(tmp_path, THROWER, "c++", "cpp")
    library.half.restype, library.half.argtypes = ctypes.c_double, [ctypes.c_double]
    library.guarded.restype = ctypes.c_double
    half = library.half

    @cfunc("double(double)")
    def inner(x):
        made = np.arange(5.0) + x
        return half(x) + made[0]

    library.guarded.argtypes = [type(inner.ctypes), ctypes.c_double]
    assert library.guarded(inner.ctypes, 3.0) == 4.5
    assert library.guarded(inner.ctypes, -3.0) == -7
    guarded = library.guarded

    @cfunc("double(double)")
    def outer(x):
        return guarded(inner, x) + 1

    assert outer(-3.0) == -6
    assert outer(3.0) == 5.5


# ---- callbacks inside callbacks


def test_both_failures_are_reported():
    foreign = c_library.library("foreign")
    call_often = foreign.call_often
    call_often.restype = ctypes.c_double
    call_often.argtypes = [ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double), ctypes.c_double, ctypes.c_long]

    @cfunc("double(double)", error_value=0.5)
    def inner(x):
        if x > 1:
            raise ValueError("inside")
        return x

    @cfunc("double(double)", error_value=-1.0)
    def outer(x):
        total = call_often(inner, x, 3)
        if total > 1:
            raise KeyError("outside")
        return total

    through_c = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)(outer.address)
    assert through_c(0.25) == 0.75
    with errors.raise_errors():
        assert through_c(2.0) == -1.0
        failures = errors.pending()
        errors.clear()
    assert {(type(failure.exception), failure.times) for failure in failures} == {(ValueError, 3), (KeyError, 1)}


# ---- qsort, SQLite


def test_records_are_sorted():
    libc = ctypes.CDLL(None)
    compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    libc.qsort.restype, libc.qsort.argtypes = None, [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, compare]
    dtype = np.dtype([("key", np.int32), ("x", np.float64)], align=True)

    @cfunc("int(const void *, const void *)")
    def by_key(a, b):
        x, y = carray(a, 1, dtype)[0].key, carray(b, 1, dtype)[0].key
        return (x > y) - (x < y)

    records = np.zeros(200, dtype)
    records["key"] = np.random.default_rng(2).permutation(200)
    records["x"] = records["key"] * 0.5

    @cfunc("double()")
    def sort():
        libc.qsort(records, records.size, records.itemsize, by_key)
        return records[10].x

    assert sort() == 5
    assert (records["key"] == np.arange(200)).all()


def sqlite_library():
    name = ctypes.util.find_library("sqlite3")
    if not name:
        pytest.skip("no libsqlite3")
    return ctypes.CDLL(name)


def test_a_function_for_sqlite(tmp_path):
    library = sqlite_library()
    void_p, double = ctypes.c_void_p, ctypes.c_double
    function_type = ctypes.CFUNCTYPE(None, void_p, ctypes.c_int, ctypes.POINTER(void_p))
    for function, result, *arguments in (
        (library.sqlite3_value_double, double, void_p),
        (library.sqlite3_result_double, None, void_p, double),
        (library.sqlite3_open, ctypes.c_int, ctypes.c_char_p, ctypes.POINTER(void_p)),
        (library.sqlite3_close, ctypes.c_int, void_p),
    ):
        function.restype, function.argtypes = result, arguments

    @cfunc("void (*)(void *context, int count, void **values)")
    def hypot(context, count, values):
        total = 0.0
        for value in carray(values, count):
            total += library.sqlite3_value_double(value) ** 2
        library.sqlite3_result_double(context, total**0.5)

    path = tmp_path / "points.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table points (x real, y real)")
        connection.executemany("insert into points values (?, ?)", [(3, 4), (5, 12)])
    connection.close()
    database, statement = void_p(), void_p()
    assert library.sqlite3_open(str(path).encode(), ctypes.byref(database)) == 0
    pointer = ctypes.cast(hypot.address, function_type)
    nothing = void_p()
    assert not library.sqlite3_create_function(database, b"hypot", -1, 1, None, pointer, nothing, nothing)
    assert not library.sqlite3_prepare_v2(
        database, b"select sum(hypot(x, y)) from points", -1, ctypes.byref(statement), None
    )
    library.sqlite3_step(statement)
    library.sqlite3_column_double.restype = double
    assert library.sqlite3_column_double(statement, 0) == 18
    library.sqlite3_finalize(statement)
    library.sqlite3_close(database)


def test_functions_of_cython_without_a_face_in_python():
    module = types.ModuleType("blas")
    module.__pyx_capi__ = {"ddot": None}
    with pytest.raises(CompileError) as caught:
        cfunc("double(double)")(lambda x: module.ddot(x))
    assert str(caught.value).splitlines()[-1] == 'write: ddot = blas.__pyx_capi__["ddot"], outside the function'
