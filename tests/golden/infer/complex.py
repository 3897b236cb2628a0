# Weak constants take the other side's type; with an int or a float64 single precision becomes double.
# signature: complex128(complex64, float32, int64)
def f(z, x, n):
    return abs(z * 2j / x) + (z + 0.5) / n


# --- types
#   f(z: complex64, x: float32, n: int64) -> complex128
#   b0:
#     v0: complex64 = mul z, (0.0+2.0j)
#     v1: complex64 = truediv v0, x
#     v2: float32 = call builtins.abs, v1
#     v3: complex64 = add z, 0.5
#     v4: complex128 = truediv v3, n
#     v5: complex128 = add v2, v4
#     ret v5
#
#   absolute(z: complex64) -> float32
#   b0:
#     v0: float32 = getattr z.real
#     v1: float32 = getattr z.imag
#     v2: float32 = call upcall.prelude.machine.hypot, v0, v1
#     ret v2
