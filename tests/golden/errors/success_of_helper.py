# A helper that returns a value is a way that does.
# signature: intc(intc)
# options: success=0
def helper(n):
    return n + 1


def f(n):
    if n < 0:
        return
    return helper(n)
# --- error E_SUCCESS
#   success_of_helper.py:11 in f: success= is the result of a function that ends without a value, and here it returns one
#      11 |     return helper(n)
#         |     ^^^^^^^^^^^^^^^^
#   write: `return` without a value, or no success=
