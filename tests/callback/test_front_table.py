"""The front table: a closure of code that was compiled before needs no compile, and never gets the code of another."""

import builtins
import collections
import ctypes
import enum
import functools
import gc
import math
import operator
import os
import struct
import subprocess
import sys
import sysconfig
import threading
import time
import types as python_types
import weakref

import numpy as np
import pytest

from upcall import CompileError, Value, carray, cfunc, errors, types


@pytest.fixture
def compiles(monkeypatch, capfd):
    """A function that runs an action and says how often it compiled."""

    def count(action):
        monkeypatch.setenv("UPCALL_DUMP", "time")
        capfd.readouterr()
        result = action()
        monkeypatch.delenv("UPCALL_DUMP")
        return result, capfd.readouterr().err.count("load")

    return count


@pytest.fixture
def hits(compiles):
    """Make callbacks of a factory; the second and later ones, from `free` on, may not compile."""

    def check(make, arguments, free=1, x=1.5):
        for i, argument in enumerate(arguments):
            f, count = compiles(lambda argument=argument: make(argument))
            assert f(x) == f.__wrapped__(x), (i, argument)
            assert count == 0 or i < free, (i, argument)

    return check


class Model:
    base = 4.0

    def __init__(self, rate):
        self.rate = rate


def add(x, y):
    return x * 2.0 + y


def make_scaled(k):
    @cfunc("float64(float64)")
    def scaled(x):
        return x * k

    return scaled


# ---- what is data ----


def test_floats(hits):
    hits(make_scaled, [0.5, 1.5, -0.0, math.inf, 5e-324])
    assert struct.pack("d", make_scaled(-0.0)(1.0)) == struct.pack("d", -0.0)
    assert math.isnan(make_scaled(math.nan)(1.0))


@pytest.mark.parametrize("kind", [np.float64, np.float32])
def test_numpy_floats(hits, kind):
    hits(make_scaled, [kind(0.25), kind(1.5), kind(-3.0)])


def test_complex_numbers(hits):
    def make(k):
        return cfunc("float64(float64)")(lambda x: (k * x).real - k.imag)

    hits(make, [1 + 2j, -0.5 - 3j, 0j])
    hits(make, [np.complex64(1 + 2j), np.complex64(-0.5 - 3j)])


def test_defaults_members_tuples(hits):
    class Model:
        base = 4.0

        def __init__(self, rate):
            self.rate = rate
            self.inner = python_types.SimpleNamespace(more=rate + 1)

    def with_defaults(k):
        def f(x, a=k, *, b=k + 1):
            return x * a + b

        return cfunc("float64(float64)")(lambda x: f(x))

    def with_members(k):
        model = Model(k)
        return cfunc("float64(float64)")(lambda x: x * model.rate + model.base + model.inner.more)

    def with_tuples(k):
        pair = (k, (2.0, k + 1), "text", 3)
        return cfunc("float64(float64)")(lambda x: x * pair[0] + pair[1][1] * pair[3])

    def with_constants(k):
        return cfunc("float64(float64)")(lambda x: min(x * k, float("inf")) + 2**70 * x + (x in {1.5, 2.5}))

    for make in (with_defaults, with_members, with_tuples, with_constants):
        hits(make, [1.0, 2.0, 3.5])


def test_integers_are_data_from_the_second_on(hits):
    hits(make_scaled, [3, 4, 5, -7, 2**62], free=2)
    hits(make_scaled, [np.int32(3), np.int32(4), np.int32(-5)], free=2)


def test_integers_that_decide_stay_constants(compiles):
    def make(n):
        return cfunc("float64(float64)")(lambda x: x**n)

    for n in (2, 3, 4, 2, 3, 4):
        f, count = compiles(lambda n=n: make(n))
        assert f(1.5) == 1.5**n
        assert count <= 1
    assert compiles(lambda: make(4))[1] == 0, "each is kept"


