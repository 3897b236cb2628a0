# A tuple of another length fills no record.
# signature: Record(n[type=int32],x[type=float64])(intc)
import upcall


def f(n):
    raise upcall.Return((n, 1.0, 2.0))
# --- error E_EARLY_RETURN
#   early_return_fields.py:7 in f: upcall.Return leaves the callback with Record(n[type=int32;offset=0],x[type=float64;offset=8];16;True), not with (int64, float64, float64)
#       7 |     raise upcall.Return((n, 1.0, 2.0))
#         |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
