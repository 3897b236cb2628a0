# An array that is small lies in the frame: of constant size, or where a length turns out to be small. What a call may give back doesn't.
# signature: float64(int64)
import numpy as np


def same(x):
    return x


def f(n):
    a = np.full(3, 1.5)
    b = np.zeros(n)
    c = same(np.empty(3))
    return a[0] + b[0] + c[0]
# --- lir
#   entry upcall.f(i64) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(i64, record) -> f64 raises
#   b0:
#     v0: f64 = fconst 1.5
#     v1: i64 = iconst 3
#     v2: i64 = iconst 8
#     v3: i64 = iconst 24
#     v4: i32 = iconst 0
#     v5: ptr = null
#     v6: i64 = iconst 1
#     v7: i64 = iconst 0
#     v8: i64 = iconst 18014398509481983
#     v9: i64 = iconst 512
#     v10: ptr = record
#     v11: i32 = iconst 1
#     v12: i64 = iconst 32
#     v13: ptr = frame 24
#     v14: ptr = frame 512
#     v15: i64 = param 0
#     v16: i64 = imul v6, v1
#     jump b1
#   b1:
#     v17: i64 = phi v7 from b0, v21 from b2
#     v18: i1 = slt v17, v16
#     branch v18, b2, b3
#   b2:
#     v19: i64 = imul nsw v17, v2
#     v20: ptr = ptradd inbounds v13, v19
#     store v20, v0, align 1
#     v21: i64 = iadd nsw v17, v6
#     jump b1
#   b3:
#     v22: i1 = ugt v15, v8
#     branch unlikely v22, b4, b5
#   b4:
#     v23: i1 = slt v15, v7
#     branch unlikely v23, b6, b7
#   b5:
#     v24: i64 = imul nsw v2, v15
#     v25: i1 = ule v24, v9
#     branch v25, b8, b9
#   b6:
#     raise 0 at 1
#   b7:
#     raise 1 at 1
#   b8:
#     v26: ptr = call memset v14, v4, v24
#     jump b10
#   b9:
#     v27: ptr = call upcall_block_new v10, v24, v11
#     v28: i1 = eq v27, v5
#     branch unlikely v28, b11, b12
#   b10:
#     v29: ptr = phi v14 from b8, v33 from b12
#     v30: ptr = phi v5 from b8, v27 from b12
#     v31: ptr = call upcall_block_new v10, v3, v4
#     v32: i1 = eq v31, v5
#     branch unlikely v32, b13, b14
#   b11:
#     raise 2 at 1
#   b12:
#     v33: ptr = ptradd inbounds v27, v12
#     jump b10
#   b13:
#     raise 2 at 2
#   b14:
#     v34: ptr = ptradd inbounds v31, v12
#     v35: i64 = invoke upcall.same.1.body v34, v1, v31
#     v36: ptr = result 0 v35
#     v37: i64 = result 1 v35
#     v38: ptr = result 2 v35
#     call upcall_block_release v31
#     v39: i64 = imul nsw v7, v2
#     v40: ptr = ptradd inbounds v13, v39
#     v41: f64 = load v40, align 1
#     v42: i1 = uge v7, v15
#     branch unlikely v42, b15, b16
#   b15:
#     raise 3 at 3
#   b16:
#     v43: i64 = imul nsw v7, v2
#     v44: ptr = ptradd inbounds v29, v43
#     v45: f64 = load v44, align 1
#     call upcall_block_release v30
#     v46: f64 = fadd v41, v45
#     v47: i1 = uge v7, v37
#     branch unlikely v47, b17, b18
#   b17:
#     raise 3 at 4
#   b18:
#     v48: i64 = imul nsw v7, v2
#     v49: ptr = ptradd inbounds v36, v48
#     v50: f64 = load v49, align 1
#     call upcall_block_release v38
#     v51: f64 = fadd v46, v50
#     ret v51
#   function upcall.same.1.body(ptr, i64, ptr) -> (ptr, i64, ptr)
#   b0:
#     v0: ptr = param 0
#     v1: i64 = param 1
#     v2: ptr = param 2
#     call upcall_block_retain v2
#     ret v0, v1, v2
