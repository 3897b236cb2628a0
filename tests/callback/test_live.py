"""Memory of Python's own and of ctypes that a function refers to: it is live, as NumPy's arrays are."""

import array
import ctypes
import dataclasses

import numpy as np
import pytest

from upcall import CompileError, cfunc


class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_double), ("n", ctypes.c_int32 * 2)]


class Line(ctypes.Structure):
    _fields_ = [("a", Point), ("b", Point)]


SOURCES = [
    lambda: (ctypes.c_double * 3)(1.0, 2.0, 3.0),
    lambda: (ctypes.c_int16 * 3)(1, 2, 3),
    lambda: (ctypes.c_uint8 * 3)(1, 2, 3),
    lambda: array.array("d", [1, 2, 3]),
    lambda: array.array("f", [1, 2, 3]),
    lambda: array.array("q", [1, 2, 3]),
    lambda: array.array("B", [1, 2, 3]),
    lambda: bytearray(b"\1\2\3"),
    lambda: memoryview(bytearray(b"\1\2\3")),
    lambda: memoryview(array.array("i", [1, 9, 2, 9, 3]))[::2],
    lambda: memoryview(np.arange(1.0, 4.0)),
]


@pytest.mark.parametrize("source", SOURCES)
def test_live(source):
    memory = source()

    @cfunc("double(int)")
    def f(i):
        memory[i] += 1
        return memory[i] + 10 * memory[-1] + len(memory)

    def expected(i):
        memory[i] += 1
        return memory[i] + 10 * memory[-1] + len(memory)

    assert f(0) == 2 + 30 + 3
    assert memory[0] == 2
    memory[2] = 5
    assert f(0) == 3 + 50 + 3
    assert expected(0) == 4 + 50 + 3
    with pytest.raises(IndexError):
        f(3)


@pytest.mark.parametrize("source", SOURCES)
def test_each_closure_has_its_own(source):
    def make(memory):
        @cfunc("double(int)")
        def f(i):
            return memory[i]

        return f

    memories = [source() for _ in range(4)]
    functions = [make(memory) for memory in memories]
    for k, memory in enumerate(memories):
        memory[1] = k
    assert [f(1) for f in functions] == [0, 1, 2, 3]


def test_the_front_table_knows_what_lies_there():
    def make(memory):
        @cfunc("double()")
        def f():
            return memory[0]

        return f

    assert make(array.array("q", [3]))() == 3.0
    assert make(array.array("d", [1.5]))() == 1.5
    assert make(array.array("q", [4]))() == 4.0
    assert make(memoryview(array.array("d", [2.5])))() == 2.5
    assert make(memoryview(array.array("q", [2])))() == 2.0
    assert make((ctypes.c_double * 1)(0.5))() == 0.5
    assert make((ctypes.c_int64 * 1)(5))() == 5.0
    assert make((ctypes.c_int64 * 2)(6, 7))() == 6.0


def test_memory_stays_where_it_is():
    memory = array.array("d", [1.0])
    f = cfunc("double()")(lambda: memory[0])
    with pytest.raises(BufferError):
        memory.append(2.0)
    assert f() == 1.0


def test_read_only():
    memory = memoryview(b"\1\2")

    def store():
        memory[0] = 1

    assert cfunc("double()")(lambda: memory[1])() == 2.0
    with pytest.raises(CompileError) as caught:
        cfunc("void()")(store)
    assert caught.value.name == "E_READ_ONLY"


def test_arrays_of_arrays_and_of_structures():
    table = ((ctypes.c_float * 3) * 2)((1, 2, 3), (4, 5, 6))
    points = (Point * 2)(Point(1.5, (1, 2)), Point(2.5, (3, 4)))

    @cfunc("double(int, int)")
    def f(i, j):
        points[i].n[j] += 1
        return table[i][j] + table[1, 2] + points[i].x + points[i].n[j]

    assert f(1, 0) == 4 + 6 + 2.5 + 4
    assert points[1].n[0] == 4


@pytest.mark.parametrize(
    ("class_", "number", "other"),
    [
        (ctypes.c_double, 1.5, 2.5),
        (ctypes.c_float, 1.5, 2.5),
        (ctypes.c_int, -3, 7),
        (ctypes.c_uint8, 3, 7),
        (ctypes.c_bool, True, False),
    ],
)
def test_numbers_of_ctypes(class_, number, other):
    def make(cell):
        @cfunc("double(double)")
        def f(x):
            old = cell.value
            cell.value = cell.value + 1 if x else cell.value
            return old

        return f

    first, second = class_(number), class_(other)
    f, g = make(first), make(second)
    assert (f(0.0), g(0.0)) == (number, other)
    f(1.0)
    assert (first.value, second.value) == (class_(number + 1).value, other)
    first.value = other
    assert f(0.0) == other


def test_structures_inside_structures():
    line = Line(Point(1.0, (1, 2)), Point(2.0, (3, 4)))

    @cfunc("double()")
    def f():
        line.b.n[1] += 1
        line.a = line.b
        return line.a.x + line.b.n[1] + line.a.n[1]

    assert f() == 2.0 + 5 + 5
    line.b.n[1] = 10
    assert f() == 2.0 + 11 + 11


def test_records_of_numpy():
    record = np.zeros(1, np.dtype([("x", "f8"), ("n", "i4", 2)]))[0]

    @cfunc("double()")
    def f():
        record.n[1] += 1
        return record.x + record["n"][1]

    assert f() == 1.0
    record["x"] = 2.5
    assert f() == 4.5


def test_other_objects_are_frozen():
    @dataclasses.dataclass
    class Settings:
        a: float

    settings = Settings(2.0)
    f = cfunc("double(double)")(lambda x: settings.a * x)
    settings.a = 3.0
    assert f(1.0) == 2.0

    def store():
        settings.a = 1.0

    with pytest.raises(CompileError, match=r"upcall\.struct"):
        cfunc("void()")(store)


@pytest.mark.parametrize("memory", [ctypes.c_char_p(b"x"), ctypes.c_void_p(3), ctypes.c_longdouble(1.0)])
def test_what_has_no_type(memory):
    with pytest.raises(CompileError):
        cfunc("double()")(lambda: memory.value if hasattr(memory, "value") else memory[0])
