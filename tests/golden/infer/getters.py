# itemgetter and its like are functions; how they are made is in upcall/prelude/getters.py.
# signature: float64(float64, complex128)
from operator import itemgetter, methodcaller


def f(x, z):
    a, b = itemgetter(1, 0)((x, z))
    return b + methodcaller("conjugate")(a).real
# --- types
#   f(x: float64, z: complex128) -> float64
#   b0:
#     v0: (float64, complex128) = tuple x, z
#     v1: (complex128, float64) = call together.<locals>.<lambda>, v0
#     b: float64 = unpack v1 1 of 2
#     a: complex128 = unpack v1 0 of 2
#     v2: complex128 = call method.<locals>.plain, a
#     v3: float64 = getattr v2.real
#     v4: float64 = add b, v3
#     ret v4
#
#   <lambda>(x: (float64, complex128)) -> (complex128, float64)
#   b0:
#     v0: complex128 = call item.<locals>.itemgetter, x
#     v1: (float64,) = call together.<locals>.<lambda>, x
#     v2: (complex128,) = tuple v0
#     v3: (complex128, float64) = splice v2, v1
#     ret v3
#
#   itemgetter(x: (float64, complex128)) -> complex128
#   b0:
#     v0: complex128 = getitem x, 1
#     ret v0
#
#   <lambda>(x: (float64, complex128)) -> (float64,)
#   b0:
#     v0: float64 = call item.<locals>.itemgetter, x
#     v1: (float64,) = tuple v0
#     ret v1
#
#   itemgetter(x: (float64, complex128)) -> float64
#   b0:
#     v0: float64 = getitem x, 0
#     ret v0
#
#   plain(x: complex128) -> complex128
#   b0:
#     v0: the method conjugate = getattr x.conjugate
#     v1: complex128 = call v0, x
#     ret v1
#
#   conjugate(z: complex128) -> complex128
#   b0:
#     v0: float64 = getattr z.real
#     v1: float64 = getattr z.imag
#     v2: float64 = neg v1
#     v3: complex128 = call upcall.prelude.machine.pair, v0, v2
#     ret v3
