# Nothing is known of low and high: two comparisons before the loop stand for its checks.
# signature: void(CPointer(float64), int64, int64, int64)
from upcall import carray


def f(p, n, low, high):
    a = carray(p, n)
    for i in range(low, high):
        a[i] *= 2.0
# --- bound
#   f(p: float64*, n: int64, low: int64, high: int64) -> none
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     v0: range = call builtins.range, low, high
#     v1: boolean = lt low, 0
#     v2: boolean = lt n, high
#     v3: boolean = or v1, v2
#     v4: iterator over range = iter v0
#     v5: int64 = iter_count v4
#     jump b1
#   b1:
#     v6: int64 = phi b0: 0, b2: v8
#     v7: boolean = iter_more v6, v5
#     branch v7, b2, b3
#   b2:
#     i: int64 = iter_item v4, v6
#     v8: int64 = iter_next v6
#     v9: float64 = getitem a, i  # index 0 checked where v3
#     v10: float64 = mul v9, 2.0 in place
#     setitem a, i, v10  # index 0 checked where v3
#     jump b1
#   b3:
#     ret None
# --- lir
#   entry upcall.f(ptr, i64, i64, i64) -> void
#   function upcall.f.body(ptr, i64, i64, i64) -> void raises
#   b0:
#     v0: i64 = iconst 18014398509481983
#     v1: i64 = iconst 0
#     v2: i64 = iconst 1
#     v3: i64 = iconst 9223372036854775807
#     v4: i64 = iconst 8
#     v5: f64 = fconst 2.0
#     v6: ptr = param 0
#     v7: i64 = param 1
#     v8: i64 = param 2
#     v9: i64 = param 3
#     v10: i1 = ugt v7, v0
#     branch unlikely v10, b4, b5
#   b1:
#     v11: i64 = phi v8 from b5, v13 from b9
#     v12: i1 = slt v11, v9
#     branch v12, b2, b3
#   b2:
#     v13: i64 = iadd nsw v11, v2
#     branch unlikely v17, b8, b9
#   b3:
#     ret
#   b4:
#     v14: i1 = slt v7, v1
#     branch unlikely v14, b6, b7
#   b5:
#     v15: i1 = slt v8, v1
#     v16: i1 = slt v7, v9
#     v17: i1 = or v15, v16
#     v18: i1 = sgt v9, v8
#     v19: i64 = isub v9, v8
#     v20: i1 = slt v19, v1
#     v21: i64 = select v20, v3, v19
#     v22: i64 = select v18, v21, v1
#     jump b1
#   b6:
#     raise 0 at 1
#   b7:
#     raise 1 at 1
#   b8:
#     v23: i1 = slt v11, v1
#     v24: i64 = iadd v11, v7
#     v25: i64 = select v23, v24, v11
#     v26: i1 = uge v25, v7
#     branch unlikely v26, b10, b11
#   b9:
#     v27: i64 = phi v11 from b2, v25 from b11
#     v28: i64 = imul nsw v27, v4
#     v29: ptr = ptradd inbounds v6, v28
#     v30: f64 = load v29, align 1
#     v31: f64 = fmul v30, v5
#     store v29, v31, align 1
#     jump b1
#   b10:
#     raise 2 at 2
#   b11:
#     jump b9
