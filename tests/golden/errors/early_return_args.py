# What upcall.Return was made with has been converted.
# signature: intc(intc)
import upcall


def f(n):
    try:
        raise upcall.Return(n)
    except upcall.Return as e:
        return e.args[0]
# --- error E_EXCEPTION_ARGS
#   early_return_args.py:10 in f: what this exception was made with isn't known: it may be one that no `raise` of yours makes
#      10 |         return e.args[0]
#         |                ^^^^^^
#       8 |         raise upcall.Return(n)
#         |               ^^^^^^^^^^^^^^^^ Return
#   write: `except` with the classes that only your own `raise` statements raise, or a variable that says what happened
