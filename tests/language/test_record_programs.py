"""Programs on arrays of records: compiled, and run by Python on a recarray of the same memory, which must be the same behind."""

from __future__ import annotations

import numpy as np
import pytest
from compiling import cfunc

from upcall import CompileError, carray, from_dtype, types

FLAT = np.dtype([("n", "i4"), ("x", "f8"), ("ok", "?")], align=True)
INNER = np.dtype([("a", "i4"), ("v", "f8", 3)])
NESTED = np.dtype([("id", "i8"), ("p", INNER), ("m", "f4", (2, 2))])
LARGE = np.dtype([("n", "i8"), ("x", "f8"), ("ok", "?"), ("far", "f8", 20), ("last", "i2")])
SHUFFLED = np.dtype({"names": ["n", "x", "ok"], "formats": ["i2", "f4", "?"], "offsets": [7, 0, 5], "itemsize": 11})
COUNT = 5


def fields_filled(array, start):
    for number, name in enumerate(array.dtype.names):
        part = array[name]
        if part.dtype.names:
            fields_filled(part, start + 3 * number)
        else:
            part[...] = (np.arange(part.size).reshape(part.shape) * (start + number + 1)) % 7


def records(dtype):
    array = np.zeros(COUNT, dtype)
    fields_filled(array, 1)
    return array


def values(array):
    """Of all fields: what lies between them is nobody's."""
    return [array[name].tobytes() if not array[name].dtype.names else values(array[name]) for name in array.dtype.names]


def program(source):
    names = {"np": np, "FLAT": FLAT, "NESTED": NESTED, "LARGE": LARGE, "SHUFFLED": SHUFFLED}
    lines = source.split("; ") if "\n" not in source else source.split("\n")
    body = "".join(f"    {line}\n" for line in lines)
    exec(f"def f(a):\n{body}" + ("" if "return" in source else "    return 0.0\n"), names)
    return names["f"]


def run(source, dtype):
    f, ours, theirs = program(source), records(dtype), records(dtype)
    got = cfunc(types.float64(types.CPointer(from_dtype(dtype))))(lambda p: f(carray(p, COUNT)))(ours)
    return got, float(f(theirs.view(np.recarray))), ours, theirs


def check(source, dtype):
    got, expected, ours, theirs = run(source, dtype)
    assert got == expected
    assert values(ours) == values(theirs)


# ---- tuples and numbers in records

OF_THREE = [
    "a[1] = (7, 2.5, True)",
    "a[-1] = (a[0].n, a[2].x, not a[1].ok)",
    "a[:] = (7, 2.5, True)",
    "a[1:3] = (7, 2, 0)",
    "a[...] = (a[0].n, a[1].x, a[2].ok)",
    "a[::-2] = (1, 2, 3)",
    "a[1] = 5",
    "a[:] = 2.5",
    "a[:2] = [(1, 2.0, False), (3, 4.0, True)]",
    "a[:] = [(1, 2.0, False)]",
    "a[1:3] = [a[0], (3, 4.0, True)]",
    "a.fill((1, 2.0, True))",
    "a.fill(4)",
    "a.fill(a[2])",
    "a[0], a[1] = a[1], a[0]",  # views: both are what the second one was
    "n, x, ok = a[1]; return n + x + ok",
    "r = a[1]; return r[0] + r[1] + r[-1]",
    "a[1][0] = 7; a[2][-2] = 3.5",
    "s = 0.0\nfor n, x, ok in a:\n    s += n * x + ok\nreturn s",
]


@pytest.mark.parametrize("source", OF_THREE)
@pytest.mark.parametrize("dtype", [FLAT, SHUFFLED], ids=["aligned", "shuffled"])
def test_values_of_fields_in_their_order(source, dtype):
    check(source, dtype)


