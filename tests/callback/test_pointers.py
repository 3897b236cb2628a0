"""Pointers: conversions, casts, addresses, steps and distances between elements."""

import array
import ctypes

import numpy as np
import pytest

import upcall
from upcall import CompileError, Value, cast, cfunc, types

NUMBERS = np.arange(5.0)
DOUBLE_P = types.CPointer(types.double)


def test_a_void_pointer_is_any_pointer():
    @cfunc("double(double *)")
    def second(p):
        return p[1]

    @cfunc("double *(void *, double **)")
    def f(p, out):
        out[0] = p
        out[1] = None
        return p if second(p) == 1 else None

    out = np.ones(2, np.uint64)
    assert f(NUMBERS.ctypes.data, out.ctypes.data) == NUMBERS.ctypes.data
    assert out.tolist() == [NUMBERS.ctypes.data, 0]


def test_cast():
    @cfunc("double(void *, intp)")
    def f(p, address):
        return cast(p, "double *")[1] * 1000 + cast(address, DOUBLE_P)[2] * 100 + DOUBLE_P(p)[3] * 10 + typed(address)

    assert f(NUMBERS.ctypes.data, NUMBERS.ctypes.data) == 1234


@cfunc("double(intp)")
def typed(address):
    return types.CPointer(types.double)(address)[4]


def test_cast_of_bytes():
    f = cfunc("int64(float64 *)")(lambda p: cast(p, "int64_t *")[0])
    assert f(np.array([1.5]).ctypes.data_as(ctypes.POINTER(ctypes.c_double))) == np.float64(1.5).view(np.int64)


@upcall.struct
class Sums:
    total: float
    count: types.int64


Alias = types.CPointer(Sums)


def test_cast_to_a_struct_in_sight():
    @upcall.struct
    class Local:
        first: float
        second: types.intc

    @cfunc("double(void *p, void *q)")
    def f(p, q):
        sums = cast(p, "Sums *")
        sums.count += 1
        sums.total += (
            cast(q, "const Local *").second + (cast(p, "struct Sums *").count > 5) + (Local is None)
        )  # a local that it names it sees
        return cast(cast(p, "Alias *"), "Sums *").total

    @cfunc("double(void *p)")
    def unseen(p):
        return cast(p, "Handle *") is cast(p, "Handle *") and cast(p, "Sums*")[0].total

    sums, other = Sums(total=2.0), Local(second=40)
    assert f(ctypes.byref(sums), ctypes.byref(other)) == 42
    assert (sums.total, sums.count) == (42, 1)
    assert unseen(ctypes.byref(sums)) == 42
    with pytest.raises(CompileError, match="no attribute total"):
        cfunc("double(void *p)")(lambda p: cast(p, "Handle *").total)


def test_cast_to_a_struct_in_python():
    @upcall.struct
    class Local:
        x: float

    address = ctypes.addressof(kept := Local(x=3.0))
    assert cast(address, "Local *")[0].x == kept.x
    assert cast(address, "const Sums *").contents.total == 3
    assert cast(ctypes.addressof(pointer := ctypes.pointer(kept)), "Local **")[0][0].x == pointer[0].x


def test_cast_in_python():
    number = ctypes.c_double(1.5)
    address = ctypes.addressof(number)
    assert cast(address, "double *")[0] == 1.5
    assert cast(ctypes.c_void_p(address), DOUBLE_P)[0] == 1.5
    assert cast(ctypes.pointer(number), "int64_t *")[0] == np.float64(1.5).view(np.int64)
    assert cast(ctypes.pointer(number), "void *").value == address
    with pytest.raises(TypeError, match="cast takes a type of pointers, not float64"):
        cast(address, "double")
    with pytest.raises(TypeError, match="expected a ctypes or cffi pointer, an address or an array, not str"):
        cast("a", "double *")


@pytest.mark.parametrize("to", ["int", "types.int64", "types.uintp", "types.uint64"])
def test_a_pointer_as_an_integer(to):
    convert = {"int": int}.get(to) or getattr(types, to[6:])
    assert cfunc("uint64(double *)")(lambda p: convert(p))(2**64 - 8) == 2**64 - 8


