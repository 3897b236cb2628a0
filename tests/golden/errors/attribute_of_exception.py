# What an exception was made with can't be looked at.
# signature: int64(int64)
def f(n):
    try:
        return 1 // n
    except ZeroDivisionError as error:
        return error.args[0]
# --- error E_ATTRIBUTE
#   attribute_of_exception.py:7 in f: an exception has no attribute args in compiled code
#       7 |         return error.args[0]
#         |                ^^^^^^^^^^
#         |                ^^^^^ an exception, from line 5
