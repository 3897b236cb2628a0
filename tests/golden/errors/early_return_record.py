# The words of an exception hold no record that is larger.
# signature: Record(a[type=nestedarray(float64, (20,))])(intc)
import upcall


def f(n):
    raise upcall.Return(((0.0,),))
# --- error E_UNSUPPORTED_CONSTRUCT
#   early_return_record.py:7 in f: can't compile upcall.Return with a record of more than 128 bytes
#       7 |     raise upcall.Return(((0.0,),))
#         |           ^^^^^^^^^^^^^^^^^^^^^^^^
