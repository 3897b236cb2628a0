# Tuples compare from the first element that differs; what is one value is equal.
# signature: boolean(float64, float64, int64)
def f(x, y, n):
    t = (x, n)
    return t == (y, 2) or t < (x, 3)
# --- lir
#   entry upcall.f(f64, f64, i64) -> bool
#   function upcall.f.body(f64, f64, i64) -> i1
#   b0:
#     v0: i64 = iconst 2
#     v1: i1 = iconst 1
#     v2: i64 = iconst 3
#     v3: i1 = iconst 0
#     v4: f64 = param 0
#     v5: f64 = param 1
#     v6: i64 = param 2
#     v7: i1 = eq v6, v0
#     v8: i1 = feq v4, v5
#     v9: i1 = and v8, v7
#     branch v9, b2, b1
#   b1:
#     v10: i1 = eq v6, v2
#     v11: i1 = slt v6, v2
#     v12: i1 = select v10, v3, v11
#     jump b2
#   b2:
#     v13: i1 = phi v9 from b0, v12 from b1
#     ret v13
