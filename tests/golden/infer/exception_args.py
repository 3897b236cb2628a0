# A handler sees what its classes let through, in the type that all of it has in common.
# signature: float64(int64, float64)
def f(n, x):
    try:
        if n == 1:
            raise ValueError(n)
        if n == 2:
            raise KeyError(x, n)
        if n == 3:
            raise IndexError(3, True)
    except ValueError as error:
        return error.args[0]
    except LookupError as error:
        return error.args[0]
    return x
# --- types
#   f(n: int64, x: float64) -> float64
#   b0:
#     v0: boolean = eq n, 1
#     branch v0, b1, b2
#   b1:
#     v1: an exception = exception ValueError n
#     v2: an exception = raised v1
#     jump b6
#   b2:
#     v3: boolean = eq n, 2
#     branch v3, b3, b4
#   b3:
#     v4: an exception = exception KeyError x, n
#     v5: an exception = raised v4
#     jump b6
#   b4:
#     v6: boolean = eq n, 3
#     branch v6, b5, b11
#   b5:
#     v7: an exception = exception IndexError 3, True
#     v8: an exception = raised v7
#     jump b6
#   b6:
#     error: an exception = phi b1: v2, b3: v5, b5: v8
#     v9: boolean = matches error, ValueError
#     branch v9, b7, b8
#   b7:
#     v10: (int64,) = getattr error.args
#     v11: int64 = getitem v10, 0
#     jump b11
#   b8:
#     v12: boolean = matches error, LookupError
#     branch v12, b9, b10
#   b9:
#     v13: (float64, int64) = getattr error.args
#     v14: float64 = getitem v13, 0
#     jump b11
#   b10:
#     raise error
#   b11:
#     v15: float64 = phi b4: x, b7: v11, b9: v14
#     ret v15
