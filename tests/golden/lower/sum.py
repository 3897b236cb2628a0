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
#     v36: i64 = phi v1 from b5, v92 from b12
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
#     v56: i64 = phi v1 from b8, v119 from b15
#     v57: i1 = slt v56, v41
#     branch v57, b11, b12
#   b11:
#     v58: i64 = imul nsw v56, v9
#     v59: i64 = iadd nsw v42, v58
#     jump b13
#   b12:
#     v60: ptr = ptradd inbounds v23, v1
#     v61: f64 = load v60, align 8
#     v62: ptr = ptradd inbounds v23, v2
#     v63: f64 = load v62, align 8
#     v64: ptr = ptradd inbounds v23, v8
#     v65: f64 = load v64, align 8
#     v66: ptr = ptradd inbounds v23, v13
#     v67: f64 = load v66, align 8
#     v68: ptr = ptradd inbounds v23, v9
#     v69: f64 = load v68, align 8
#     v70: ptr = ptradd inbounds v23, v14
#     v71: f64 = load v70, align 8
#     v72: ptr = ptradd inbounds v23, v16
#     v73: f64 = load v72, align 8
#     v74: ptr = ptradd inbounds v23, v18
#     v75: f64 = load v74, align 8
#     v76: f64 = fadd v61, v69
#     v77: f64 = fadd v63, v71
#     v78: f64 = fadd v65, v73
#     v79: f64 = fadd v67, v75
#     v80: f64 = fadd v76, v78
#     v81: f64 = fadd v77, v79
#     v82: f64 = fadd v80, v81
#     v83: f64 = load v21, align 8
#     v84: f64 = load v22, align 8
#     v85: f64 = fadd v83, v82
#     v86: f64 = fsub v85, v83
#     v87: f64 = fsub v85, v86
#     v88: f64 = fsub v83, v87
#     v89: f64 = fsub v82, v86
#     v90: f64 = fadd v88, v89
#     store v21, v85, align 8
#     v91: f64 = fadd v84, v90
#     store v22, v91, align 8
#     v92: i64 = iadd nsw nuw v36, v10
#     jump keep_rolled b7
#   b13:
#     v93: i64 = phi v1 from b11, v118 from b14
#     v94: i1 = slt v93, v2
#     branch v94, b14, b15
#   b14:
#     v95: i64 = iadd nsw v59, v93
#     v96: i64 = imul nsw v95, v2
#     v97: ptr = ptradd inbounds v25, v96
#     v98: f64 = load v97, align 1
#     v99: i64 = iadd nsw v95, v2
#     v100: i64 = imul nsw v99, v2
#     v101: ptr = ptradd inbounds v25, v100
#     v102: f64 = load v101, align 1
#     v103: i64 = iadd nsw v95, v8
#     v104: i64 = imul nsw v103, v2
#     v105: ptr = ptradd inbounds v25, v104
#     v106: f64 = load v105, align 1
#     v107: i64 = iadd nsw v95, v13
#     v108: i64 = imul nsw v107, v2
#     v109: ptr = ptradd inbounds v25, v108
#     v110: f64 = load v109, align 1
#     v111: f64 = fadd v98, v102
#     v112: f64 = fadd v106, v110
#     v113: f64 = fadd v111, v112
#     v114: i64 = imul nsw v93, v2
#     v115: ptr = ptradd inbounds v23, v114
#     v116: f64 = load v115, align 8
#     v117: f64 = fadd v116, v113
#     store v115, v117, align 8
#     v118: i64 = iadd nsw nuw v93, v10
#     jump keep_rolled b13
#   b15:
#     v119: i64 = iadd nsw nuw v56, v10
#     jump keep_rolled b10
#   b16:
#     v120: i64 = phi v1 from b6, v128 from b17
#     v121: i1 = slt v120, v35
#     branch v121, b17, b18
#   b17:
#     v122: i64 = iadd nsw v34, v120
#     v123: i64 = imul nsw v122, v2
#     v124: ptr = ptradd inbounds v25, v123
#     v125: f64 = load v124, align 1
#     v126: f64 = load v24, align 8
#     v127: f64 = fadd v126, v125
#     store v24, v127, align 8
#     v128: i64 = iadd nsw nuw v120, v10
#     jump b16
#   b18:
#     v129: f64 = load v24, align 8
#     v130: f64 = fadd v33, v129
#     ret v130
