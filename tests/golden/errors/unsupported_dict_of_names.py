# A dictionary of names, which may be the defaults of an inner function, as a value.
# signature: float64(float64)
def f(x):
    d = {"a": x, "b": 2.0}
    return d["a"]
# --- hir
#   f(x: float64) -> float64
#   b0:
#     d = dict a=x, b=2.0
#     v0 = getitem d, 'a'
#     ret v0
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_dict_of_names.py:4 in f: can't compile dictionaries
#       4 |     d = {"a": x, "b": 2.0}
#         |         ^^^^^^^^^^^^^^^^^^
#   write: a chain of `if`, or a NumPy array made outside that is indexed with integers
