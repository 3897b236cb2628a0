# A name that nothing is said of, by value.
# signature: double f(realtype x)
def f(x):
    return x
# --- error E_TYPE_UNKNOWN
#   there is no type named realtype
#       double f(realtype x)
#                ^
#   write: what it is before it, such as typedef double realtype; or in types=
