# Tuples behind * stand there with their elements, in a tuple and among the arguments of a call.
# signature: float64(float64, int64)
def f(x, n):
    pair = (n, x)
    longer = (1.0, *pair, 2, *pair)
    return of(longer[1], *pair, 4) + longer[4]


def of(a, b, c, *rest):
    return max(a, b, c, *rest)
# --- types
#   f(x: float64, n: int64) -> float64
#   b0:
#     pair: (int64, float64) = tuple n, x
#     longer: (float64, int64, float64, int64, int64, float64) = splice (1.0,), pair, (2,), pair
#     v0: int64 = getitem longer, 1
#     v1: float64 = call of, v0, n, x, 4
#     v2: int64 = getitem longer, 4
#     v3: float64 = add v1, v2
#     ret v3
#
#   of(a: int64, b: int64, c: float64, rest: (int64,)) -> float64
#   b0:
#     v0: int64 = unpack rest 0 of 1
#     v1: int64 = call builtins.max, a, b
#     v2: float64 = call builtins.max, v1, c
#     v3: float64 = call builtins.max, v2, v0
#     ret v3
#
#   max_of_two(a: int64, b: int64) -> int64
#   b0:
#     v0: boolean = gt b, a
#     branch v0, b1, b2
#   b1:
#     v1: int64 = call upcall.prelude.machine.meet, b, a
#     jump b3
#   b2:
#     v2: int64 = call upcall.prelude.machine.meet, a, b
#     jump b3
#   b3:
#     v3: int64 = phi b1: v1, b2: v2
#     ret v3
#
#   max_of_two(a: int64, b: float64) -> float64
#   b0:
#     v0: boolean = gt b, a
#     branch v0, b1, b2
#   b1:
#     v1: float64 = call upcall.prelude.machine.meet, b, a
#     jump b3
#   b2:
#     v2: float64 = call upcall.prelude.machine.meet, a, b
#     jump b3
#   b3:
#     v3: float64 = phi b1: v1, b2: v2
#     ret v3
#
#   max_of_two(a: float64, b: int64) -> float64
#   b0:
#     v0: boolean = gt b, a
#     branch v0, b1, b2
#   b1:
#     v1: float64 = call upcall.prelude.machine.meet, b, a
#     jump b3
#   b2:
#     v2: float64 = call upcall.prelude.machine.meet, a, b
#     jump b3
#   b3:
#     v3: float64 = phi b1: v1, b2: v2
#     ret v3
