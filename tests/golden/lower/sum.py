# A sum: in order below 32 elements, else eight sums side by side, in a loop that LLVM makes vectors of.
# signature: float64(double *, intp)
import numpy as np

from upcall import carray


def f(p, n):
    return np.sum(carray(p, n))
# --- lir
#   entry upcall.f(ptr, i64) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(ptr, i64) -> f64 raises
#   b0:
#     v0: i64 = iconst 18014398509481983
#     v1: i64 = iconst 0
#     v2: i64 = iconst 8
#     v3: i1 = iconst 1
#     v4: i64 = iconst 5
#     v5: f64 = fconst 0.0
#     v6: i64 = iconst 15
#     v7: i64 = iconst 4
#     v8: i64 = iconst 16
#     v9: i64 = iconst 32
#     v10: i64 = iconst 1
#     v11: i64 = iconst 2
#     v12: i64 = iconst 3
#     v13: i64 = iconst 24
#     v14: i64 = iconst 40
#     v15: i64 = iconst 6
#     v16: i64 = iconst 48
#     v17: i64 = iconst 7
#     v18: i64 = iconst 56
#     v19: i64 = iconst 31
#     v20: ptr = frame 8
#     v21: ptr = frame 8
#     v22: ptr = frame 8
#     v23: ptr = frame 64
#     v24: ptr = frame 8
#     v25: ptr = param 0
#     v26: i64 = param 1
#     v27: i1 = ugt v26, v0
#     branch unlikely v27, b1, b2
#   b1:
#     v28: i1 = slt v26, v1
#     branch unlikely v28, b3, b4
#   b2:
#     v29: i64 = lshr v26, v4
#     store v20, v5, align 8
#     v30: i1 = ne v29, v1
#     branch v30, b5, b6
#   b3:
#     raise 0 at 1
#   b4:
#     raise 1 at 1
#   b5:
#     store v21, v5, align 8
#     store v22, v5, align 8
#     v31: i64 = iadd nsw v29, v6
#     v32: i64 = lshr v31, v7
#     jump b7
#   b6:
#     v33: f64 = load v20, align 8
#     v34: i64 = imul nsw v29, v9
#     v35: i64 = and v26, v19
#     store v24, v5, align 8
#     jump b16
#   b7:
#     v36: i64 = phi v1 from b5, v84 from b12
#     v37: i1 = slt v36, v32
#     branch v37, b8, b9
#   b8:
#     v38: i64 = imul nsw v36, v8
#     v39: i64 = isub v29, v38
#     v40: i1 = slt v39, v8
#     v41: i64 = select v40, v39, v8
#     v42: i64 = imul nsw v38, v9
#     v43: ptr = ptradd inbounds v23, v1
#     store v43, v5, align 8
#     v44: ptr = ptradd inbounds v23, v2
#     store v44, v5, align 8
#     v45: ptr = ptradd inbounds v23, v8
#     store v45, v5, align 8
#     v46: ptr = ptradd inbounds v23, v13
#     store v46, v5, align 8
#     v47: ptr = ptradd inbounds v23, v9
#     store v47, v5, align 8
#     v48: ptr = ptradd inbounds v23, v14
#     store v48, v5, align 8
#     v49: ptr = ptradd inbounds v23, v16
#     store v49, v5, align 8
#     v50: ptr = ptradd inbounds v23, v18
#     store v50, v5, align 8
#     jump b10
#   b9:
#     v51: f64 = load v21, align 8
#     v52: f64 = load v22, align 8
#     v53: f64 = fadd v51, v52
#     v54: i1 = fne v53, v53
#     v55: f64 = select v54, v51, v53
#     store v20, v55, align 8
#     jump b6
#   b10:
#     v56: i64 = phi v1 from b8, v111 from b15
#     v57: i1 = slt v56, v41
#     branch v57, b11, b12
#   b11:
#     v58: i64 = imul nsw v56, v9
#     v59: i64 = iadd nsw v42, v58
#     jump b13
#   b12:
#     v60: f64 = load v43, align 8
#     v61: f64 = load v44, align 8
#     v62: f64 = load v45, align 8
#     v63: f64 = load v46, align 8
#     v64: f64 = load v47, align 8
#     v65: f64 = load v48, align 8
#     v66: f64 = load v49, align 8
#     v67: f64 = load v50, align 8
#     v68: f64 = fadd v60, v64
#     v69: f64 = fadd v61, v65
#     v70: f64 = fadd v62, v66
#     v71: f64 = fadd v63, v67
#     v72: f64 = fadd v68, v70
#     v73: f64 = fadd v69, v71
#     v74: f64 = fadd v72, v73
#     v75: f64 = load v21, align 8
#     v76: f64 = load v22, align 8
#     v77: f64 = fadd v75, v74
#     v78: f64 = fsub v77, v75
#     v79: f64 = fsub v77, v78
#     v80: f64 = fsub v75, v79
#     v81: f64 = fsub v74, v78
#     v82: f64 = fadd v80, v81
#     store v21, v77, align 8
#     v83: f64 = fadd v76, v82
#     store v22, v83, align 8
#     v84: i64 = iadd nsw nuw v36, v10
#     jump keep_rolled b7
#   b13:
#     v85: i64 = phi v1 from b11, v110 from b14
#     v86: i1 = slt v85, v2
#     branch v86, b14, b15
#   b14:
#     v87: i64 = iadd nsw v59, v85
#     v88: i64 = imul nsw v87, v2
#     v89: ptr = ptradd inbounds v25, v88
#     v90: f64 = load v89, align 1
#     v91: i64 = iadd nsw v87, v2
#     v92: i64 = imul nsw v91, v2
#     v93: ptr = ptradd inbounds v25, v92
#     v94: f64 = load v93, align 1
#     v95: i64 = iadd nsw v87, v8
#     v96: i64 = imul nsw v95, v2
#     v97: ptr = ptradd inbounds v25, v96
#     v98: f64 = load v97, align 1
#     v99: i64 = iadd nsw v87, v13
#     v100: i64 = imul nsw v99, v2
#     v101: ptr = ptradd inbounds v25, v100
#     v102: f64 = load v101, align 1
#     v103: f64 = fadd v90, v94
#     v104: f64 = fadd v98, v102
#     v105: f64 = fadd v103, v104
#     v106: i64 = imul nsw v85, v2
#     v107: ptr = ptradd inbounds v23, v106
#     v108: f64 = load v107, align 8
#     v109: f64 = fadd v108, v105
#     store v107, v109, align 8
#     v110: i64 = iadd nsw nuw v85, v10
#     jump keep_rolled b13
#   b15:
#     v111: i64 = iadd nsw nuw v56, v10
#     jump keep_rolled b10
#   b16:
#     v112: i64 = phi v1 from b6, v120 from b17
#     v113: i1 = slt v112, v35
#     branch v113, b17, b18
#   b17:
#     v114: i64 = iadd nsw v34, v112
#     v115: i64 = imul nsw v114, v2
#     v116: ptr = ptradd inbounds v25, v115
#     v117: f64 = load v116, align 1
#     v118: f64 = load v24, align 8
#     v119: f64 = fadd v118, v117
#     store v24, v119, align 8
#     v120: i64 = iadd nsw nuw v112, v10
#     jump keep_rolled b16
#   b18:
#     v121: f64 = load v24, align 8
#     v122: f64 = fadd v33, v121
#     ret v122
