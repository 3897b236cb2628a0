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
#     v19: i64 = imul v3, v13
#     v20: i64 = isub v16, v18
#     v21: i64 = isub v17, v2
#     v22: i64 = iadd v20, v21
#     v23: i64 = iadd v21, v19
#     v24: i1 = uge v22, v23
#     branch v24, b7, b5
#   b3:
#     raise 0 at 1
#   b4:
#     raise 1 at 1
#   b5:
#     v25: i1 = eq v11, v12
#     v26: i1 = or v25, v24
#     v27: i1 = xor v26, v4
#     branch unlikely v27, b12, b11
#   b6:
#     ret
#   b7:
#     scope 1
#     jump b8
#   b8:
#     v28: i64 = phi v1 from b7, v41 from b9
#     v29: i1 = slt v28, v13
#     branch v29, b9, b10
#   b9:
#     v30: i64 = imul nsw v28, v3
#     v31: ptr = ptradd inbounds v11, v30
#     v32: f64 = load v31, align 1, scope 1
#     v33: f64 = fmul v6, v32
#     v34: f64 = fmul v32, v32
#     v35: f64 = fadd v33, v34
#     v36: f64 = fadd v32, v7
#     v37: f64 = fdiv v8, v36
#     v38: f64 = fsub v35, v37
#     v39: i64 = imul nsw v28, v3
#     v40: ptr = ptradd inbounds v12, v39
#     store v40, v38, align 1, scope 1
#     v41: i64 = iadd nsw nuw v28, v2
#     jump b8
#   b10:
#     jump b6
#   b11:
#     v42: i64 = phi v1 from b5, v49 from b12
#     v43: i64 = phi v2 from b5, v50 from b12
#     jump b13
#   b12:
#     v44: i64 = ptrtoint v11
#     v45: i64 = ptrtoint v12
#     v46: i64 = isub v44, v45
#     v47: i1 = sge v46, v1
#     v48: i64 = isub v13, v2
#     v49: i64 = select v47, v1, v48
#     v50: i64 = select v47, v2, v10
#     jump b11
#   b13:
#     v51: i64 = phi v1 from b11, v66 from b14
#     v52: i1 = slt v51, v13
#     branch v52, b14, b15
#   b14:
#     v53: i64 = imul v51, v43
#     v54: i64 = iadd v42, v53
#     v55: i64 = imul nsw v54, v3
#     v56: ptr = ptradd inbounds v11, v55
#     v57: f64 = load v56, align 1
#     v58: f64 = fmul v6, v57
#     v59: f64 = fmul v57, v57
#     v60: f64 = fadd v58, v59
#     v61: f64 = fadd v57, v7
#     v62: f64 = fdiv v8, v61
#     v63: f64 = fsub v60, v62
#     v64: i64 = imul nsw v54, v3
#     v65: ptr = ptradd inbounds v12, v64
#     store v65, v63, align 1
#     v66: i64 = iadd nsw nuw v51, v2
#     jump keep_rolled keep_scalar b13
#   b15:
#     jump b6
