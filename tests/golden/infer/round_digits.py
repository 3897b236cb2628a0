# round() to digits is the prelude's, in the type of its argument.
# signature: float32(float32)
def f(s):
    return round(s, 2)
# --- types
#   f(s: float32) -> float32
#   b0:
#     v0: float32 = call builtins.round, s, 2
#     ret v0
#
#   round_float(x: float32, digits=2) -> float32
#   b0:
#     wide: float64 = call builtins.float, x
#     v0: boolean = call math.isfinite, wide
#     v1: boolean = truth v0
#     branch v1, b1, b2
#   b1:
#     v2: float64 = call round_scaled, wide, 2
#     v3: float32 = call upcall.prelude.machine.like, v2, x
#     jump b2
#   b2:
#     v4: float32 = phi b0: x, b1: v3
#     ret v4
#
#   round_scaled(x: float64, digits=2) -> float64
#   b0:
#     scaled: float64 = mul x, 1e+02
#     v0: float64 = neg scaled
#     rest: float64 = call upcall.prelude.machine.fma, x, 1e+02, v0
#     v1: float64 = call math.fabs, scaled
#     v2: boolean = lt v1, 9007199254740992.0
#     branch v2, b1, b2
#   b1:
#     whole: float64 = call nearest, scaled, rest
#     v3: float64 = truediv whole, 1e+02
#     v4: float64 = call math.copysign, v3, x
#     jump b2
#   b2:
#     v5: float64 = phi b0: x, b1: v4
#     ret v5
#
#   nearest(x: float64, rest: float64) -> float64
#   b0:
#     below: float64 = call upcall.prelude.machine.floor, x
#     v0: float64 = sub x, below
#     v1: boolean = eq v0, 0.5
#     branch v1, b1, b4
#   b1:
#     v2: boolean = ne rest, 0.0
#     branch v2, b2, b4
#   b2:
#     v3: boolean = gt rest, 0.0
#     branch v3, b3, b5
#   b3:
#     v4: float64 = add below, 1.0
#     jump b5
#   b4:
#     v5: float64 = call upcall.prelude.machine.rint, x
#     jump b5
#   b5:
#     v6: float64 = phi b2: below, b3: v4, b4: v5
#     ret v6
