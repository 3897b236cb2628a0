# A stencil by slices is one nest: their lengths are seen to be equal, and one test says that the array they are of isn't the target's.
# signature: void (double *, double *, intp)
from upcall import carray


def f(p, q, n):
    a = carray(p, (n, n))
    b = carray(q, (n, n))
    b[1:-1, 1:-1] = a[:-2, 1:-1] + a[2:, 1:-1] + a[1:-1, :-2] + a[1:-1, 2:] - 4 * a[1:-1, 1:-1]
# --- lir
#   entry upcall.f(ptr, ptr, i64) -> void
#   function upcall.f.body(ptr, ptr, i64, record) -> void raises
#   b0:
#     v0: i64 = iconst 18014398509481983
#     v1: i64 = iconst 0
#     v2: i64 = iconst 8
#     v3: i64 = iconst -2
#     v4: i64 = iconst 1
#     v5: i64 = iconst -1
#     v6: i1 = iconst 0
#     v7: i64 = iconst 2
#     v8: i64 = iconst 16
#     v9: i1 = iconst 1
#     v10: f64 = fconst 4.0
#     v11: ptr = null
#     v12: f64 = fconst 8.0
#     v13: f64 = fconst 1.152921504606847e+18
#     v14: i64 = iconst 512
#     v15: i32 = iconst 0
#     v16: ptr = record
#     v17: i64 = iconst 32
#     v18: ptr = frame 512
#     v19: ptr = param 0
#     v20: ptr = param 1
#     v21: i64 = param 2
#     v22: i1 = ugt v21, v0
#     branch unlikely v22, b1, b2
#   b1:
#     v23: i1 = slt v21, v1
#     branch unlikely v23, b3, b4
#   b2:
#     v24: i64 = imul v2, v21
#     v25: i64 = iadd v21, v3
#     v26: i1 = slt v25, v1
#     v27: i64 = select v26, v1, v25
#     v28: ptr = ptradd v19, v2
#     v29: i64 = imul v7, v24
#     v30: ptr = ptradd v19, v29
#     v31: ptr = ptradd v30, v2
#     v32: ptr = ptradd v19, v24
#     v33: ptr = ptradd v32, v8
#     v34: ptr = ptradd v32, v2
#     v35: ptr = ptradd v20, v24
#     v36: ptr = ptradd v35, v2
#     v37: i64 = imul v27, v2
#     v38: i1 = eq v24, v37
#     v39: i64 = imul v27, v27
#     v40: i64 = select v38, v39, v27
#     v41: i64 = select v38, v4, v27
#     v42: i64 = ptrtoint v36
#     v43: i64 = isub v27, v4
#     v44: i64 = imul v43, v24
#     v45: i1 = slt v44, v1
#     v46: i64 = select v45, v44, v1
#     v47: i64 = iadd v42, v46
#     v48: i64 = isub v1, v44
#     v49: i64 = select v45, v48, v44
#     v50: i64 = iadd v2, v49
#     v51: i64 = imul v43, v2
#     v52: i64 = iadd v50, v51
#     v53: i64 = ptrtoint v19
#     v54: i64 = imul v24, v21
#     v55: i64 = isub v47, v53
#     v56: i64 = isub v52, v4
#     v57: i64 = iadd v55, v56
#     v58: i64 = iadd v56, v54
#     v59: i1 = uge v57, v58
#     branch v59, b7, b5
#   b3:
#     raise 0 at 1
#   b4:
#     raise 1 at 1
#   b5:
#     v60: i1 = eq v28, v36
#     v61: i1 = or v60, v59
#     v62: i1 = xor v61, v9
#     v63: i1 = eq v31, v36
#     v64: i1 = or v63, v59
#     v65: i1 = xor v64, v9
#     v66: i1 = or v62, v65
#     v67: i1 = eq v32, v36
#     v68: i1 = or v67, v59
#     v69: i1 = xor v68, v9
#     v70: i1 = or v66, v69
#     v71: i1 = eq v33, v36
#     v72: i1 = or v71, v59
#     v73: i1 = xor v72, v9
#     v74: i1 = or v70, v73
#     v75: i1 = eq v34, v36
#     v76: i1 = or v75, v59
#     v77: i1 = xor v76, v9
#     v78: i1 = or v74, v77
#     branch unlikely v78, b15, b14
#   b6:
#     ret
#   b7:
#     scope 1
#     jump b8
#   b8:
#     v79: i64 = phi v1 from b7, v108 from b13
#     v80: i1 = slt v79, v41
#     branch v80, b9, b10
#   b9:
#     jump b11
#   b10:
#     jump b6
#   b11:
#     v81: i64 = phi v1 from b9, v107 from b12
#     v82: i1 = slt v81, v40
#     branch v82, b12, b13
#   b12:
#     v83: i64 = imul nsw v79, v24
#     v84: ptr = ptradd inbounds v28, v83
#     v85: i64 = imul nsw v81, v2
#     v86: ptr = ptradd inbounds v84, v85
#     v87: f64 = load v86, align 1, scope 1
#     v88: ptr = ptradd inbounds v31, v83
#     v89: ptr = ptradd inbounds v88, v85
#     v90: f64 = load v89, align 1, scope 1
#     v91: f64 = fadd v87, v90
#     v92: ptr = ptradd inbounds v32, v83
#     v93: ptr = ptradd inbounds v92, v85
#     v94: f64 = load v93, align 1, scope 1
#     v95: f64 = fadd v91, v94
#     v96: ptr = ptradd inbounds v33, v83
#     v97: ptr = ptradd inbounds v96, v85
#     v98: f64 = load v97, align 1, scope 1
#     v99: f64 = fadd v95, v98
#     v100: ptr = ptradd inbounds v34, v83
#     v101: ptr = ptradd inbounds v100, v85
#     v102: f64 = load v101, align 1, scope 1
#     v103: f64 = fmul v10, v102
#     v104: f64 = fsub v99, v103
#     v105: ptr = ptradd inbounds v36, v83
#     v106: ptr = ptradd inbounds v105, v85
#     store v106, v104, align 1, scope 1
#     v107: i64 = iadd nsw nuw v81, v4
#     jump b11
#   b13:
#     v108: i64 = iadd nsw nuw v79, v4
#     jump b8
#   b14:
#     v109: ptr = phi v36 from b5, v122 from b20
#     v110: i64 = phi v24 from b5, v37 from b20
#     v111: i1 = phi v6 from b5, v9 from b20
#     v112: ptr = phi v11 from b5, v123 from b20
#     jump b22
#   b15:
#     v113: f64 = sitofp v27
#     v114: f64 = fmul v12, v113
#     v115: f64 = fmul v114, v113
#     v116: i1 = fgt v115, v13
#     branch unlikely v116, b16, b17
#   b16:
#     raise 2 at 2
#   b17:
#     v117: i64 = imul nsw v2, v27
#     v118: i64 = imul nsw v117, v27
#     v119: i1 = ule v118, v14
#     branch v119, b18, b19
#   b18:
#     jump b20
#   b19:
#     v120: ptr = call upcall_block_new v16, v118, v15
#     v121: i1 = eq v120, v11
#     branch unlikely v121, b16, b21
#   b20:
#     v122: ptr = phi v18 from b18, v124 from b21
#     v123: ptr = phi v11 from b18, v120 from b21
#     jump b14
#   b21:
#     v124: ptr = ptradd inbounds v120, v17
#     jump b20
#   b22:
#     v125: i64 = phi v1 from b14, v155 from b27
#     v126: i1 = slt v125, v27
#     branch v126, b23, b24
#   b23:
#     jump b25
#   b24:
#     branch v111, b28, b29
#   b25:
#     v127: i64 = phi v1 from b23, v154 from b26
#     v128: i1 = slt v127, v27
#     branch v128, b26, b27
#   b26:
#     v129: i64 = imul nsw v125, v24
#     v130: ptr = ptradd inbounds v28, v129
#     v131: i64 = imul nsw v127, v2
#     v132: ptr = ptradd inbounds v130, v131
#     v133: f64 = load v132, align 1
#     v134: ptr = ptradd inbounds v31, v129
#     v135: ptr = ptradd inbounds v134, v131
#     v136: f64 = load v135, align 1
#     v137: f64 = fadd v133, v136
#     v138: ptr = ptradd inbounds v32, v129
#     v139: ptr = ptradd inbounds v138, v131
#     v140: f64 = load v139, align 1
#     v141: f64 = fadd v137, v140
#     v142: ptr = ptradd inbounds v33, v129
#     v143: ptr = ptradd inbounds v142, v131
#     v144: f64 = load v143, align 1
#     v145: f64 = fadd v141, v144
#     v146: ptr = ptradd inbounds v34, v129
#     v147: ptr = ptradd inbounds v146, v131
#     v148: f64 = load v147, align 1
#     v149: f64 = fmul v10, v148
#     v150: f64 = fsub v145, v149
#     v151: i64 = imul nsw v125, v110
#     v152: ptr = ptradd inbounds v109, v151
#     v153: ptr = ptradd inbounds v152, v131
#     store v153, v150, align 1
#     v154: i64 = iadd nsw nuw v127, v4
#     jump keep_rolled keep_scalar b25
#   b27:
#     v155: i64 = iadd nsw nuw v125, v4
#     jump keep_rolled keep_scalar b22
#   b28:
#     jump b30
#   b29:
#     jump b6
#   b30:
#     v156: i64 = phi v1 from b28, v169 from b35
#     v157: i1 = slt v156, v27
#     branch v157, b31, b32
#   b31:
#     jump b33
#   b32:
#     call upcall_block_release v112
#     jump b29
#   b33:
#     v158: i64 = phi v1 from b31, v168 from b34
#     v159: i1 = slt v158, v27
#     branch v159, b34, b35
#   b34:
#     v160: i64 = imul nsw v156, v110
#     v161: ptr = ptradd inbounds v109, v160
#     v162: i64 = imul nsw v158, v2
#     v163: ptr = ptradd inbounds v161, v162
#     v164: f64 = load v163, align 1
#     v165: i64 = imul nsw v156, v24
#     v166: ptr = ptradd inbounds v36, v165
#     v167: ptr = ptradd inbounds v166, v162
#     store v167, v164, align 1
#     v168: i64 = iadd nsw nuw v158, v4
#     jump keep_rolled keep_scalar b33
#   b35:
#     v169: i64 = iadd nsw nuw v156, v4
#     jump keep_rolled keep_scalar b30