@pytest.mark.parametrize(
    "source",
    [
        "a[0] = (7, (1, (1.0, 2.0, 3.0)), ((1, 2), (3, 4)))",
        "a[:] = (7, (1, (1.0, 2.0, 3.0)), ((1, 2), (3, 4)))",
        "a[0] = (7, (1, [1.0, 2.0, 3.0]), [[1, 2], [3, 4]])",
        "a[0] = (7, a[1].p, a[2].m)",
        "a[0] = (7, a[1].p, a[0].m.T)",
        "a[0] = (1, (2, a[1].p.v * 2), np.ones((2, 2)))",
        "a[0] = (1, (2, 3), 4)",
        "a[1] = 3",
        "a[0].p = (3, (1, 2, 3))",
        "a[0]['p'] = (3, a[1].p.v)",
        "a['p'] = (3, (1, 2, 3))",
        "a['p'][1] = (3, (1, 2, 3))",
        "a['p'] = 3",
        "a[:2] = [(1, (2, 3), 4), (5, a[2].p, a[3].m)]",
        "id, p, m = a[1]; return id + p.a + m[0, 1]",
    ],
)
def test_values_of_nested_fields(source):
    check(source, NESTED)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a[:] = (a[2].id, a[2].p, a[1].m)", "a[:] = (c[2].id, c[2].p, c[1].m)"),
        ("a[1:] = (a[2].id, (a[2].p.a, a[1].p.v[::-1]), a[2].m.T)", None),
        ("a['p'] = (a[1].id, a[3].p.v)", None),
        ("a[:] = np.where(a['id'] > 4, a[1], a[::-1])", None),
    ],
)
def test_stores_to_many_are_as_if_what_is_stored_were_complete_first(source, expected):
    ours, theirs = records(NESTED), records(NESTED)
    f = program(source)
    cfunc(types.float64(types.CPointer(from_dtype(NESTED))))(lambda p: f(carray(p, COUNT)))(ours)
    left, right = source.split(" = ")
    text = expected or f"{left} = {right.replace('a[', 'c[')}"
    exec(text, {"a": theirs.view(np.recarray), "c": theirs.copy().view(np.recarray), "np": np})
    assert values(ours) == values(theirs)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a[1] = (1, 2.0)", "a tuple of length 2 isn't assigned to a structure with 3 fields"),
        ("a[:] = (1, 2.0, True, 4)", "a tuple of length 4 isn't assigned to a structure with 3 fields"),
        ("a[:] = ((1, 2.0, True), (1, 2.0, True), (1, 2.0, True))", "can't be stored where Record"),
        ("a[1] = [1, 2.0, True]", "can't be stored where Record"),
        ("a[1] = (1, 2.0, 1j)", "can't be stored where Record"),
        ("b = np.full(3, (1, 2.0, True), FLAT)", r"write: an empty array, and a\[:\] = "),
        ("n, x = a[1]", "can't be unpacked into 2 variables"),
        ("b = np.array(a[1])", r"write: r.copy\(\)"),
        ("b = a[0] < a[1]", "unsupported operands"),
        ("b = a == 1", "unsupported operands"),
    ],
)
def test_what_is_no_record(source, words):
    with pytest.raises(CompileError, match=words):
        run(source, FLAT)


@pytest.mark.parametrize("source", ["a[0] = (1, (2, (3, 4)), 5)", "a[0].p.v = a[0].p.v[:2]", "a['m'] = a[0].p.v"])
def test_arrays_that_do_not_fit_their_fields(source):
    with pytest.raises(ValueError, match="could not broadcast"):
        run(source, NESTED)
    check(f"try:\n    {source}\nexcept ValueError:\n    return 7\nreturn 1", NESTED)


def test_an_index_is_checked_before_the_fields_are_stored():
    check("try:\n    a[7] = (1, 2.0, True)\nexcept IndexError:\n    return 7\nreturn 1", FLAT)


# ---- new arrays

MAKES = [
    "b = np.full(3, a[1]); return b[2]['x'] + b.size",
    "b = np.full((3, 2), a[1], dtype=a.dtype); return b[2, 1]['x'] + b.size",
    "b = np.full(3, 5, a.dtype); return b[2]['x'] + b[1]['n']",
    "b = np.full_like(a, a[1]); return b[4]['x'] + b.size",
    "b = np.full_like(a, 3); return b[4]['x'] + b.size",
    "b = np.full(3, a[1]); a[1] = 0; return b[0]['x']",
    "b = np.zeros(3, a.dtype); b[0] = a[1]; return b[0]['x'] + b[1]['x']",
    "b = np.ones(3, a.dtype); return b[1]['x'] + b[2]['n'] + b[0]['ok']",
    "b = np.ones_like(a); return b['x'].sum()",
    "b = np.empty((), a.dtype); b[()] = a[1]; return b['x'] + b[()]['n']",
    "b = a.copy(); b[0]['x'] = 9; return a[0]['x'] + b[0]['x'] + b[1]['n']",
    "b = np.copy(a[::-1]); b[0]['x'] = 9; return a[4]['x'] + b[1]['x']",
    "b = a[1].copy(); b['x'] = 9; return a[1]['x'] + b['n'] + b['x']",
    "b = a[0].copy(); a[0] = a[1]; a[1] = b",
    "b = np.array(a); b[0]['x'] = 9; return a[0]['x'] + b[1]['x']",
    "b = np.array([a[0], a[1]]); b[0]['x'] = 9; return a[0]['x'] + b[1]['x']",
    "b = np.concatenate((a, a[1:])); return b[6]['x'] + b.size",
    "b = np.stack((a, a)); return b[1, 3]['x'] + b.size",
    "b = np.vstack((a, a)); return b[1, 2]['x'] + b.size",
    "b = np.tile(a, 2); return b[6]['x'] + b.size",
    "b = np.repeat(a, 2); return b[6]['x'] + b.size",
    "b = np.where(a['x'] > 2, a, a[::-1]); return b[0]['x'] + b[4]['n']",
    "b = np.where(a['x'] > 2, a, a[0]); return b[0]['x'] + b[4]['n']",
    "b = np.where(a['x'] > 2, a[1], a[0]); return b[0]['x'] + b[3]['x']",
    "b = np.where(a['x'] > 2, a[1], a); a[1]['x'] = 99; return b['x'].sum()",
]


