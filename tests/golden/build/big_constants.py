# Arithmetic of int constants is Python's where it needs more than 64 bits.
# signature: float64(float64)
K = 10**15


def f(x):
    low = (K * K * 7 + 5) % 1000 + (3 << 100 >> 99)
    return x * 10**40 + K * K - low + 1 / 2**80 + (-K) ** 3
# --- hir
#   f(x: float64) -> float64
#   b0:
#     v0 = mul x, 10000000000000000000000000000000000000000
#     v1 = add v0, 1000000000000000000000000000000
#     v2 = sub v1, 11
#     v3 = add v2, 8.271806125530277e-25
#     v4 = add v3, -1000000000000000000000000000000000000000000000
#     ret v4
