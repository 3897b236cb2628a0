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
#     v2: i64 = iconst 9223372036854775807
#     v3: i64 = iconst 8
#     v4: i64 = iconst 1152921504606846975
#     v5: ptr = record
#     v6: i32 = iconst 1
#     v7: ptr = null
#     v8: i64 = iconst 32
#     v9: i64 = iconst 1
#     v10: i32 = iconst 0
#     v11: i1 = iconst 1
#     v12: f64 = fconst 0.5
#     v13: i64 = param 0
#     v14: i1 = ugt v13, v0
#     branch unlikely v14, b4, b5
#   b1:
#     v15: ptr = phi v32 from b9, v39 from b19
#     v16: i64 = phi v13 from b9, v16 from b19
#     v17: ptr = phi v30 from b9, v40 from b19
#     v18: i64 = phi v1 from b9, v20 from b19
#     v19: i1 = slt v18, v13
#     branch v19, b2, b3
#   b2:
#     v20: i64 = iadd nsw nuw v18, v9
#     v21: i64 = imul nsw v3, v16
#     v22: i1 = sgt v16, v4
#     v23: i64 = select v22, v2, v21
#     v24: i1 = ne v17, v7
#     branch v24, b10, b11
#   b3:
#     v25: i1 = uge v1, v16
#     branch unlikely v25, b20, b21
#   b4:
#     v26: i1 = slt v13, v1
#     branch unlikely v26, b6, b7
#   b5:
#     v27: i64 = imul nsw v3, v13
#     v28: i1 = sgt v13, v4
#     v29: i64 = select v28, v2, v27
#     v30: ptr = call upcall_block_new v5, v29, v6
#     v31: i1 = eq v30, v7
#     branch unlikely v31, b8, b9
#   b6:
#     raise 0 at 1
#   b7:
#     raise 1 at 1
#   b8:
#     raise 2 at 1
#   b9:
#     v32: ptr = ptradd inbounds v30, v8
#     v33: i1 = sgt v13, v1
#     v34: i64 = select v33, v13, v1
#     jump b1
#   b10:
#     v35: i64 = load v17, align 8
#     v36: i1 = eq v35, v9
#     branch v36, b12, b11
#   b11:
#     v37: ptr = call upcall_block_new v5, v23, v10
#     v38: i1 = eq v37, v7
#     branch unlikely v38, b13, b14
#   b12:
#     v39: ptr = phi v15 from b10, v44 from b14
#     v40: ptr = phi v17 from b10, v37 from b14
#     v41: ptr = phi v7 from b10, v17 from b14
#     v42: i64 = imul v3, v16
#     v43: i1 = ne v15, v39
#     branch v43, b15, b16
#   b13:
#     raise 2 at 2
#   b14:
#     v44: ptr = ptradd inbounds v37, v8
#     jump b12
#   b15:
#     v45: ptr = call memmove v39, v15, v42
#     jump b16
#   b16:
#     scope 1
#     jump b17
#   b17:
#     v46: i64 = phi v1 from b16, v54 from b18
#     v47: i1 = slt v46, v16
#     branch v47, b18, b19
#   b18:
#     v48: i64 = imul nsw v46, v3
#     v49: ptr = ptradd inbounds v39, v48
#     v50: f64 = load v49, align 1
#     v51: f64 = fmul v50, v12
#     v52: f64 = sitofp v18
#     v53: f64 = fadd v51, v52
#     store v49, v53, align 1, scope 1
#     v54: i64 = iadd nsw nuw v46, v9
#     jump b17
#   b19:
#     call upcall_block_release v41
#     jump b1
#   b20:
#     raise 3 at 3
#   b21:
#     v55: i64 = imul nsw v1, v3
#     v56: ptr = ptradd inbounds v15, v55
#     v57: f64 = load v56, align 1
#     call upcall_block_release v17
#     ret v57
