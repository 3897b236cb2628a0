# A matrix in a flat array: what i * n + j can be in the inner loop follows from i, n and the length, before that loop.
# What j * o can be does as well, since o is a length.
# signature: float64(CPointer(float64), int64, int64, int64)
from upcall import carray


def f(p, m, n, o):
    a = carray(p, m * n)
    b = carray(p, o)
    s = 0.0
    for i in range(m):
        for j in range(n):
            s += a[(i - 1) * n + j] + a[j * o + i] + b[0]
    return s
# --- bound
#   f(p: float64*, m: int64, n: int64, o: int64) -> float64
#   b0:
#     v0: int64 = mul m, n
#     a: float64[:] = call upcall.carray, p, v0
#     b: float64[:] = call upcall.carray, p, o
#     v1: range = call builtins.range, m
#     v2: iterator over range = iter v1
#     v3: int64 = iter_count v2
#     jump b1
#   b1:
#     s: float64 = phi b0: 0.0, b3: s.1
#     v4: int64 = phi b0: 0, b3: v6
#     v5: boolean = iter_more v4, v3
#     branch v5, b2, b5
#   b2:
#     i: int64 = iter_item v2, v4
#     v6: int64 = iter_next v4
#     v7: range = call builtins.range, n
#     v8: iterator over range = iter v7
#     v9: int64 = iter_count v8
#     jump b3
#   b3:
#     s.1: float64 = phi b2: s, b4: s.2
#     v10: int64 = phi b2: 0, b4: v12
#     v11: boolean = iter_more v10, v9
#     branch v11, b4, b1
#   b4:
#     j: int64 = iter_item v8, v10
#     v12: int64 = iter_next v10
#     v13: int64 = sub i, 1
#     v14: int64 = mul v13, n
#     v15: int64 = add v14, j
#     v16: float64 = getitem a, v15  # index 0 pretested at v8
#     v17: int64 = mul j, o
#     v18: int64 = add v17, i
#     v19: float64 = getitem a, v18  # index 0 pretested at v8
#     v20: float64 = add v16, v19
#     v21: float64 = getitem b, 0  # in range 0x0, not negative 0x1
#     v22: float64 = add v20, v21
#     s.2: float64 = add s.1, v22 in place
#     jump b3
#   b5:
#     ret s
# --- lir
#   entry upcall.f(ptr, i64, i64, i64) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(ptr, i64, i64, i64) -> f64 raises
#   b0:
#     v0: i64 = iconst 18014398509481983
#     v1: i64 = iconst 0
#     v2: i64 = iconst 8
#     v3: i64 = iconst 1
#     v4: f64 = fconst 0.0
#     v5: i64 = iconst 536870912
#     v6: i64 = iconst 268435456
#     v7: i64 = iconst 144115188075855872
#     v8: i64 = iconst 72057594037927936
#     v9: i64 = iconst -1
#     v10: ptr = param 0
#     v11: i64 = param 1
#     v12: i64 = param 2
#     v13: i64 = param 3
#     v14: i64 = imul v11, v12
#     v15: i1 = ugt v14, v0
#     branch unlikely v15, b6, b7
#   b1:
#     v16: f64 = phi v91 from b3, v4 from b11
#     v17: i64 = phi v19 from b3, v1 from b11
#     v18: i1 = slt v17, v11
#     branch v18, b2, b5
#   b2:
#     v19: i64 = iadd nsw nuw v17, v3
#     v20: i64 = iadd v17, v6
#     v21: i1 = ugt v20, v5
#     v22: i64 = iadd v12, v6
#     v23: i1 = ugt v22, v5
#     v24: i1 = or v21, v23
#     v25: i64 = imul v17, v12
#     v26: i64 = imul v25, v3
#     v27: i64 = iadd v1, v26
#     v28: i64 = iadd v12, v8
#     v29: i1 = ugt v28, v7
#     v30: i1 = or v24, v29
#     v31: i64 = imul v12, v9
#     v32: i64 = iadd v27, v31
#     v33: i1 = slt v32, v1
#     v34: i1 = or v30, v33
#     v35: i64 = iadd v14, v8
#     v36: i1 = ugt v35, v7
#     v37: i64 = imul v14, v3
#     v38: i64 = iadd v1, v37
#     v39: i64 = iadd v12, v8
#     v40: i1 = ugt v39, v7
#     v41: i1 = or v36, v40
#     v42: i64 = imul v12, v9
#     v43: i64 = iadd v38, v42
#     v44: i64 = iadd v17, v6
#     v45: i1 = ugt v44, v5
#     v46: i1 = or v41, v45
#     v47: i64 = iadd v12, v6
#     v48: i1 = ugt v47, v5
#     v49: i1 = or v46, v48
#     v50: i64 = imul v17, v12
#     v51: i64 = imul v50, v9
#     v52: i64 = iadd v43, v51
#     v53: i64 = iadd v12, v8
#     v54: i1 = ugt v53, v7
#     v55: i1 = or v49, v54
#     v56: i64 = imul v12, v3
#     v57: i64 = iadd v52, v56
#     v58: i1 = slt v57, v1
#     v59: i1 = or v55, v58
#     v60: i1 = or v34, v59
#     v61: i1 = slt v17, v1
#     v62: i1 = or v60, v61
#     v63: i64 = iadd v14, v8
#     v64: i1 = ugt v63, v7
#     v65: i64 = imul v14, v3
#     v66: i64 = iadd v9, v65
#     v67: i64 = iadd v17, v8
#     v68: i1 = ugt v67, v7
#     v69: i1 = or v64, v68
#     v70: i64 = imul v17, v9
#     v71: i64 = iadd v66, v70
#     v72: i64 = iadd v12, v6
#     v73: i1 = ugt v72, v5
#     v74: i1 = or v69, v73
#     v75: i64 = iadd v13, v6
#     v76: i1 = ugt v75, v5
#     v77: i1 = or v74, v76
#     v78: i64 = imul v12, v13
#     v79: i64 = imul v78, v9
#     v80: i64 = iadd v71, v79
#     v81: i64 = iadd v13, v8
#     v82: i1 = ugt v81, v7
#     v83: i1 = or v77, v82
#     v84: i64 = imul v13, v3
#     v85: i64 = iadd v80, v84
#     v86: i1 = slt v85, v1
#     v87: i1 = or v83, v86
#     v88: i1 = or v62, v87
#     v89: i1 = sgt v12, v1
#     v90: i64 = select v89, v12, v1
#     jump b3
#   b3:
#     v91: f64 = phi v16 from b2, v127 from b23
#     v92: i64 = phi v1 from b2, v94 from b23
#     v93: i1 = slt v92, v12
#     branch v93, b4, b1
#   b4:
#     v94: i64 = iadd nsw nuw v92, v3
#     v95: i64 = isub v17, v3
#     v96: i64 = imul v95, v12
#     v97: i64 = iadd v96, v92
#     branch unlikely v88, b14, b15
#   b5:
#     ret v16
#   b6:
#     v98: i1 = slt v14, v1
#     branch unlikely v98, b8, b9
#   b7:
#     v99: i1 = ugt v13, v0
#     branch unlikely v99, b10, b11
#   b8:
#     raise 1
#   b9:
#     raise 2
#   b10:
#     v100: i1 = slt v13, v1
#     branch unlikely v100, b12, b13
#   b11:
#     v101: i1 = sgt v11, v1
#     v102: i64 = select v101, v11, v1
#     jump b1
#   b12:
#     raise 3
#   b13:
#     raise 4
#   b14:
#     v103: i1 = slt v97, v1
#     v104: i64 = iadd v97, v14
#     v105: i64 = select v103, v104, v97
#     v106: i1 = uge v105, v14
#     branch unlikely v106, b16, b17
#   b15:
#     v107: i64 = phi v97 from b4, v105 from b17
#     v108: i64 = imul nsw v107, v2
#     v109: ptr = ptradd inbounds v10, v108
#     v110: f64 = load v109, align 8
#     v111: i64 = imul v92, v13
#     v112: i64 = iadd v111, v17
#     branch unlikely v88, b18, b19
#   b16:
#     raise 5
#   b17:
#     jump b15
#   b18:
#     v113: i1 = slt v112, v1
#     v114: i64 = iadd v112, v14
#     v115: i64 = select v113, v114, v112
#     v116: i1 = uge v115, v14
#     branch unlikely v116, b20, b21
#   b19:
#     v117: i64 = phi v112 from b15, v115 from b21
#     v118: i64 = imul nsw v117, v2
#     v119: ptr = ptradd inbounds v10, v118
#     v120: f64 = load v119, align 8
#     v121: f64 = fadd v110, v120
#     v122: i1 = uge v1, v13
#     branch unlikely v122, b22, b23
#   b20:
#     raise 6
#   b21:
#     jump b19
#   b22:
#     raise 7
#   b23:
#     v123: i64 = imul nsw v1, v2
#     v124: ptr = ptradd inbounds v10, v123
#     v125: f64 = load v124, align 8
#     v126: f64 = fadd v121, v125
#     v127: f64 = fadd v91, v126
#     jump b3
