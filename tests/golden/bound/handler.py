# What a check says holds where nothing was raised, not in the handler: there each index is checked.
# signature: int64(int64*, int64, int64)
from upcall import carray


def f(p, n, i):
    a = carray(p, 8)
    try:
        b = carray(p, n)
        return a[i] + a[i] + b[i]
    except ValueError:
        return a[n]
    except IndexError:
        return a[i]
# --- bound
#   f(p: int64*, n: int64, i: int64) -> int64
#   b0:
#     a: int64[:] = call upcall.carray, p, 8  # in range 0x1, not negative 0x1
#     b: int64[:] = call upcall.carray, p, n
#     guard b1, raised: b8
#   b1:
#     v0: int64 = getitem a, i
#     guard b2, raised: b7
#   b2:
#     v1: int64 = getitem a, i
#     guard b3, raised: b6
#   b3:
#     v2: int64 = add v0, v1
#     v3: int64 = getitem b, i
#     guard b4, raised: b5
#   b4:
#     v4: int64 = add v2, v3
#     jump b13
#   b5:
#     v5: an exception = caught
#     jump b9
#   b6:
#     v6: an exception = caught
#     jump b9
#   b7:
#     v7: an exception = caught
#     jump b9
#   b8:
#     v8: an exception = caught
#     jump b9
#   b9:
#     v9: an exception = phi b5: v5, b6: v6, b7: v7, b8: v8
#     v10: boolean = matches v9, ValueError
#     branch v10, b10, b11
#   b10:
#     v11: int64 = getitem a, n
#     jump b13
#   b11:
#     v12: boolean = matches v9, IndexError
#     branch v12, b12, b14
#   b12:
#     v13: int64 = getitem a, i
#     jump b13
#   b13:
#     v14: int64 = phi b4: v4, b10: v11, b12: v13
#     ret v14
#   b14:
#     raise v9