def test_an_integer_beside_one_that_decides(hits):
    def make(k, n=2):
        return cfunc("float64(float64)")(lambda x: (x + k) ** n)

    hits(make, [1, 2, 3, 4], free=2)


def test_an_integer_of_more_than_64_bits_is_no_data(hits):
    hits(make_scaled, [3, 4, 5], free=2)
    assert make_scaled(2**70)(1.5) == 2**70 * 1.5
    assert make_scaled(2**63)(1.5) == 2**63 * 1.5


def test_lengths_of_arrays(hits):
    def make(a):
        def total(x):
            s = 0.0
            for i in range(len(a)):
                s += a[i] * x
            return s + a[-1]

        return cfunc("float64(float64)")(total)

    hits(make, [np.arange(float(n)) for n in (3, 3, 4, 10, 1, 100)], free=3)
    hits(make, [np.arange(float(2 * n))[::2] for n in (3, 4, 10, 17)], free=2)
    with errors.raise_errors(), pytest.raises(IndexError):
        make(np.zeros(0))(1.0)


def test_arrays_are_live_and_kept(hits):
    def make(a):
        return cfunc("float64(float64)")(lambda x: a[1] * x)

    first, second = np.arange(3.0), np.arange(3.0) + 1
    made = make(first), make(second)
    assert [f(1.0) for f in made] == [1.0, 2.0]
    second[1] = 7.0
    assert [f(1.0) for f in made] == [1.0, 7.0]
    with pytest.raises(ValueError, match="cannot resize"):
        second.resize(100)
    gone = weakref.ref(second)
    del second
    gc.collect()
    assert gone() is not None
    del made
    gc.collect()
    assert gone() is None


RECORD = np.dtype([("n", "i4"), ("x", "f8")], align=True)


class Structure(ctypes.Structure):
    _fields_ = (("n", ctypes.c_int32), ("x", ctypes.c_double))


def record_value(record):
    return cfunc("float64(float64)")(lambda x: record["x"] * x)


def structure_value(structure):
    return cfunc("float64(float64)")(lambda x: structure.x * x + structure.n)


def records_of(dtype, count=4):
    return np.array([(i, i + 0.5) for i in range(count)], dtype)


def test_records(hits):
    array = records_of(RECORD)
    hits(record_value, [array[i] for i in range(4)])
    hits(record_value, [array.view(np.recarray)[i] for i in range(4)])
    hits(record_value, [array[i : i + 1].reshape(()) for i in range(4)])
    hits(structure_value, [Structure(i, i + 0.5) for i in range(4)])


def test_arrays_of_records_whose_dtypes_are_made_anew(hits):
    def make(i):
        array = np.array([(i, i + 0.5)], [("n", "i4"), ("x", "f8")])
        return cfunc("float64(float64)")(lambda x: array[0]["x"] * x)

    hits(make, range(4))


def test_records_are_live_and_kept():
    made = []
    for i in range(3):
        array = records_of(RECORD, 3)
        made.append(record_value(array[i]))
        assert made[-1](1.0) == i + 0.5
        array["x"] = 10 + i
    del array
    gc.collect()
    assert [f(1.0) for f in made] == [10.0, 11.0, 12.0]


# ---- what isn't ----


def both(make, before, change, after, x=1.5):
    """A callback before a change and one after it do what Python does."""
    f = make(*before)
    expected = f.__wrapped__(x)
    assert f(x) == expected
    make(*before)  # from the table
    change()
    g = make(*after)
    assert g(x) == g.__wrapped__(x)
    assert f(x) == expected
    return f, g


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (1, 2.5),
        (2.5, 1),
        (True, 1),
        (1, True),
        (True, False),
        (2, np.int8(2)),
        (2.0, np.float64(2.0)),
        (np.float64(0.1), np.float32(0.1)),
        (0.1, np.float32(0.1)),
        (np.int64(3), np.int32(3)),
        (2, 2**63),
        (2, 2**64),
    ],
)
def test_classes_of_numbers(before, after):
    both(make_scaled, [before], lambda: None, [after])
    both(make_scaled, [before], lambda: make_scaled(before * 3), [after])


