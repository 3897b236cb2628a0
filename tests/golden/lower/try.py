# The status of an exception says its class: a handler looks whether that is one of its own.
# signature: int64(int64)
def g(n):
    if n < 0:
        raise ValueError("negative")
    return n


def f(n):
    try:
        return g(n)
    except LookupError:
        return -1
    except (ValueError, OverflowError):
        return -2
# --- lir
#   entry upcall.f(i64) -> i64 error 0x0
#   function upcall.f.body(i64) -> i64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i64 = iconst 16777216
#     v2: i64 = iconst 255
#     v3: i64 = iconst 14
#     v4: i64 = iconst 3
#     v5: i64 = iconst -1
#     v6: i64 = iconst 48
#     v7: i64 = iconst 5
#     v8: i64 = iconst 6
#     v9: i64 = iconst 1
#     v10: i64 = iconst -2
#     v11: i64 = param 0
#     v12: i64 = invoke upcall.g.1.body v11
#     v13: i1 = ne v12, v0
#     branch unlikely v13, b5, b6
#   b1:
#     v14: i64 = phi v27 from b5
#     v15: i64 = and v14, v2
#     v16: i64 = isub v15, v3
#     v17: i1 = ult v16, v4
#     branch v17, b3, b2
#   b2:
#     v18: i64 = isub v15, v6
#     v19: i1 = ult v18, v7
#     v20: i64 = isub v15, v8
#     v21: i1 = ult v20, v9
#     v22: i1 = or v19, v21
#     branch v22, b3, b4
#   b3:
#     v23: i64 = phi v5 from b1, v10 from b2, v28 from b6
#     ret v23
#   b4:
#     raise v14
#   b5:
#     v24: i64 = isub v12, v1
#     v25: i1 = ult v24, v1
#     v26: i64 = iadd v12, v1
#     v27: i64 = select v25, v26, v12
#     jump b1
#   b6:
#     v28: i64 = result 0 v12
#     jump b3
#   function upcall.g.1.body(i64) -> i64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i64 = param 0
#     v2: i1 = slt v1, v0
#     branch v2, b1, b2
#   b1:
#     raise 0 at 1
#   b2:
#     ret v1
