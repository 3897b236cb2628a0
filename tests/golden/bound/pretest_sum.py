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
#     v9: iterator over range = iter v8  # in range 0x2, not negative 0x0
#     v10: int64 = iter_count v9
#     jump b3
#   b3:
#     v11: int64 = phi b2: 0, b4: v13
#     v12: boolean = iter_more v11, v10
#     branch v12, b4, b1
#   b4:
#     j: int64 = iter_item v9, v11
#     v13: int64 = iter_next v11
#     v14: int64 = sub j, i
#     v15: (int64, int64) = tuple v14, s
#     v16: float64 = getitem a, v15  # index 0 pretested at v9
#     v17: int64 = mul 2, j
#     v18: int64 = sub v17, s
#     v19: (int64, int64) = tuple i, v18
#     setitem a, v19, v16  # in range 0x1, not negative 0x1  # index 1 pretested at v9
#     jump b3
#   b5:
#     ret None
# --- lir
#   entry upcall.f(ptr, i64, i64) -> void
#   function upcall.f.body(ptr, i64, i64) -> void raises
#   b0:
#     v0: i64 = iconst 18014398509481983
#     v1: i64 = iconst 0
#     v2: i64 = iconst 8
#     v3: i64 = iconst 1
#     v4: i64 = iconst -1
#     v5: i64 = iconst 144115188075855872
#     v6: i64 = iconst 72057594037927936
#     v7: i64 = iconst 9223372036854775807
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
#     v15: i64 = iadd nsw nuw v13, v3
#     v16: i64 = isub v10, v3
#     v17: i1 = sgt v13, v1
#     v18: i1 = sgt v11, v1
#     v19: i1 = or v17, v18
#     v20: i64 = iadd v10, v6
#     v21: i1 = ugt v20, v5
#     v22: i64 = imul v10, v4
#     v23: i64 = iadd v3, v22
#     v24: i64 = iadd v11, v6
#     v25: i1 = ugt v24, v5
#     v26: i1 = or v21, v25
#     v27: i64 = imul v11, v3
#     v28: i64 = iadd v23, v27
#     v29: i1 = slt v28, v1
#     v30: i1 = or v26, v29
#     v31: i1 = or v19, v30
#     v32: i1 = sgt v16, v4
#     v33: i64 = isub v16, v4
#     v34: i1 = slt v33, v1
#     v35: i64 = select v34, v7, v33
#     v36: i64 = select v32, v35, v1
#     jump b3
#   b3:
#     v37: i64 = phi v16 from b2, v39 from b17
#     v38: i1 = sgt v37, v4
#     branch v38, b4, b1
#   b4:
#     v39: i64 = iadd nsw v37, v4
#     v40: i64 = isub v37, v13
#     branch unlikely v31, b10, b11
#   b5:
#     ret
#   b6:
#     v41: i1 = slt v10, v1
#     branch unlikely v41, b8, b9
#   b7:
#     v42: i64 = imul v2, v10
#     v43: i1 = sgt v10, v1
#     v44: i64 = select v43, v10, v1
#     jump b1
#   b8:
#     raise 1
#   b9:
#     raise 2
#   b10:
#     v45: i1 = slt v40, v1
#     v46: i64 = iadd v40, v10
#     v47: i64 = select v45, v46, v40
#     v48: i1 = uge v47, v10
#     branch unlikely v48, b12, b13
#   b11:
#     v49: i64 = phi v40 from b4, v47 from b13
#     v50: i1 = slt v11, v1
#     v51: i64 = iadd v11, v10
#     v52: i64 = select v50, v51, v11
#     v53: i1 = uge v52, v10
#     branch unlikely v53, b14, b15
#   b12:
#     raise 3
#   b13:
#     jump b11
#   b14:
#     raise 4
#   b15:
#     v54: i64 = imul nsw v49, v42
#     v55: ptr = ptradd inbounds v9, v54
#     v56: i64 = imul nsw v52, v2
#     v57: ptr = ptradd inbounds v55, v56
#     v58: f64 = load v57, align 8
#     v59: i64 = imul v8, v37
#     v60: i64 = isub v59, v11
#     branch unlikely v31, b16, b17
#   b16:
#     v61: i1 = slt v60, v1
#     v62: i64 = iadd v60, v10
#     v63: i64 = select v61, v62, v60
#     v64: i1 = uge v63, v10
#     branch unlikely v64, b18, b19
#   b17:
#     v65: i64 = phi v60 from b15, v63 from b19
#     v66: i64 = imul nsw v13, v42
#     v67: ptr = ptradd inbounds v9, v66
#     v68: i64 = imul nsw v65, v2
#     v69: ptr = ptradd inbounds v67, v68
#     store v69, v58, align 8
#     jump b3
#   b18:
#     raise 5
#   b19:
#     jump b17
