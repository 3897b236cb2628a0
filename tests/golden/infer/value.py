# A Value is known by the type of its number: a function that takes several is compiled once.
# signature: float64(float64, bool_)
from upcall import Value

FIRST, SECOND = Value(1.0), Value(2.0)


def add(value, x):
    value.value += x
    return value.value


def f(x, which):
    value = FIRST if which else SECOND
    add(SECOND, x)
    return add(value, x)
# --- types
#   f(x: float64, which: boolean) -> float64
#   b0:
#     v0: boolean = truth which
#     branch v0, b2, b1
#   b1:
#     jump b2
#   b2:
#     value: a Value of float64 = phi b0: Value float64, b1: Value float64
#     v1: float64 = call add, Value float64, x
#     v2: float64 = call add, value, x
#     ret v2
#
#   add(value: a Value of float64, x: float64) -> float64
#   b0:
#     v0: float64 = getattr value.value
#     v1: float64 = add v0, x in place
#     setattr value.value, v1
#     v2: float64 = getattr value.value
#     ret v2
