# A volatile pointer isn't handed to a function that takes a plain one.
# signature: void f(volatile double *x, void (*g)(double *))
def f(x, g):
    g(x)
# --- error E_ARGUMENT
#   signature_volatile_lost.py:4 in f: argument 1 of none (*)(float64*) must be float64*, not volatile float64*
#       4 |     g(x)
#         |       ^ volatile float64*, from the signature
#   write: upcall.cast(p, "float64*"), if that is what lies there
