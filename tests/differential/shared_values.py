"""upcall.Value: what is stored is what is read, in Python and in compiled code."""

from __future__ import annotations

import types

from upcall import Value

from .harness import differential

real = Value(0.0)
single = Value(0.0, "float32")
whole = Value(0)
byte = Value(0, "uint8")
truth = Value(False)
pair = Value(0j)
settings = types.SimpleNamespace(real=real)


@differential("float64(float64)")
def a_float(x):
    real.value = x
    return real.value


@differential("float64(float64)")
def a_float_of_4_bytes(x):
    single.value = x
    return single.value


@differential("int64(int64)")
def an_int(n):
    whole.value = n
    return whole.value


@differential("int64(int64)")
def a_byte(n):
    byte.value = n & 255
    return byte.value + 255


@differential("boolean(float64)")
def a_truth(x):
    truth.value = x > 1.0
    return not truth.value


@differential("complex128(float64, float64)")
def a_complex_number(x, y):
    pair.value = complex(x, y)
    return pair.value


@differential("float64(float64)")
def in_place(x):
    settings.real.value = 1.0
    settings.real.value += x
    settings.real.value *= 2.0
    return real.value


@differential("float64(float64)")
def in_a_loop(x):
    whole.value = 0
    real.value = x
    while whole.value < 5:
        whole.value += 1
        real.value = real.value * 0.5
    return real.value + whole.value


def stored(value, x):
    value.value = x
    return value


@differential("float64(float64)")
def as_an_argument(x):
    return stored(real, x).value - stored(settings.real, 1.0).value


@differential("float64(float64)")
def in_tuples(x):
    total = 0.0
    for value in (real, real):
        value.value = x
        total += value.value
    return total


@differential("int64(int64)")
def both_targets(n):
    whole.value = byte.value = n & 7
    return whole.value * 10 + byte.value
