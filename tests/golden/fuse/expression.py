# An expression is one nest: a fast one without allocation, and a plain general one, which alone may make a temporary.
# signature: void (double *, double *, intp)
from upcall import carray


def f(p, q, n):
    a = carray(p, n)
    b = carray(q, n)
    b[()] = 2 * a + a * a - 1 / (a + 3)
# --- fuse
#   f(p: float64*, q: float64*, n: int64) -> none
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     b: float64[:] = call upcall.carray, q, n  # in range 0x1, not negative 0x1
#     v0: float64[:] = mul 2, a  # fused
#     v1: float64[:] = mul a, a  # fused
#     v2: float64[:] = add v0, v1  # fused
#     v3: float64[:] = add a, 3  # fused
#     v4: float64[:] = truediv 1, v3  # fused
#     v5: float64[:] = sub v2, v4  # fused
#     setitem b, (), v5
#     ret None
# --- lir
#   entry upcall.f(ptr, ptr, i64) -> void
#   function upcall.f.body(ptr, ptr, i64, record) -> void raises
#   b0:
#     v0: i64 = iconst 18014398509481983
#     v1: i64 = iconst 0
#     v2: i64 = iconst 1
#     v3: i64 = iconst 8
#     v4: i1 = iconst 1
#     v5: i1 = iconst 0
#     v6: f64 = fconst 2.0
#     v7: f64 = fconst 3.0
#     v8: f64 = fconst 1.0
#     v9: ptr = null
#     v10: i64 = iconst -1
#     v11: ptr = param 0
#     v12: ptr = param 1
#     v13: i64 = param 2
#     v14: i1 = ugt v13, v0
#     branch unlikely v14, b1, b2
#   b1:
#     v15: i1 = slt v13, v1
#     branch unlikely v15, b3, b4
#   b2:
#     v16: i64 = ptrtoint v12
#     v17: i64 = imul v3, v13
#     v18: i64 = ptrtoint v11
#     v19: i64 = isub v16, v18
#     v20: i64 = isub v17, v2
#     v21: i64 = iadd v19, v20
#     v22: i64 = iadd v20, v17
#     v23: i1 = uge v21, v22
#     branch v23, b7, b5
#   b3:
#     raise 0 at 1
#   b4:
#     raise 1 at 1
#   b5:
#     v24: i1 = eq v11, v12
#     v25: i1 = or v24, v23
#     v26: i1 = xor v25, v4
#     branch unlikely v26, b12, b11
#   b6:
#     ret
#   b7:
#     scope 1
#     jump b8
#   b8:
#     v27: i64 = phi v1 from b7, v39 from b9
#     v28: i1 = slt v27, v13
#     branch v28, b9, b10
#   b9:
#     v29: i64 = imul nsw v27, v3
#     v30: ptr = ptradd inbounds v11, v29
#     v31: f64 = load v30, align 1, scope 1
#     v32: f64 = fmul v6, v31
#     v33: f64 = fmul v31, v31
#     v34: f64 = fadd v32, v33
#     v35: f64 = fadd v31, v7
#     v36: f64 = fdiv v8, v35
#     v37: f64 = fsub v34, v36
#     v38: ptr = ptradd inbounds v12, v29
#     store v38, v37, align 1, scope 1
#     v39: i64 = iadd nsw nuw v27, v2
#     jump b8
#   b10:
#     jump b6
#   b11:
#     v40: i64 = phi v1 from b5, v45 from b12
#     v41: i64 = phi v2 from b5, v46 from b12
#     jump b13
#   b12:
#     v42: i64 = isub v18, v16
#     v43: i1 = sge v42, v1
#     v44: i64 = isub v13, v2
#     v45: i64 = select v43, v1, v44
#     v46: i64 = select v43, v2, v10
#     jump b11
#   b13:
#     v47: i64 = phi v1 from b11, v61 from b14
#     v48: i1 = slt v47, v13
#     branch v48, b14, b15
#   b14:
#     v49: i64 = imul v47, v41
#     v50: i64 = iadd v40, v49
#     v51: i64 = imul nsw v50, v3
#     v52: ptr = ptradd inbounds v11, v51
#     v53: f64 = load v52, align 1
#     v54: f64 = fmul v6, v53
#     v55: f64 = fmul v53, v53
#     v56: f64 = fadd v54, v55
#     v57: f64 = fadd v53, v7
#     v58: f64 = fdiv v8, v57
#     v59: f64 = fsub v56, v58
#     v60: ptr = ptradd inbounds v12, v51
#     store v60, v59, align 1
#     v61: i64 = iadd nsw nuw v47, v2
#     jump keep_rolled keep_scalar b13
#   b15:
#     jump b6
