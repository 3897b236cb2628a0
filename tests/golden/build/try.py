# A way to the handler for each operation that can raise, with what the variables hold there.
# signature: int64(int64, int64)
def f(a, b):
    x = 1
    try:
        x = a // b
        x = x % a
    except ZeroDivisionError:
        x = -x
    return x
# --- hir
#   f(a: int64, b: int64) -> int64
#   b0:
#     x = floordiv a, b
#     guard b1, raised: b3
#   b1:
#     x.1 = mod x, a
#     guard b6, raised: b2
#   b2:
#     v0 = caught
#     jump b4
#   b3:
#     v1 = caught
#     jump b4
#   b4:
#     x.2 = phi b2: x, b3: 1
#     v2 = phi b2: v0, b3: v1
#     v3 = matches v2, ZeroDivisionError
#     branch v3, b5, b7
#   b5:
#     x.3 = neg x.2
#     jump b6
#   b6:
#     x.4 = phi b1: x.1, b5: x.3
#     ret x.4
#   b7:
#     raise v2
