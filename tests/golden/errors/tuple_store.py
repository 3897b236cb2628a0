# A tuple is never changed.
# signature: float64(float64)
def f(x):
    pair = (x, 2.0)
    pair[0] = 1.0
    return pair[0]
# --- error E_TUPLE_STORE
#   tuple_store.py:5 in f: (float64, float64) can't be changed
#       5 |     pair[0] = 1.0
#         |     ^^^^^^^
#   write: a new tuple, or use an array
