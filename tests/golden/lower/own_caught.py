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
#     v1: i64 = iconst 9223372036854775807
#     v2: i64 = iconst 8
#     v3: i64 = iconst 16000
#     v4: ptr = record
#     v5: i32 = iconst 1
#     v6: ptr = null
#     v7: i64 = iconst 32
#     v8: i64 = iconst 0
#     v9: i64 = iconst 50331648
#     v10: i64 = iconst 16777216
#     v11: i64 = iconst 67108864
#     v12: i64 = iconst 1000
#     v13: i64 = iconst 255
#     v14: i64 = iconst 15
#     v15: i64 = iconst 1
#     v16: i64 = param 0
#     v17: ptr = call upcall_block_new v4, v3, v5
#     v18: i1 = eq v17, v6
#     branch unlikely v18, b6, b7
#   b1:
#     v19: i1 = uge v8, v12
#     branch unlikely v19, b10, b11
#   b2:
#     v20: i64 = phi v35 from b8
#     v21: i64 = and v20, v13
#     v22: i64 = isub v21, v14
#     v23: i1 = ult v22, v15
#     branch v23, b3, b12
#   b3:
#     v24: i1 = slt v16, v8
#     v25: i64 = iadd v16, v0
#     v26: i64 = select v24, v25, v16
#     v27: i1 = uge v26, v0
#     branch unlikely v27, b13, b14
#   b4:
#     v28: f64 = phi v40 from b11, v43 from b14
#     ret v28
#   b5:
#     raise v20
#   b6:
#     raise 0 at 4
#   b7:
#     v29: ptr = ptradd inbounds v17, v7
#     v30: i64 = invoke upcall.made.1.body v16
#     v31: i1 = ne v30, v8
#     branch unlikely v31, b8, b9
#   b8:
#     v32: i64 = isub v30, v10
#     v33: i1 = ult v32, v9
#     v34: i64 = iadd v30, v11
#     v35: i64 = select v33, v34, v30
#     jump b2
#   b9:
#     v36: ptr = result 0 v30
#     v37: ptr = result 2 v30
#     call upcall_block_release v17
#     jump b1
#   b10:
#     raise 3 at 8
#   b11:
#     v38: i64 = imul nsw v8, v2
#     v39: ptr = ptradd inbounds v36, v38
#     v40: f64 = load v39, align 1
#     call upcall_block_release v37
#     jump b4
#   b12:
#     call upcall_block_release v17
#     jump b5
#   b13:
#     raise 3 at 9
#   b14:
#     v41: i64 = imul nsw v26, v2
#     v42: ptr = ptradd inbounds v29, v41
#     v43: f64 = load v42, align 1
#     call upcall_block_release v17
#     jump b4
#   function upcall.made.1.body(i64, record) -> (ptr, i64, ptr) raises
#   b0:
#     v0: i64 = iconst 1000
#     v1: i64 = iconst 9223372036854775807
#     v2: i64 = iconst 8
#     v3: i64 = iconst 8000
#     v4: ptr = record
#     v5: i32 = iconst 1
#     v6: ptr = null
#     v7: i64 = iconst 32
#     v8: i64 = iconst 18014398509481983
#     v9: i64 = iconst 0
#     v10: i64 = iconst 33554736
#     v11: i64 = iconst 33554992
#     v12: i64 = iconst 1152921504606846975
#     v13: i64 = iconst 512
#     v14: i32 = iconst 0
#     v15: i64 = iconst 33554449
#     v16: i64 = iconst 2
#     v17: i64 = iconst 50332431
#     v18: ptr = frame 512
#     v19: i64 = param 0
#     v20: ptr = call upcall_block_new v4, v3, v5
#     v21: i1 = eq v20, v6
#     branch unlikely v21, b1, b2
#   b1:
#     raise 0 at 1
#   b2:
#     v22: ptr = ptradd inbounds v20, v7
#     v23: i1 = ugt v19, v8
#     branch unlikely v23, b3, b4
#   b3:
#     v24: i1 = slt v19, v9
#     branch unlikely v24, b6, b7
#   b4:
#     v25: i64 = imul nsw v2, v19
#     v26: i1 = sgt v19, v12
#     v27: i64 = select v26, v1, v25
#     v28: i1 = ule v27, v13
#     branch v28, b8, b9
#   b5:
#     v29: i64 = phi v30 from b6
#     raise v29
#   b6:
#     v30: i64 = phi v10 from b3, v11 from b7, v15 from b9, v38 from b12
#     call upcall_block_release v20
#     jump b5
#   b7:
#     jump b6
#   b8:
#     v31: ptr = call memset v18, v14, v27
#     jump b10
#   b9:
#     v32: ptr = call upcall_block_new v4, v27, v5
#     v33: i1 = eq v32, v6
#     branch unlikely v33, b6, b11
#   b10:
#     v34: ptr = phi v18 from b8, v37 from b11
#     v35: ptr = phi v6 from b8, v32 from b11
#     v36: i1 = uge v16, v19
#     branch unlikely v36, b12, b13
#   b11:
#     v37: ptr = ptradd inbounds v32, v7
#     jump b10
#   b12:
#     v38: i64 = phi v17 from b10
#     call upcall_block_release v35
#     jump b6
#   b13:
#     v39: i64 = imul nsw v16, v2
#     v40: ptr = ptradd inbounds v34, v39
#     v41: f64 = load v40, align 1
#     call upcall_block_release v35
#     v42: i64 = imul nsw v9, v2
#     v43: ptr = ptradd inbounds v22, v42
#     store v43, v41, align 1
#     ret v22, v0, v20
