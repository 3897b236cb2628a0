# An array without an axis has no length: E_ARGUMENT.
# signature: int64(float64*)
from upcall import carray


def f(p):
    return len(carray(p, ()))


# --- error E_ARGUMENT
