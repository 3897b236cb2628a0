# A tuple keeps an inner function, and then a variable that it uses changes.
# signature: float64(float64)
def f(x):
    y = 1.0
    functions = (lambda t: t * y, lambda t: t + x)
    y = x
    return functions[0](x)
# --- error E_CAPTURE_CHANGES
#   capture_changes.py:6 in f: y changes after an inner function has captured it
#       6 |     y = x
#         |     ^
#       7 |     return functions[0](x)
#         |            ^^^^^^^^^^^^^^^ <lambda> is called here
#   write: the value as an argument of the inner function
