# What a loop carries from one round to the next moves into the phi, which lets go of it where the next one takes its place.
# signature: float64(int64)
import numpy as np


def made(n):
    return np.empty(n)


def f(n):
    x = made(n)
    for i in range(n):
        y = made(n)
        y[0] = x[0]
        x = y
    return x[0]
# --- lir
#   entry upcall.f(i64) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(i64, record) -> f64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i64 = iconst 16777216
#     v2: i64 = iconst 1
#     v3: i64 = iconst 33554432
#     v4: i64 = iconst 8
#     v5: i64 = param 0
#     v6: i64 = invoke upcall.made.1.body v5
#     v7: i1 = ne v6, v0
#     branch unlikely v7, b4, b5
#   b1:
#     v8: ptr = phi v21 from b5, v30 from b11
#     v9: i64 = phi v22 from b5, v31 from b11
#     v10: ptr = phi v23 from b5, v32 from b11
#     v11: i64 = phi v0 from b5, v13 from b11
#     v12: i1 = slt v11, v5
#     branch v12, b2, b3
#   b2:
#     v13: i64 = iadd nsw nuw v11, v2
#     v14: i64 = invoke upcall.made.1.body v5
#     v15: i1 = ne v14, v0
#     branch unlikely v15, b6, b7
#   b3:
#     v16: i1 = uge v0, v9
#     branch unlikely v16, b12, b13
#   b4:
#     v17: i64 = isub v6, v1
#     v18: i1 = ult v17, v1
#     v19: i64 = iadd v6, v1
#     v20: i64 = select v18, v19, v6
#     raise v20
#   b5:
#     v21: ptr = result 0 v6
#     v22: i64 = result 1 v6
#     v23: ptr = result 2 v6
#     v24: i1 = sgt v5, v0
#     v25: i64 = select v24, v5, v0
#     jump b1
#   b6:
#     v26: i64 = isub v14, v1
#     v27: i1 = ult v26, v1
#     v28: i64 = iadd v14, v3
#     v29: i64 = select v27, v28, v14
#     raise v29
#   b7:
#     v30: ptr = result 0 v14
#     v31: i64 = result 1 v14
#     v32: ptr = result 2 v14
#     v33: i1 = uge v0, v9
#     branch unlikely v33, b8, b9
#   b8:
#     raise 3 at 4
#   b9:
#     v34: i64 = imul nsw v0, v4
#     v35: ptr = ptradd inbounds v8, v34
#     v36: f64 = load v35, align 1
#     call upcall_block_release v10
#     v37: i1 = uge v0, v31
#     branch unlikely v37, b10, b11
#   b10:
#     raise 3 at 5
#   b11:
#     v38: ptr = ptradd inbounds v30, v34
#     store v38, v36, align 1
#     jump b1
#   b12:
#     raise 3 at 6
#   b13:
#     v39: i64 = imul nsw v0, v4
#     v40: ptr = ptradd inbounds v8, v39
#     v41: f64 = load v40, align 1
#     call upcall_block_release v10
#     ret v41
#   function upcall.made.1.body(i64, record) -> (ptr, i64, ptr) raises
#   b0:
#     v0: i64 = iconst 18014398509481983
#     v1: i64 = iconst 0
#     v2: i64 = iconst 9223372036854775807
#     v3: i64 = iconst 8
#     v4: i64 = iconst 1152921504606846975
#     v5: ptr = record
#     v6: i32 = iconst 0
#     v7: ptr = null
#     v8: i64 = iconst 32
#     v9: i64 = param 0
#     v10: i1 = ugt v9, v0
#     branch unlikely v10, b1, b2
#   b1:
#     v11: i1 = slt v9, v1
#     branch unlikely v11, b3, b4
#   b2:
#     v12: i64 = imul nsw v3, v9
#     v13: i1 = sgt v9, v4
#     v14: i64 = select v13, v2, v12
#     v15: ptr = call upcall_block_new v5, v14, v6
#     v16: i1 = eq v15, v7
#     branch unlikely v16, b5, b6
#   b3:
#     raise 0 at 1
#   b4:
#     raise 1 at 1
#   b5:
#     raise 2 at 1
#   b6:
#     v17: ptr = ptradd inbounds v15, v8
#     ret v17, v9, v15
