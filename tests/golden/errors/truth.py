# A record as a condition.
# signature: float64(Record(mass[type=float64;offset=0],n[type=int32;offset=8];16;True)*)
def f(p):
    if p[0]:
        return 1.0
    return 0.0
# --- error E_TRUTH
#   truth.py:4 in f: Record(mass[type=float64;offset=0],n[type=int32;offset=8];16;True) is neither true nor false
#       4 |     if p[0]:
#         |        ^^^^
#   write: a comparison that gives a bool
