# What a call returns keeps an inner function, and then a variable that it uses changes.
# signature: float64(float64)
def twice(function):
    return lambda t: function(function(t))

def f(x):
    y = 1.0
    g = twice(lambda t: t * y)
    y = x
    return g(x)
# --- error E_CAPTURE_CHANGES
#   capture_changes_returned.py:9 in f: y changes after an inner function has captured it
#       9 |     y = x
#         |     ^
#       4 |     return lambda t: function(function(t))
#         |                               ^^^^^^^^^^^ <lambda> is called here
#      10 |     return g(x)
#         |            ^^^^ <lambda> is called here
#   write: the value as an argument of the inner function
