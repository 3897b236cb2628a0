# One of several constant strings is its number: compared with another one, and looked up where an exception is reported.
# signature: int64(int64)
def kind(n):
    return "small" if n < 3 else "large"
def f(n):
    name = kind(n)
    if name == "small":
        return 1
    raise ValueError(name)
# --- lir
#   entry upcall.f(i64) -> i64 error 0x0
#   function upcall.f.body(i64, record) -> i64 raises
#   b0:
#     v0: i32 = iconst 0
#     v1: i64 = iconst 1
#     v2: i64 = iconst 16
#     v3: ptr = record
#     v4: i64 = param 0
#     v5: i64 = invoke upcall.kind.1.body v4
#     v6: i32 = result 0 v5
#     v7: i1 = eq v6, v0
#     branch v7, b1, b2
#   b1:
#     ret v1
#   b2:
#     v8: i64 = zext v6
#     v9: ptr = ptradd inbounds v3, v2
#     store v9, v8, align 8
#     raise 0 at 1
#   function upcall.kind.1.body(i64) -> i32
#   b0:
#     v0: i64 = iconst 3
#     v1: i32 = iconst 0
#     v2: i32 = iconst 1
#     v3: i64 = param 0
#     v4: i1 = slt v3, v0
#     branch v4, b2, b1
#   b1:
#     jump b2
#   b2:
#     v5: i32 = phi v1 from b0, v2 from b1
#     ret v5
