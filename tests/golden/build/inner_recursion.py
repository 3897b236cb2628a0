# Inner functions that call one another carry their values together; each makes the other of them.
# signature: int64(int64, int64)
def f(n, k):
    def even(i):
        return k if i == 0 else odd(i - 1)

    def odd(i):
        return -k if i == 0 else even(i - 1)

    return even(n)
# --- hir
#   f(n: int64, k: int64) -> int64
#   b0:
#     even = closure k
#     v0 = call even, n
#     ret v0
