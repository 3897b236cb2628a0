"""Records: functions compiled, and run by Python with ctypes and NumPy over the same memory, which must be the same behind."""

from __future__ import annotations

import ctypes
import pickle

import numpy as np
import pytest
from compiling import cfunc

from upcall import CompileError, Type, carray, from_dtype, types

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


# ---- what is inside a record

INNER = np.dtype([("n", "i8"), ("v", "f8", 2)])  # without gaps: NumPy leaves those as they are, C copies them
OUTER = np.dtype([("tag", "u1"), ("inner", INNER), ("rows", INNER, (2, 2)), ("m", "f4", (2, 3)), ("last", "i8")])


def nested(count=3):
    memory = np.arange(count * OUTER.itemsize, dtype=np.uint64).astype(np.uint8).view(OUTER)
    memory["m"] = np.arange(6 * count).reshape(count, 2, 3)
    memory["inner"]["v"] = memory["rows"]["v"][:, 0, 0] = np.arange(2 * count).reshape(count, 2)
    return memory


def test_records_and_arrays_inside_records():
    def read(p, i, j):
        a = carray(p, 3)
        row = p[1].m[i]
        return a[i].inner.n + a[i].inner.v[j] + a[1].rows[i, j].n * row[2] + p[i].m[1][j] + len(row)

    for i in range(2):
        for j in range(2):
            check(types.float64, read, nested(), i, j)


def test_what_is_inside_is_written():
    def write(p, i, j):
        a = carray(p, 3)
        a[i].inner.v[j] += 2.5
        a[i].rows[i, j].n = a[0].m[1][j]
        a[2].m[i, j] = -1
        a[i].inner = a[2].rows[j, i]
        carray(p, 3)[2].rows[0, 1] = a[1].inner
        return a[i].tag

    check(types.int64, write, nested(), 1, 0)
    check(types.int64, write, nested(), 0, 1)


@pytest.mark.parametrize("index", [2, -3])
def test_indices_inside_records_are_checked(index):
    f = cfunc(types.float64(types.CPointer(from_dtype(OUTER)), types.intp))(lambda p, i: p[0].m[i, 0])
    with pytest.raises(IndexError, match="axis 0"):
        f(nested(), index)


def test_a_field_of_all_records_is_a_view():
    def total(p, n):
        a = carray(p, (n, 1))
        x, v, m = a["tag"], a["inner"]["v"], a.m
        s = 0.0
        for i in range(n):
            s += x[i, 0] + v[i, 0, 1] + m[-i - 1, 0, 1, 2]
            v[i, 0, 0] = i
        return s + v.ndim + m.shape[3] + v.strides[0] + (a["last"].dtype == np.int64) + a["rows"][0, 0, 1, 1]["n"]

    check(types.float64, total, nested(), 3)


# ---- arrays of records, and fields as arrays


def test_fields_that_are_arrays_are_assigned():
    def f(p, i):
        a = carray(p, 3)
        a[0].m = a[i].m * 2
        a[1].m += 10
        a[i]["m"] = a[2].m[1]
        a["last"] = a["tag"] + 1
        a["last"] += a["inner"]["n"]
        a.inner["v"][i] = 7
        a["m"] = a["m"] - 1
        return p[i].m[1][2] + a.last[i]

    for i in range(3):
        check(types.float64, f, nested(), i)