def array_value(a):
    return cfunc("float64(float64)")(lambda x: a[0, 1] * x + a.size)


BASE = np.arange(12, dtype=np.float64).reshape(3, 4)
UNALIGNED = np.frombuffer(b"\0" + BASE.tobytes(), dtype=np.uint8)[1:].view(np.float64).reshape(3, 4)


@pytest.mark.parametrize(
    "after",
    [
        BASE.astype(np.float32),
        BASE.astype(np.int64),
        BASE.astype(np.uint64),
        np.asfortranarray(BASE),
        BASE[:, ::-1],
        BASE[::2],
        BASE.T,
        BASE[:0:-1],
        np.ones((1, 2)),
        UNALIGNED,
        np.asarray(BASE, order="C").copy(),
    ],
    ids=str,
)
def test_arrays_of_another_type(after):
    both(array_value, [BASE], lambda: None, [after])
    both(array_value, [BASE], lambda: array_value(np.ones((5, 6))), [after])


@pytest.mark.parametrize(
    "dtype",
    [
        np.dtype([("n", "i4"), ("x", "f8")]),
        np.dtype([("n", "i4"), ("x", "f4")]),
        np.dtype([("m", "i4"), ("x", "f8")], align=True),
        np.dtype([("x", "f8"), ("n", "i4")]),
        np.dtype((np.record, RECORD)),
    ],
    ids=str,
)
def test_records_of_another_type(dtype):
    both(record_value, [records_of(RECORD)[1]], lambda: None, [np.zeros(1, dtype)[0]])


def test_structures_of_another_class():
    class Other(ctypes.Structure):
        _fields_ = (("x", ctypes.c_float), ("n", ctypes.c_int32))

    both(structure_value, [Structure(1, 2.5)], lambda: None, [Other(3.5, 4)])
    gone = weakref.ref(Other)
    del Other
    gc.collect()
    assert gone() is None


def test_a_readonly_record_is_not_written():
    def make(record):
        def store(x):
            record["x"] = x
            return record["x"]

        return cfunc("float64(float64)")(store)

    array = records_of(RECORD)
    assert make(array[0])(2.0) == make(array[1])(2.0) == 2.0
    array.flags.writeable = False
    with pytest.raises(CompileError, match="can't be changed"):
        make(array[2])


def test_a_readonly_array_is_not_written():
    def make(a):
        def store(x):
            a[0] = x
            return a[0]

        return cfunc("float64(float64)")(store)

    make(np.zeros(3))(1.0)
    readonly = np.zeros(3)
    readonly.flags.writeable = False
    with pytest.raises(Exception, match="read-only"):
        make(readonly)
    assert readonly[0] == 0.0


def module_of(source, **names):
    module = python_types.ModuleType("edited")
    vars(module).update(names, cfunc=cfunc, np=np)
    exec(source, vars(module))
    return module


FACTORY = """
def make(k):
    @cfunc("float64(float64)")
    def f(x):
        return {}
    return f
"""


