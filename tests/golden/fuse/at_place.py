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
#     v25: i64 = imul v3, v17
#     v26: i64 = imul v3, v17
#     v27: i64 = imul v16, v17
#     scope 1
#     jump b8
#   b7:
#     raise 1 at 1
#   b8:
#     v28: i64 = phi v1 from b6, v37 from b9
#     v29: i1 = slt v28, v27
#     branch v29, b9, b10
#   b9:
#     v30: i64 = imul nsw v28, v3
#     v31: ptr = ptradd inbounds v15, v30
#     v32: f64 = load v31, align 1
#     v33: f64 = fadd v32, v5
#     v34: f64 = fmul v32, v33
#     v35: i64 = imul nsw v28, v3
#     v36: ptr = ptradd inbounds v15, v35
#     store v36, v34, align 1, scope 1
#     v37: i64 = iadd nsw nuw v28, v2
#     jump b8
#   b10:
#     v38: i64 = imul v3, v17
#     v39: i1 = uge v1, v16
#     branch unlikely v39, b11, b12
#   b11:
#     raise 2 at 2
#   b12:
#     v40: i64 = imul nsw v1, v38
#     v41: ptr = ptradd inbounds v15, v40
#     v42: i64 = imul v3, v17
#     v43: i64 = imul v3, v17
#     v44: i64 = imul v3, v17
#     v45: i64 = ptrtoint v15
#     v46: i64 = imul v3, v16
#     v47: i64 = imul v46, v17
#     v48: i64 = ptrtoint v41
#     v49: i64 = imul v3, v17
#     v50: i64 = isub v45, v48
#     v51: i64 = isub v47, v2
#     v52: i64 = iadd v50, v51
#     v53: i64 = iadd v51, v49
#     v54: i1 = uge v52, v53
#     branch v54, b15, b13
#   b13:
#     v55: i1 = eq v41, v15
#     v56: i1 = eq v1, v44
#     v57: i1 = and v55, v56
#     v58: i1 = or v57, v54
#     v59: i1 = xor v58, v4
#     branch unlikely v59, b23, b22
#   b14:
#     ret
#   b15:
#     scope 2
#     jump b16
#   b16:
#     v60: i64 = phi v1 from b15, v78 from b21
#     v61: i1 = slt v60, v16
#     branch v61, b17, b18
#   b17:
#     jump b19
#   b18:
#     jump b14
#   b19:
#     v62: i64 = phi v1 from b17, v77 from b20
#     v63: i1 = slt v62, v17
#     branch v63, b20, b21
#   b20:
#     v64: i64 = imul nsw v60, v44
#     v65: ptr = ptradd inbounds v15, v64
#     v66: i64 = imul nsw v62, v3
#     v67: ptr = ptradd inbounds v65, v66
#     v68: f64 = load v67, align 1
#     v69: i64 = imul nsw v62, v3
#     v70: ptr = ptradd inbounds v41, v69
#     v71: f64 = load v70, align 1, scope 2
#     v72: f64 = fdiv v68, v71
#     v73: i64 = imul nsw v60, v44
#     v74: ptr = ptradd inbounds v15, v73
#     v75: i64 = imul nsw v62, v3
#     v76: ptr = ptradd inbounds v74, v75
#     store v76, v72, align 1, scope 2
#     v77: i64 = iadd nsw nuw v62, v2
#     jump b19
#   b21:
#     v78: i64 = iadd nsw nuw v60, v2
#     jump b16
#   b22:
#     v79: ptr = phi v15 from b13, v93 from b28
#     v80: i64 = phi v44 from b13, v95 from b28
#     v81: i1 = phi v6 from b13, v4 from b28
#     v82: ptr = phi v7 from b13, v94 from b28
#     jump b30
#   b23:
#     v83: f64 = sitofp v16
#     v84: f64 = fmul v8, v83
#     v85: f64 = sitofp v17
#     v86: f64 = fmul v84, v85
#     v87: i1 = fgt v86, v9
#     branch unlikely v87, b24, b25
#   b24:
#     raise 3 at 3
#   b25:
#     v88: i64 = imul nsw v3, v16
#     v89: i64 = imul nsw v88, v17
#     v90: i1 = ule v89, v10
#     branch v90, b26, b27
#   b26:
#     jump b28
#   b27:
#     v91: ptr = call upcall_block_new v12, v89, v11
#     v92: i1 = eq v91, v7
#     branch unlikely v92, b24, b29
#   b28:
#     v93: ptr = phi v14 from b26, v96 from b29
#     v94: ptr = phi v7 from b26, v91 from b29
#     v95: i64 = imul v3, v17
#     jump b22
#   b29:
#     v96: ptr = ptradd inbounds v91, v13
#     jump b28
#   b30:
#     v97: i64 = phi v1 from b22, v115 from b35
#     v98: i1 = slt v97, v16
#     branch v98, b31, b32
#   b31:
#     jump b33
#   b32:
#     branch v81, b36, b37
#   b33:
#     v99: i64 = phi v1 from b31, v114 from b34
#     v100: i1 = slt v99, v17
#     branch v100, b34, b35
#   b34:
#     v101: i64 = imul nsw v97, v43
#     v102: ptr = ptradd inbounds v15, v101
#     v103: i64 = imul nsw v99, v3
#     v104: ptr = ptradd inbounds v102, v103
#     v105: f64 = load v104, align 1
#     v106: i64 = imul nsw v99, v3
#     v107: ptr = ptradd inbounds v41, v106
#     v108: f64 = load v107, align 1
#     v109: f64 = fdiv v105, v108
#     v110: i64 = imul nsw v97, v80
#     v111: ptr = ptradd inbounds v79, v110
#     v112: i64 = imul nsw v99, v3
#     v113: ptr = ptradd inbounds v111, v112
#     store v113, v109, align 1
#     v114: i64 = iadd nsw nuw v99, v2
#     jump keep_rolled keep_scalar b33
#   b35:
#     v115: i64 = iadd nsw nuw v97, v2
#     jump keep_rolled keep_scalar b30
#   b36:
#     jump b38
#   b37:
#     jump b14
#   b38:
#     v116: i64 = phi v1 from b36, v130 from b43
#     v117: i1 = slt v116, v16
#     branch v117, b39, b40
#   b39:
#     jump b41
#   b40:
#     call upcall_block_release v82
#     jump b37
#   b41:
#     v118: i64 = phi v1 from b39, v129 from b42
#     v119: i1 = slt v118, v17
#     branch v119, b42, b43
#   b42:
#     v120: i64 = imul nsw v116, v80
#     v121: ptr = ptradd inbounds v79, v120
#     v122: i64 = imul nsw v118, v3
#     v123: ptr = ptradd inbounds v121, v122
#     v124: f64 = load v123, align 1
#     v125: i64 = imul nsw v116, v44
#     v126: ptr = ptradd inbounds v15, v125
#     v127: i64 = imul nsw v118, v3
#     v128: ptr = ptradd inbounds v126, v127
#     store v128, v124, align 1
#     v129: i64 = iadd nsw nuw v118, v2
#     jump keep_rolled keep_scalar b41
#   b43:
#     v130: i64 = iadd nsw nuw v116, v2
#     jump keep_rolled keep_scalar b38
