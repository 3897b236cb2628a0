# Shifts by any count: a negative one raises, one of 64 or more gives 0.
# signature: int64(int64, int64)
def f(a, b):
    return a << b
# --- lir
#   entry upcall.f(i64, i64) -> i64 error 0x0
#   function upcall.f.body(i64, i64) -> i64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i64 = iconst 63
#     v2: i64 = param 0
#     v3: i64 = param 1
#     v4: i1 = slt v3, v0
#     branch unlikely v4, b1, b2
#   b1:
#     raise 0 at 1
#   b2:
#     v5: i1 = ule v3, v1
#     v6: i64 = select v5, v3, v1
#     v7: i64 = shl v2, v6
#     v8: i64 = select v5, v7, v0
#     ret v8
