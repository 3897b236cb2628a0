# A loop doesn't hide that a variable has no value on any way.
# signature: int64(int64)
def f(n):
    k = n
    del k
    total = 0
    for i in range(n):
        total += k
    return total
# --- error E_UNBOUND_LOCAL
#   unbound_in_loop.py:8 in f: the variable k has no value here
#       8 |         total += k
#         |                  ^
#   write: an assignment before this line
