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
#     v21: i64 = imul nsw v3, v2
#     v22: ptr = ptradd inbounds v11, v21
#     v23: i64 = imul nsw v3, v1
#     v24: ptr = ptradd inbounds v22, v23
#     v25: f64 = load v24, align 1
#     v26: f64 = load v12, align 1
#     v27: i64 = imul nsw v3, v1
#     v28: ptr = ptradd inbounds v12, v27
#     v29: f64 = load v28, align 1
#     v30: i64 = imul nsw v3, v2
#     v31: ptr = ptradd inbounds v12, v30
#     v32: f64 = load v31, align 1
#     v33: i64 = imul nsw v3, v2
#     v34: ptr = ptradd inbounds v12, v33
#     v35: i64 = imul nsw v3, v1
#     v36: ptr = ptradd inbounds v34, v35
#     v37: f64 = load v36, align 1
#     v38: f64 = fmul v14, v26
#     v39: f64 = fmul v17, v32
#     v40: f64 = fadd v38, v39
#     v41: f64 = fmul v14, v29
#     v42: f64 = fmul v17, v37
#     v43: f64 = fadd v41, v42
#     v44: f64 = fmul v20, v26
#     v45: f64 = fmul v25, v32
#     v46: f64 = fadd v44, v45
#     v47: f64 = fmul v20, v29
#     v48: f64 = fmul v25, v37
#     v49: f64 = fadd v47, v48
#     store v10, v40, align 1
#     v50: i64 = imul nsw v3, v1
#     v51: ptr = ptradd inbounds v10, v50
#     store v51, v43, align 1
#     v52: i64 = imul nsw v3, v2
#     v53: ptr = ptradd inbounds v10, v52
#     store v53, v46, align 1
#     v54: i64 = imul nsw v3, v2
#     v55: ptr = ptradd inbounds v10, v54
#     v56: i64 = imul nsw v3, v1
#     v57: ptr = ptradd inbounds v55, v56
#     store v57, v49, align 1
#     v58: i64 = imul nsw v4, v2
#     v59: ptr = ptradd inbounds v10, v58
#     v60: i64 = imul nsw v4, v1
#     v61: ptr = ptradd inbounds v59, v60
#     v62: f64 = load v61, align 1
#     v63: i64 = imul nsw v4, v2
#     v64: ptr = ptradd inbounds v10, v63
#     v65: i64 = imul nsw v3, v1
#     v66: ptr = ptradd inbounds v64, v65
#     v67: f64 = load v66, align 1
#     v68: i64 = imul nsw v3, v2
#     v69: ptr = ptradd inbounds v10, v68
#     v70: i64 = imul nsw v4, v1
#     v71: ptr = ptradd inbounds v69, v70
#     v72: f64 = load v71, align 1
#     v73: i64 = imul nsw v3, v2
#     v74: ptr = ptradd inbounds v10, v73
#     v75: i64 = imul nsw v3, v1
#     v76: ptr = ptradd inbounds v74, v75
#     v77: f64 = load v76, align 1
#     v78: i64 = imul nsw v4, v2
#     v79: ptr = ptradd inbounds v13, v78
#     v80: i64 = imul nsw v4, v1
#     v81: ptr = ptradd inbounds v79, v80
#     store v81, v62, align 1
#     v82: i64 = imul nsw v4, v2
#     v83: ptr = ptradd inbounds v13, v82
#     v84: i64 = imul nsw v3, v1
#     v85: ptr = ptradd inbounds v83, v84
#     store v85, v67, align 1
#     v86: i64 = imul nsw v3, v2
#     v87: ptr = ptradd inbounds v13, v86
#     v88: i64 = imul nsw v4, v1
#     v89: ptr = ptradd inbounds v87, v88
#     store v89, v72, align 1
#     v90: i64 = imul nsw v3, v2
#     v91: ptr = ptradd inbounds v13, v90
#     v92: i64 = imul nsw v3, v1
#     v93: ptr = ptradd inbounds v91, v92
#     store v93, v77, align 1
#     ret
