# An array parameter that is None: told from other arrays where the check of an index has failed, so nothing is paid for it.
# signature: double f(int n, const double x[n])
def f(n, x):
    return x[0]
# --- lir
#   entry upcall.f(i32, ptr) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(i32, ptr) -> f64 raises
#   b0:
#     v0: i64 = iconst 18014398509481983
#     v1: i64 = iconst 0
#     v2: i64 = iconst 8
#     v3: i1 = iconst 1
#     v4: i32 = param 0
#     v5: i64 = sext v4
#     v6: ptr = param 1
#     v7: i1 = ugt v5, v0
#     branch unlikely v7, b1, b2
#   b1:
#     v8: i1 = slt v5, v1
#     branch unlikely v8, b3, b4
#   b2:
#     v9: ptr = null
#     v10: i1 = ne v6, v9
#     v11: i64 = select v10, v5, v1
#     v12: i1 = uge v1, v11
#     branch unlikely v12, b5, b6
#   b3:
#     raise 0 at 1
#   b4:
#     raise 1 at 1
#   b5:
#     v13: i1 = xor v10, v3
#     branch unlikely v13, b7, b8
#   b6:
#     v14: i64 = imul nsw v1, v2
#     v15: ptr = ptradd inbounds v6, v14
#     v16: f64 = load v15, align 1
#     ret v16
#   b7:
#     raise 2 at 2
#   b8:
#     raise 3 at 2
