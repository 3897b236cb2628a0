# A bool is a byte in memory and one bit as a value.
# signature: boolean(CPointer(boolean), boolean)
def f(p, x):
    p[0] = x & p[1]
    return p[0]
# --- lir
#   entry upcall.f(ptr, bool) -> bool
#   function upcall.f.body(ptr, i1) -> i1
#   b0:
#     v0: i64 = iconst 1
#     v1: i8 = iconst 0
#     v2: i64 = iconst 0
#     v3: ptr = param 0
#     v4: i1 = param 1
#     v5: i64 = imul nsw v0, v0
#     v6: ptr = ptradd inbounds v3, v5
#     v7: i8 = load v6, align 1
#     v8: i1 = ne v7, v1
#     v9: i1 = and v4, v8
#     v10: i64 = imul nsw v2, v0
#     v11: ptr = ptradd inbounds v3, v10
#     v12: i8 = zext v9
#     store v11, v12, align 1
#     v13: i8 = load v11, align 1
#     v14: i1 = ne v13, v1
#     ret v14
