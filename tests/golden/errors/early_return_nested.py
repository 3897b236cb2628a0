# Filling arrays inside of a record may raise.
# signature: Record(n[type=int32],a[type=nestedarray(float64, (3,))])(intc)
import upcall


def f(n):
    raise upcall.Return((n, (1.0, 2.0, 3.0)))
# --- error E_UNSUPPORTED_CONSTRUCT
#   early_return_nested.py:7 in f: can't compile upcall.Return with a tuple for arrays or records in a record
#       7 |     raise upcall.Return((n, (1.0, 2.0, 3.0)))
#         |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: the record itself, which has been filled before
