# A type that resembles no other, inside a pointer.
# signature: void(CPointer(quaternion))
def f(p):
    p[0] = 1
# --- error E_TYPE_UNKNOWN
#   there is no type named quaternion
#       void(CPointer(quaternion))
#                     ^
#   write: what it is before it, such as typedef double quaternion; or in types=
