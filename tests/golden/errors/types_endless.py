# Types that change round after round: each makes one more element of a long tuple a float.
# signature: float64(int64)
ZEROS = (0,) * 600


def f(n):
    t = ZEROS
    for _ in range(n):
        t = (*t[1:], 0.5)
    return t[0]
# --- error E_TYPES_ENDLESS
#   types_endless.py:6 in f: the types of f change without end
#   write: variables that keep one type in a loop
