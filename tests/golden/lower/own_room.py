# What a function returns, of constant size, lies in its caller's frame: null is passed where somebody else comes to hold it.
# signature: float64(float64, int64)
import numpy as np


def pair(x):
    return np.array([x, 1.0])


def through(x):
    return pair(x)


def f(x, n):
    a = through(x)
    for _ in range(n):
        a = pair(a[0])
    return a[1] + pair(x)[0]
# --- lir
#   entry upcall.f(f64, i64) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(f64, i64, record) -> f64 raises
#   b0:
#     v0: ptr = null
#     v1: i64 = iconst 0
#     v2: i64 = iconst 16777216
#     v3: i64 = iconst 33554432
#     v4: i64 = iconst 2
#     v5: i64 = iconst 1
#     v6: i64 = iconst 8
#     v7: i64 = iconst 67108864
#     v8: i64 = iconst 100663296
#     v9: ptr = frame 16
#     v10: f64 = param 0
#     v11: i64 = param 1
#     v12: i64 = invoke upcall.through.1.body v10, v0
#     v13: i1 = ne v12, v1
#     branch unlikely v13, b4, b5
#   b1:
#     v14: ptr = phi v26 from b5, v39 from b9
#     v15: i64 = phi v4 from b5, v4 from b9
#     v16: ptr = phi v27 from b5, v40 from b9
#     v17: i64 = phi v1 from b5, v19 from b9
#     v18: i1 = slt v17, v11
#     branch v18, b2, b3
#   b2:
#     v19: i64 = iadd nsw nuw v17, v5
#     v20: i1 = uge v1, v15
#     branch unlikely v20, b6, b7
#   b3:
#     v21: i1 = uge v5, v15
#     branch unlikely v21, b10, b11
#   b4:
#     v22: i64 = isub v12, v3
#     v23: i1 = ult v22, v2
#     v24: i64 = iadd v12, v2
#     v25: i64 = select v23, v24, v12
#     raise v25
#   b5:
#     v26: ptr = result 0 v12
#     v27: ptr = result 2 v12
#     v28: i1 = sgt v11, v1
#     v29: i64 = select v28, v11, v1
#     jump b1
#   b6:
#     raise 1 at 4
#   b7:
#     v30: i64 = imul nsw v1, v6
#     v31: ptr = ptradd inbounds v14, v30
#     v32: f64 = load v31, align 1
#     call upcall_block_release v16
#     v33: i64 = invoke upcall.pair.2.body v32, v0
#     v34: i1 = ne v33, v1
#     branch unlikely v34, b8, b9
#   b8:
#     v35: i64 = isub v33, v2
#     v36: i1 = ult v35, v2
#     v37: i64 = iadd v33, v7
#     v38: i64 = select v36, v37, v33
#     raise v38
#   b9:
#     v39: ptr = result 0 v33
#     v40: ptr = result 2 v33
#     jump b1
#   b10:
#     raise 1 at 6
#   b11:
#     v41: i64 = imul nsw v5, v6
#     v42: ptr = ptradd inbounds v14, v41
#     v43: f64 = load v42, align 1
#     call upcall_block_release v16
#     v44: i64 = invoke upcall.pair.2.body v10, v9
#     v45: i1 = ne v44, v1
#     branch unlikely v45, b12, b13
#   b12:
#     v46: i64 = isub v44, v2
#     v47: i1 = ult v46, v2
#     v48: i64 = iadd v44, v8
#     v49: i64 = select v47, v48, v44
#     raise v49
#   b13:
#     v50: ptr = result 0 v44
#     v51: ptr = result 2 v44
#     v52: i1 = uge v1, v4
#     branch unlikely v52, b14, b15
#   b14:
#     raise 1 at 8
#   b15:
#     v53: i64 = imul nsw v1, v6
#     v54: ptr = ptradd inbounds v50, v53
#     v55: f64 = load v54, align 1
#     call upcall_block_release v51
#     v56: f64 = fadd v43, v55
#     ret v56
#   function upcall.through.1.body(f64, ptr, record) -> (ptr, i64, ptr) raises
#   b0:
#     v0: ptr = null
#     v1: i64 = iconst 0
#     v2: i64 = iconst 16777216
#     v3: i64 = iconst 2
#     v4: f64 = param 0
#     v5: ptr = param 1
#     v6: ptr = ptradd inbounds v5, v1
#     v7: i1 = eq v5, v0
#     v8: ptr = select v7, v0, v6
#     v9: i64 = invoke upcall.pair.2.body v4, v8
#     v10: i1 = ne v9, v1
#     branch unlikely v10, b1, b2
#   b1:
#     v11: i64 = isub v9, v2
#     v12: i1 = ult v11, v2
#     v13: i64 = iadd v9, v2
#     v14: i64 = select v12, v13, v9
#     raise v14
#   b2:
#     v15: ptr = result 0 v9
#     v16: ptr = result 2 v9
#     ret v15, v3, v16
#   function upcall.pair.2.body(f64, ptr, record) -> (ptr, i64, ptr) raises
#   b0:
#     v0: f64 = fconst 1.0
#     v1: i64 = iconst 1
#     v2: i64 = iconst 2
#     v3: i64 = iconst 9223372036854775807
#     v4: i64 = iconst 8
#     v5: i64 = iconst 16
#     v6: i64 = iconst 0
#     v7: ptr = null
#     v8: i32 = iconst 0
#     v9: ptr = record
#     v10: i64 = iconst 32
#     v11: f64 = param 0
#     v12: ptr = param 1
#     v13: ptr = ptradd inbounds v12, v6
#     v14: i1 = ne v12, v7
#     branch v14, b1, b2
#   b1:
#     jump b3
#   b2:
#     v15: ptr = call upcall_block_new v9, v5, v8
#     v16: i1 = eq v15, v7
#     branch unlikely v16, b4, b5
#   b3:
#     v17: ptr = phi v13 from b1, v23 from b5
#     v18: ptr = phi v7 from b1, v15 from b5
#     v19: i64 = imul nsw v6, v4
#     v20: ptr = ptradd inbounds v17, v19
#     store v20, v11, align 1
#     v21: i64 = imul nsw v1, v4
#     v22: ptr = ptradd inbounds v17, v21
#     store v22, v0, align 1
#     ret v17, v2, v18
#   b4:
#     raise 0 at 1
#   b5:
#     v23: ptr = ptradd inbounds v15, v10
#     jump b3
