# Signs: of a bool they make an int.
# signature: float64(float64, boolean, int64)
def f(x, b, i):
    return -x + (+x) + (-b) + (+i)
# --- types
#   f(x: float64, b: boolean, i: int64) -> float64
#   b0:
#     v0: float64 = neg x
#     v1: float64 = pos x
#     v2: float64 = add v0, v1
#     v3: int64 = neg b
#     v4: float64 = add v2, v3
#     v5: int64 = pos i
#     v6: float64 = add v4, v5
#     ret v6
