# A branch on a frozen constant is decided; the dead one isn't looked at.
# signature: float64(float64)
DEBUG = False


def f(x):
    if DEBUG:
        return no_such_name(x)  # noqa: F821
    return x
# --- hir
#   f(x: float64) -> float64
#   b0:
#     ret x
