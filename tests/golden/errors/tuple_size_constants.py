# Of constants, too, which are folded.
# signature: int64(int64)
def f(n):
    t = (1, 2, 3, 4)
    t = (t, t, t, t, t, t, t, t)
    t = (t, t, t, t, t, t, t, t)
    t = t + t + t + t
    t = (t, t)
    t = (t, t)
    return len(t)
# --- error E_TUPLE_SIZE
#   tuple_size_constants.py:9 in f: a tuple made of tuples has 4096 values, and may have 2048
#       9 |     t = (t, t)
#         |         ^^^^^^
#   write: a NumPy array made outside, which the function sees and may change
