# A generator expression that nothing consumes here: an operation that has no type.
# signature: int64(int64)
def f(n):
    return (i * i for i in range(n))
# --- hir
#   f(n: int64) -> int64
#   b0:
#     v0 = call builtins.range, n
#     v1 = iter v0
#     v2 = generator v1
#     ret v2
# --- error E_GENERATOR_USE
#   generator_kept.py:4 in f: a generator expression can only be used where its values are taken at once
#       4 |     return (i * i for i in range(n))
#         |            ^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: it directly inside sum, any, all, min or max, or in the `for` statement
