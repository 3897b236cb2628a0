"""Records: functions compiled, and run by Python with ctypes and NumPy over the same memory, which must be the same behind."""

from __future__ import annotations

import ctypes

import numpy as np
import pytest
from compiling import cfunc

from upcall import CompileError, carray, from_dtype, types

SCALARS = ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f4", "f8", "c8", "c16")
LAYOUTS = {
    "aligned": np.dtype([(f"f{i}", s) for i, s in enumerate(SCALARS)], align=True),
    "packed": np.dtype([(f"f{i}", s) for i, s in enumerate(SCALARS)]),
    "backwards": np.dtype({"names": ["a", "b"], "formats": ["f8", "i4"], "offsets": [8, 1], "itemsize": 21}),
    "overlapping": np.dtype({"names": ["a", "b"], "formats": ["f8", "u4"], "offsets": [0, 4], "itemsize": 8}),
}
RECORD = np.dtype([("n", "i4"), ("ok", "?"), ("x", "f8"), ("y", "f4")], align=True)
POINTER = types.CPointer(from_dtype(RECORD))


def records(count=5):
    array = np.zeros(count, RECORD)
    array["n"] = np.arange(count) - 2
    array["ok"] = np.arange(count) % 2
    array["x"] = np.arange(count) * 0.5
    array["y"] = 3 - np.arange(count)
    return array


def copied(array):
    """With what lies between the fields."""
    return np.frombuffer(bytearray(array.tobytes()), array.dtype)


def pointer_to(array):
    return ctypes.cast(array.ctypes.data, ctypes.POINTER(np.ctypeslib.as_ctypes_type(array.dtype)))


def check(result, function, array, *arguments):
    """Compiled for a pointer to the records and ints, and run by Python: the same result, the same bytes."""
    ours, theirs = copied(array), copied(array)
    signature = result(types.CPointer(from_dtype(array.dtype)), *[types.int64] * len(arguments))
    got = cfunc(signature)(function)(ours, *arguments)
    expected = function(pointer_to(theirs), *arguments)
    assert got == expected
    assert ours.tobytes() == theirs.tobytes()
    return got


# ---- fields


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("source", ["p[1].{}", "p[1]['{}']", "carray(p, 3)[-2].{}", "carray(p, (1, 3))[0, 1]['{}']"])
def test_fields_of_every_type_and_layout(layout, source):
    dtype = LAYOUTS[layout]
    pointer = types.CPointer(from_dtype(dtype))
    for number, name in enumerate(dtype.names):
        scalar = from_dtype(dtype[name])
        names = {"carray": carray}
        field = source.format(name)
        exec(f"def read(p): return {field}\ndef write(p, x): {field} = x", names)
        array = np.frombuffer(bytearray(3 * dtype.itemsize), dtype)
        array[name][1] = number + 1.5
        assert cfunc(scalar(pointer))(names["read"])(array) == array[name][1]
        expected = copied(array)
        expected[name][1] = 20 - number / 2
        cfunc(types.void(pointer, scalar))(names["write"])(array, expected[name][1].item())
        assert array.tobytes() == expected.tobytes()


def test_a_loop_over_records():
    def total(p, n):
        s = 0.0
        for r in carray(p, n):
            if r.ok:
                s += r.x * r["n"] + r.y
            r.n += 1
            r["y"] = r.x
        return s

    check(types.float64, total, records(), 5)


