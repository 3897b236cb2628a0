# A few lines can make a tuple of any size.
# signature: int64(int64)
def f(n):
    t = (n, n, n, n)
    t = (*t, *t, *t, *t, *t, *t, *t, *t)
    t = (t, t, t, t)
    t = t + t + t + t
    t = (t, t, t, t)
    t = (1, *t)
    return len(t)
# --- error E_TUPLE_SIZE
#   tuple_size.py:9 in f: a tuple made of tuples has 2049 values, and may have 2048
#       9 |     t = (1, *t)
#         |         ^^^^^^^
#   write: a NumPy array made outside, which the function sees and may change