@pytest.mark.parametrize(
    ("expression", "change"),
    [
        ("x * k + rate", lambda m: setattr(m, "rate", 5.0)),
        ("x * k + rate", lambda m: setattr(m, "rate", 5)),
        ("x * k + other.value", lambda m: setattr(m.other, "value", 9.0)),
        ("x * k + other.value", lambda m: setattr(m, "other", python_types.SimpleNamespace(value=9.5))),
        ("x * k + Table.value", lambda m: setattr(m.Table, "value", 9.0)),
        ("x * k + Table.value", lambda m: setattr(m.Table, "value", 9)),
        ("x * k + table.value", lambda m: setattr(type(m.table), "value", 9.0)),
        ("x * k + table.value", lambda m: setattr(m.table, "value", 9.0)),
        ("x * k + table.value", lambda m: setattr(m, "table", m.Other())),
        ("helper(x) * k", lambda m: setattr(m, "helper", lambda x: x + 2.0)),
        ("helper(x) * k", lambda m: setattr(m.helper, "__code__", (lambda x, y=0.0: x - 3.0 - y).__code__)),
        ("helper(x) * k", lambda m: setattr(m.helper, "__defaults__", (4.0,))),
        ("helper(x) * k", lambda m: setattr(m.helper, "__defaults__", (4,))),
        ("named(x) * k", lambda m: setattr(m.named, "__kwdefaults__", {"y": 6.0})),
        ("abs(x - 9.0) * k", lambda m: setattr(m, "abs", lambda x: x + 1.0)),
        ("abs(x - 9.0) * k", lambda m: setattr(m, "abs", m.np.sqrt) or setattr(m, "abs", m.np.exp)),
        ("inner(x) * k", lambda m: setattr(m, "inner", m.other_inner)),
        ("x * k + (1.0 if text == 'a' else 2.0)", lambda m: setattr(m, "text", "b")),
        ("x * k + (1.0 if flag else 2.0)", lambda m: setattr(m, "flag", False)),
        ("x * k + numbers[0] + numbers[1]", lambda m: setattr(m, "numbers", (2.5, 3.5, 1))),
        ("x * k + (1.0 if table is same else 2.0)", lambda m: setattr(m, "same", m.Table())),
        ("x * k + np.sin(x)", lambda m: setattr(m, "np", math)),
    ],
)
def test_what_changes_between_two_calls(expression, change):
    class Table:
        value = 1.0

    class Other:
        value = 2.0
        another = 3

    table = Table()
    names = {
        "rate": 1.0,
        "other": python_types.ModuleType("other"),
        "Table": Table,
        "Other": Other,
        "table": table,
        "same": table,
        "text": "a",
        "flag": True,
        "numbers": (1.5, 2.5),
        "inner": cfunc("float64(float64)")(lambda x: x + 10.0),
        "other_inner": cfunc("float32(float32)")(lambda x: x + 20.0),
    }
    names["other"].value = 1.0
    module = module_of(
        "def helper(x, y=1.0): return x + y\ndef named(x, *, y=1.0): return x + y\n" + FACTORY.format(expression),
        **names,
    )
    both(module.make, [2.0], lambda: change(module), [3.0])
    both(module.make, [2.0], lambda: change(module), [2.0])


def test_a_name_in_front_of_a_builtin_and_a_builtin_replaced(monkeypatch):
    module = module_of(FACTORY.format("k * max(x, 3.0)"))
    both(module.make, [2.0], lambda: setattr(module, "max", min), [2.0])
    del module.max
    both(module.make, [2.0], lambda: None, [2.0])
    both(module.make, [2.0], lambda: monkeypatch.setattr(builtins, "max", lambda a, b: a + b), [2.0])


def test_a_module_attribute_replaced(monkeypatch):
    module = module_of(FACTORY.format("k * math.floor(x)"), math=math)
    both(module.make, [2.0], lambda: monkeypatch.setattr(math, "floor", math.ceil), [2.0])


def test_inner_helpers_are_known_by_their_code(hits):
    def make(k):
        def inner(x, by=k):
            return x * by + k

        def helper(x):
            return inner(x) - k

        return cfunc("float64(float64)")(lambda x: helper(x) + inner(x))

    hits(make, [1.0, 2.0, 3.0])


def test_a_helper_of_another_code():
    def make(helper):
        return cfunc("float64(float64)")(lambda x: helper(x) + 1.0)

    both(make, [lambda x: x * 2.0], lambda: None, [lambda x: x * 3.0])
    same = lambda x: x * 4.0  # noqa: E731
    both(make, [same], lambda: setattr(same, "__code__", (lambda x: x - 4.0).__code__), [same])