def test_values_of_fields_are_as_elements_are():
    def kinds(p):
        r = p[2]
        return (r.n // 2) + r.ok + (r.y * r.y == np.float32(1)) + len((r.x,))

    check(types.float64, kinds, records())


def test_a_record_is_a_view_and_an_assignment_copies():
    def swap(p, i, j):
        first = p[i]
        x = first.x
        p[j] = first
        first.x = 7.0
        carray(p, 5)[0] = p[j]
        return x + p[j].x + first.x

    for i, j in ((1, 2), (2, 1), (3, 3)):
        ours, theirs = copied(records()), copied(records())
        got = cfunc(types.float64(POINTER, types.intc, types.intc))(swap)(ours, i, j)
        x = theirs["x"][i]
        theirs[j] = theirs[i]
        theirs["x"][i] = 7.0
        theirs[0] = theirs[j]
        assert got == x + theirs["x"][j] + 7.0
        assert ours.tobytes() == theirs.tobytes()


@pytest.mark.parametrize("size", [1, 3, 7, 8, 15, 16, 31, 127, 128, 129, 1000])
def test_copies_of_any_size_to_memory_that_overlaps(size):
    record = types.Record([("a", {"type": types.uint8, "offset": 0})], size, False)

    def move(to, source):
        carray(to, 1, dtype=record)[0] = carray(source, 1, dtype=record)[0]

    compiled = cfunc("void(intp, intp)")(move)
    for to, source in ((0, size), (size // 2, 0), (0, size // 2), (1, 0), (0, 0)):
        memory = np.arange(2 * size, dtype=np.uint64).astype(np.uint8)
        expected = memory.copy()
        expected[to : to + size] = memory[source : source + size]
        compiled(memory.ctypes.data + to, memory.ctypes.data + source)
        assert memory.tobytes() == expected.tobytes()


# ---- types


def test_one_type_by_layout_and_names():
    class Structure(ctypes.Structure):
        _fields_ = [("n", ctypes.c_int32), ("ok", ctypes.c_bool), ("x", ctypes.c_double), ("y", ctypes.c_float)]

    fields = [("n", types.intc), ("ok", types.boolean), ("x", types.double), ("y", types.float32)]
    made = types.Record.make_c_struct(fields)
    assert made == from_dtype(RECORD) == from_dtype(Structure) == types.Type(str(made))
    assert hash(made) == hash(from_dtype(Structure))
    assert types.CPointer(Structure) == types.CPointer(RECORD) == POINTER == types.Type(str(POINTER))
    assert POINTER.element == made
    assert made.dtype == RECORD
    assert made.size == RECORD.itemsize
    assert list(made.fields) == ["n", "ok", "x", "y"]
    assert made.fields["x"] == (types.float64, 8)
    assert made != types.Record.make_c_struct([("m", types.intc), *fields[1:]])
    numba = (
        "Record(n[type=int32;offset=0;alignment=4],ok[type=bool;offset=4;alignment=1],x[type=float64;offset=8;title=t],"
    )
    assert types.Type(f"{numba}y[type=float32;offset=16];24;True)") == made


def test_a_pointer_to_a_record_is_void_to_c():
    f = cfunc(types.float64(POINTER))(lambda p: p[0].x)
    assert f.ctypes.argtypes == (ctypes.c_void_p,)
    assert '"double (void *)"' in repr(f.capsule)


def test_fields_without_a_type_are_memory_without_a_name():
    dtype = np.dtype([("name", "S3"), ("x", "f8"), ("when", "M8[s]"), ("big", ">i4")])
    assert from_dtype(dtype) == types.Record([("x", {"type": types.float64, "offset": 3})], dtype.itemsize, False)
    with pytest.raises(NotImplementedError, match="objects"):
        from_dtype([("x", "O")])
    with pytest.raises(NotImplementedError, match="float16"):
        from_dtype("f2")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Record()", "a field is expected"),
        ("Record(x[type=float64],x[type=int8])", "of that name already"),
        ("Record(x[type=float64;offset=1];8;True)", "the field x lies beyond this size"),
        ("Record(x[type=float64;offset=0];8)", "True or False"),
        ("Record(x[type=void])", "a field is a number"),
        ("Record(x[type=nestedarray(int8, (0,))])", "at least one byte"),
        ("nestedarray(int8, (3000000000,))", "a length is expected"),
        ("void(Record(x[type=int8]))", "write: CPointer(Record(x[type=int8;offset=0];1;True))"),
    ],
)
def test_texts_that_are_no_types(text, words):
    with pytest.raises(CompileError) as error:
        (types.Signature if "void(" in text else types.Type)(text)
    assert words in str(error.value)


# ---- Python's side


def test_arguments_are_memory_of_that_record():
    f = cfunc(types.int64(POINTER))(lambda p: p[0].n)
    structure = np.ctypeslib.as_ctypes_type(RECORD)
    one = structure(n=-3)
    assert f(records()) == f(records().ctypes.data) == -2
    assert f(records()[3]) == 1
    assert f(one) == f(ctypes.byref(one)) == f(ctypes.pointer(one)) == f((structure * 2)(one)) == -3
    assert f(ctypes.cast(ctypes.pointer(one), ctypes.c_void_p)) == -3
    with pytest.raises(TypeError, match=r"f?.* argument 'p' has to be Record.*\*, not memory of Record\(a"):
        f(np.zeros(1, [("a", "i4")]))
    with pytest.raises(TypeError, match="not memory of float64"):
        f(np.zeros(1))
    with pytest.raises(TypeError, match="not contiguous"):
        f(records()[::2])
    with pytest.raises(TypeError, match="not a pointer to c_double"):
        f(ctypes.pointer(ctypes.c_double()))


def test_arguments_of_cffi():
    ffi = pytest.importorskip("cffi").FFI()
    ffi.cdef("typedef struct { int n; bool ok; double x; float y; } R; typedef struct { int n; } S;")
    f = cfunc(types.int64(POINTER))(lambda p: p[0].n)
    assert f(ffi.new("R *", {"n": 5})) == 5
    with pytest.raises(TypeError, match=r"not memory of Record\(n\[type=int32;offset=0\];4"):
        f(ffi.new("S *"))