@pytest.mark.parametrize("type_", ["int8", "uint8", "int32", "uint32", "int64", "uint64", "uintp"])
def test_an_integer_as_a_pointer(type_):
    f = cfunc(f"void *({type_})")(lambda n: n)
    assert f(100) == 100
    if type_.startswith("int"):
        assert f(-1) == 2**64 - 1

    @cfunc(f"void(void **, {type_})")
    def g(p, n):
        p[0] = n
        p[1] = -1
        p[2] = types.voidptr(n)

    out = np.zeros(3, np.uint64)
    g(out.ctypes.data, 100)
    assert out.tolist() == [100, 2**64 - 1, 100]


def test_steps_are_elements():
    @cfunc("double(double *, int)")
    def total(p, n):
        end = p + n
        total = 0.0
        while p < end:
            total += p[0]
            p += 1
        return total

    assert total(NUMBERS.ctypes.data_as(ctypes.POINTER(ctypes.c_double)), 5) == 10


def test_distances_are_in_elements():
    record = np.dtype([("a", "f8"), ("b", "i4"), ("c", "i4"), ("d", "i8")])
    pointers = ["float64*", "int32*", "uint8*", "void **", types.CPointer(upcall.from_dtype(record))]
    for pointer, size in zip(pointers, [8, 4, 1, 8, 24], strict=True):
        signature = types.int64(pointer, pointer) if not isinstance(pointer, str) else f"int64({pointer}, {pointer})"
        f = cfunc(signature)(lambda p, q: p - q)
        assert f(100 * size, 97 * size) == 3
        assert f(97 * size, 100 * size) == -3
        g = cfunc(signature)(lambda p, q: (2 + p - 1 - q) * 10 + (p - 3 == q))
        assert g(100 * size, 97 * size) == 41


@pytest.mark.parametrize(
    ("signature", "function", "message"),
    [
        ("int *(double *)", lambda p: p, r"write: upcall.cast\(p, \"int32\*\"\)"),
        ("void *(void *)", lambda p: p + 1, r"voidptr \+ int(.|\n)*upcall.cast\(p, \"char \*\"\), to count in bytes"),
        ("long(int *, double *)", lambda p, q: p - q, r"int32\* - float64\*"),
        ("double *(double *)", lambda p: p * 2, r"float64\* \* int"),
        ("void *(double)", lambda x: x, "returns float64, which doesn't convert to the signature's voidptr"),
        ("int(double *)", lambda p: types.int32(p), r"an address goes into int\(p\)"),
        ("double(double *)", lambda p: cast(p, "float64")[0], "a constant type of pointers"),
        (
            "void *(double)",
            lambda x: cast(x, "void *"),
            "argument 1 of cast must be a pointer, an address, or an array",
        ),
        ("thing *(thing *)", lambda p: p + 1, r"thing\* \+ int"),
        ("double(int *)", lambda p: typed_pointer(p), r"upcall.cast\(p, \"float64\*\"\)"),
    ],
)
def test_errors(signature, function, message):
    with pytest.raises(CompileError, match=message):
        cfunc(signature)(function)


@cfunc("double(double *)")
def typed_pointer(p):
    return p[0]


def test_handles_are_compared():
    f = cfunc("int(thing *, thing *)")(lambda p, q: (p == q) + 2 * (p is None) + 4 * (p < q))
    assert [f(1, 1), f(0, 5), f(5, 1)] == [1, 6, 0]


def test_handles_are_passed():
    f = cfunc("int (*)(struct handle *h, handle **out)")(lambda h, out: (h is not None) + 2 * (out[0] is not None))
    pointers = (ctypes.c_void_p * 1)(3)
    assert [f(None, pointers), f(ctypes.c_void_p(3), pointers), f(3, ctypes.byref(ctypes.c_void_p()))] == [2, 3, 1]
    assert f.ctypes(3, ctypes.byref(pointers)) == 3
    c = upcall.cdef("typedef struct _handle *handle; typedef int (*visit)(handle h); handle next(handle);")
    assert cfunc(c.visit)(lambda h: h is None)(ctypes.pointer(c._handle())) == 0


