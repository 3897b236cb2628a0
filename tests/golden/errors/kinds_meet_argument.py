# An argument on one way, None on the other.
# signature: float64(float64)
def f(x):
    y = None
    if x > 0:
        y = x
    return y
# --- error E_KINDS_MEET
#   kinds_meet_argument.py:4 in f: y is None here and float64 on another way to the same place
#       4 |     y = None
#         |         ^^^^ None
#   write: two names for the two things, or the same kind of value on both ways
