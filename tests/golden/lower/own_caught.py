# An array that an exception leaves behind is released on the way to the handler; in a function that is called there, on its way out.
# signature: float64(int64)
import numpy as np


def made(n, m):
    x = np.zeros(1000)
    y = np.zeros(n)
    x[0] = y[m]
    return x


def f(n):
    a = np.zeros(2000)
    try:
        b = made(n, 2)
    except IndexError:
        return a[n]
    return b[0]
# --- lir
#   entry upcall.f(i64) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(i64, record) -> f64 raises
#   b0:
#     v0: i64 = iconst 2000
#     v1: i64 = iconst 8
#     v2: i64 = iconst 16000
#     v3: ptr = record
#     v4: i32 = iconst 1
#     v5: ptr = null
#     v6: i64 = iconst 32
#     v7: i64 = iconst 0
#     v8: i64 = iconst 50331648
#     v9: i64 = iconst 16777216
#     v10: i64 = iconst 67108864
#     v11: i64 = iconst 255
#     v12: i64 = iconst 15
#     v13: i64 = iconst 1
#     v14: i64 = param 0
#     v15: ptr = call upcall_block_new v3, v2, v4
#     v16: i1 = eq v15, v5
#     branch unlikely v16, b6, b7
#   b1:
#     v17: i1 = uge v7, v35
#     branch unlikely v17, b10, b11
#   b2:
#     v18: i64 = phi v33 from b8
#     v19: i64 = and v18, v11
#     v20: i64 = isub v19, v12
#     v21: i1 = ult v20, v13
#     branch v21, b3, b12
#   b3:
#     v22: i1 = slt v14, v7
#     v23: i64 = iadd v14, v0
#     v24: i64 = select v22, v23, v14
#     v25: i1 = uge v24, v0
#     branch unlikely v25, b13, b14
#   b4:
#     v26: f64 = phi v39 from b11, v42 from b14
#     ret v26
#   b5:
#     raise v18
#   b6:
#     raise 0 at 4
#   b7:
#     v27: ptr = ptradd inbounds v15, v6
#     v28: i64 = invoke upcall.made.1.body v14
#     v29: i1 = ne v28, v7
#     branch unlikely v29, b8, b9
#   b8:
#     v30: i64 = isub v28, v9
#     v31: i1 = ult v30, v8
#     v32: i64 = iadd v28, v10
#     v33: i64 = select v31, v32, v28
#     jump b2
#   b9:
#     v34: ptr = result 0 v28
#     v35: i64 = result 1 v28
#     v36: ptr = result 2 v28
#     call upcall_block_release v15
#     jump b1
#   b10:
#     raise 3 at 8
#   b11:
#     v37: i64 = imul nsw v7, v1
#     v38: ptr = ptradd inbounds v34, v37
#     v39: f64 = load v38, align 1
#     call upcall_block_release v36
#     jump b4
#   b12:
#     call upcall_block_release v15
#     jump b5
#   b13:
#     raise 3 at 9
#   b14:
#     v40: i64 = imul nsw v24, v1
#     v41: ptr = ptradd inbounds v27, v40
#     v42: f64 = load v41, align 1
#     call upcall_block_release v15
#     jump b4
#   function upcall.made.1.body(i64, record) -> (ptr, i64, ptr) raises
#   b0:
#     v0: i64 = iconst 1000
#     v1: i64 = iconst 8
#     v2: i64 = iconst 8000
#     v3: ptr = record
#     v4: i32 = iconst 1
#     v5: ptr = null
#     v6: i64 = iconst 32
#     v7: i64 = iconst 18014398509481983
#     v8: i64 = iconst 0
#     v9: i64 = iconst 33554736
#     v10: i64 = iconst 33554992
#     v11: i64 = iconst 512
#     v12: i32 = iconst 0
#     v13: i64 = iconst 33554449
#     v14: i64 = iconst 2
#     v15: i64 = iconst 50332431
#     v16: ptr = frame 512
#     v17: i64 = param 0
#     v18: ptr = call upcall_block_new v3, v2, v4
#     v19: i1 = eq v18, v5
#     branch unlikely v19, b1, b2
#   b1:
#     raise 0 at 1
#   b2:
#     v20: ptr = ptradd inbounds v18, v6
#     v21: i1 = ugt v17, v7
#     branch unlikely v21, b3, b4
#   b3:
#     v22: i1 = slt v17, v8
#     branch unlikely v22, b6, b7
#   b4:
#     v23: i64 = imul nsw v1, v17
#     v24: i1 = ule v23, v11
#     branch v24, b8, b9
#   b5:
#     v25: i64 = phi v26 from b6
#     raise v25
#   b6:
#     v26: i64 = phi v9 from b3, v10 from b7, v13 from b9, v34 from b12
#     call upcall_block_release v18
#     jump b5
#   b7:
#     jump b6
#   b8:
#     v27: ptr = call memset v16, v12, v23
#     jump b10
#   b9:
#     v28: ptr = call upcall_block_new v3, v23, v4
#     v29: i1 = eq v28, v5
#     branch unlikely v29, b6, b11
#   b10:
#     v30: ptr = phi v16 from b8, v33 from b11
#     v31: ptr = phi v5 from b8, v28 from b11
#     v32: i1 = uge v14, v17
#     branch unlikely v32, b12, b13
#   b11:
#     v33: ptr = ptradd inbounds v28, v6
#     jump b10
#   b12:
#     v34: i64 = phi v15 from b10
#     call upcall_block_release v31
#     jump b6
#   b13:
#     v35: i64 = imul nsw v14, v1
#     v36: ptr = ptradd inbounds v30, v35
#     v37: f64 = load v36, align 1
#     call upcall_block_release v31
#     v38: i64 = imul nsw v8, v1
#     v39: ptr = ptradd inbounds v20, v38
#     store v39, v37, align 1
#     ret v20, v0, v18
