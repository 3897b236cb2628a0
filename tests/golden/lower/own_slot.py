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
#     v2: i64 = iconst 9223372036854775807
#     v3: i64 = iconst 8
#     v4: i64 = iconst 24
#     v5: i32 = iconst 0
#     v6: ptr = null
#     v7: i64 = iconst 1
#     v8: i64 = iconst 0
#     v9: i64 = iconst 18014398509481983
#     v10: i64 = iconst 1152921504606846975
#     v11: i64 = iconst 512
#     v12: ptr = record
#     v13: i32 = iconst 1
#     v14: i64 = iconst 32
#     v15: ptr = frame 24
#     v16: ptr = frame 512
#     v17: i64 = param 0
#     v18: i64 = imul v7, v1
#     jump b1
#   b1:
#     v19: i64 = phi v8 from b0, v23 from b2
#     v20: i1 = slt v19, v18
#     branch v20, b2, b3
#   b2:
#     v21: i64 = imul nsw v19, v3
#     v22: ptr = ptradd inbounds v15, v21
#     store v22, v0, align 1
#     v23: i64 = iadd nsw v19, v7
#     jump b1
#   b3:
#     v24: i1 = ugt v17, v9
#     branch unlikely v24, b4, b5
#   b4:
#     v25: i1 = slt v17, v8
#     branch unlikely v25, b6, b7
#   b5:
#     v26: i64 = imul nsw v3, v17
#     v27: i1 = sgt v17, v10
#     v28: i64 = select v27, v2, v26
#     v29: i1 = ule v28, v11
#     branch v29, b8, b9
#   b6:
#     raise 0 at 1
#   b7:
#     raise 1 at 1
#   b8:
#     v30: ptr = call memset v16, v5, v28
#     jump b10
#   b9:
#     v31: ptr = call upcall_block_new v12, v28, v13
#     v32: i1 = eq v31, v6
#     branch unlikely v32, b11, b12
#   b10:
#     v33: ptr = phi v16 from b8, v37 from b12
#     v34: ptr = phi v6 from b8, v31 from b12
#     v35: ptr = call upcall_block_new v12, v4, v5
#     v36: i1 = eq v35, v6
#     branch unlikely v36, b13, b14
#   b11:
#     raise 2 at 1
#   b12:
#     v37: ptr = ptradd inbounds v31, v14
#     jump b10
#   b13:
#     raise 2 at 2
#   b14:
#     v38: ptr = ptradd inbounds v35, v14
#     v39: i64 = invoke upcall.same.1.body v38, v1, v35
#     v40: ptr = result 0 v39
#     v41: i64 = result 1 v39
#     v42: ptr = result 2 v39
#     call upcall_block_release v35
#     v43: i64 = imul nsw v8, v3
#     v44: ptr = ptradd inbounds v15, v43
#     v45: f64 = load v44, align 1
#     v46: i1 = uge v8, v17
#     branch unlikely v46, b15, b16
#   b15:
#     raise 3 at 3
#   b16:
#     v47: ptr = ptradd inbounds v33, v43
#     v48: f64 = load v47, align 1
#     call upcall_block_release v34
#     v49: f64 = fadd v45, v48
#     v50: i1 = uge v8, v41
#     branch unlikely v50, b17, b18
#   b17:
#     raise 3 at 4
#   b18:
#     v51: ptr = ptradd inbounds v40, v43
#     v52: f64 = load v51, align 1
#     call upcall_block_release v42
#     v53: f64 = fadd v49, v52
#     ret v53
#   function upcall.same.1.body(ptr, i64, ptr) -> (ptr, i64, ptr)
#   b0:
#     v0: ptr = param 0
#     v1: i64 = param 1
#     v2: ptr = param 2
#     call upcall_block_retain v2
#     ret v0, v1, v2
