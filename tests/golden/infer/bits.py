# Bitwise operators and shifts: ints stay int, words words, bools bools but for the shifts.
# signature: int64(int64, uint64, boolean)
def f(i, w, b):
    x = (i & 3) | (i ^ 5)
    y = (w | 1) >> 2
    z = (b & True) ^ (b | False)
    s = b << 1
    return ~x + int(y) + z + s
# --- types
#   f(i: int64, w: uint64, b: boolean) -> int64
#   b0:
#     v0: int64 = and i, 3
#     v1: int64 = xor i, 5
#     x: int64 = or v0, v1
#     v2: uint64 = or w, 1
#     y: uint64 = rshift v2, 2
#     v3: boolean = and b, True
#     v4: boolean = or b, False
#     z: boolean = xor v3, v4
#     s: int64 = lshift b, 1
#     v5: int64 = invert x
#     v6: int64 = call builtins.int, y
#     v7: int64 = add v5, v6
#     v8: int64 = add v7, z
#     v9: int64 = add v8, s
#     ret v9
