# uint64 against a negative int: exact, not C's conversion.
# signature: boolean(uint64, int64)
def f(a, b):
    return a < b
# --- lir
#   entry upcall.f(u64, i64) -> bool
#   function upcall.f.body(i64, i64) -> i1
#   b0:
#     v0: i64 = iconst 0
#     v1: i1 = iconst 0
#     v2: i64 = param 0
#     v3: i64 = param 1
#     v4: i1 = slt v3, v0
#     v5: i1 = ult v2, v3
#     v6: i1 = select v4, v1, v5
#     ret v6
