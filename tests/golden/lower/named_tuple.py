# A named tuple is its elements: making it and reading its fields leave no code.
# signature: float64(float64, float64)
from collections import namedtuple

Point = namedtuple("Point", "x y")


def f(x, y):
    p = Point(y=x, x=y)
    return p.x - p._replace(x=x).y
# --- lir
#   entry upcall.f(f64, f64) -> f64
#   function upcall.f.body(f64, f64) -> f64
#   b0:
#     v0: f64 = param 0
#     v1: f64 = param 1
#     v2: f64 = fsub v1, v0
#     ret v2
