# Arguments and results of 8 bits are widened and cut.
# signature: int8(int8, uint8)
def f(a, b):
    return a * b
# --- lir
#   entry upcall.f(i8, u8) -> i8
#   function upcall.f.body(i8, i8) -> i8
#   b0:
#     v0: i8 = param 0
#     v1: i64 = sext v0
#     v2: i8 = param 1
#     v3: i64 = zext v2
#     v4: i64 = imul v1, v3
#     v5: i8 = trunc v4
#     ret v5
