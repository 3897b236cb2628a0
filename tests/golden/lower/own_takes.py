# A result lies in the block of an operand that ends there, where nobody else holds that and the shape is the same.
# signature: float64(int64)
import numpy as np


def f(n):
    x = np.zeros(n)
    for i in range(n):
        x = x * 0.5 + i
    return x[0]
# --- lir
#   entry upcall.f(i64) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(i64, record) -> f64 raises
#   b0:
#     v0: i64 = iconst 18014398509481983
#     v1: i64 = iconst 0
#     v2: i64 = iconst 8
#     v3: ptr = record
#     v4: i32 = iconst 1
#     v5: ptr = null
#     v6: i64 = iconst 32
#     v7: i64 = iconst 1
#     v8: i32 = iconst 0
#     v9: i1 = iconst 1
#     v10: f64 = fconst 0.5
#     v11: i64 = param 0
#     v12: i1 = ugt v11, v0
#     branch unlikely v12, b4, b5
#   b1:
#     v13: ptr = phi v26 from b9, v33 from b17
#     v14: i64 = phi v11 from b9, v14 from b17
#     v15: ptr = phi v24 from b9, v34 from b17
#     v16: i64 = phi v1 from b9, v18 from b17
#     v17: i1 = slt v16, v11
#     branch v17, b2, b3
#   b2:
#     v18: i64 = iadd nsw nuw v16, v7
#     v19: i64 = imul nsw v2, v14
#     v20: i1 = ne v15, v5
#     branch v20, b10, b11
#   b3:
#     v21: i1 = uge v1, v14
#     branch unlikely v21, b18, b19
#   b4:
#     v22: i1 = slt v11, v1
#     branch unlikely v22, b6, b7
#   b5:
#     v23: i64 = imul nsw v2, v11
#     v24: ptr = call upcall_block_new v3, v23, v4
#     v25: i1 = eq v24, v5
#     branch unlikely v25, b8, b9
#   b6:
#     raise 0 at 1
#   b7:
#     raise 1 at 1
#   b8:
#     raise 2 at 1
#   b9:
#     v26: ptr = ptradd inbounds v24, v6
#     v27: i1 = sgt v11, v1
#     v28: i64 = select v27, v11, v1
#     jump b1
#   b10:
#     v29: i64 = load v15, align 8
#     v30: i1 = eq v29, v7
#     branch v30, b12, b11
#   b11:
#     v31: ptr = call upcall_block_new v3, v19, v8
#     v32: i1 = eq v31, v5
#     branch unlikely v32, b13, b14
#   b12:
#     v33: ptr = phi v13 from b10, v36 from b14
#     v34: ptr = phi v15 from b10, v31 from b14
#     v35: ptr = phi v5 from b10, v15 from b14
#     scope 1
#     jump b15
#   b13:
#     raise 2 at 2
#   b14:
#     v36: ptr = ptradd inbounds v31, v6
#     jump b12
#   b15:
#     v37: i64 = phi v1 from b12, v47 from b16
#     v38: i1 = slt v37, v14
#     branch v38, b16, b17
#   b16:
#     v39: i64 = imul nsw v37, v2
#     v40: ptr = ptradd inbounds v13, v39
#     v41: f64 = load v40, align 1, scope 1
#     v42: f64 = fmul v41, v10
#     v43: f64 = sitofp v16
#     v44: f64 = fadd v42, v43
#     v45: i64 = imul nsw v37, v2
#     v46: ptr = ptradd inbounds v33, v45
#     store v46, v44, align 1, scope 1
#     v47: i64 = iadd nsw nuw v37, v7
#     jump b15
#   b17:
#     call upcall_block_release v35
#     jump b1
#   b18:
#     raise 3 at 3
#   b19:
#     v48: i64 = imul nsw v1, v2
#     v49: ptr = ptradd inbounds v13, v48
#     v50: f64 = load v49, align 1
#     call upcall_block_release v15
#     ret v50
