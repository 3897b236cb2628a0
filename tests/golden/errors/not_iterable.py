# A loop over a number instead of a range.
# signature: float64(intc)
def f(n):
    total = 0.0
    for i in n:
        total += i
    return total
# --- error E_NOT_ITERABLE
#   not_iterable.py:5 in f: can't loop over int64
#       5 |     for i in n:
#         |              ^ int64, from the signature
#   write: a loop over range(...) and an index
