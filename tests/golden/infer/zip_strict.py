# zip(..., strict=True) raises where the loop ends by itself, not where it is left.
# signature: int64(int64)
def f(n):
    s = 0
    for a, b in zip(range(n), range(3), strict=True):
        if a == 5:
            break
        s += a * b
    return s
# --- types
#   f(n: int64) -> int64
#   b0:
#     v0: range = call builtins.range, n
#     v1: range = call builtins.range, 3
#     v2: zip(range, range) = call builtins.zip, v0, v1, strict=True
#     v3: zip(range, range) = iter v2
#     v4: int64 = iter_count v3
#     jump b1
#   b1:
#     s: int64 = phi b0: 0, b3: s.1
#     v5: int64 = phi b0: 0, b3: v8
#     v6: boolean = iter_more v5, v4
#     branch v6, b2, b4
#   b2:
#     v7: (int64, int64) = iter_item v3, v5
#     v8: int64 = iter_next v5
#     b: int64 = unpack v7 1 of 2
#     a: int64 = unpack v7 0 of 2
#     v9: boolean = eq a, 5
#     branch v9, b5, b3
#   b3:
#     v10: int64 = mul a, b
#     s.1: int64 = add s, v10 in place
#     jump b1
#   b4:
#     iter_end v3
#     jump b5
#   b5:
#     ret s
