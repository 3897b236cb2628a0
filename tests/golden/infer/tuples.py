# A tuple is its elements.
# signature: float64(float64, intc)
def f(x, n):
    pair = (x, n)
    a, b = pair
    return a * b + pair[0]
# --- types
#   f(x: float64, n: int32) -> float64
#   b0:
#     pair: (float64, int64) = tuple x, n
#     b: int64 = unpack pair 1 of 2
#     a: float64 = unpack pair 0 of 2
#     v0: float64 = mul a, b
#     v1: float64 = getitem pair, 0
#     v2: float64 = add v0, v1
#     ret v2
