# What a starred variable takes is a list that nobody changes.
# signature: float64(float64)
def f(x):
    first, *others = (x, 1.0, 2.0)
    others[0] = first
    return others[0]
# --- error E_TUPLE_STORE
#   list_store.py:5 in f: [float64, float64] can't be changed
#       5 |     others[0] = first
#         |     ^^^^^^^^^
#   write: a new tuple, or use an array