def test_a_helper_that_another_decorator_marked():
    def make(helper):
        return cfunc("float64(float64)")(lambda x: helper(x) + 1.0)

    def helper_of(k):
        return lambda x: x * k

    marked = helper_of(3.0)
    marked.py_func = lambda x: x * 100.0
    made = [make(helper)(2.0) for helper in (helper_of(2.0), marked, helper_of(4.0), marked)]
    assert made == [5.0, 201.0, 9.0, 201.0]
    del marked.py_func
    assert make(marked)(2.0) == 7.0


def test_a_function_that_becomes_a_method():
    class Table:
        pass

    def helper(x):
        return x * 2.0

    def make(table):
        return cfunc("float64(float64)")(lambda x: table.helper(x))

    def filled():
        table = Table()
        table.helper = helper
        return table

    for _ in range(3):
        assert make(filled())(1.0) == helper(1.0)
    Table.helper = helper
    with pytest.raises(CompileError, match="takes 1 positional argument, not 2"):
        make(Table())
    assert make(filled())(1.0) == helper(1.0)


def test_a_cfunc_of_a_class_is_no_method():
    double, treble = (cfunc("float64(float64)")(lambda x, k=k: x * k) for k in (2.0, 3.0))

    class Table:
        helper = double

    def make(table):
        return cfunc("float64(float64)")(lambda x: table.helper(x))

    table = Table()
    assert [make(table)(1.0), make(Table())(1.0), table.helper(1.0)] == [2.0, 2.0, 2.0]
    Table.helper = treble
    assert [make(table)(1.0), make(Table())(1.0), table.helper(1.0)] == [3.0, 3.0, 3.0]
    Table.helper = lambda self, x: x * 4.0
    assert [make(table)(1.0), make(Table())(1.0), table.helper(1.0)] == [4.0, 4.0, 4.0]
    table.helper = treble
    assert [make(table)(1.0), make(Table())(1.0)] == [3.0, 4.0]


def test_a_helper_that_gets_another_code_while_it_is_compiled():
    def make(helper):
        return cfunc("float64(float64)")(lambda x: helper(x) + 1.0)

    terms = "".join(f" + x ** {i}.5" for i in range(30))
    before, after = (eval(f"lambda x: x * {k}.0 {terms}").__code__ for k in (2, 3))
    for i in range(10):
        helper = lambda x: x  # noqa: E731
        helper.__code__ = before
        thread = threading.Thread(target=make, args=(helper,))
        thread.start()
        time.sleep(i / 1000)
        helper.__code__ = after
        thread.join()
        assert make(helper)(1.0) == 34.0


def test_which_objects_are_one():
    class Mode:
        pass

    a, b = Mode(), Mode()

    def make(p, q):
        return cfunc("float64(float64)")(lambda x: x if p is q else -x)

    both(make, [a, a], lambda: None, [a, b])
    both(make, [a, b], lambda: None, [b, b])


Pair = collections.namedtuple("Pair", "first second")


class Level(enum.Enum):
    LOW = 1.5
    HIGH = 2.5


class Count(enum.IntEnum):
    ONE = 1
    TWO = 2


class Slotted:
    __slots__ = ("rate",)

    def __init__(self, rate):
        self.rate = rate