# ---- what Python passes for pointers


class Pair(ctypes.Structure):
    _fields_ = [("x", ctypes.c_double), ("n", ctypes.c_int)]


RECORD = np.dtype([("x", "f8"), ("n", "i4")], align=True)
NUMBER = ctypes.c_double(2.5)


@cfunc("double(void *)")
def first(p):
    return cast(p, "double *")[0] if p is not None else -1.0


@pytest.mark.parametrize(
    "memory",
    [
        Pair(2.5, 1),
        (Pair * 2)(Pair(2.5, 1)),
        ctypes.pointer(Pair(2.5, 1)),
        ctypes.byref(Pair(2.5, 1)),
        (ctypes.c_double * 2)(2.5),
        ctypes.byref(NUMBER),
        ctypes.addressof(NUMBER),
        np.uintp(ctypes.addressof(NUMBER)),
        ctypes.c_void_p(ctypes.addressof(NUMBER)),
        np.full((2, 2), 2.5, order="F"),
        np.array(2.5),
        np.array([(2.5, 1)], RECORD),
        np.array([(2.5, 1)], RECORD)[0],
        array.array("d", [2.5]),
        bytearray(np.array([2.5])),
        memoryview(bytearray(np.array([2.5]))),
        Value(2.5),
    ],
    ids=lambda memory: type(memory).__name__,
)
def test_what_a_void_pointer_takes(memory):
    assert first(memory) == 2.5


def test_null():
    cffi = pytest.importorskip("cffi")
    assert [first(null) for null in (None, 0, ctypes.c_void_p(), cffi.FFI().NULL)] == [-1.0] * 4


def test_a_void_pointer_takes_what_cffi_has():
    cffi = pytest.importorskip("cffi")
    ffi = cffi.FFI()
    ffi.cdef("struct pair { double x; int n; };")
    pair = ffi.new("struct pair *", (2.5, 1))
    for memory in (pair, pair[0], ffi.addressof(pair, "x"), ffi.cast("void *", pair), ffi.new("double[]", [2.5])):
        assert first(memory) == 2.5


READ_ONLY = np.array([2.5])
READ_ONLY.flags.writeable = False
READ_ONLY_RECORD = np.array([(2.5, 1)], RECORD)
READ_ONLY_RECORD.flags.writeable = False


@pytest.mark.parametrize("memory", [READ_ONLY, READ_ONLY.tobytes(), READ_ONLY_RECORD, READ_ONLY_RECORD[0]])
def test_read_only_memory_is_for_const(memory):
    with pytest.raises(TypeError, match="read-only memory: write const in the signature"):
        first(memory)


def test_const():
    f = cfunc("double(const double *)")(lambda p: p[0])
    assert f(READ_ONLY) == f(np.array([2.5])) == f(Value(2.5)) == f(np.float64(2.5)) == 2.5
    g = cfunc("int(const char *)")(lambda p: p[1])
    assert g(b"abc") == g(bytearray(b"abc")) == g(memoryview(b"abc")) == g(np.frombuffer(b"abc", "u1")) == 98
    with pytest.raises(TypeError, match="items of the format 'B' and 1 bytes"):
        f(b"abc")
    with pytest.raises(TypeError, match="not a Value of int64"):
        f(Value(1))


@pytest.mark.parametrize("thing", [1.5, "abc", object(), [1.0], Pair, ctypes.c_double(1.0), np.arange(4.0)[::2]])
def test_what_no_pointer_takes(thing):
    with pytest.raises(TypeError, match="has to be voidptr, not"):
        first(thing)


def test_what_is_passed_is_held():
    class Holder:
        @property
        def _as_parameter_(self):
            return Pair(2.5, 1)

    assert first(Holder()) == 2.5
