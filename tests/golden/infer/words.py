# uint64 stays a word with any integer; size_t is an int.
# signature: uint64(uint64, intc, size_t)
def f(a, b, n):
    return a * b + (n - 1)
# --- types
#   f(a: uint64, b: int32, n: uintp) -> uint64
#   b0:
#     v0: uint64 = mul a, b
#     v1: int64 = sub n, 1
#     v2: uint64 = add v0, v1
#     ret v2