@pytest.mark.parametrize("size", [1, 12, 128, 129, 600])
@pytest.mark.parametrize("count", [3, 40])
def test_arrays_of_records_are_copied_as_if_the_right_side_were_complete_first(size, count):
    record = types.Record([("a", {"type": types.uint8, "offset": 0})], size, False)

    def move(to, source):
        carray(to, 3 if count == 3 else count, dtype=record)[()] = carray(
            source, 3 if count == 3 else count, dtype=record
        )

    def move_rows(to, source, n):
        carray(to, (n, 2), dtype=record)[()] = carray(source, (2, n), dtype=record).T

    def spread(to, source, n):
        carray(to, n, dtype=record)[()] = carray(source, 1, dtype=record)[0]

    compiled = [cfunc("void(intp, intp)")(move), cfunc("void(intp, intp, intp)")(move_rows)]
    spreads = cfunc("void(intp, intp, intp)")(spread)
    for to, source in ((0, 0), (0, size), (size, 0), (0, size // 2), (1, 0), (0, count * size)):
        memory = np.arange(2 * count * size + size, dtype=np.uint64).astype(np.uint8)
        for which, f in enumerate(compiled):
            ours, theirs = memory.copy(), memory.copy()
            n = count // 2 if which else count
            f(ours.ctypes.data + to, ours.ctypes.data + source, *[n] * which)
            taken = memory[source : source + (2 * n if which else n) * size].copy()
            if which:
                taken = taken.reshape(2, n, size).transpose(1, 0, 2).ravel()
            theirs[to : to + len(taken)] = taken
            assert ours.tobytes() == theirs.tobytes()
        ours, theirs = memory.copy(), memory.copy()
        spreads(ours.ctypes.data + to, ours.ctypes.data + source, count)
        theirs[to : to + count * size] = np.tile(memory[source : source + size], count)
        assert ours.tobytes() == theirs.tobytes()


@pytest.mark.parametrize("size", [8, 130, 700])
@pytest.mark.parametrize("shift", [-5, -1, 0, 1, 3, 64])
def test_a_record_is_spread_over_memory_that_it_lies_in(size, shift):
    """In fields, in arrays inside records, in rows: as if it were read first."""
    one = np.dtype({"names": ["x"], "formats": ["u1"], "offsets": [0], "itemsize": size})
    pair = np.dtype([("one", one), ("rows", one, (2, 2))])

    def f(p, q, which):
        a, r = carray(p, 3, dtype=pair), carray(q, 1, dtype=one)[0]
        if which == 0:
            a["one"] = r
        elif which == 1:
            a[1].rows = r
        elif which == 2:
            a["rows"][1:, ::-1, 1] = r
        else:
            carray(p, 3 * 5, dtype=one)[::2].fill(r)

    compiled = cfunc("void(intp, intp, intp)")(f)
    for which in range(4):
        memory = np.arange(3 * pair.itemsize + 200, dtype=np.uint64).astype(np.uint8)
        expected = memory.copy()
        begin, source = 100, 100 + pair.itemsize + shift
        record = memory[source : source + size].copy().view(one)[0]
        theirs = expected[begin : begin + 3 * pair.itemsize].view(pair)
        array = (theirs["one"], theirs["rows"][1], theirs["rows"][1:, ::-1, 1], theirs.view(one)[::2])[which]
        for index in np.ndindex(array.shape):
            ctypes.memmove(array[index].__array_interface__["data"][0], record.tobytes(), size)
        compiled(memory.ctypes.data + begin, memory.ctypes.data + source, which)
        assert memory.tobytes() == expected.tobytes()


MOVES = [
    "a['x'][1:] = {a['y'][:-1]}",
    "a['x'][1:] = {a['x'][:-1]} * 2",
    "a['y'][::-1] = {a['x']} + a['n']",
    "a['y'][::2] = {a['y'][n // 2:]}",
    "a['v'][:, 0] = {a['v'][:, 1]}",
    "a['v'][:, 1:] = {a['v'][:, :-1]}",
    "a['v'][1:] = {a['v'][:-1, ::-1]}",
    "a['v'][:, 0] = {a['x']} + a['v'][:, 2]",
    "a['n'][1:] = {a['n'][:-1]}",
    "a[1:] = {a[:-1]}",
    "a[::-1] = {a}",
    "a[:] = {a[-1]}",
    "a['half'][1:] = {a['x'][:-1]}",
    "a['x'][:-1] = {a['half'][1:]}",
]


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("shape", [4, 40])
def test_fields_of_one_array_are_other_memory(move, shape):
    """As if the right side were complete first; the oracle copies what is in braces."""
    dtype = np.dtype(
        {
            "names": ["n", "x", "y", "v", "half"],
            "formats": ["i4", "f8", "f8", ("f8", 3), "f4"],
            "offsets": [0, 8, 16, 24, 12],
            "itemsize": 48,
        }
    )
    names = {"carray": carray}
    exec(f"def f(p, n):\n    a = carray(p, n)\n    {move.replace('{', '').replace('}', '')}", names)
    array = np.zeros(shape, dtype)
    for number, name in enumerate(("n", "x", "y", "v")):
        array[name] = np.arange(array[name].size).reshape(array[name].shape) + 100 * number
    expected = copied(array)
    exec(move.replace("{", "(").replace("}", ").copy()"), {"a": expected, "n": shape})
    cfunc(types.void(types.CPointer(from_dtype(dtype)), types.intp))(names["f"])(array, shape)
    assert array.tobytes() == expected.tobytes()


# ---- records as values


def helper_sum(r, x=1.0):
    return r.x * x + r.n


def helper_choice(a, i):
    return a[0] if i > 1 else a[1]


def test_records_go_through_functions_and_variables():
    def f(p, i):
        a = carray(p, 5)
        pair = (a[i], a[i - 1].y)
        best = a[0]
        for r in a:
            if r.x > best.x:
                best = r
        inner = lambda r: r.x - i  # noqa: E731
        return (
            helper_sum(a[i])
            + helper_sum(p[2], x=2.0)
            + helper_choice(a, i).n
            + pair[0].x
            + pair[1]
            + best.n
            + inner(best)
        )

    for i in range(3):
        check(types.float64, f, records(), i)


def test_records_of_two_types_do_not_meet():
    def f(p, q, i):
        r = p[0] if i else q[0]
        return r.x

    other = types.Record.make_c_struct([("x", types.float64)])
    with pytest.raises(CompileError, match="on another way"):
        cfunc(types.float64(POINTER, types.CPointer(other), types.intc))(f)


def test_records_as_numbers():
    numbers = cfunc(types.float64(POINTER))(lambda p: carray(p, 5).view(np.float64)[4])
    assert numbers(records()) == 0.5
    packed = types.CPointer(types.Record([("x", {"type": types.float64, "offset": 0})], 12, False))
    with pytest.raises(CompileError, match="whose size divides"):
        cfunc(types.float64(packed))(lambda p: carray(p, 5).view(np.float64)[4])


def test_a_misspelt_field_is_not_stored():
    def f(p):
        p[0].okk = 1

    with pytest.raises(CompileError, match=r"has no field okk(.*\n)*write: \"ok\""):
        cfunc(types.void(POINTER))(f)


def test_a_field_of_another_record_is_not_stored():
    def f(p):
        p[0].inner = p[1]

    with pytest.raises(CompileError, match="can't be stored where"):
        cfunc(types.void(types.CPointer(from_dtype(OUTER))))(f)


def made(n):
    a = np.zeros(n, dtype=OUTER)
    for i in range(n):
        a[i].last = i
        a[i].inner.v[1] = 2 * i
    return a[n - 1]


def made_in_a_loop(n):
    r = made(n)
    for i in range(5):
        if i % 2:
            r = made(n + i)
    return r


def test_records_hold_the_arrays_that_they_are_in():
    def f(n):
        r = made(n)
        far = made_in_a_loop(n)
        v = made(3).inner.v
        b = np.empty(2, OUTER)
        b[0] = far
        b[1] = r
        return r.last + 10 * far.last + r.inner.v[1] + v[1] + 100 * b[0].last + 1000 * b["inner"]["v"][1, 1]

    compiled = cfunc("float64(intp)")(f)
    assert [compiled(7) for _ in range(100)] == [6 + 90 + 12 + 4 + 900 + 12000] * 100


# ---- captured memory


def changer(array):
    def f(i):
        array[i].n += 10
        array[i]["ok"] = array["x"][i] > 1
        return array[i].x + array.y[i]

    return f


def test_captured_arrays_of_records_are_live():
    for array in (records(), records()[::-2], records().view(np.recarray), records().reshape(5, 1)[:, 0]):
        compiled = cfunc("float64(intp)")(changer(array))
        array["x"][1] = 41
        assert compiled(1) == 41 + array["y"][1]
        assert array["ok"][1]
        assert compiled(1) == 41 + array["y"][1]


def test_captured_records_are_live():
    array = records()
    record, structure = array[3], np.ctypeslib.as_ctypes_type(RECORD)(n=5)

    def f(x):
        record.x += x
        structure.n += 1
        return helper_sum(record) + structure.n

    compiled = cfunc("float64(float64)")(f)
    assert compiled(2.0) == 3.5 + 1 + 6
    array["n"][3] = 100
    structure.n = -1
    assert compiled(1.0) == 4.5 + 100 + 0
    assert (array["x"][3], structure.n) == (4.5, 0)


def test_closures_over_arrays_of_records():
    def factory(array, record):
        return cfunc("float64(intp)")(lambda i: array[i].x + record.x)

    for number in range(3):
        array = records(4 + number)
        array["x"] = number
        assert factory(array, array[1])(2) == 2 * number


def test_read_only_records_are_not_changed():
    array = records()
    array.flags.writeable = False
    record = array[1]
    assert cfunc("float64()")(lambda: array[1].x + record.x)() == 1.0

    def store_element():
        array[1].x = 2.0

    def store_record():
        record["x"] = 2.0

    def store_all():
        array[0] = array[1]

    def store_in_view():
        array["x"][0] = 2.0

    for f in (store_element, store_record, store_all, store_in_view):
        with pytest.raises(CompileError, match="can't be changed"):
            cfunc("void()")(f)


def test_strange_fields_stay_out_of_sight():
    array = np.zeros(2, [("name", "S3"), ("x", "f8"), ("big", ">f8")])
    array["x"] = 1, 2
    assert cfunc("float64(intp)")(lambda i: array[i].x)(1) == 2.0
    with pytest.raises(CompileError, match="no attribute big"):
        cfunc("float64(intp)")(lambda i: array[i].big)
    objects = np.zeros(2, [("x", "f8"), ("o", "O")])
    with pytest.raises(CompileError, match="an array of dtype"):
        cfunc("float64(intp)")(lambda i: objects[i].x)


# ---- dtypes


class Structure(ctypes.Structure):
    _fields_ = [("n", ctypes.c_int32), ("ok", ctypes.c_bool), ("x", ctypes.c_double), ("y", ctypes.c_float)]


@pytest.mark.parametrize("dtype", [RECORD, POINTER.element, Structure])
def test_structured_dtypes_of_carray(dtype):
    array = records()
    for pointer in ("voidptr", "intp"):
        f = cfunc(f"float64({pointer}, intp)")(lambda p, i: carray(p, 5, dtype=dtype)[i].x)
        assert f(array.ctypes.data, 3) == 1.5
    f = cfunc(types.float64(POINTER))(lambda p: carray(p, (5,), dtype=dtype)["x"][2])
    assert f(array) == 1.0
    with pytest.raises(CompileError, match="mismatching dtype"):
        cfunc("float64(float64*)")(lambda p: carray(p, 5, dtype=dtype)[0].x)


def test_addresses_in_records():
    """The way of Numba's users to hand over arrays as user data."""
    args = np.dtype([("n", "i8"), ("p", np.uintp), ("r", np.uintp)], align=True)
    data, inner = np.arange(4.0), records()
    user = np.array([(4, data.ctypes.data, inner.ctypes.data)], args)

    def f(p):
        r = p[0]
        a = carray(r.p, (r.n,), dtype=np.float64)
        s = 0.0
        for i in range(r.n):
            s += a[i]
        a[0] = s
        return s + carray(r.r, 5, RECORD)[3].x

    assert cfunc(types.float64(types.CPointer(from_dtype(args))))(f)(user) == 7.5
    assert data[0] == 6


def test_a_dtype_is_known_in_compiled_code():
    array = records()

    def f(p):
        a = carray(p, 2)
        return carray(p, 2, a.dtype)[1].x + a.dtype.itemsize + a.itemsize + a.nbytes + (a.dtype == array.dtype)

    assert cfunc(types.float64(POINTER))(f)(array) == 0.5 + 24 + 24 + 48 + 1


# ---- pickles


def test_pickles_and_workers():
    compiled = cfunc(types.float64(POINTER))(lambda p: p[0].x + p[1]["n"])
    again = pickle.loads(pickle.dumps(compiled))
    assert again(records()) == compiled(records()) == -1.0
    assert again.signature == compiled.signature
    assert pickle.loads(pickle.dumps(POINTER)) == POINTER


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
    dtype = np.dtype([("name", "U3"), ("x", "f8"), ("when", "M8[s]"), ("big", ">i4")])
    assert str(from_dtype(dtype)) == "Record(x[type=float64;offset=12];32;False;partial)"
    assert types.Type(str(from_dtype(dtype))) == from_dtype(dtype)
    assert from_dtype(dtype) != types.Record([("x", {"type": types.float64, "offset": 12})], dtype.itemsize, False)
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
        (
            "void(Record(x[type=int8;offset=0];2;True;partial))",
            "write: CPointer(Record(x[type=int8;offset=0];2;True;partial))",
        ),
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
    with pytest.raises(TypeError, match="without contiguous memory"):
        f(records()[::2])
    with pytest.raises(TypeError, match="not a pointer to c_double"):
        f(ctypes.pointer(ctypes.c_double()))


def test_types_of_cffi():
    ffi = pytest.importorskip("cffi").FFI()
    ffi.cdef("enum E { A, B }; enum F { C = -1 }; struct I { char c; double *p; };")
    ffi.cdef(
        "typedef struct { enum E e; enum F f; float m[2][3]; struct I i; void (*g)(int); struct I *next; int bits : 3; } T;"
    )
    pointers = [("c", types.char), ("p", types.CPointer(types.float64))]
    fields = from_dtype(ffi.typeof("T")).fields
    assert {name: type_ for name, (type_, *_) in fields.items()} == {
        "e": types.uint32,
        "f": types.int32,
        "m": types.NestedArray(types.float32, (2, 3)),
        "i": types.Record.make_c_struct(pointers),
        "g": Type("void (*)(int32)"),
        "next": types.CPointer(types.Record.make_c_struct(pointers)),
        "bits": types.int32,
    }
    assert fields["bits"][1:] == (ffi.offsetof("T", "next") + 8, 0, 3)
    assert from_dtype(ffi.typeof("T")).size == ffi.sizeof("T")


def test_types_of_ctypes():
    class Inner(ctypes.Structure):
        _fields_ = [("c", ctypes.c_char), ("p", ctypes.POINTER(ctypes.c_double))]

    class Base(ctypes.Structure):
        _pack_ = 1
        _layout_ = "ms"
        _fields_ = [("b", ctypes.c_bool), ("n", ctypes.c_long), ("s", ctypes.c_char_p)]

    class Both(ctypes.Union):
        _fields_ = [("x", ctypes.c_double), ("words", ctypes.c_uint32 * 2)]

    class T(Base):
        _fields_ = (("i", Inner * 2), ("u", Both), ("g", ctypes.CFUNCTYPE(None)))

    fields = from_dtype(T).fields
    assert {name: type_ for name, (type_, _) in fields.items()} == {
        "b": types.boolean,
        "n": types.int64,
        "s": types.Type("const char*"),
        "i": types.NestedArray(
            types.Record.make_c_struct([("c", types.char), ("p", types.CPointer(types.float64))]), 2
        ),
        "u": from_dtype(Both),
        "g": Type("void (*)()"),
    }
    assert all(getattr(T, name).offset == offset for name, (_, offset) in fields.items())
    assert from_dtype(T).size == ctypes.sizeof(T)
    union, memory = types.CPointer(Both), Both(1.5)
    assert cfunc(types.uint32(union))(lambda p: p.words[1])(memory) == 0x3FF80000


def test_arguments_of_cffi():
    ffi = pytest.importorskip("cffi").FFI()
    ffi.cdef("typedef struct { int n; bool ok; double x; float y; } R; typedef struct { int n; } S;")
    f = cfunc(types.int64(POINTER))(lambda p: p[0].n)
    assert f(ffi.new("R *", {"n": 5})) == 5
    with pytest.raises(TypeError, match=r"not memory of Record\(n\[type=int32;offset=0\];4"):
        f(ffi.new("S *"))
