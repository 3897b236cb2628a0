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
#     v23: i64 = imul v16, v17
#     scope 1
#     jump b8
#   b7:
#     raise 1 at 1
#   b8:
#     v24: i64 = phi v1 from b6, v31 from b9
#     v25: i1 = slt v24, v23
#     branch v25, b9, b10
#   b9:
#     v26: i64 = imul nsw v24, v3
#     v27: ptr = ptradd inbounds v15, v26
#     v28: f64 = load v27, align 1
#     v29: f64 = fadd v28, v5
#     v30: f64 = fmul v28, v29
#     store v27, v30, align 1, scope 1
#     v31: i64 = iadd nsw nuw v24, v2
#     jump b8
#   b10:
#     v32: i1 = uge v1, v16
#     branch unlikely v32, b11, b12
#   b11:
#     raise 2 at 2
#   b12:
#     v33: i64 = imul nsw v1, v22
#     v34: ptr = ptradd inbounds v15, v33
#     v35: i64 = ptrtoint v15
#     v36: i64 = imul v3, v16
#     v37: i64 = imul v36, v17
#     v38: i64 = ptrtoint v34
#     v39: i64 = isub v35, v38
#     v40: i64 = isub v37, v2
#     v41: i64 = iadd v39, v40
#     v42: i64 = iadd v40, v22
#     v43: i1 = uge v41, v42
#     branch v43, b15, b13
#   b13:
#     v44: i1 = eq v34, v15
#     v45: i1 = eq v1, v22
#     v46: i1 = and v44, v45
#     v47: i1 = or v46, v43
#     v48: i1 = xor v47, v4
#     branch unlikely v48, b23, b22
#   b14:
#     ret
#   b15:
#     scope 2
#     jump b16
#   b16:
#     v49: i64 = phi v1 from b15, v62 from b21
#     v50: i1 = slt v49, v16
#     branch v50, b17, b18
#   b17:
#     jump b19
#   b18:
#     jump b14
#   b19:
#     v51: i64 = phi v1 from b17, v61 from b20
#     v52: i1 = slt v51, v17
#     branch v52, b20, b21
#   b20:
#     v53: i64 = imul nsw v49, v22
#     v54: ptr = ptradd inbounds v15, v53
#     v55: i64 = imul nsw v51, v3
#     v56: ptr = ptradd inbounds v54, v55
#     v57: f64 = load v56, align 1
#     v58: ptr = ptradd inbounds v34, v55
#     v59: f64 = load v58, align 1, scope 2
#     v60: f64 = fdiv v57, v59
#     store v56, v60, align 1, scope 2
#     v61: i64 = iadd nsw nuw v51, v2
#     jump b19
#   b21:
#     v62: i64 = iadd nsw nuw v49, v2
#     jump b16
#   b22:
#     v63: ptr = phi v15 from b13, v77 from b28
#     v64: i64 = phi v22 from b13, v22 from b28
#     v65: i1 = phi v6 from b13, v4 from b28
#     v66: ptr = phi v7 from b13, v78 from b28
#     jump b30
#   b23:
#     v67: f64 = sitofp v16
#     v68: f64 = fmul v8, v67
#     v69: f64 = sitofp v17
#     v70: f64 = fmul v68, v69
#     v71: i1 = fgt v70, v9
#     branch unlikely v71, b24, b25
#   b24:
#     raise 3 at 3
#   b25:
#     v72: i64 = imul nsw v3, v16
#     v73: i64 = imul nsw v72, v17
#     v74: i1 = ule v73, v10
#     branch v74, b26, b27
#   b26:
#     jump b28
#   b27:
#     v75: ptr = call upcall_block_new v12, v73, v11
#     v76: i1 = eq v75, v7
#     branch unlikely v76, b24, b29
#   b28:
#     v77: ptr = phi v14 from b26, v79 from b29
#     v78: ptr = phi v7 from b26, v75 from b29
#     jump b22
#   b29:
#     v79: ptr = ptradd inbounds v75, v13
#     jump b28
#   b30:
#     v80: i64 = phi v1 from b22, v96 from b35
#     v81: i1 = slt v80, v16
#     branch v81, b31, b32
#   b31:
#     jump b33
#   b32:
#     branch v65, b36, b37
#   b33:
#     v82: i64 = phi v1 from b31, v95 from b34
#     v83: i1 = slt v82, v17
#     branch v83, b34, b35
#   b34:
#     v84: i64 = imul nsw v80, v22
#     v85: ptr = ptradd inbounds v15, v84
#     v86: i64 = imul nsw v82, v3
#     v87: ptr = ptradd inbounds v85, v86
#     v88: f64 = load v87, align 1
#     v89: ptr = ptradd inbounds v34, v86
#     v90: f64 = load v89, align 1
#     v91: f64 = fdiv v88, v90
#     v92: i64 = imul nsw v80, v64
#     v93: ptr = ptradd inbounds v63, v92
#     v94: ptr = ptradd inbounds v93, v86
#     store v94, v91, align 1
#     v95: i64 = iadd nsw nuw v82, v2
#     jump keep_rolled keep_scalar b33
#   b35:
#     v96: i64 = iadd nsw nuw v80, v2
#     jump keep_rolled keep_scalar b30
#   b36:
#     jump b38
#   b37:
#     jump b14
#   b38:
#     v97: i64 = phi v1 from b36, v110 from b43
#     v98: i1 = slt v97, v16
#     branch v98, b39, b40
#   b39:
#     jump b41
#   b40:
#     call upcall_block_release v66
#     jump b37
#   b41:
#     v99: i64 = phi v1 from b39, v109 from b42
#     v100: i1 = slt v99, v17
#     branch v100, b42, b43
#   b42:
#     v101: i64 = imul nsw v97, v64
#     v102: ptr = ptradd inbounds v63, v101
#     v103: i64 = imul nsw v99, v3
#     v104: ptr = ptradd inbounds v102, v103
#     v105: f64 = load v104, align 1
#     v106: i64 = imul nsw v97, v22
#     v107: ptr = ptradd inbounds v15, v106
#     v108: ptr = ptradd inbounds v107, v103
#     store v108, v105, align 1
#     v109: i64 = iadd nsw nuw v99, v2
#     jump keep_rolled keep_scalar b41
#   b43:
#     v110: i64 = iadd nsw nuw v97, v2
#     jump keep_rolled keep_scalar b38
