# A literal takes the type of what it meets: all of this is float32.
# signature: float32(float32)
def f(x):
    return 0.5 * x + 1
# --- types
#   f(x: float32) -> float32
#   b0:
#     v0: float32 = mul 0.5, x
#     v1: float32 = add v0, 1
#     ret v1
