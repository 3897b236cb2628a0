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
#     total = phi b0: 0, b3: total.2, b4: total
#     v3 = phi b0: 0, b3: v5, b4: v5
#     v4 = iter_more v3, v2
#     branch v4, b2, b7
#   b2:
#     i = iter_item v1, v3
#     v5 = iter_next v3
#     v6 = sub i, 3
#     v7 = floordiv 10, v6
#     guard b3, raised: b4
#   b3:
#     total.1 = add total, v7 in place
#     total.2 = add total.1, 1 in place
#     jump b1
#   b4:
#     v8 = caught
#     v9 = matches v8, ZeroDivisionError
#     branch v9, b1, b5
#   b5:
#     v10 = matches v8, OverflowError
#     branch v10, b7, b6
#   b6:
#     raise v8
#   b7:
#     ret total
