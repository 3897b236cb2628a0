# A local of a loop that may run no times.
# signature: int64(intc)
def f(n):
    for i in range(n):
        last = i
    return last
# --- error E_MAYBE_UNBOUND
#   maybe_unbound_after_loop.py:6 in f: this variable has no value on some way to this line
#       6 |     return last
#         |            ^^^^
#   write: an assignment before the branch or loop that may skip it
