# A tuple is its elements: packing and unpacking leave no code.
# signature: int64(intc, intc)
def f(a, b):
    t = b, a
    x, y = t
    return x - y + t[-1]
# --- lir
#   entry upcall.f(i32, i32) -> i64
#   function upcall.f.body(i32, i32) -> i64
#   b0:
#     v0: i32 = param 0
#     v1: i64 = sext v0
#     v2: i32 = param 1
#     v3: i64 = sext v2
#     v4: i64 = isub v3, v1
#     v5: i64 = iadd v4, v1
#     ret v5
