"""upcall.atomic_add: what several threads add, nobody loses."""

import ctypes
import threading

import numpy as np
import pytest

import upcall
from upcall import CompileError, atomic_add, carray, cfunc

NUMBERS = ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"]
ROUNDS = 20000


def in_threads(function, count=4):
    """As C would: ctypes' functions hold no GIL."""
    threads = [threading.Thread(target=function) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("name", NUMBERS)
def test_threads(name):
    counts = np.zeros(3, name)

    @cfunc("void(int)")
    def f(rounds):
        for _ in range(rounds):
            atomic_add(counts, 1, 1)

    in_threads(lambda: f.ctypes(ROUNDS))
    assert counts.tolist() == [0, np.array(4 * ROUNDS).astype(name), 0]


@pytest.mark.parametrize("name", NUMBERS)
def test_gives_what_was_there(name):
    numbers = np.array([[3, 5], [7, 100]], name)

    @cfunc("double(int, int, double)")
    def f(i, j, x):
        return atomic_add(numbers, (i, j), int(x))

    assert f(1, -1, 27.0) == 100
    assert f(-1, 1, 100.0) == 127
    assert numbers.tolist() == [[3, 5], [7, np.array(227).astype(name)]]
    with pytest.raises(IndexError):
        f(2, 0, 1.0)


def test_pointers():
    @cfunc("double(double *, int *)")
    def f(p, n):
        return atomic_add(p, 1, 0.5) + atomic_add(n, 0, -2) + atomic_add(carray(p, 2), -1, 1)

    x, n = np.array([1.0, 2.0]), np.array([5], np.int32)
    assert f(x, n) == 2.0 + 5 + 2.5
    assert (x.tolist(), n.tolist()) == ([1.0, 3.5], [3])


def test_values_and_cells():
    total, cell, memory = upcall.Value(1.5), ctypes.c_int(3), (ctypes.c_int64 * 2)(5, 6)

    @cfunc("double()")
    def f():
        return atomic_add(total, (), 2) + atomic_add(cell, (), 1) + atomic_add(memory, 1, 1)

    assert f() == 1.5 + 3 + 6
    assert (total.value, cell.value, memory[1]) == (3.5, 4, 7)


def test_fields():
    class Shared(ctypes.Structure):
        _fields_ = [("seen", ctypes.c_int64 * 2), ("sum", ctypes.c_double * 1)]

    @cfunc("void(int, void *)")
    def f(rounds, data: Shared):
        for k in range(rounds):
            atomic_add(data.seen, k % 2, 1)
            atomic_add(data.sum, 0, 0.5)

    shared = Shared()
    in_threads(lambda: f.ctypes(ROUNDS, ctypes.addressof(shared)))
    assert list(shared.seen) == [2 * ROUNDS, 2 * ROUNDS]
    assert shared.sum[0] == 2.0 * ROUNDS


class Inner(ctypes.Structure):
    _fields_ = [("k", ctypes.c_uint16), ("y", ctypes.c_float)]


class Counters(ctypes.Structure):
    _fields_ = [
        ("x", ctypes.c_double),
        ("n", ctypes.c_int),
        ("seen", ctypes.c_int64 * 3),
        ("inner", Inner),
        ("set", ctypes.c_bool),
        ("next", ctypes.c_void_p),
        ("bits", ctypes.c_int, 3),
    ]


def test_fields_by_name():
    shared = Counters(1.5, 2)

    @cfunc("void(int, void *)")
    def f(rounds, data: Counters):
        for _ in range(rounds):
            atomic_add(data, "n", 1)
            atomic_add(data, "x", 0.5)
            atomic_add(data.inner, "k", 1)

    in_threads(lambda: f.ctypes(ROUNDS, ctypes.addressof(shared)))
    assert (shared.n, shared.x, shared.inner.k) == (4 * ROUNDS + 2, 2.0 * ROUNDS + 1.5, 4 * ROUNDS % 65536)


def test_fields_of_captured_structs_and_records():
    shared, records = Counters(1.5, 2, (1, 2, 3)), np.zeros(3, [("n", "i4"), ("x", "f8")])

    @cfunc("double(int)")
    def f(i):
        try:
            return (
                atomic_add(shared, "n", 5)
                + atomic_add(shared.inner, "y", 1)
                + atomic_add(shared.seen, i, 10)
                + atomic_add(records[i], "n", 3)
                + atomic_add(records["n"], i, 3)
            )
        except IndexError:
            return -1.0

    assert [f(1), f(1), f(3)] == [2 + 0 + 2 + 0 + 3, 7 + 1 + 12 + 6 + 9, -1.0]
    assert (shared.n, shared.inner.y, list(shared.seen), records["n"].tolist()) == (17, 3.0, [1, 22, 3], [0, 12, 0])
    atomic_add(shared, "n", 1)
    atomic_add(ctypes.pointer(shared), "n", 1)
    atomic_add(records[0], "n", 1)
    cell = ctypes.c_int(3)
    assert (shared.n, records["n"][0], atomic_add(cell, (), 1), cell.value) == (19, 1, 3, 4)


class Packed(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("c", ctypes.c_char), ("n", ctypes.c_int)]


@pytest.mark.parametrize(
    ("memory", "name", "error"),
    [
        (Counters(), "set", "E_ATOMIC_ADD"),
        (Counters(), "next", "E_ATOMIC_ADD"),
        (Counters(), "inner", "E_ATOMIC_ADD"),
        (Counters(), "seen", "E_ATOMIC_ADD"),
        (Counters(), "m", "E_FIELD"),
        (Packed(), "n", "E_ATOMIC_ADD"),
        (np.zeros(3, [("n", "i4")]), "n", "E_ATOMIC_ADD"),
    ],
)
def test_fields_refused(memory, name, error):
    with pytest.raises(CompileError) as caught:
        cfunc("void()")(lambda: atomic_add(memory, name, 1) and None)
    assert caught.value.name == error


def test_bit_fields_are_refused():
    with pytest.raises(CompileError):
        cfunc("void(void *)")(add_to_bits)
    with pytest.raises(CompileError) as caught:
        cfunc("void(const void *)")(add_behind_const)
    assert caught.value.name == "E_READ_ONLY"


def add_to_bits(data: Counters):
    atomic_add(data, "bits", 1)


def add_behind_const(data: "const Counters *"):  # noqa: F722
    atomic_add(data, "n", 1)


def test_what_is_read_before_and_behind():
    """Nothing that it writes is kept in a register across it."""

    @cfunc("int64(int64 *, int)")
    def f(p, n):
        numbers, seen = carray(p, 4), 0
        for _ in range(n):
            seen += numbers[0]
            atomic_add(numbers, 0, 2)
            seen += numbers[0]
        return seen

    memory = np.zeros(4, np.int64)
    assert f(memory, 10) == sum(2 * i + 2 * i + 2 for i in range(10))
    assert memory[0] == 20


@pytest.mark.parametrize(
    ("memory", "index", "number", "error"),
    [
        (np.zeros(3, bool), 0, 1, "E_ATOMIC_ADD"),
        (np.zeros(3, complex), 0, 1, "E_ATOMIC_ADD"),
        (np.zeros((3, 3)), 0, 1, "E_ATOMIC_ADD"),
        (np.zeros(3), slice(2), 1, "E_ATOMIC_ADD"),
        ((1.0, 2.0), 0, 1, "E_ATOMIC_ADD"),
        (upcall.Value(1.0), 0, 1, "E_ATOMIC_ADD"),
        (np.zeros(3, int), 0, 1.5, "E_STORE"),
    ],
)
def test_refused(memory, index, number, error):
    with pytest.raises(CompileError) as caught:
        cfunc("void()")(lambda: atomic_add(memory, index, number) and None)
    assert caught.value.name == error


def test_read_only():
    numbers = np.zeros(3)
    numbers.flags.writeable = False
    with pytest.raises(CompileError) as caught:
        cfunc("void()")(lambda: atomic_add(numbers, 0, 1) and None)
    assert caught.value.name == "E_READ_ONLY"


def test_in_python():
    counts, value = np.zeros(2, int), upcall.Value(1)
    assert (atomic_add(counts, 1, 3), atomic_add(counts, 1, 1), atomic_add(value, (), 2)) == (0, 3, 1)
    assert (counts.tolist(), value.value) == ([0, 4], 3)
