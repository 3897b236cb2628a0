# A Value is a pointer of the environment; its number is loaded and stored in one piece each time.
# signature: int64(intc)
import numpy as np

from upcall import Value

LAST = Value(0, np.int16)
IS_SET = Value(False)


def f(n):
    while not IS_SET.value:
        LAST.value = n
    return LAST.value
# --- lir
#   entry upcall.f(i32) -> i64
#   function upcall.f.body(i32) -> i64
#   b0:
#     v0: i8 = iconst 0
#     v1: i32 = param 0
#     v2: i64 = sext v1
#     jump b1
#   b1:
#     v3: ptr = env 16
#     v4: i8 = atomic_load v3, align 1
#     v5: i1 = ne v4, v0
#     branch v5, b2, b3
#   b2:
#     v6: ptr = env 24
#     v7: i16 = atomic_load v6, align 2
#     v8: i64 = sext v7
#     ret v8
#   b3:
#     v9: i16 = trunc v2
#     v10: ptr = env 24
#     atomic_store v10, v9, align 2
#     jump b1
