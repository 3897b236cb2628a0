# A number is in a range as the integer that it equals.
# signature: boolean(float64, int64)
def f(x, n):
    return x in range(0, n, 3)
# --- lir
#   entry upcall.f(f64, i64) -> bool
#   function upcall.f.body(f64, i64) -> i1
#   b0:
#     v0: i64 = iconst 0
#     v1: i64 = iconst 3
#     v2: f64 = fconst 9.223372036854776e+18
#     v3: i1 = iconst 0
#     v4: f64 = param 0
#     v5: i64 = param 1
#     v6: i64 = fptosi v4
#     v7: f64 = sitofp v6
#     v8: i1 = feq v7, v4
#     v9: i1 = flt v4, v2
#     v10: i1 = and v8, v9
#     v11: i1 = sle v0, v6
#     v12: i1 = slt v6, v5
#     v13: i1 = and v11, v12
#     v14: i64 = isub v6, v0
#     v15: i64 = urem v14, v1
#     v16: i1 = eq v15, v0
#     v17: i1 = and v13, v16
#     v18: i1 = and v10, v17
#     ret v18
