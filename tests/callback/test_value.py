"""upcall.Value: a number that Python and compiled code share."""

from __future__ import annotations

import collections
import copy
import ctypes
import gc
import pickle
import struct
import sys
import threading
import time
import types as python_types

import c_library
import numpy as np
import pytest

from upcall import CompileError, Value, carray, cfunc, njit, types

# ---- in Python


@pytest.mark.parametrize(
    ("number", "type_"),
    [
        (True, types.boolean),
        (3, types.int64),
        (-(2**63), types.int64),
        (3.5, types.float64),
        (1 - 2j, types.complex128),
        (np.bool_(True), types.boolean),
        (np.int8(-7), types.int8),
        (np.uint64(2**64 - 1), types.uint64),
        (np.float32(0.1), types.float32),
        (np.float64(0.1), types.float64),
        (np.complex64(1 + 2j), types.complex64),
    ],
)
def test_the_type_is_the_number_s_own(number, type_):
    value = Value(number)
    assert value.type == type_
    assert value.value == number
    assert type(value.value) is type(number.item() if isinstance(number, np.generic) else number)


@pytest.mark.parametrize(
    ("given", "type_"),
    [
        (types.int32, types.int32),
        (types.double, types.float64),
        (types.size_t, types.uintp),
        ("int16", types.int16),
        ("f4", types.float32),
        (np.uint8, types.uint8),
        (np.dtype("float32"), types.float32),
        (float, types.float64),
        (complex, types.complex128),
        (bool, types.boolean),
    ],
)
def test_a_type_can_be_given(given, type_):
    value = Value(1, given)
    assert value.type == type_
    assert Value(1, type=given).value == 1 == value.value
    assert Value(1, None).type == types.int64


@pytest.mark.parametrize("number", ["3", None, [1.0], np.zeros(3), np.zeros(()), np.longdouble(1), object(), float])
def test_what_is_no_number(number):
    with pytest.raises(TypeError, match="a Value holds a bool, an integer, a float or a complex number, not"):
        Value(number)


@pytest.mark.parametrize("given", [types.voidptr, types.CPointer(types.double), types.none, "float77", list, 3])
def test_what_is_no_type_of_a_number(given):
    with pytest.raises(TypeError, match="the type of a Value is one of a number, not"):
        Value(1, given)


def test_numbers_are_converted_as_arguments_are():
    value = Value(1, types.uint8)
    value.value = np.int64(255)
    for wrong, error in (256, OverflowError), (-1, OverflowError), (1.5, TypeError), ("1", TypeError):
        with pytest.raises(error, match=r"Value\(\) argument 'value' has to be uint8, not"):
            value.value = wrong
    assert value.value == 255
    with pytest.raises(OverflowError):
        Value(2**63)
    with pytest.raises(AttributeError):
        del value.value
    with pytest.raises(AttributeError):
        value.address = 0
    with pytest.raises(AttributeError):
        value.type = types.int8


@pytest.mark.parametrize("number", [True, -5, 2.5, float("inf"), 1 - 2j, np.float32(0.1), np.uint16(7)])
def test_copies_and_pickles_are_values_of_their_own(number):
    value = Value(number)
    for other in copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value)):
        assert type(other) is Value
        assert other.address != value.address
        assert (other.type, other.value) == (value.type, value.value)


def test_text():
    assert repr(Value(3.0)) == "Value(3.0, float64)"
    assert repr(Value(3, types.int8)) == "Value(3, int8)"


@pytest.mark.parametrize(
    ("number", "format_"),
    [(True, "?"), (-3, "q"), (2.5, "d"), (np.float32(2.5), "f"), (np.int16(-3), "h"), (np.uint8(200), "B")],
)
def test_the_number_lies_at_its_address(number, format_):
    value = Value(number)
    raw = ctypes.string_at(value.address, struct.calcsize(format_))
    assert struct.unpack(format_, raw) == (value.value,)
    assert value.address % 8 == 0


def test_a_complex_number_is_its_parts():
    value = Value(1.5 - 2j)
    assert struct.unpack("dd", ctypes.string_at(value.address, 16)) == (1.5, -2.0)
    value.value = 3j
    assert struct.unpack("dd", ctypes.string_at(value.address, 16)) == (0.0, 3.0)


