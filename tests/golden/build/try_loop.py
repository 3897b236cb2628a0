# continue, break and a bare raise out of handlers in a loop.
# signature: int64(int64)
def f(n):
    total = 0
    for i in range(n):
        try:
            total += 10 // (i - 3)
        except ZeroDivisionError:
            continue
        except OverflowError:
            break
        except Exception:
            raise
        total += 1
    return total
# --- hir
#   f(n: int64) -> int64
#   b0:
#     v0 = call builtins.range, n
#     v1 = iter v0
#     v2 = iter_count v1
#     jump b1
#   b1:
#     total = phi b0: 0, b5: total.2, b9: total
#     v3 = phi b0: 0, b5: v5, b9: v5
#     v4 = iter_more v3, v2
#     branch v4, b2, b12
#   b2:
#     i = iter_item v1, v3
#     v5 = iter_next v3
#     v6 = sub i, 3
#     guard b3, raised: b8
#   b3:
#     v7 = floordiv 10, v6
#     guard b4, raised: b7
#   b4:
#     total.1 = add total, v7 in place
#     guard b5, raised: b6
#   b5:
#     total.2 = add total.1, 1 in place
#     jump b1
#   b6:
#     v8 = caught
#     jump b9
#   b7:
#     v9 = caught
#     jump b9
#   b8:
#     v10 = caught
#     jump b9
#   b9:
#     v11 = phi b6: v8, b7: v9, b8: v10
#     v12 = matches v11, ZeroDivisionError
#     branch v12, b1, b10
#   b10:
#     v13 = matches v11, OverflowError
#     branch v13, b12, b11
#   b11:
#     raise v11
#   b12:
#     ret total
