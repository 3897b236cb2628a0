# The literals of a joined tuple are as weak as those of one that is written out: a sum of them and a float32 is a float32.
# signature: float32(float32)
def f(x):
    return sum((1, 2) + (x, 3)[:1])


# --- types
#   f(x: float32) -> float32
#   b0:
#     v0: (float32, int64) = tuple x, 3
#     v1: (float32,) = getitem v0, slice(None, 1, None)
#     v2: (int64, int64, float32) = add (1, 2), v1
#     v3: float32 = call builtins.sum, v2, 0
#     ret v3
#
#   total_of_floats(values: (float32, float32, float32), start: float32) -> float32
#   b0:
#     result: float64 = call upcall.prelude.machine.to_float, start
#     v0: iterator over (float32, float32, float32) = iter values
#     v1: int64 = iter_count v0
#     jump b1
#   b1:
#     result.1: float64 = phi b0: result, b5: added
#     lost: float64 = phi b0: 0.0, b5: lost.1
#     v2: int64 = phi b0: 0, b5: v4
#     v3: boolean = iter_more v2, v1
#     branch v3, b2, b6
#   b2:
#     value: float32 = iter_item v0, v2
#     v4: int64 = iter_next v2
#     x: float64 = call upcall.prelude.machine.to_float, value
#     added: float64 = add result.1, x
#     v5: float64 = call math.fabs, result.1
#     v6: float64 = call math.fabs, x
#     v7: boolean = ge v5, v6
#     branch v7, b3, b4
#   b3:
#     v8: float64 = sub result.1, added
#     v9: float64 = add v8, x
#     jump b5
#   b4:
#     v10: float64 = sub x, added
#     v11: float64 = add v10, result.1
#     jump b5
#   b5:
#     v12: float64 = phi b3: v9, b4: v11
#     lost.1: float64 = add lost, v12 in place
#     jump b1
#   b6:
#     v13: boolean = ne lost, 0.0
#     branch v13, b7, b9
#   b7:
#     v14: float64 = sub lost, lost
#     v15: boolean = eq v14, 0.0
#     branch v15, b8, b9
#   b8:
#     result.2: float64 = add result.1, lost in place
#     jump b9
#   b9:
#     result.3: float64 = phi b6: result.1, b7: result.1, b8: result.2
#     v16: float32 = call upcall.prelude.machine.like, result.3, start
#     ret v16