# ---- in compiled code

GAIN = Value(2.0)
COUNT = Value(0)


@cfunc("float64(float64)")
def amplify(x):
    COUNT.value += 1
    return GAIN.value * x


def test_a_global_is_read_and_written():
    COUNT.value = 0
    GAIN.value = 2.0
    assert amplify(3.0) == 6.0
    GAIN.value = 10.0
    assert amplify(3.0) == 30.0
    assert COUNT.value == 2


def test_a_cell_an_attribute_a_default_and_a_tuple():
    cell, held = Value(1.0), python_types.SimpleNamespace(inner=Value(10.0))
    several = Value(100.0), Value(1000.0)

    @cfunc("float64()")
    def total():
        sum = cell.value + held.inner.value
        for value in several:
            sum += value.value
        return sum

    assert total() == 1111.0
    cell.value, held.inner.value, several[1].value = 2.0, 20.0, 2000.0
    assert total() == 2122.0


def test_it_is_an_argument_of_functions():
    first, second = Value(1.0), Value(2.0)

    @njit
    def advance(value, step=first):
        value.value += step.value
        return value

    @cfunc("float64(bool_)")
    def call(which):
        chosen = first if which else second
        return advance(chosen).value

    assert (call(True), first.value) == (2.0, 2.0)
    assert (call(False), second.value) == (4.0, 4.0)


def test_inner_functions_see_it():
    count = Value(0)

    @cfunc("int64(int64)")
    def run(n):
        def step(by):
            count.value += by
            return count.value

        last = 0
        for i in range(n):
            last = step(i)
        return last

    assert run(5) == 10 == count.value


def test_it_is_a_field_of_a_named_tuple():
    state = collections.namedtuple("State", "gain offset")(Value(2.0), Value(1.0))

    @cfunc("float64(float64)")
    def f(x):
        state.offset.value += 1.0
        return state.gain.value * x + state.offset.value

    assert f(3.0) == 8.0
    assert state.offset.value == 2.0


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("return 1.0 if value else 2.0", "a Value of float64 is neither true nor false"),
        ("return value == 1.0", "unsupported operands: a Value of float64 == float64"),
        ("return value", "a Value of float64, which doesn't convert to the signature's float64"),
        ("return value.valeu", "a Value of float64 has no attribute valeu in compiled code"),
        ("return (value if x else whole).value", r"a Value of \w+ here and a Value of \w+ on another way"),
        ("return len(value)", "a Value of float64"),
    ],
)
def test_it_is_no_number_itself(source, error):
    names = {"value": Value(1.0), "whole": Value(1)}
    exec(f"def f(x): {source}", names)
    with pytest.raises(CompileError, match=error):
        cfunc("float64(float64)")(names["f"])


def test_one_code_for_values_of_one_type():
    def make(value):
        @cfunc("float64(float64)")
        def f(x):
            return value.value + x

        return f

    one, other = make(Value(1.0)), make(Value(2.0))
    assert one.inspect_lir() == other.inspect_lir()
    assert (one(0.5), other(0.5)) == (1.5, 2.5)


@pytest.mark.parametrize("type_", ["int8", "uint16", "int32", "uint64", "float32", "float64", "complex64", "boolean"])
def test_all_types(type_):
    value = Value(0, type_)

    @cfunc("void(int64)")
    def store(n):
        value.value = n

    @cfunc("complex128()")
    def load():
        return value.value

    store(1)
    assert value.value == 1 == load()
    value.value = 0
    assert load() == 0


def test_stores_convert_as_those_into_arrays_do():
    small, single, flag = Value(0, types.int8), Value(0, types.float32), Value(False)

    @cfunc("void(float64, int64)")
    def store(x, n):
        small.value = n
        single.value = x
        flag.value = x

    store(0.1, 300)
    assert (small.value, single.value, flag.value) == (44, np.float32(0.1), True)


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("small.value = 300", "int8 can't hold the constant 300"),
        ("small.value = 1j", "complex128 can't be stored where int8 lies"),
        ("single.value = 'x'", "'x' can't be stored where float32 lies"),
        ("single.value = small", "a Value of int8 can't be stored where float32 lies"),
    ],
)
def test_stores_that_are_errors(source, error):
    names = {"small": Value(0, types.int8), "single": Value(0, types.float32)}
    exec(f"def f(): {source}", names)
    with pytest.raises(CompileError, match=error):
        cfunc("void()")(names["f"])