@pytest.mark.parametrize("source", MAKES)
@pytest.mark.parametrize("dtype", [FLAT, LARGE, SHUFFLED], ids=["aligned", "large", "shuffled"])
def test_new_arrays_of_records(source, dtype):
    check(source, dtype)


@pytest.mark.parametrize(
    "source",
    [
        "b = np.array([(1, 2.5, True), (3, 4.0, False)], dtype=FLAT); return b[1]['x'] + b['n'].sum() + b['ok'].sum()",
        "b = np.array((1, 2.5, True), FLAT); return b['x'] + b.ndim",
        "b = np.array([[(1, 2, True), (3, 4, False)], [a[1], a[2]]], FLAT); return b['x'].sum() + b.ndim + b[1, 0]['n']",
        "b = np.array([1, 2], FLAT); return b['x'].sum() + b['n'][1]",
    ],
)
def test_arrays_made_of_tuples(source):
    check(source, FLAT)


# ---- comparing

COMPARISONS = [
    "return (a[0] == a[0]) + 2 * (a[0] == a[1]) + 4 * (a[0] != a[1])",
    "return (a == a).sum() + 10 * (a == a[::-1]).sum() + 100 * (a != a[::-1]).sum()",
    "return (a == a[0]).sum() + np.array_equal(a, a) + np.count_nonzero(a[1:] != a[:-1])",
    "b = a.copy(); b[3] = a[2]; return (a == b).sum() + 10 * np.array_equal(a, b)",
    "b = np.concatenate((a, a[::-1])).reshape(2, 5); return (b == a).sum() + 100 * (a[:, None] == b[1]).sum()",
    "x = 0\nif a[0] == a[1]:\n    x = 1\nelif a[1] != a[2]:\n    x = 2\nreturn x",
    "c = a == a[1]; a[1] = a[2]; return c.sum()",  # before the store
]


@pytest.mark.parametrize("source", COMPARISONS)
@pytest.mark.parametrize("dtype", [FLAT, NESTED, LARGE, SHUFFLED], ids=["aligned", "nested", "large", "shuffled"])
def test_records_are_compared_field_by_field(source, dtype):
    check(source, dtype)


def test_comparisons_see_fields_alone():
    def f(p, i, j):
        a = carray(p, COUNT)
        return (a[i] == a[j]) + 2 * (a[i] != a[j]) + 4 * (a == a[j])[i] + 8 * (a[i].p == a[j].p)

    compiled = cfunc(types.int64(types.CPointer(from_dtype(NESTED)), types.intp, types.intp))(f)
    array = np.repeat(records(NESTED)[:1], COUNT)
    array["id"][1] += 1
    array["p"]["v"][2, 2] += 1
    array["m"][3, 1, 1] = np.nan
    for i in range(COUNT):
        for j in range(COUNT):
            equal, parts = bool(array[i] == array[j]), bool(array["p"][i] == array["p"][j])
            assert compiled(array, i, j) == equal + 2 * (not equal) + 4 * equal + 8 * parts, (i, j)


@pytest.mark.parametrize("source", ["a['ok'] = a == a[0]", "a['ok'][1:] = a[1:] != a[:-1]"])
def test_results_stored_in_the_records_that_are_compared(source):
    array, expected = records(FLAT), records(FLAT)
    f = program(source)
    cfunc(types.float64(types.CPointer(from_dtype(FLAT))))(lambda p: f(carray(p, COUNT)))(array)
    target, compared = source.split(" = ")
    result = eval(compared, {"a": expected.copy()})
    exec(f"{target} = result", {"a": expected, "result": result})
    assert values(array) == values(expected)


def test_fields_that_are_not_known_are_not_passed_over():
    array = np.zeros(2, [("name", "U3"), ("x", "f8")])
    for source in ("lambda: array[0] == array[1]", "lambda: (array == array[1]).any()"):
        with pytest.raises(CompileError, match="unsupported operands"):
            cfunc("bool()")(eval(source, {"array": array}))

    def store():
        array[0] = (1.0,)

    with pytest.raises(CompileError, match="doesn't know all of them"):
        cfunc("void()")(store)
    with pytest.raises(CompileError, match="can't be indexed"):
        cfunc("float64()")(lambda: array[0][1])
