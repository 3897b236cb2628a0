# An array that is small lies in the frame: of constant size, or where a length turns out to be small. What a call may give back doesn't.
# signature: float64(int64)
import numpy as np


def one_of(x, y, n):
    return x if n else y


def f(n):
    a = np.full(3, 1.5)
    b = np.zeros(n)
    c = one_of(np.empty(3), a, n)
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
#     v5: ptr = record
#     v6: i32 = iconst 0
#     v7: ptr = null
#     v8: i64 = iconst 32
#     v9: i64 = iconst 1
#     v10: i64 = iconst 0
#     v11: i64 = iconst 18014398509481983
#     v12: i64 = iconst 1152921504606846975
#     v13: i64 = iconst 512
#     v14: i32 = iconst 1
#     v15: ptr = frame 512
#     v16: i64 = param 0
#     v17: ptr = call upcall_block_new v5, v4, v6
#     v18: i1 = eq v17, v7
#     branch unlikely v18, b1, b2
#   b1:
#     raise 0 at 1
#   b2:
#     v19: ptr = ptradd inbounds v17, v8
#     v20: i64 = imul v9, v1
#     jump b3
#   b3:
#     v21: i64 = phi v10 from b2, v25 from b4
#     v22: i1 = slt v21, v20
#     branch v22, b4, b5
#   b4:
#     v23: i64 = imul nsw v21, v3
#     v24: ptr = ptradd inbounds v19, v23
#     store v24, v0, align 1
#     v25: i64 = iadd nsw v21, v9
#     jump b3
#   b5:
#     v26: i1 = ugt v16, v11
#     branch unlikely v26, b6, b7
#   b6:
#     v27: i1 = slt v16, v10
#     branch unlikely v27, b8, b9
#   b7:
#     v28: i64 = imul nsw v3, v16
#     v29: i1 = sgt v16, v12
#     v30: i64 = select v29, v2, v28
#     v31: i1 = ule v30, v13
#     branch v31, b10, b11
#   b8:
#     raise 1 at 2
#   b9:
#     raise 2 at 2
#   b10:
#     v32: ptr = call memset v15, v6, v30
#     jump b12
#   b11:
#     v33: ptr = call upcall_block_new v5, v30, v14
#     v34: i1 = eq v33, v7
#     branch unlikely v34, b13, b14
#   b12:
#     v35: ptr = phi v15 from b10, v39 from b14
#     v36: ptr = phi v7 from b10, v33 from b14
#     v37: ptr = call upcall_block_new v5, v4, v6
#     v38: i1 = eq v37, v7
#     branch unlikely v38, b15, b16
#   b13:
#     raise 0 at 2
#   b14:
#     v39: ptr = ptradd inbounds v33, v8
#     jump b12
#   b15:
#     raise 0 at 3
#   b16:
#     v40: ptr = ptradd inbounds v37, v8
#     v41: i64 = invoke upcall.one_of.1.body v40, v1, v37, v19, v1, v17, v16
#     v42: ptr = result 0 v41
#     v43: i64 = result 1 v41
#     v44: ptr = result 2 v41
#     call upcall_block_release v37
#     v45: i64 = imul nsw v10, v3
#     v46: ptr = ptradd inbounds v19, v45
#     v47: f64 = load v46, align 1
#     call upcall_block_release v17
#     v48: i1 = uge v10, v16
#     branch unlikely v48, b17, b18
#   b17:
#     raise 3 at 4
#   b18:
#     v49: ptr = ptradd inbounds v35, v45
#     v50: f64 = load v49, align 1
#     call upcall_block_release v36
#     v51: f64 = fadd v47, v50
#     v52: i1 = uge v10, v43
#     branch unlikely v52, b19, b20
#   b19:
#     raise 3 at 5
#   b20:
#     v53: ptr = ptradd inbounds v42, v45
#     v54: f64 = load v53, align 1
#     call upcall_block_release v44
#     v55: f64 = fadd v51, v54
#     ret v55
#   function upcall.one_of.1.body(ptr, i64, ptr, ptr, i64, ptr, i64) -> (ptr, i64, ptr)
#   b0:
#     v0: i64 = iconst 0
#     v1: ptr = param 0
#     v2: i64 = param 1
#     v3: ptr = param 2
#     v4: ptr = param 3
#     v5: i64 = param 4
#     v6: ptr = param 5
#     v7: i64 = param 6
#     v8: i1 = ne v7, v0
#     branch v8, b3, b1
#   b1:
#     call upcall_block_retain v6
#     jump b2
#   b2:
#     v9: ptr = phi v4 from b1, v1 from b3
#     v10: i64 = phi v5 from b1, v2 from b3
#     v11: ptr = phi v6 from b1, v3 from b3
#     ret v9, v10, v11
#   b3:
#     call upcall_block_retain v3
#     jump b2
