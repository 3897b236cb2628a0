"""The C library as client: qsort, qsort_r, bsearch and lfind call comparators over elements of every kind."""

import ctypes

import numpy as np
import pytest

from upcall import carray, cfunc, from_dtype, types

libc = ctypes.CDLL(None)
libc.bsearch.restype = ctypes.c_void_p
libc.lfind.restype = ctypes.c_void_p

ELEMENTS = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64"]


def compare(a, b):
    return (a[0] > b[0]) - (a[0] < b[0])


def comparator(element):
    return cfunc(f"intc({element}*, {element}*)")(compare)


def drawn(element, count=1000):
    rng = np.random.default_rng(count)
    if element.startswith("float"):
        return (rng.normal(size=count) * 1e6).astype(element)
    limits = np.iinfo(element)
    return rng.integers(limits.min, limits.max, size=count, dtype=element, endpoint=True)


def qsort(array, function):
    libc.qsort(
        ctypes.c_void_p(array.ctypes.data),
        ctypes.c_size_t(len(array)),
        ctypes.c_size_t(array.itemsize),
        ctypes.c_void_p(function.address),
    )


@pytest.mark.parametrize("element", ELEMENTS)
def test_qsort(element):
    array = drawn(element)
    expected = np.sort(array)
    qsort(array, comparator(element))
    np.testing.assert_array_equal(array, expected)


@pytest.mark.parametrize("align", [False, True])
def test_qsort_of_records(align):
    dtype = np.dtype([("name", "S3"), ("rank", "i2"), ("weight", "f8"), ("size", "f4", 3)], align=align)
    rng = np.random.default_rng(5)
    array = np.zeros(500, dtype)
    array["name"] = rng.integers(100, 999, 500).astype("S3")
    array["rank"] = rng.integers(-3, 3, 500)
    array["weight"] = rng.integers(0, 9, 500)
    array["size"] = rng.normal(size=(500, 3))
    pointer = types.CPointer(from_dtype(dtype))

    @cfunc(types.intc(pointer, pointer))
    def by_rank_weight_and_size(p, q):
        a, b = p[0], q[0]
        if a.rank != b.rank:
            return a.rank - b.rank
        if a.weight != b.weight:
            return -1 if a["weight"] < b["weight"] else 1
        return (p.size[2] > q.size[2]) - (p.size[2] < q.size[2])

    order = np.lexsort((array["size"][:, 2], array["weight"], array["rank"]))
    expected = array[order]
    qsort(array, by_rank_weight_and_size)
    np.testing.assert_array_equal(array, expected)


def test_qsort_takes_the_ctypes_object():
    array = drawn("float64")
    expected = np.sort(array)
    order = comparator("float64")
    libc.qsort(ctypes.c_void_p(array.ctypes.data), ctypes.c_size_t(1000), ctypes.c_size_t(8), order.ctypes)
    np.testing.assert_array_equal(array, expected)


@pytest.mark.parametrize("element", ELEMENTS)
def test_bsearch(element):
    array = np.unique(drawn(element))
    order = comparator(element)
    size = array.itemsize

    def find(key):
        key = np.array([key], element)
        found = libc.bsearch(
            ctypes.c_void_p(key.ctypes.data),
            ctypes.c_void_p(array.ctypes.data),
            ctypes.c_size_t(len(array)),
            ctypes.c_size_t(size),
            ctypes.c_void_p(order.address),
        )
        return found and (found - array.ctypes.data) // size

    for index in range(0, len(array), 7):
        assert (find(array[index]) or 0) == index
    absent = next(value for value in range(127) if value not in array) if size > 1 else None
    if absent is not None:
        assert find(absent) is None


def by_column(a, b, column):
    """Rows of three, by the column that the user data says."""
    x, y = carray(a, 3), carray(b, 3)
    k = column[0]
    if x[k] < y[k]:
        return -1
    return 1 if x[k] > y[k] else 0


def test_qsort_r_hands_user_data_on():
    order = cfunc("intc(float64*, float64*, intp*)")(by_column)
    rows = drawn("float64", 300).reshape(100, 3)
    for column in range(3):
        data = np.array([column], np.intp)
        sorted_rows = rows.copy()
        libc.qsort_r(
            ctypes.c_void_p(sorted_rows.ctypes.data),
            ctypes.c_size_t(100),
            ctypes.c_size_t(24),
            ctypes.c_void_p(order.address),
            ctypes.c_void_p(data.ctypes.data),
        )
        np.testing.assert_array_equal(sorted_rows, rows[np.argsort(rows[:, column], kind="stable")])


def test_lfind_over_untyped_pointers():
    @cfunc(types.intc(types.voidptr, types.voidptr))
    def same_record(key, record):
        wanted = carray(key, 1, "i4")
        fields = carray(record, (4,), np.int32)
        return 0 if wanted[0] == fields[-1] else 1

    records = np.arange(40, dtype=np.int32).reshape(10, 4)
    count = ctypes.c_size_t(10)
    key = np.array([23], np.int32)
    found = libc.lfind(
        ctypes.c_void_p(key.ctypes.data),
        ctypes.c_void_p(records.ctypes.data),
        ctypes.byref(count),
        ctypes.c_size_t(16),
        ctypes.c_void_p(same_record.address),
    )
    assert (found - records.ctypes.data) // 16 == 5


def test_a_failing_comparator_is_reported_and_qsort_ends(monkeypatch):
    @cfunc("intc(int32*, int32*)")
    def broken(a, b):
        if a[0] == 7 or b[0] == 7:
            raise ValueError("seven")
        return a[0] - b[0]

    seen = []
    monkeypatch.setattr("sys.unraisablehook", seen.append)
    array = np.arange(10, dtype=np.int32)[::-1].copy()
    qsort(array, broken)
    for _ in range(100):  # the report comes with a pending call
        if seen:
            break
    assert isinstance(seen[0].exc_value, ValueError)
    assert "seven" in str(seen[0].exc_value)
    assert sorted(array) == list(range(10))
