# A method takes its owner first, a tuple behind * is its elements, max of three is two calls; 0.5 is exact in a float32.
# signature: float32(float32, float32, int64)
def f(x, y, n):
    pair = (x, y)
    return max(*pair) + max(x, y, 0.5) + n.bit_length() * x.is_integer()
# --- types
#   f(x: float32, y: float32, n: int64) -> float32
#   b0:
#     v0: float32 = call builtins.max, x, y
#     v1: float32 = call builtins.max, x, y
#     v2: float32 = call builtins.max, v1, 0.5
#     v3: float32 = add v0, v2
#     v4: the method bit_length = getattr n.bit_length
#     v5: int64 = call v4, n
#     v6: the method is_integer = getattr x.is_integer
#     v7: boolean = call v6, x
#     v8: int64 = mul v5, v7
#     v9: float64 = add v3, v8
#     ret v9
#
#   max_of_two(a: float32, b: float32) -> float32
#   b0:
#     v0: boolean = gt b, a
#     branch v0, b1, b2
#   b1:
#     v1: float32 = call upcall.prelude.machine.meet, b, a
#     jump b3
#   b2:
#     v2: float32 = call upcall.prelude.machine.meet, a, b
#     jump b3
#   b3:
#     v3: float32 = phi b1: v1, b2: v2
#     ret v3
#
#   bit_length(n: int64) -> int64
#   b0:
#     value: int64 = call builtins.int, n
#     v0: boolean = lt value, -9223372036854775807
#     branch v0, b4, b1
#   b1:
#     v1: boolean = lt value, 0
#     branch v1, b2, b3
#   b2:
#     v2: int64 = neg value
#     jump b3
#   b3:
#     v3: int64 = phi b1: value, b2: v2
#     v4: int64 = call ones_below, v3
#     v5: uint8 = call upcall.prelude.machine.bit_count, v4
#     v6: int64 = call builtins.int, v5
#     jump b4
#   b4:
#     v7: int64 = phi b0: 64, b3: v6
#     ret v7
#
#   is_integer(x: float32) -> boolean
#   b0:
#     v0: boolean = call math.isfinite, x
#     v1: boolean = truth v0
#     branch v1, b1, b2
#   b1:
#     v2: float32 = call upcall.prelude.machine.floor, x
#     v3: boolean = eq v2, x
#     jump b2
#   b2:
#     v4: boolean = phi b0: v0, b1: v3
#     ret v4
#
#   ones_below(n: int64) -> int64
#   b0:
#     v0: int64 = rshift n, 1
#     n.1: int64 = or n, v0 in place
#     v1: int64 = rshift n.1, 2
#     n.2: int64 = or n.1, v1 in place
#     v2: int64 = rshift n.2, 4
#     n.3: int64 = or n.2, v2 in place
#     v3: int64 = rshift n.3, 8
#     n.4: int64 = or n.3, v3 in place
#     v4: int64 = rshift n.4, 16
#     n.5: int64 = or n.4, v4 in place
#     v5: int64 = rshift n.5, 32
#     v6: int64 = or n.5, v5
#     ret v6
#
#   max_of_two(a: float32, b=0.5) -> float32
#   b0:
#     v0: boolean = gt 0.5, a
#     branch v0, b1, b2
#   b1:
#     v1: float32 = call upcall.prelude.machine.meet, 0.5, a
#     jump b3
#   b2:
#     v2: float32 = call upcall.prelude.machine.meet, a, 0.5
#     jump b3
#   b3:
#     v3: float32 = phi b1: v1, b2: v2
#     ret v3
