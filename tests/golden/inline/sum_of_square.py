# What a helper does with an expression is of the caller's nest: no memory, whatever called what.
# signature: double (double *, double *, intp)
import numpy as np

from upcall import carray


def square(v):
    return v * v


def fourth_power(v):
    return square(square(v))


def f(p, q, n):
    return np.sum(fourth_power(carray(p, n) - carray(q, n)))
# --- fuse
#   f(p: float64*, q: float64*, n: int64) -> float64
#   b0:
#     v0: float64[:] = call upcall.carray, p, n
#     v1: float64[:] = call upcall.carray, q, n  # in range 0x1, not negative 0x1
#     v2: float64[:] = sub v0, v1  # fused
#     v3: float64[:] = mul v2, v2  # fused
#     v4: float64[:] = mul v3, v3  # fused
#     v5: float64 = call numpy.sum, v4
#     ret v5
# --- lir
#   entry upcall.f(ptr, ptr, i64) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(ptr, ptr, i64, record) -> f64 raises
#   b0:
#     v0: i64 = iconst 18014398509481983
#     v1: i64 = iconst 0
#     v2: i64 = iconst 1
#     v3: i64 = iconst 8
#     v4: i1 = iconst 1
#     v5: i64 = iconst 5
#     v6: f64 = fconst 0.0
#     v7: i64 = iconst 15
#     v8: i64 = iconst 4
#     v9: i64 = iconst 16
#     v10: i64 = iconst 32
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
#     v26: ptr = param 1
#     v27: i64 = param 2
#     v28: i1 = ugt v27, v0
#     branch unlikely v28, b1, b2
#   b1:
#     v29: i1 = slt v27, v1
#     branch unlikely v29, b3, b4
#   b2:
#     v30: i64 = lshr v27, v5
#     store v20, v6, align 8
#     v31: i1 = ne v30, v1
#     branch v31, b5, b6
#   b3:
#     raise 0 at 1
#   b4:
#     raise 1 at 1
#   b5:
#     store v21, v6, align 8
#     store v22, v6, align 8
#     v32: i64 = iadd nsw v30, v7
#     v33: i64 = lshr v32, v8
#     jump b7
#   b6:
#     v34: f64 = load v20, align 8
#     v35: i64 = imul nsw v30, v10
#     v36: i64 = and v27, v19
#     store v24, v6, align 8
#     jump b16
#   b7:
#     v37: i64 = phi v1 from b5, v85 from b12
#     v38: i1 = slt v37, v33
#     branch v38, b8, b9
#   b8:
#     v39: i64 = imul nsw v37, v9
#     v40: i64 = isub v30, v39
#     v41: i1 = slt v40, v9
#     v42: i64 = select v41, v40, v9
#     v43: i64 = imul nsw v39, v10
#     v44: ptr = ptradd inbounds v23, v1
#     store v44, v6, align 8
#     v45: ptr = ptradd inbounds v23, v3
#     store v45, v6, align 8
#     v46: ptr = ptradd inbounds v23, v9
#     store v46, v6, align 8
#     v47: ptr = ptradd inbounds v23, v13
#     store v47, v6, align 8
#     v48: ptr = ptradd inbounds v23, v10
#     store v48, v6, align 8
#     v49: ptr = ptradd inbounds v23, v14
#     store v49, v6, align 8
#     v50: ptr = ptradd inbounds v23, v16
#     store v50, v6, align 8
#     v51: ptr = ptradd inbounds v23, v18
#     store v51, v6, align 8
#     jump b10
#   b9:
#     v52: f64 = load v21, align 8
#     v53: f64 = load v22, align 8
#     v54: f64 = fadd v52, v53
#     v55: i1 = fne v54, v54
#     v56: f64 = select v55, v52, v54
#     store v20, v56, align 8
#     jump b6
#   b10:
#     v57: i64 = phi v1 from b8, v132 from b15
#     v58: i1 = slt v57, v42
#     branch v58, b11, b12
#   b11:
#     v59: i64 = imul nsw v57, v10
#     v60: i64 = iadd nsw v43, v59
#     jump b13
#   b12:
#     v61: f64 = load v44, align 8
#     v62: f64 = load v45, align 8
#     v63: f64 = load v46, align 8
#     v64: f64 = load v47, align 8
#     v65: f64 = load v48, align 8
#     v66: f64 = load v49, align 8
#     v67: f64 = load v50, align 8
#     v68: f64 = load v51, align 8
#     v69: f64 = fadd v61, v65
#     v70: f64 = fadd v62, v66
#     v71: f64 = fadd v63, v67
#     v72: f64 = fadd v64, v68
#     v73: f64 = fadd v69, v71
#     v74: f64 = fadd v70, v72
#     v75: f64 = fadd v73, v74
#     v76: f64 = load v21, align 8
#     v77: f64 = load v22, align 8
#     v78: f64 = fadd v76, v75
#     v79: f64 = fsub v78, v76
#     v80: f64 = fsub v78, v79
#     v81: f64 = fsub v76, v80
#     v82: f64 = fsub v75, v79
#     v83: f64 = fadd v81, v82
#     store v21, v78, align 8
#     v84: f64 = fadd v77, v83
#     store v22, v84, align 8
#     v85: i64 = iadd nsw nuw v37, v2
#     jump keep_rolled b7
#   b13:
#     v86: i64 = phi v1 from b11, v131 from b14
#     v87: i1 = slt v86, v3
#     branch v87, b14, b15
#   b14:
#     v88: i64 = iadd nsw v60, v86
#     v89: i64 = imul nsw v88, v3
#     v90: ptr = ptradd inbounds v25, v89
#     v91: f64 = load v90, align 1
#     v92: ptr = ptradd inbounds v26, v89
#     v93: f64 = load v92, align 1
#     v94: f64 = fsub v91, v93
#     v95: f64 = fmul v94, v94
#     v96: f64 = fmul v95, v95
#     v97: i64 = iadd nsw v88, v3
#     v98: i64 = imul nsw v97, v3
#     v99: ptr = ptradd inbounds v25, v98
#     v100: f64 = load v99, align 1
#     v101: ptr = ptradd inbounds v26, v98
#     v102: f64 = load v101, align 1
#     v103: f64 = fsub v100, v102
#     v104: f64 = fmul v103, v103
#     v105: f64 = fmul v104, v104
#     v106: i64 = iadd nsw v88, v9
#     v107: i64 = imul nsw v106, v3
#     v108: ptr = ptradd inbounds v25, v107
#     v109: f64 = load v108, align 1
#     v110: ptr = ptradd inbounds v26, v107
#     v111: f64 = load v110, align 1
#     v112: f64 = fsub v109, v111
#     v113: f64 = fmul v112, v112
#     v114: f64 = fmul v113, v113
#     v115: i64 = iadd nsw v88, v13
#     v116: i64 = imul nsw v115, v3
#     v117: ptr = ptradd inbounds v25, v116
#     v118: f64 = load v117, align 1
#     v119: ptr = ptradd inbounds v26, v116
#     v120: f64 = load v119, align 1
#     v121: f64 = fsub v118, v120
#     v122: f64 = fmul v121, v121
#     v123: f64 = fmul v122, v122
#     v124: f64 = fadd v96, v105
#     v125: f64 = fadd v114, v123
#     v126: f64 = fadd v124, v125
#     v127: i64 = imul nsw v86, v3
#     v128: ptr = ptradd inbounds v23, v127
#     v129: f64 = load v128, align 8
#     v130: f64 = fadd v129, v126
#     store v128, v130, align 8
#     v131: i64 = iadd nsw nuw v86, v2
#     jump keep_rolled b13
#   b15:
#     v132: i64 = iadd nsw nuw v57, v2
#     jump keep_rolled b10
#   b16:
#     v133: i64 = phi v1 from b6, v146 from b17
#     v134: i1 = slt v133, v36
#     branch v134, b17, b18
#   b17:
#     v135: i64 = iadd nsw v35, v133
#     v136: i64 = imul nsw v135, v3
#     v137: ptr = ptradd inbounds v25, v136
#     v138: f64 = load v137, align 1
#     v139: ptr = ptradd inbounds v26, v136
#     v140: f64 = load v139, align 1
#     v141: f64 = fsub v138, v140
#     v142: f64 = fmul v141, v141
#     v143: f64 = fmul v142, v142
#     v144: f64 = load v24, align 8
#     v145: f64 = fadd v144, v143
#     store v24, v145, align 8
#     v146: i64 = iadd nsw nuw v133, v2
#     jump keep_rolled b16
#   b18:
#     v147: f64 = load v24, align 8
#     v148: f64 = fadd v34, v147
#     ret v148
