# A variable that may have no value: the check gives the type that it has where it has one.
# signature: int64(int64)
def f(n):
    for i in range(n):
        k = i
    return k
# --- types
#   f(n: int64) -> int64
#   b0:
#     v0: range = call builtins.range, n
#     v1: iterator over range = iter v0
#     v2: int64 = iter_count v1
#     jump b1
#   b1:
#     v3: boolean = phi b0: False, b2: True
#     k: int64 = phi b0: unbound, b2: i
#     v4: int64 = phi b0: 0, b2: v6
#     v5: boolean = iter_more v4, v2
#     branch v5, b2, b3
#   b2:
#     i: int64 = iter_item v1, v4
#     v6: int64 = iter_next v4
#     jump b1
#   b3:
#     k.1: int64 = check_bound k, v3 for k
#     ret k.1
