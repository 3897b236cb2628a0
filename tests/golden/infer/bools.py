# Arithmetic on bools is int, their bits are bool.
# signature: int64(boolean, boolean)
def f(a, b):
    c = a & b
    return a + b + c
# --- types
#   f(a: boolean, b: boolean) -> int64
#   b0:
#     c: boolean = and a, b
#     v0: int64 = add a, b
#     v1: int64 = add v0, c
#     ret v1
