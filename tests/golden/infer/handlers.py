# Whatever is raised, it is an exception; whether it is one of a class is a bool.
# signature: int64(int64)
def f(n):
    try:
        if n > 3:
            raise KeyError
        return 10 // n
    except (KeyError, ZeroDivisionError):
        return -1
# --- types
#   f(n: int64) -> int64
#   b0:
#     v0: boolean = gt n, 3
#     branch v0, b1, b2
#   b1:
#     v1: an exception = raised KeyError
#     jump b4
#   b2:
#     v2: int64 = floordiv 10, n
#     guard b5, raised: b3
#   b3:
#     v3: an exception = caught
#     jump b4
#   b4:
#     v4: an exception = phi b1: v1, b3: v3
#     v5: boolean = matches v4, (KeyError, ZeroDivisionError)
#     branch v5, b5, b6
#   b5:
#     v6: int64 = phi b2: v2, b4: -1
#     ret v6
#   b6:
#     raise v4
