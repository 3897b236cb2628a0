# A text is put together when the exception is shown: conversions and formats as the source says, whatever the version.
# signature: void(float64, int64)
def f(x, n):
    if n > 3:
        raise ValueError(f"{x!r:>9} of {n}", n)
    if n > 2:
        raise ValueError("%d of %g" % (n, x))
    raise KeyError("{1} of {0}".format(n, x))
# --- hir
#   f(x: float64, n: int64) -> none
#   b0:
#     v0 = gt n, 3
#     branch v0, b1, b2
#   b1:
#     v1 = format x !r
#     v2 = format v1, '>9'
#     v3 = format n
#     v4 = text v2, ' of ', v3 by join
#     v5 = exception ValueError v4, n
#     raise v5
#   b2:
#     v6 = gt n, 2
#     branch v6, b3, b4
#   b3:
#     v7 = text '%d of %g', n, x by percent
#     v8 = exception ValueError v7
#     raise v8
#   b4:
#     v9 = text '{1} of {0}', n, x by format
#     v10 = exception KeyError v9
#     raise v10
