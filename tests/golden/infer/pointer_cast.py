# Pointers of other types, and what is computed with them.
# signature: int64(voidptr, CPointer(float64))
from upcall import cast, types


def f(p, q):
    r = cast(p, "double *") + 2
    return types.CPointer(types.float64)(p) - q + (r - q) + int(p)
# --- types
#   f(p: voidptr, q: float64*) -> int64
#   b0:
#     v0: float64* = call upcall.cast, p, 'double *'
#     r: float64* = add v0, 2
#     v1: a type = call upcall.types.CPointer, float64
#     v2: float64* = call v1, p
#     v3: int64 = sub v2, q
#     v4: int64 = sub r, q
#     v5: int64 = add v3, v4
#     v6: int64 = call builtins.int, p
#     v7: int64 = add v5, v6
#     ret v7
