# What upcall.Return gives converts as what the callback returns.
# signature: intc(intc)
import upcall


def check(n):
    if n < 0:
        raise upcall.Return("negative")


def f(n):
    check(n)
    return n
# --- error E_EARLY_RETURN
#   early_return_type.py:8 in check: upcall.Return leaves the callback with int32, not with 'negative'
#       8 |         raise upcall.Return("negative")
#         |               ^^^^^^^^^^^^^^^^^^^^^^^^^
#      12 |     check(n)
#         |     ^^^^^^^^ check is called here
