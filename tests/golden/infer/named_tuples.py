# Named tuples are tuples that know their class: made, replaced, joined, merged, in a function compiled along.
# signature: float64(float64, int64, boolean)
from collections import namedtuple
from typing import NamedTuple

Point = namedtuple("Point", "x y", defaults=(0.5,))


class Step(NamedTuple):
    start: Point
    count: int = 3


ORIGIN = Point(0.0, -1)


def first(step):
    return step.start.x * step.count


def f(x, n, b):
    p = Point(x) if b else Point(y=n, x=2)
    q = p._replace(y=x)
    step = Step(*(q,))
    return first(step) + ORIGIN.y + (p + q)[1] + len(Point._fields)
# --- types
#   f(x: float64, n: int64, b: boolean) -> float64
#   b0:
#     v0: boolean = truth b
#     branch v0, b1, b2
#   b1:
#     v1: Point(x: float64, y: float64) = call Point, x
#     jump b3
#   b2:
#     v2: Point(x: int64, y: int64) = call Point, y=n, x=2
#     jump b3
#   b3:
#     p: Point(x: float64, y: float64) = phi b1: v1, b2: v2
#     v3: the method _replace = getattr p._replace
#     q: Point(x: float64, y: float64) = call v3, p, y=x
#     step: Step(start: Point(x: float64, y: float64), count: int64) = call Step, q
#     v4: float64 = call first, step
#     v5: float64 = add v4, -1
#     v6: (float64, float64, float64, float64) = add p, q
#     v7: float64 = getitem v6, 1
#     v8: float64 = add v5, v7
#     v9: int64 = call builtins.len, ('x', 'y')
#     v10: float64 = add v8, v9
#     ret v10
#
#   first(step: Step(start: Point(x: float64, y: float64), count: int64)) -> float64
#   b0:
#     v0: Point(x: float64, y: float64) = getattr step.start
#     v1: float64 = getattr v0.x
#     v2: int64 = getattr step.count
#     v3: float64 = mul v1, v2
#     ret v3
