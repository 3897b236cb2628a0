# An exception that no clause takes goes to the handler outside.
# signature: int64(int64, int64)
def f(a, b):
    try:
        try:
            c = a // b
        except (ValueError, LookupError):
            c = 1
        else:
            c = 2
    except ArithmeticError as error:
        raise error
    return c
# --- hir
#   f(a: int64, b: int64) -> int64
#   b0:
#     c = floordiv a, b
#     guard b2, raised: b1
#   b1:
#     error = caught
#     v0 = matches error, (ValueError, LookupError)
#     branch v0, b2, b3
#   b2:
#     c.1 = phi b0: 2, b1: 1
#     ret c.1
#   b3:
#     raise error
