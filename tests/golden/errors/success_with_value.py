# Only a function that never returns a value has a success.
# signature: intc(intc)
# options: success=0
def f(n):
    if n < 0:
        return n
# --- error E_SUCCESS
#   success_with_value.py:6 in f: success= is the result of a function that ends without a value, and here it returns one
#       6 |         return n
#         |         ^^^^^^^^
#   write: `return` without a value, or no success=
