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
#     v0: i32 = iconst 0
#     v1: i32 = iconst 16777215
#     v2: i32 = iconst 1
#     v3: i32 = iconst 24
#     v4: i32 = iconst 14
#     v5: i32 = iconst 3
#     v6: i64 = iconst -1
#     v7: i32 = iconst 48
#     v8: i32 = iconst 5
#     v9: i32 = iconst 6
#     v10: i64 = iconst -2
#     v11: i64 = param 0
#     v12: i32 = invoke upcall.g.1.body v11
#     v13: i1 = ne v12, v0
#     branch unlikely v13, b5, b6
#   b1:
#     v14: i32 = phi v29 from b5
#     v15: i32 = lshr v14, v3
#     v16: i32 = isub v15, v4
#     v17: i1 = ult v16, v5
#     branch v17, b3, b2
#   b2:
#     v18: i32 = lshr v14, v3
#     v19: i32 = isub v18, v7
#     v20: i1 = ult v19, v8
#     v21: i32 = isub v18, v9
#     v22: i1 = ult v21, v2
#     v23: i1 = or v20, v22
#     branch v23, b3, b4
#   b3:
#     v24: i64 = phi v6 from b1, v10 from b2, v30 from b6
#     ret v24
#   b4:
#     raise v14
#   b5:
#     v25: i32 = and v12, v1
#     v26: i32 = isub v25, v2
#     v27: i1 = ult v26, v2
#     v28: i32 = iadd v12, v2
#     v29: i32 = select v27, v28, v12
#     jump b1
#   b6:
#     v30: i64 = result 0 v12
#     jump b3
#   function upcall.g.1.body(i64) -> i64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i32 = iconst 805306369
#     v2: i64 = param 0
#     v3: i1 = slt v2, v0
#     branch v3, b1, b2
#   b1:
#     raise 1
#   b2:
#     ret v2
