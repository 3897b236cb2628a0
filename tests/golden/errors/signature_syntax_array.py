# Numba's jit takes arrays, but C passes none.
# signature: float64(float64[:, ::1], int64)
def f(a, n):
    return a[0, n]
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "float64(float64[:, ::1], int64)": C passes no arrays
#       float64(float64[:, ::1], int64)
#                      ^
#   write: CPointer(float64), and carray(pointer, shape) in the function