def test_address_and_type():
    value = Value(7, types.int32)

    @cfunc("int64()")
    def address():
        value.type(3)
        return value.address

    @cfunc("int32(voidptr)")
    def by_pointer(data):
        return carray(data, 1, np.int32)[0]

    assert address() == value.address
    assert by_pointer(value.address) == 7


@pytest.mark.parametrize("source", ["value.value.real = 1.0", "value.address = 1", "value.new = 1", "other.x = 1"])
def test_other_attributes_are_not_assigned(source):
    names = {"value": Value(1.0), "other": python_types.SimpleNamespace(x=0)}
    exec(f"def f(): {source}", names)
    with pytest.raises(CompileError, match="can't compile assigning to an attribute"):
        cfunc("void()")(names["f"])


def test_accesses_are_atomic_and_stay():
    flag = Value(0.0)

    @cfunc("float64()")
    def twice():
        return flag.value + flag.value

    @cfunc("void(float64)")
    def store(x):
        flag.value = x
        flag.value = x

    for function, access in (twice, "load atomic double"), (store, "store atomic double"):
        counts = [text.count(access) for text in function.inspect_llvm().split("define ")[1:]]
        assert set(counts) <= {0, 2}
        assert 2 in counts
    assert "monotonic, align 8" in twice.inspect_llvm()


def test_what_is_read_before_a_loop_leaves_it_vectorised():
    gain = Value(2.0)

    @cfunc("void(float64*, int64)")
    def scale(p, n):
        factor = gain.value
        for i in range(n):
            p[i] *= factor

    assert "x double>" in scale.inspect_llvm()


def test_a_callback_keeps_it():
    def make():
        value = Value(1.0)
        return value.address, cfunc("float64()")(lambda: value.value).ctypes

    address, read_ctypes = make()
    gc.collect()
    others = [Value(float(i)) for i in range(1000)]
    assert address not in {other.address for other in others}
    assert read_ctypes() == 1.0


def test_it_goes_with_the_callback():
    value = Value(1.0)

    def make():
        return cfunc("float64()")(lambda: value.value)

    make()
    gc.collect()
    before = sys.getrefcount(value)
    for _ in range(20):
        make()
    gc.collect()
    assert sys.getrefcount(value) == before


# ---- with threads


def wait_for(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_a_thread_of_python_stops_a_loop():
    stop, turns = Value(False), Value(0)

    @cfunc("void()")
    def run():
        while not stop.value:
            turns.value += 1

    thread = threading.Thread(target=run.ctypes, daemon=True)
    thread.start()
    wait_for(lambda: turns.value >= 1000)
    stop.value = True
    thread.join(60)
    assert not thread.is_alive()


def test_threads_of_c_wait_for_python():
    go, started = Value(0.0), Value(False)

    @cfunc("double(double)")
    def wait(x):
        started.value = True
        while go.value == 0.0:
            pass
        return go.value

    client = c_library.library("foreign")
    assert client.start(wait.ctypes, ctypes.c_double(0.0), ctypes.c_long(1)) == 0
    wait_for(lambda: started.value)
    go.value = 2.5
    client.join.restype = ctypes.c_long
    assert client.join() == 4


def test_a_loop_waits_for_another_callback():
    ping, pong = Value(0), Value(0)

    @cfunc("void(int64)")
    def first(rounds):
        for i in range(1, rounds + 1):
            ping.value = i
            while pong.value != i:
                pass

    @cfunc("void(int64)")
    def second(rounds):
        for i in range(1, rounds + 1):
            while ping.value != i:
                pass
            pong.value = i

    threads = [threading.Thread(target=f.ctypes, args=(100,), daemon=True) for f in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (ping.value, pong.value) == (100, 100)
