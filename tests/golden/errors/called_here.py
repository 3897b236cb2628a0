# An error inside a function that is called: the call is shown, too.
# signature: float64(float64)
def inner(value):
    return value.imaginary


def outer(value):
    return 2 * inner(value)


def f(x):
    return outer(x + 1)
# --- error E_ATTRIBUTE
#   called_here.py:4 in inner: float64 has no attribute imaginary in compiled code
#       4 |     return value.imaginary
#         |            ^^^^^^^^^^^^^^^
#         |            ^^^^^ float64, an argument
#       8 |     return 2 * inner(value)
#         |                ^^^^^^^^^^^^ inner is called here
#      12 |     return outer(x + 1)
#         |            ^^^^^^^^^^^^ outer is called here
#   the nearest that are there: imag, ndim and is_integer
