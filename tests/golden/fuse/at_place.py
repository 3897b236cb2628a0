# What is read at its place asks for no test and no temporary; a row that is stretched over what it is a part of, for both.
# signature: void (double *, intp, intp)
from upcall import carray


def f(p, n, m):
    a = carray(p, (n, m))
    a *= a + 1.0
    a /= a[0]
# --- fuse
#   f(p: float64*, n: int64, m: int64) -> none
#   b0:
#     v0: (int64, int64) = tuple n, m
#     a: float64[:, :] = call upcall.carray, p, v0
#     v1: float64[:, :] = add a, 1.0  # fused
#     a.1: float64[:, :] = mul a, v1 in place
#     v2: float64[:] = getitem a.1, 0  # in range 0x0, not negative 0x1
#     a.2: float64[:, :] = truediv a.1, v2 in place
#     ret None
# --- lir
#   entry upcall.f(ptr, i64, i64) -> void
#   function upcall.f.body(ptr, i64, i64, record) -> void raises
#   b0:
#     v0: i64 = iconst 18014398509481983
#     v1: i64 = iconst 0
#     v2: i64 = iconst 1
#     v3: i64 = iconst 8
#     v4: i1 = iconst 1
#     v5: f64 = fconst 1.0
#     v6: i1 = iconst 0
#     v7: ptr = null
#     v8: f64 = fconst 8.0
#     v9: f64 = fconst 1.152921504606847e+18
#     v10: i64 = iconst 512
#     v11: i32 = iconst 0
#     v12: ptr = record
#     v13: i64 = iconst 32
#     v14: ptr = frame 512
#     v15: ptr = param 0
#     v16: i64 = param 1
#     v17: i64 = param 2
#     v18: i1 = ugt v16, v0
#     branch unlikely v18, b1, b2
#   b1:
#     v19: i1 = slt v16, v1
#     branch unlikely v19, b3, b4
#   b2:
#     v20: i1 = ugt v17, v0
#     branch unlikely v20, b5, b6
#   b3:
#     raise 0 at 1
#   b4:
#     raise 1 at 1
#   b5:
#     v21: i1 = slt v17, v1
#     branch unlikely v21, b3, b7
#   b6:
#     v22: i64 = imul v3, v17
#     v23: i64 = imul v3, v17
#     v24: i64 = imul v3, v17
#     v25: i64 = imul v16, v17
#     scope 1
#     jump b8
#   b7:
#     raise 1 at 1
#   b8:
#     v26: i64 = phi v1 from b6, v35 from b9
#     v27: i1 = slt v26, v25
#     branch v27, b9, b10
#   b9:
#     v28: i64 = imul nsw v26, v3
#     v29: ptr = ptradd inbounds v15, v28
#     v30: f64 = load v29, align 1
#     v31: f64 = fadd v30, v5
#     v32: f64 = fmul v30, v31
#     v33: i64 = imul nsw v26, v3
#     v34: ptr = ptradd inbounds v15, v33
#     store v34, v32, align 1, scope 1
#     v35: i64 = iadd nsw nuw v26, v2
#     jump b8
#   b10:
#     v36: i64 = imul v3, v17
#     v37: i1 = uge v1, v16
#     branch unlikely v37, b11, b12
#   b11:
#     raise 2 at 2
#   b12:
#     v38: i64 = imul nsw v1, v36
#     v39: ptr = ptradd inbounds v15, v38
#     v40: i64 = imul v3, v17
#     v41: i64 = imul v3, v17
#     v42: i64 = ptrtoint v15
#     v43: i64 = imul v3, v16
#     v44: i64 = imul v43, v17
#     v45: i64 = ptrtoint v39
#     v46: i64 = imul v3, v17
#     v47: i64 = isub v42, v45
#     v48: i64 = isub v44, v2
#     v49: i64 = iadd v47, v48
#     v50: i64 = iadd v48, v46
#     v51: i1 = uge v49, v50
#     branch v51, b15, b13
#   b13:
#     v52: i1 = eq v39, v15
#     v53: i1 = eq v1, v41
#     v54: i1 = and v52, v53
#     v55: i1 = or v54, v51
#     v56: i1 = xor v55, v4
#     branch unlikely v56, b23, b22
#   b14:
#     ret
#   b15:
#     scope 2
#     jump b16
#   b16:
#     v57: i64 = phi v1 from b15, v75 from b21
#     v58: i1 = slt v57, v16
#     branch v58, b17, b18
#   b17:
#     jump b19
#   b18:
#     jump b14
#   b19:
#     v59: i64 = phi v1 from b17, v74 from b20
#     v60: i1 = slt v59, v17
#     branch v60, b20, b21
#   b20:
#     v61: i64 = imul nsw v57, v41
#     v62: ptr = ptradd inbounds v15, v61
#     v63: i64 = imul nsw v59, v3
#     v64: ptr = ptradd inbounds v62, v63
#     v65: f64 = load v64, align 1
#     v66: i64 = imul nsw v59, v3
#     v67: ptr = ptradd inbounds v39, v66
#     v68: f64 = load v67, align 1, scope 2
#     v69: f64 = fdiv v65, v68
#     v70: i64 = imul nsw v57, v41
#     v71: ptr = ptradd inbounds v15, v70
#     v72: i64 = imul nsw v59, v3
#     v73: ptr = ptradd inbounds v71, v72
#     store v73, v69, align 1, scope 2
#     v74: i64 = iadd nsw nuw v59, v2
#     jump b19
#   b21:
#     v75: i64 = iadd nsw nuw v57, v2
#     jump b16
#   b22:
#     v76: ptr = phi v15 from b13, v90 from b28
#     v77: i64 = phi v41 from b13, v92 from b28
#     v78: i1 = phi v6 from b13, v4 from b28
#     v79: ptr = phi v7 from b13, v91 from b28
#     jump b30
#   b23:
#     v80: f64 = sitofp v16
#     v81: f64 = fmul v8, v80
#     v82: f64 = sitofp v17
#     v83: f64 = fmul v81, v82
#     v84: i1 = fgt v83, v9
#     branch unlikely v84, b24, b25
#   b24:
#     raise 3 at 3
#   b25:
#     v85: i64 = imul nsw v3, v16
#     v86: i64 = imul nsw v85, v17
#     v87: i1 = ule v86, v10
#     branch v87, b26, b27
#   b26:
#     jump b28
#   b27:
#     v88: ptr = call upcall_block_new v12, v86, v11
#     v89: i1 = eq v88, v7
#     branch unlikely v89, b24, b29
#   b28:
#     v90: ptr = phi v14 from b26, v93 from b29
#     v91: ptr = phi v7 from b26, v88 from b29
#     v92: i64 = imul v3, v17
#     jump b22
#   b29:
#     v93: ptr = ptradd inbounds v88, v13
#     jump b28
#   b30:
#     v94: i64 = phi v1 from b22, v112 from b35
#     v95: i1 = slt v94, v16
#     branch v95, b31, b32
#   b31:
#     jump b33
#   b32:
#     branch v78, b36, b37
#   b33:
#     v96: i64 = phi v1 from b31, v111 from b34
#     v97: i1 = slt v96, v17
#     branch v97, b34, b35
#   b34:
#     v98: i64 = imul nsw v94, v40
#     v99: ptr = ptradd inbounds v15, v98
#     v100: i64 = imul nsw v96, v3
#     v101: ptr = ptradd inbounds v99, v100
#     v102: f64 = load v101, align 1
#     v103: i64 = imul nsw v96, v3
#     v104: ptr = ptradd inbounds v39, v103
#     v105: f64 = load v104, align 1
#     v106: f64 = fdiv v102, v105
#     v107: i64 = imul nsw v94, v77
#     v108: ptr = ptradd inbounds v76, v107
#     v109: i64 = imul nsw v96, v3
#     v110: ptr = ptradd inbounds v108, v109
#     store v110, v106, align 1
#     v111: i64 = iadd nsw nuw v96, v2
#     jump keep_rolled keep_scalar b33
#   b35:
#     v112: i64 = iadd nsw nuw v94, v2
#     jump keep_rolled keep_scalar b30
#   b36:
#     jump b38
#   b37:
#     jump b14
#   b38:
#     v113: i64 = phi v1 from b36, v127 from b43
#     v114: i1 = slt v113, v16
#     branch v114, b39, b40
#   b39:
#     jump b41
#   b40:
#     call upcall_block_release v79
#     jump b37
#   b41:
#     v115: i64 = phi v1 from b39, v126 from b42
#     v116: i1 = slt v115, v17
#     branch v116, b42, b43
#   b42:
#     v117: i64 = imul nsw v113, v77
#     v118: ptr = ptradd inbounds v76, v117
#     v119: i64 = imul nsw v115, v3
#     v120: ptr = ptradd inbounds v118, v119
#     v121: f64 = load v120, align 1
#     v122: i64 = imul nsw v113, v41
#     v123: ptr = ptradd inbounds v15, v122
#     v124: i64 = imul nsw v115, v3
#     v125: ptr = ptradd inbounds v123, v124
#     store v125, v121, align 1
#     v126: i64 = iadd nsw nuw v115, v2
#     jump keep_rolled keep_scalar b41
#   b43:
#     v127: i64 = iadd nsw nuw v113, v2
#     jump keep_rolled keep_scalar b38
