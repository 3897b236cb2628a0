"""Memory of Python's own and of ctypes that a function refers to: it is live, as NumPy's arrays are."""

import array
import ctypes
import dataclasses
import gc
import mmap
import sys

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


def test_pointers_and_characters_of_ctypes():
    """Read as fields of structs are: an address, a C string, a character from 0 to 255."""

    def make(address, text, character):
        return cfunc("bool()")(lambda: address.value is None and text.value == b"abc" and character.value == 200)

    parts = ctypes.c_void_p(), ctypes.c_char_p(b"abc"), ctypes.c_char(200)
    f, other = make(*parts), make(ctypes.c_void_p(), ctypes.c_char_p(b"abd"), ctypes.c_char(200))
    assert (f(), other()) == (True, False)
    parts[0].value = 5
    assert not f()


def swapped(type_):
    return type_.__ctype_be__ if sys.byteorder == "little" else type_.__ctype_le__


@pytest.mark.parametrize(
    "memory", [ctypes.c_wchar("x"), ctypes.c_longdouble(1.0), swapped(ctypes.c_double)(1.0), ctypes.py_object(1.0)]
)
def test_numbers_of_ctypes_that_have_no_type(memory):
    """Nor are they constants: what lies there may change."""
    with pytest.raises(CompileError) as caught:
        cfunc("double()")(lambda: memory.value)
    assert caught.value.name == "E_ATTRIBUTE"


POINT = Point(1.0, (2, 3))


@pytest.mark.parametrize(
    ("memory", "advice"),
    [
        ((swapped(ctypes.c_double) * 2)(1.0, 2.0), "can't be indexed"),
        (memoryview(np.ones(2, ">f8" if sys.byteorder == "little" else "<f8")), "can't be indexed"),
        (array.array("w" if "w" in array.typecodes else "u", "ab"), "can't be indexed"),
    ],
)
def test_memory_that_has_no_type(memory, advice):
    with pytest.raises(CompileError, match=advice) as caught:
        cfunc("double()")(lambda: memory[0])
    assert caught.value.name == "E_NOT_INDEXABLE"


def test_any_memory_of_bytes():
    with mmap.mmap(-1, 16) as memory:
        f = cfunc("int64(int64)")(lambda i: memory[i])
        memory[3] = 7
        assert f(3) == 7
        del f
        gc.collect()


@pytest.mark.parametrize("memory", [np.array([1.5, 2]), np.zeros(2, [("x", "f8"), ("n", "i4")]), np.array([1j, 2])])
def test_memoryviews_have_the_element_types_of_numpy(memory):
    view = memoryview(memory)
    if memory.dtype.names:
        assert cfunc("double()")(lambda: view[1].x + len(view))() == 2.0
    else:
        assert cfunc("double()")(lambda: abs(view[1]))() == 2.0


# ---- constants of bytes


def gone_through(data):
    total = 0
    for i, x in enumerate(data):
        total += i * x
    return total + sum(data) + max(data) - min(data) + any(data) + 3 * all(data)


BYTES = bytes(range(1, 100)) + b"\xff\0"


@pytest.mark.parametrize("data", [BYTES, bytearray(BYTES), memoryview(BYTES), b"\0"], ids=lambda x: type(x).__name__)
def test_bytes_are_small_ints(data):
    asked = [
        lambda i, x: data[i],
        lambda i, x: len(data),
        lambda i, x: len(data[1:3]) + i,
        lambda i, x: gone_through(data),
        lambda i, x: x in data,
    ]
    compiled = [cfunc("int64(int64, int64)")(f) for f in asked]
    for i, x in ((0, 0), (-1, 1), (0, 255)):
        assert [f(i, x) for f in compiled] == [f(i, x) for f in asked]
    with pytest.raises(IndexError):
        compiled[0](len(data), 0)


def test_bytes_are_compared_with_bytes():
    def make(data):
        def f(x):
            if data == b"wide":
                return x * 2
            return x + 1 if data != b"" else 0

        return cfunc("int64(int64)")(f)

    assert [make(data)(5) for data in (b"wide", b"narrow", b"")] == [10, 6, 0]


def test_each_closure_has_its_own_bytes():
    def make(data):
        return cfunc("int64(int64)")(lambda i: data[i] + len(data))

    assert [make(data)(1) for data in (b"abc", b"xyz", b"ab")] == [98 + 3, 121 + 3, 98 + 2]


def one_of(i):
    name = b"minus" if i < 0 else b"plus"
    return None if i == 0 else name


def test_one_of_several_constants_is_a_c_string():
    @cfunc("int64(int64)")
    def f(i):
        name = one_of(i)
        if name is None:
            return 0
        return len(name) + 10 * (name == b"plus") + name[0]

    assert [f(i) for i in (-1, 0, 1)] == [5 + 109, 0, 4 + 10 + 112]


def test_constants_with_a_0_are_no_c_strings():
    def f(i):
        name = b"a\0b" if i else b"c"
        return len(name)

    with pytest.raises(CompileError) as caught:
        cfunc("int64(int64)")(f)
    assert caught.value.name == "E_KINDS_MEET"


# ---- np.frombuffer


def refilled(data):
    return np.frombuffer(data)[1] + np.frombuffer(data, "i2", 3, 8).sum() + len(np.frombuffer(data, np.uint8, offset=1))


@pytest.mark.parametrize(
    "data", [np.arange(1.0, 5.0).tobytes(), bytearray(np.arange(32)), np.arange(1.0, 5.0), (ctypes.c_double * 4)(1, 2)]
)
def test_frombuffer(data):
    assert cfunc("double()")(lambda: refilled(data))() == refilled(data)


@pytest.mark.parametrize(
    ("offset", "count", "message"),
    [
        (17, -1, "offset must be non-negative and no greater than buffer length"),
        (-1, -1, "offset must be non-negative and no greater than buffer length"),
        (1, -1, "buffer size must be a multiple of element size"),
        (8, 2, "buffer is smaller than requested size"),
    ],
)
def test_frombuffer_raises(offset, count, message):
    data = bytearray(16)
    f = cfunc("double(int64, int64)")(lambda offset, count: np.frombuffer(data, float, count, offset)[0])
    assert f(8, 1) == f(8, -1) == f(0, -1) == 0
    for function in (f, f.__wrapped__):
        with pytest.raises(ValueError, match=message):
            function(offset, count)


def test_frombuffer_is_the_memory():
    data = bytearray(16)

    def f():
        np.frombuffer(data)[1] = 1.5

    cfunc("void()")(f)()
    assert np.frombuffer(data)[1] == 1.5
    frozen = bytes(data)

    def store():
        np.frombuffer(frozen)[1] = 1.5

    with pytest.raises(CompileError) as caught:
        cfunc("void()")(store)
    assert caught.value.name == "E_READ_ONLY"
