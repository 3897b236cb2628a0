# Read behind a loop: the variable has no value on any way, and no phi is left of it.
# signature: int64(int64)
def f(n):
    for _ in range(n):
        pass
    total = total + n
    return total
# --- error E_UNBOUND_LOCAL
#   unbound_behind_loop.py:6 in f: the variable total has no value here
#       6 |     total = total + n
#         |             ^^^^^
#   write: an assignment before this line
