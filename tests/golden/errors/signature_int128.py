# C's __int128, which compiled code has no type for.
# signature: double f(__int128 x)
def f(x):
    return x
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "double f(__int128 x)": compiled code has no __int128
#       double f(__int128 x)
#                ^
#   write: two int64_t, through a pointer
