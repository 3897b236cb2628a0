# The address of a captured array is data; its shape and strides are code.
# signature: float64(intc)
import numpy as np

TABLE = np.arange(12.0).reshape(3, 4)[::2, ::-1]


def f(i):
    return TABLE[1, i]
# --- lir
#   entry upcall.f(i32) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(i32) -> f64 raises
#   b0:
#     v0: i64 = iconst 1
#     v1: i64 = iconst 2
#     v2: i64 = iconst 4
#     v3: i64 = iconst 64
#     v4: i64 = iconst -8
#     v5: i64 = iconst 0
#     v6: i32 = param 0
#     v7: i64 = sext v6
#     v8: ptr = env 16
#     v9: i1 = slt v7, v5
#     v10: i64 = iadd v7, v2
#     v11: i64 = select v9, v10, v7
#     v12: i1 = uge v11, v2
#     branch unlikely v12, b1, b2
#   b1:
#     raise 0 at 1
#   b2:
#     v13: i64 = imul nsw v0, v3
#     v14: ptr = ptradd inbounds v8, v13
#     v15: i64 = imul nsw v11, v4
#     v16: ptr = ptradd inbounds v14, v15
#     v17: f64 = load v16, align 1
#     ret v17