@pytest.mark.parametrize(
    ("use", "values"),
    [
        (lambda v: lambda x: x * v.first + v.second, [Pair(1.0, 2.0), Pair(3.0, 4.0), Pair(3, 4), Pair(3, 5)]),
        (lambda v: lambda x: x * v.value, [Level.LOW, Level.HIGH, Level.LOW]),
        (lambda v: lambda x: x if v is Level.LOW else -x, [Level.LOW, Level.HIGH, Level.LOW]),
        (lambda v: lambda x: x * v, [Count.ONE, Count.TWO, 1, True, Count.ONE]),
        (lambda v: lambda x: x * v.rate, [Slotted(1.0), Slotted(2.0), Slotted(2), Model(3.0)]),
        (lambda v: lambda x: x * np.finfo(v).eps, [np.float32, np.float64, np.float32]),
        (
            lambda v: lambda x: v(x),
            [functools.partial(add, 1.0), functools.partial(add, 2.0), functools.partial(add, 2)],
        ),
        (lambda v: lambda x: v(x), [functools.partial(add, y=1.0), functools.partial(add, y=4.0)]),
        (lambda v: lambda x: v((x, 3.0)), [operator.itemgetter(0), operator.itemgetter(1)]),
        (lambda v: lambda x: x + (x in v), [frozenset([1.5]), frozenset([2.5]), frozenset([1.5, 2.5])]),
        (lambda v: lambda x: x + (1.0, 2.0, 3.0)[v][0], [slice(0, 2), slice(1, 2), slice(2, 3)]),
        (lambda v: lambda x: x + len(v), ["a", "bc", "de", "\0"[:0]]),
        (lambda v: lambda x: x if v is None else x * v, [None, 2.0, None, 3.0, 0]),
        (lambda v: lambda x: v(x), [abs, math.sqrt, np.sqrt, math.floor, math.ceil, abs]),
        (lambda v: lambda x: float(v(x)), [float, int, np.float32, bool]),
        (lambda v: lambda x: x + v.value, [Value(1.0), Value(2.0), Value(2), Value(True), Value(np.float32(0.1))]),
    ],
)
def test_values_of_a_kind_one_after_another(use, values):
    def make(v):
        return cfunc("float64(float64)")(use(v))

    made = []
    for value in values * 2:
        try:
            made.append((value, make(value)))
        except CompileError as error:
            made.append((value, error.name))
    for value, f in made:
        if isinstance(f, str):
            with pytest.raises(CompileError):
                cfunc("float64(float64)", cache=False)(use(value))
        else:
            assert f(1.5) == use(value)(1.5), value


def test_what_a_cfunc_was_made_of():
    def inner_of(k):
        return cfunc("float64(float64)")(lambda x: x * k)

    inner = inner_of(10.0)

    def make(k):
        return cfunc("float64(float64)")(lambda x: inner(x) + k)

    assert make(1.0)(2.0) == 21.0
    inner.__wrapped__ = inner_of(20.0).__wrapped__
    assert make(2.0)(2.0) == 22.0
    inner = inner_of(30.0)
    assert make(2.0)(2.0) == 62.0


def test_an_empty_cell_is_filled():
    def make(early, k=2.0):
        if not early:
            late = 5.0  # noqa: F841

        def f(x):
            return f(x - 1.0) + k if x > 0.0 else k

        g = cfunc("float64(float64)")(f) if early else None
        if early:
            return g
        f = lambda x: x * 100.0  # noqa: E731
        return cfunc("float64(float64)")(lambda x: f(x) + k)

    assert make(True)(3.0) == 8.0
    assert make(False)(3.0) == 302.0
    assert make(True, 3.0)(3.0) == 12.0


def test_texts_of_raises_are_their_own():
    def make(limit, name):
        @cfunc("float64(float64)")
        def checked(x):
            if x > limit:
                raise ValueError(name, limit)
            return x

        return checked

    def args_of(f):
        with pytest.raises(ValueError, match=r"abc|xyz") as caught:
            f(100.0)
        return caught.value.args

    cases = [(1.5, "abc"), (2.5, "abc"), (2.5, "xyz"), (3, "abc"), (4, "abc"), (5, "abc"), (1.5, "abc")]
    for limit, name in cases:
        assert args_of(make(limit, name)) == (name, limit)


# ---- options ----


