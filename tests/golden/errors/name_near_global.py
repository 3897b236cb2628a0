# A misspelt global.
# signature: float64(float64)
SCALE = 2.0


def f(x):
    return x * SCALEE  # noqa: F821
# --- error E_NAME_UNKNOWN
#   name_near_global.py:7 in f: the name SCALEE isn't defined; did you mean SCALE?
#       7 |     return x * SCALEE  # noqa: F821
#         |                ^^^^^^
