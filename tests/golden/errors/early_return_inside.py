# A cfunc that compiled code calls isn't left in that way.
# signature: intc(intc)
import upcall
from upcall import cfunc


@cfunc("intc(intc)")
def inner(n):
    raise upcall.Return(n)


def f(n):
    return inner(n)
# --- error E_EARLY_RETURN_INSIDE
#   early_return_inside.py:7 in inner: upcall.Return leaves inner, which compiled code calls as a cfunc: its caller would get no value
#      13 |     return inner(n)
#         |            ^^^^^^^^ inner is called here
#   write: `return` in it, or a plain function
