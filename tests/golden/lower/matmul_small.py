# A product of small matrices is computed before anything is stored.
# signature: void(double *, double *, double *)
from upcall import carray


def f(p, q, r):
    carray(r, (2, 2))[...] = carray(p, (2, 2)) @ carray(q, (2, 2))
# --- lir
#   entry upcall.f(ptr, ptr, ptr) -> void
#   function upcall.f.body(ptr, ptr, ptr, record) -> void
#   b0:
#     v0: i64 = iconst 2
#     v1: i64 = iconst 8
#     v2: i64 = iconst 16
#     v3: i64 = iconst 1
#     v4: i64 = iconst 0
#     v5: i64 = iconst 32
#     v6: i32 = iconst 0
#     v7: ptr = null
#     v8: f64 = fconst 0.0
#     v9: i1 = iconst 1
#     v10: ptr = frame 32
#     v11: ptr = param 0
#     v12: ptr = param 1
#     v13: ptr = param 2
#     v14: f64 = load v11, align 1
#     v15: i64 = imul nsw v3, v1
#     v16: ptr = ptradd inbounds v11, v15
#     v17: f64 = load v16, align 1
#     v18: i64 = imul nsw v3, v2
#     v19: ptr = ptradd inbounds v11, v18
#     v20: f64 = load v19, align 1
#     v21: ptr = ptradd inbounds v19, v15
#     v22: f64 = load v21, align 1
#     v23: f64 = load v12, align 1
#     v24: ptr = ptradd inbounds v12, v15
#     v25: f64 = load v24, align 1
#     v26: ptr = ptradd inbounds v12, v18
#     v27: f64 = load v26, align 1
#     v28: ptr = ptradd inbounds v26, v15
#     v29: f64 = load v28, align 1
#     v30: f64 = fmul v14, v23
#     v31: f64 = fmul v17, v27
#     v32: f64 = fadd v30, v31
#     v33: f64 = fmul v14, v25
#     v34: f64 = fmul v17, v29
#     v35: f64 = fadd v33, v34
#     v36: f64 = fmul v20, v23
#     v37: f64 = fmul v22, v27
#     v38: f64 = fadd v36, v37
#     v39: f64 = fmul v20, v25
#     v40: f64 = fmul v22, v29
#     v41: f64 = fadd v39, v40
#     store v10, v32, align 1
#     v42: ptr = ptradd inbounds v10, v15
#     store v42, v35, align 1
#     v43: ptr = ptradd inbounds v10, v18
#     store v43, v38, align 1
#     v44: ptr = ptradd inbounds v43, v15
#     store v44, v41, align 1
#     v45: i64 = imul nsw v4, v2
#     v46: ptr = ptradd inbounds v10, v45
#     v47: i64 = imul nsw v4, v1
#     v48: ptr = ptradd inbounds v46, v47
#     v49: f64 = load v48, align 1
#     v50: ptr = ptradd inbounds v46, v15
#     v51: f64 = load v50, align 1
#     v52: ptr = ptradd inbounds v43, v47
#     v53: f64 = load v52, align 1
#     v54: f64 = load v44, align 1
#     v55: ptr = ptradd inbounds v13, v45
#     v56: ptr = ptradd inbounds v55, v47
#     store v56, v49, align 1
#     v57: ptr = ptradd inbounds v55, v15
#     store v57, v51, align 1
#     v58: ptr = ptradd inbounds v13, v18
#     v59: ptr = ptradd inbounds v58, v47
#     store v59, v53, align 1
#     v60: ptr = ptradd inbounds v58, v15
#     store v60, v54, align 1
#     ret
