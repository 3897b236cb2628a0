# tuple() of what has a known length, and the methods of tuples.
# signature: int64(int64, float64)
from collections import namedtuple

Point = namedtuple("Point", "x y")


def f(n, x):
    t = tuple(range(1, 8, 3)) + tuple((n, x)) + tuple(Point._make((x, n)))
    return t.index(n) + t.count(x) + len(tuple(zip(t, t)))
# --- types
#   f(n: int64, x: float64) -> int64
#   b0:
#     v0: range = call builtins.range, 1, 8, 3
#     v1: (int64, int64, int64) = call builtins.tuple, v0
#     v2: (int64, float64) = tuple n, x
#     v3: (int64, float64) = call builtins.tuple, v2
#     v4: (int64, int64, int64, int64, float64) = add v1, v3
#     v5: the method _make = getattr Point._make
#     v6: (float64, int64) = tuple x, n
#     v7: Point(x: float64, y: int64) = call v5, Point, v6
#     v8: (float64, int64) = call builtins.tuple, v7
#     t: (int64, int64, int64, int64, float64, float64, int64) = add v4, v8
#     v9: the method index = getattr t.index
#     v10: int64 = call v9, t, n
#     v11: the method count = getattr t.count
#     v12: int64 = call v11, t, x
#     v13: int64 = add v10, v12
#     v14: zip((int64, int64, int64, int64, float64, float64, int64), (int64, int64, int64, int64, float64, float64, int64)) = call builtins.zip, t, t
#     v15: ((float64, float64), (float64, float64), (float64, float64), (float64, float64), (float64, float64), (float64, float64), (float64, float64)) = call builtins.tuple, v14
#     v16: int64 = call builtins.len, v15
#     v17: int64 = add v13, v16
#     ret v17
