# The ends of the loop in sums: in the place of j its last value, its first, with n and s that may be anything.
# signature: void(CPointer(float64), int64, int64)
from upcall import carray


def f(p, n, s):
    a = carray(p, (n, n))
    for i in range(n):
        for j in range(n - 1, -1, -1):
            a[i, 2 * j - s] = a[j - i, s]
# --- bound
#   f(p: float64*, n: int64, s: int64) -> none
#   b0:
#     v0: (int64, int64) = tuple n, n
#     a: float64[:, :] = call upcall.carray, p, v0  # in range 0x2, not negative 0x2
#     v1: range = call builtins.range, n
#     v2: iterator over range = iter v1
#     v3: int64 = iter_count v2
#     jump b1
#   b1:
#     v4: int64 = phi b0: 0, b3: v6
#     v5: boolean = iter_more v4, v3
#     branch v5, b2, b5
#   b2:
#     i: int64 = iter_item v2, v4
#     v6: int64 = iter_next v4
#     v7: int64 = sub n, 1
#     v8: range = call builtins.range, v7, -1, -1
#     v9: boolean = gt i, 0
#     v10: boolean = gt s, 0
#     v11: boolean = or v9, v10
#     v12: uint64 = add n, 72057594037927936
#     v13: boolean = gt v12, 144115188075855872
#     v14: int64 = mul n, -1
#     v15: uint64 = add s, 72057594037927936
#     v16: boolean = gt v15, 144115188075855872
#     v17: boolean = or v13, v16
#     v18: int64 = add v14, s
#     v19: boolean = lt v18, -1
#     v20: boolean = or v17, v19
#     v21: boolean = or v11, v20
#     v22: iterator over range = iter v8  # in range 0x2, not negative 0x0
#     v23: int64 = iter_count v22
#     jump b3
#   b3:
#     v24: int64 = phi b2: 0, b4: v26
#     v25: boolean = iter_more v24, v23
#     branch v25, b4, b1
#   b4:
#     j: int64 = iter_item v22, v24
#     v26: int64 = iter_next v24
#     v27: int64 = sub j, i
#     v28: (int64, int64) = tuple v27, s
#     v29: float64 = getitem a, v28  # index 0 checked where v21
#     v30: int64 = mul 2, j
#     v31: int64 = sub v30, s
#     v32: (int64, int64) = tuple i, v31
#     setitem a, v32, v29  # in range 0x1, not negative 0x1  # index 1 checked where v21
#     jump b3
#   b5:
#     ret None
# --- lir
#   entry upcall.f(ptr, i64, i64) -> void
#   function upcall.f.body(ptr, i64, i64) -> void raises
#   b0:
#     v0: i64 = iconst 18014398509481983
#     v1: i64 = iconst 0
#     v2: i64 = iconst 1
#     v3: i64 = iconst -1
#     v4: i64 = iconst 72057594037927936
#     v5: i64 = iconst 144115188075855872
#     v6: i64 = iconst 9223372036854775807
#     v7: i64 = iconst 8
#     v8: i64 = iconst 2
#     v9: ptr = param 0
#     v10: i64 = param 1
#     v11: i64 = param 2
#     v12: i1 = ugt v10, v0
#     branch unlikely v12, b6, b7
#   b1:
#     v13: i64 = phi v15 from b3, v1 from b7
#     v14: i1 = slt v13, v10
#     branch v14, b2, b5
#   b2:
#     v15: i64 = iadd nsw nuw v13, v2
#     v16: i64 = isub v10, v2
#     v17: i1 = sgt v13, v1
#     v18: i1 = sgt v11, v1
#     v19: i1 = or v17, v18
#     v20: i64 = iadd v10, v4
#     v21: i1 = ugt v20, v5
#     v22: i64 = imul v10, v3
#     v23: i64 = iadd v11, v4
#     v24: i1 = ugt v23, v5
#     v25: i1 = or v21, v24
#     v26: i64 = iadd v22, v11
#     v27: i1 = slt v26, v3
#     v28: i1 = or v25, v27
#     v29: i1 = or v19, v28
#     v30: i1 = sgt v16, v3
#     v31: i64 = isub v16, v3
#     v32: i1 = slt v31, v1
#     v33: i64 = select v32, v6, v31
#     v34: i64 = select v30, v33, v1
#     jump b3
#   b3:
#     v35: i64 = phi v16 from b2, v37 from b17
#     v36: i1 = sgt v35, v3
#     branch v36, b4, b1
#   b4:
#     v37: i64 = iadd nsw v35, v3
#     v38: i64 = isub v35, v13
#     v39: i64 = imul v7, v10
#     branch unlikely v29, b10, b11
#   b5:
#     ret
#   b6:
#     v40: i1 = slt v10, v1
#     branch unlikely v40, b8, b9
#   b7:
#     v41: i1 = sgt v10, v1
#     v42: i64 = select v41, v10, v1
#     jump b1
#   b8:
#     raise 0 at 1
#   b9:
#     raise 1 at 1
#   b10:
#     v43: i1 = slt v38, v1
#     v44: i64 = iadd v38, v10
#     v45: i64 = select v43, v44, v38
#     v46: i1 = uge v45, v10
#     branch unlikely v46, b12, b13
#   b11:
#     v47: i64 = phi v38 from b4, v45 from b13
#     v48: i1 = slt v11, v1
#     v49: i64 = iadd v11, v10
#     v50: i64 = select v48, v49, v11
#     v51: i1 = uge v50, v10
#     branch unlikely v51, b14, b15
#   b12:
#     raise 2 at 2
#   b13:
#     jump b11
#   b14:
#     raise 3 at 2
#   b15:
#     v52: i64 = imul nsw v47, v39
#     v53: ptr = ptradd inbounds v9, v52
#     v54: i64 = imul nsw v50, v7
#     v55: ptr = ptradd inbounds v53, v54
#     v56: f64 = load v55, align 1
#     v57: i64 = imul v8, v35
#     v58: i64 = isub v57, v11
#     branch unlikely v29, b16, b17
#   b16:
#     v59: i1 = slt v58, v1
#     v60: i64 = iadd v58, v10
#     v61: i64 = select v59, v60, v58
#     v62: i1 = uge v61, v10
#     branch unlikely v62, b18, b19
#   b17:
#     v63: i64 = phi v58 from b15, v61 from b19
#     v64: i64 = imul nsw v13, v39
#     v65: ptr = ptradd inbounds v9, v64
#     v66: i64 = imul nsw v63, v7
#     v67: ptr = ptradd inbounds v65, v66
#     store v67, v56, align 1
#     jump b3
#   b18:
#     raise 3 at 3
#   b19:
#     jump b17