def test_options_and_signatures_are_part_of_it():
    def make(signature="float64(float64)", **options):
        return cfunc(signature, **options)(lambda x: 1.0 / x)

    for _ in range(2):
        assert make()(0.0) == math.inf
        with pytest.raises(ZeroDivisionError):
            make(error_model="python")(0.0)
        assert make("float32(float32)")(3.0) == float(np.float32(1) / np.float32(3))
        assert make("float64(float32)")(3.0) != make("float64(float64)")(3.0)
        assert make("double (double)")(4.0) == 0.25


def test_error_values(monkeypatch):
    monkeypatch.setattr("sys.unraisablehook", lambda report: None)

    def make(value):
        return cfunc("float64(float64)", error_model="python", error_value=value)(lambda x: 1.0 / x)

    (other_nan,) = struct.unpack("d", struct.pack("Q", 0x7FF8_0000_0000_0123))
    made = [(value, make(value)) for value in (1.0, 2.0, -0.0, 0.0, 1, True, math.nan, -math.nan, other_nan) * 2]
    for value, f in made:
        got = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)(f.address)(0.0)
        assert struct.pack("d", got) == struct.pack("d", value)


def test_codes_and_success():
    def make(success, codes):
        @cfunc("float64(float64)", error_model="python", success=success, codes=codes)
        def f(x):
            1.0 / x

        return ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)(f.address)

    codes = [
        {ZeroDivisionError: 3.0, ArithmeticError: 4.0},
        {ArithmeticError: 4.0},
        {ArithmeticError: -0.0},
        {ArithmeticError: 0.0},
        {OverflowError: 5.0, ArithmeticError: 7},
    ]
    for answers in codes * 2:
        for success in (1.0, 0.0, -0.0, 2):
            f = make(success, answers)
            expected = answers.get(ZeroDivisionError, answers.get(ArithmeticError))
            assert struct.pack("dd", f(1.0), f(0.0)) == struct.pack("dd", success, expected)


def test_types_of_locals():
    def make(k, of):
        @cfunc("float64(float64)", locals={"s": of})
        def f(x):
            s = x + k
            return s + 0

        return f

    for _ in range(2):
        assert make(0.1, types.float64)(1.0) == 1.1
        assert make(0.1, types.float32)(1.0) == float(np.float32(1.1))


# ---- what it keeps ----


def test_nothing_is_kept_alive():
    class Table:
        value = 1.0

    def make(k):
        helper = lambda x: x * k  # noqa: E731
        table = Table()
        array = np.arange(3.0)
        f = cfunc("float64(float64)")(lambda x: helper(x) + table.value + array[0])
        return f, [weakref.ref(o) for o in (helper, table, array, f, f.__wrapped__)]

    made, kept = zip(*[make(float(i)) for i in range(3)], strict=True)
    del made
    gc.collect()
    assert not [ref() for refs in kept for ref in refs if ref() is not None]


def test_a_class_is_not_kept_alive():
    def make():
        class Table:
            value = 1.0

        return cfunc("float64(float64)")(lambda x: x + Table.value), weakref.ref(Table)

    f, kept = make()
    assert f(1.0) == 2.0
    del f
    gc.collect()
    assert kept() is None


def test_metadata_of_dtypes_is_not_kept_alive():
    class Unit:
        pass

    def make():
        unit = Unit()
        dtype = np.dtype(np.float64, metadata={"unit": unit})
        array = np.ones(1, dtype)
        number = cfunc("float64(float64)")(lambda x: x + array[0])
        element = cfunc("float64(float64*)")(lambda p: carray(p, 1, dtype)[0])
        assert (number(1.0), element(array)) == (2.0, 1.0)
        return weakref.ref(unit)

    kept = make()
    gc.collect()
    assert kept() is None


def test_code_objects_that_are_gone_leave_the_table():
    source = "from upcall import cfunc\nf = cfunc('float64(float64)')(lambda x: x + {}.0)\n"
    codes = []
    for i in range(20):
        names = {}
        exec(source.format(i), names)
        codes.append(weakref.ref(names["f"].__wrapped__.__code__))
        assert names["f"](1.0) == 1.0 + i
    del names
    gc.collect()
    assert [code() for code in codes] == [None] * 20


