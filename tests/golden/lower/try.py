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
#     v1: i32 = iconst 24
#     v2: i32 = iconst 14
#     v3: i32 = iconst 3
#     v4: i64 = iconst -1
#     v5: i32 = iconst 48
#     v6: i32 = iconst 5
#     v7: i32 = iconst 6
#     v8: i32 = iconst 1
#     v9: i64 = iconst -2
#     v10: i64 = param 0
#     v11: i32 = invoke upcall.g.1.body v10
#     v12: i1 = ne v11, v0
#     branch unlikely v12, b5, b6
#   b1:
#     v13: i32 = phi v11 from b5
#     v14: i32 = lshr v13, v1
#     v15: i32 = isub v14, v2
#     v16: i1 = ult v15, v3
#     branch v16, b3, b2
#   b2:
#     v17: i32 = lshr v13, v1
#     v18: i32 = isub v17, v5
#     v19: i1 = ult v18, v6
#     v20: i32 = isub v17, v7
#     v21: i1 = ult v20, v8
#     v22: i1 = or v19, v21
#     branch v22, b3, b4
#   b3:
#     v23: i64 = phi v4 from b1, v9 from b2, v24 from b6
#     ret v23
#   b4:
#     raise v13
#   b5:
#     jump b1
#   b6:
#     v24: i64 = result 0 v11
#     jump b3
#   function upcall.g.1.body(i64) -> i64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i64 = param 0
#     v2: i1 = slt v1, v0
#     branch v2, b1, b2
#   b1:
#     raise 1
#   b2:
#     ret v1
