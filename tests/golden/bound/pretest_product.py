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
#     v8: uint64 = add i, 268435456
#     v9: boolean = gt v8, 536870912
#     v10: int64 = add i, -1
#     v11: uint64 = add n, 268435456
#     v12: boolean = gt v11, 536870912
#     v13: boolean = or v9, v12
#     v14: int64 = mul v10, n
#     v15: boolean = lt v14, 0
#     v16: boolean = or v13, v15
#     v17: uint64 = add v0, 72057594037927936
#     v18: boolean = gt v17, 144115188075855872
#     v19: int64 = sub v0, n
#     v20: int64 = add i, -1
#     v21: int64 = mul v20, n
#     v22: int64 = sub v19, v21
#     v23: boolean = lt v22, 0
#     v24: boolean = or v18, v23
#     v25: boolean = or v16, v24
#     v26: int64 = sub v0, i
#     v27: int64 = add n, -1
#     v28: uint64 = add o, 268435456
#     v29: boolean = gt v28, 536870912
#     v30: int64 = mul v27, o
#     v31: int64 = sub v26, v30
#     v32: boolean = lt v31, 1
#     v33: boolean = or v29, v32
#     v34: boolean = or v25, v33
#     v35: iterator over range = iter v7
#     v36: int64 = iter_count v35
#     jump b3
#   b3:
#     s.1: float64 = phi b2: s, b4: s.2
#     v37: int64 = phi b2: 0, b4: v39
#     v38: boolean = iter_more v37, v36
#     branch v38, b4, b1
#   b4:
#     j: int64 = iter_item v35, v37
#     v39: int64 = iter_next v37
#     v40: int64 = sub i, 1
#     v41: int64 = mul v40, n
#     v42: int64 = add v41, j
#     v43: float64 = getitem a, v42  # index 0 checked where v34
#     v44: int64 = mul j, o
#     v45: int64 = add v44, i
#     v46: float64 = getitem a, v45  # index 0 checked where v34
#     v47: float64 = add v43, v46
#     v48: float64 = getitem b, 0  # in range 0x0, not negative 0x1
#     v49: float64 = add v47, v48
#     s.2: float64 = add s.1, v49 in place
#     jump b3
#   b5:
#     ret s
# --- lir
#   entry upcall.f(ptr, i64, i64, i64) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(ptr, i64, i64, i64) -> f64 raises
#   b0:
#     v0: i64 = iconst 18014398509481983
#     v1: i64 = iconst 0
#     v2: i64 = iconst 1
#     v3: f64 = fconst 0.0
#     v4: i64 = iconst 268435456
#     v5: i64 = iconst 536870912
#     v6: i64 = iconst -1
#     v7: i64 = iconst 72057594037927936
#     v8: i64 = iconst 144115188075855872
#     v9: i64 = iconst 8
#     v10: ptr = param 0
#     v11: i64 = param 1
#     v12: i64 = param 2
#     v13: i64 = param 3
#     v14: i64 = imul v11, v12
#     v15: i1 = ugt v14, v0
#     branch unlikely v15, b6, b7
#   b1:
#     v16: f64 = phi v47 from b3, v3 from b11
#     v17: i64 = phi v19 from b3, v1 from b11
#     v18: i1 = slt v17, v11
#     branch v18, b2, b5
#   b2:
#     v19: i64 = iadd nsw nuw v17, v2
#     v20: i64 = iadd v17, v4
#     v21: i1 = ugt v20, v5
#     v22: i64 = iadd v17, v6
#     v23: i64 = iadd v12, v4
#     v24: i1 = ugt v23, v5
#     v25: i1 = or v21, v24
#     v26: i64 = imul v22, v12
#     v27: i1 = slt v26, v1
#     v28: i1 = or v25, v27
#     v29: i64 = iadd v14, v7
#     v30: i1 = ugt v29, v8
#     v31: i64 = isub v14, v12
#     v32: i64 = isub v31, v26
#     v33: i1 = slt v32, v1
#     v34: i1 = or v30, v33
#     v35: i1 = or v28, v34
#     v36: i64 = isub v14, v17
#     v37: i64 = iadd v12, v6
#     v38: i64 = iadd v13, v4
#     v39: i1 = ugt v38, v5
#     v40: i64 = imul v37, v13
#     v41: i64 = isub v36, v40
#     v42: i1 = slt v41, v2
#     v43: i1 = or v39, v42
#     v44: i1 = or v35, v43
#     v45: i1 = sgt v12, v1
#     v46: i64 = select v45, v12, v1
#     jump b3
#   b3:
#     v47: f64 = phi v16 from b2, v83 from b23
#     v48: i64 = phi v1 from b2, v50 from b23
#     v49: i1 = slt v48, v12
#     branch v49, b4, b1
#   b4:
#     v50: i64 = iadd nsw nuw v48, v2
#     v51: i64 = isub v17, v2
#     v52: i64 = imul v51, v12
#     v53: i64 = iadd v52, v48
#     branch unlikely v44, b14, b15
#   b5:
#     ret v16
#   b6:
#     v54: i1 = slt v14, v1
#     branch unlikely v54, b8, b9
#   b7:
#     v55: i1 = ugt v13, v0
#     branch unlikely v55, b10, b11
#   b8:
#     raise 0 at 1
#   b9:
#     raise 1 at 1
#   b10:
#     v56: i1 = slt v13, v1
#     branch unlikely v56, b12, b13
#   b11:
#     v57: i1 = sgt v11, v1
#     v58: i64 = select v57, v11, v1
#     jump b1
#   b12:
#     raise 0 at 2
#   b13:
#     raise 1 at 2
#   b14:
#     v59: i1 = slt v53, v1
#     v60: i64 = iadd v53, v14
#     v61: i64 = select v59, v60, v53
#     v62: i1 = uge v61, v14
#     branch unlikely v62, b16, b17
#   b15:
#     v63: i64 = phi v53 from b4, v61 from b17
#     v64: i64 = imul nsw v63, v9
#     v65: ptr = ptradd inbounds v10, v64
#     v66: f64 = load v65, align 1
#     v67: i64 = imul v48, v13
#     v68: i64 = iadd v67, v17
#     branch unlikely v44, b18, b19
#   b16:
#     raise 2 at 3
#   b17:
#     jump b15
#   b18:
#     v69: i1 = slt v68, v1
#     v70: i64 = iadd v68, v14
#     v71: i64 = select v69, v70, v68
#     v72: i1 = uge v71, v14
#     branch unlikely v72, b20, b21
#   b19:
#     v73: i64 = phi v68 from b15, v71 from b21
#     v74: i64 = imul nsw v73, v9
#     v75: ptr = ptradd inbounds v10, v74
#     v76: f64 = load v75, align 1
#     v77: f64 = fadd v66, v76
#     v78: i1 = uge v1, v13
#     branch unlikely v78, b22, b23
#   b20:
#     raise 2 at 4
#   b21:
#     jump b19
#   b22:
#     raise 2 at 5
#   b23:
#     v79: i64 = imul nsw v1, v9
#     v80: ptr = ptradd inbounds v10, v79
#     v81: f64 = load v80, align 1
#     v82: f64 = fadd v77, v81
#     v83: f64 = fadd v47, v82
#     jump b3
