# A branch on how many axes a parameter has, or how long a tuple is, is decided: the other way isn't looked at.
# signature: float64(float64*)
from upcall import carray


def last(a, *others):
    if a.ndim == 2:
        return last(a[-1], *others)
    return a[-1] if not others else a[-1] + last(*others)


def f(p):
    a = carray(p, (2, 3))
    return last(a, a)


# --- types
#   f(p: float64*) -> float64
#   b0:
#     a: float64[:, :] = call upcall.carray, p, (2, 3)
#     v0: float64 = call last, a, a
#     ret v0
#
#   last(a: float64[:, :], others: (float64[:, :],)) -> float64
#   b0:
#     v0: float64[:] = getitem a, -1
#     v1: float64[:, :] = unpack others 0 of 1
#     v2: float64 = call last, v0, v1
#     ret v2
#
#   last(a: float64[:], others: (float64[:, :],)) -> float64
#   b0:
#     v0: float64 = getitem a, -1
#     v1: float64[:, :] = unpack others 0 of 1
#     v2: float64 = call last, v1
#     v3: float64 = add v0, v2
#     ret v3
#
#   last(a: float64[:, :], others: ()) -> float64
#   b0:
#     v0: float64[:] = getitem a, -1
#     v1: float64 = call last, v0
#     ret v1
#
#   last(a: float64[:], others: ()) -> float64
#   b0:
#     v0: float64 = getitem a, -1
#     ret v0