def test_a_closure_lives_on_its_own(compiles):
    first = make_scaled(2.25)
    second = make_scaled(4.25)
    address = second.address
    first.close()
    with pytest.raises(RuntimeError, match="closed"):
        first(1.0)
    assert second(2.0) == 8.5
    assert second.address == address
    third, count = compiles(lambda: make_scaled(8.5))
    assert (third(1.0), count) == (8.5, 0)


def test_eight_variants_and_the_oldest_goes(compiles):
    def make(n):
        return cfunc("float64(float64)")(lambda x: x**n)

    for n in range(2, 11):
        make(n)
    assert compiles(lambda: make(10))[1] == 0
    assert compiles(lambda: make(3))[1] == 0


# ---- switches ----


def test_it_can_be_turned_off(monkeypatch, compiles):
    make_scaled(0.75)
    monkeypatch.setenv("UPCALL_FRONT", "0")
    f, count = compiles(lambda: make_scaled(1.75))
    assert (f(2.0), count) == (3.5, 1)
    for k in (3, 4, 5):
        assert make_scaled(k)(2.0) == 2.0 * k
    assert make_scaled(6).cached == "memory", "the code is that of the others"


def test_it_can_be_verified(monkeypatch):
    monkeypatch.setenv("UPCALL_FRONT", "verify")

    def make(k, n, a):
        return cfunc("float64(float64)")(lambda x: x * k + n + a[0] + len(a))

    for i in range(6):
        a = np.arange(1.0 + i) + 1
        f = make(i / 2, i, a)
        assert f(2.0) == f.__wrapped__(2.0)


def test_without_a_cache_each_is_compiled(compiles):
    def make(k):
        return cfunc("float64(float64)", cache=False)(lambda x: x * k)

    for k in (1.5, 2.5, 3.5):
        f, count = compiles(lambda k=k: make(k))
        assert (f(2.0), f.cached, count) == (2.0 * k, None, 1)


def test_threads_make_closures():
    made = {}

    def work(number):
        made[number] = [(k, make_scaled(k)) for i in range(200) for k in (i + number / 8, i + number)]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(f(2.0) == 2.0 * k for pairs in made.values() for k, f in pairs)


WEIGHT = """
import ctypes
import gc
import numpy as np
from upcall import cfunc

class Info(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in
                "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()]

mallinfo = ctypes.CDLL(None).mallinfo2
mallinfo.restype = Info

def in_use():
    gc.collect()
    info = mallinfo()
    return info.uordblks + info.hblkhd

def make(k):
    def f(x):
        return x * k[0]
    return f

decorate = cfunc("float64(float64)")
arrays = [np.ones(i % 5 + 1) for i in range({count})]
for array in arrays:
    memoryview(array).release()
    decorate(make(array))
start = in_use()
functions = [make(array) for array in arrays]
bare = in_use() - start
del functions
start = in_use()
callbacks = [decorate(make(array)) for array in arrays]
weight = in_use() - start - bare
addresses = [callback.ctypes for callback in callbacks[:10]]
del callbacks
print(weight / {count}, in_use() - start)
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="the C library doesn't count its memory")
@pytest.mark.skipif(sysconfig.get_config_var("Py_GIL_DISABLED"), reason="this Python has no PYTHONMALLOC=malloc")
def test_a_live_closure_weighs_little_and_nothing_when_it_is_dropped():
    program = WEIGHT.format(count=10_000)
    environment = {**os.environ, "PYTHONMALLOC": "malloc"}  # which counts all of it
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    weight, left = map(float, done.stdout.split())
    assert weight <= 1024
    assert left <= 500_000  # ctypes; environments in quarantine; each address has a slot
