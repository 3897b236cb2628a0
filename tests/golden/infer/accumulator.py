# `total = 0.0` in a loop over float32 is float64: constants count as float64 where control flow merges.
# signature: float64(CPointer(float32), intc)
def f(p, n):
    total = 0.0
    for i in range(n):
        total += p[i]
    return total
# --- types
#   f(p: float32*, n: int32) -> float64
#   b0:
#     v0: range = call builtins.range, n
#     v1: iterator over range = iter v0
#     v2: int64 = iter_count v1
#     jump b1
#   b1:
#     total: float64 = phi b0: 0.0, b2: total.1
#     v3: int64 = phi b0: 0, b2: v5
#     v4: boolean = iter_more v3, v2
#     branch v4, b2, b3
#   b2:
#     i: int64 = iter_item v1, v3
#     v5: int64 = iter_next v3
#     v6: float32 = getitem p, i
#     total.1: float64 = add total, v6 in place
#     jump b1
#   b3:
#     ret total
