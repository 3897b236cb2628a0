# What tuples are joined to, and the list that a starred variable takes.
# signature: float64(float32, int64)
def f(x, n):
    t = (x, n) + (0.5,)
    first, *rest = t * 2
    return x * t[2] + rest[1] * (t < (0.1, n)) + t[::2][0]
# --- types
#   f(x: float32, n: int64) -> float64
#   b0:
#     v0: (float32, int64) = tuple x, n
#     t: (float32, int64, float64) = add v0, (0.5,)
#     v1: (float32, int64, float64, float32, int64, float64) = mul t, 2
#     rest: [int64, float64, float32, int64, float64] = rest v1 1 of 1
#     first: float32 = unpack v1 0 of 1 or more
#     v2: float64 = getitem t, 2
#     v3: float32 = mul x, v2
#     v4: float64 = getitem rest, 1
#     v5: (float64, int64) = tuple 0.1, n
#     v6: boolean = lt t, v5
#     v7: float64 = mul v4, v6
#     v8: float64 = add v3, v7
#     v9: (float32, float64) = getitem t, slice(None, None, 2)
#     v10: float32 = getitem v9, 0
#     v11: float64 = add v8, v10
#     ret v11
