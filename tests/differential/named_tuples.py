"""Named tuples of both kinds: made in every way that a call can, read by name, and all that a tuple can do; methods of tuples."""

from collections import namedtuple
from typing import NamedTuple

from .harness import differential
from .values import Integers

SMALL = Integers(-7, 7)

Point = namedtuple("Point", "x y")
Weighted = namedtuple("Weighted", "point weight", defaults=(1,))
Count = namedtuple("Count", "index count")


class Options(NamedTuple):
    rate: float = 0.5
    steps: int = 3
    start: Point = Point(1.0, -2)

    def describe(self):
        return f"{self.rate}"


class Shifted(Point):
    """A subclass with nothing but a method of its own."""

    __slots__ = ()

    def norm(self):
        return self.x


ORIGIN = Point(0.0, 0)
DEFAULTS = Options()
TABLE = (Point(1.5, 2), Point(2.5, -3), Point(-1.0, 4))


def add(p, q):
    return Point(p.x + q.x, p.y + q.y)


def difference(t):
    a, b = t
    return a - b


def advance(state, options):
    return state._replace(x=state.x + options.rate * options.steps)


# ---- made


@differential("float64(float64, int64)")
def by_position(x, n):
    p = Point(x, n)
    return p.x - p.y


@differential("float64(float64, int64)")
def by_keyword(x, n):
    p = Point(y=n, x=x)
    return p.x - p.y * 2


@differential("float64(float64, int64)")
def by_both(x, n):
    p = Point(x, y=n)
    return p.x - p.y * 2


@differential("float64(float64, int64)")
def by_default(x, n):
    a, b = Weighted((x, n)), Weighted((n, x), 2)
    return a.weight * a.point[0] - b.weight * b.point[1]


@differential("float64(float64)")
def by_defaults_alone(x):
    o = Options(steps=4)
    return x * o.rate + o.steps + o.start.y


@differential("float64(float64, int64)")
def by_starred_arguments(x, n):
    t = (x, n)
    p = Point(*t)
    return p.x + p.y + Point(*p).x


@differential("float64(float64, int64)")
def by_make(x, n):
    p = Point._make((x, n))
    q = p._make((n, x))
    return p.x - q.y + q.x * p.y


@differential("float64(float64, int64)")
def by_replace(x, n):
    p = Point(x, 1)
    q = p._replace(y=n)
    r = q._replace(x=n, y=2.5)
    return q.x * 2 - q.y + r.x - r.y + p.y + p._replace().x


@differential("float64(float64)")
def by_a_subclass(x):
    p = Shifted(x, 2)
    return p.x * p.y + len(p)


@differential("float64(float64, int64)")
def class_as_an_argument(x, n):
    def make(cls, a, b):
        return cls(a, b)

    p, q = make(Point, x, n), make(Weighted, n, x)
    return p.x - p.y + q.point - q.weight


@differential("float64(float64, int64)")
def class_in_a_closure(x, n):
    def make():
        return Point(x, n)

    return make().x * 2 - make().y


# ---- frozen


@differential("float64(float64)")
def frozen(x):
    return x + DEFAULTS.rate * DEFAULTS.steps + DEFAULTS.start.x + ORIGIN.y + DEFAULTS[2][1]


@differential("float64(float64)")
def frozen_unpacked(x):
    rate, steps, (a, b) = DEFAULTS
    return x * rate + steps - a * b


@differential("float64(int64)", i=SMALL)
def frozen_table(i):
    p = TABLE[i]
    return p.x * 10 + p.y


@differential("float64(float64)")
def frozen_branch(x):
    if DEFAULTS.steps == 3:
        return x
    return x.no_such_attribute


@differential("float64(float32)")
def fields_are_weak(x):
    p = Point(0.1, 2)
    return x * p.x + x * ORIGIN.x + x * p._replace(y=0.3).y


@differential("int64(float64)")
def names_of_fields(x):
    p = Point(x, 1)
    return len(p._fields) * 10 + len(Options._fields)


# ---- what a tuple can do


@differential("float64(float64, int64)")
def unpacked(x, n):
    a, b = Point(x, n)
    first, *rest = Options(x, n)
    return a - b + first + rest[0] + rest[1].x


@differential("float64(float64, int64)")
def indexed_and_sliced(x, n):
    p = Point(x, n)
    return p[0] - p[-1] + p[::-1][0] + p[1:][0] + len(p + (1,)) + (p * 2)[3]


@differential("float64(float64, float64, int64)", i=SMALL)
def indexed_at_run_time(x, y, i):
    return Point(x, y)[i]


@differential("float64(float64, float64)")
def looped_over(x, y):
    total = 0.0
    for value in Point(x, y):
        total = total * 2 + value
    return total


@differential("float64(float64, float64)")
def summed_up(x, y):
    p = Point(x, y)
    return max(p) - min(p) + sum(p) + any(p) + all(p) + len(p)


@differential("int64(float64, int64)")
def compared(x, n):
    p = Point(x, n)
    return (p == (x, n)) + 2 * (p < Point(1.5, 2)) + 4 * (p != Count(x, n)) + 8 * (p >= (x + 0, 1)) + 16 * (p is p)


@differential("boolean(float64, int64)")
def searched(x, n):
    p = Point(x, n)
    return (1.5 in p) != (p in TABLE) and Point(2.5, n) not in (p, (2.5, 1))


@differential("int64(float64, int64)")
def truth(x, n):
    p = Point(x, n)
    return 1 if p else 2


# ---- passed and returned


@differential("float64(float64, int64)")
def passed_and_returned(x, n):
    p = add(Point(x, n), add(ORIGIN, Point(1, 0.5)))
    return p.x - p.y + difference(p)


@differential("float64(float64, int64)", n=SMALL)
def carried_through_a_loop(x, n):
    p = Point(x, 0)
    for i in range(n):
        p = advance(p, Options(steps=i))._replace(y=p.y + 1)
    return p.x * 8 + p.y


@differential("float64(float64, float64, boolean)")
def one_class_meets_itself(x, y, first):
    p = Point(x, 1) if first else Point(2, y)
    return p.x - p.y


@differential("float64(float64, float64, boolean)")
def two_classes_meet_as_tuples(x, y, first):
    p = Point(x, y) if first else Count(y, x)
    return p[0] - p[1]


@differential("float64(float64, int64)")
def nested(x, n):
    w = Weighted(Weighted(Point(x, n), 2), x)
    return w.point.point.x * w.point.weight - w.weight + w[0][0].y


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def fields_named_as_methods(a, b):
    c = Count(a, b)
    return c.index * 10 + c.count


# ---- methods of tuples


@differential("int64(float64, float64)")
def index_of(x, y):
    return (x, y, 1.0).index(y)


@differential("int64(int64)", n=SMALL)
def index_or_error(n):
    return (1, 3, 2, 3).index(n)


@differential("int64(int64, int64, int64)", n=Integers(1, 3), start=SMALL, stop=SMALL)
def index_between(n, start, stop):
    return (1, 3, 2, 3).index(n, start, stop) * 10 + (1, 2, 3, 1, 2, 3).index(n, start)


@differential("int64(float64, float64)")
def count_of(x, y):
    def count(t):
        return t.count(x)

    return (x, y, x, 0.5).count(x) + 10 * (x, y, 2).count(0.5) + 100 * count((y, 1, 0.5))


@differential("int64(float64, float64, boolean)")
def methods_of_named(x, y, b):
    p = Point(x, y)
    return p.index(y) + 10 * p.count(x) + 100 * (x, None, y).count(None) + (b, 1).count(True)


@differential("int64(int64, int64, int64)", a=SMALL, b=SMALL, c=SMALL)
def methods_on_pairs(a, b, c):
    return ((a, b), (b, c), (1, 2)).count((b, a)) + 10 * ((a, b), (b, a)).index((b, a))


# ---- tuple()


@differential("int64(int64, int64)", n=SMALL, i=SMALL)
def tuples_made(n, i):
    t = tuple((n, 2)) + tuple(range(3, 30, 9)) + tuple(Point(n, i)) + tuple()
    return t[i]


@differential("int64(int64)", n=SMALL)
def tuple_of_a_list(n):
    first, *rest = (n, n + 1, 3)
    return (tuple(rest) == (n + 1, 3)) + 2 * (tuple(rest) + (first,))[2]


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def tuple_of_iterators(a, b):
    (c, d), (e, f) = tuple(zip((a, 1, 7), (2, b)))
    (g, h), (i, j) = tuple(enumerate((b, a)))
    k, m = tuple(reversed((a, b)))
    return c + 2 * d + 3 * e + 5 * f + 7 * g + 11 * h + 13 * i + 17 * j + 19 * k + 23 * m


@differential("int64(int64)", n=SMALL)
def tuple_of_a_range(n):
    down, up = tuple(range(5, -5, -3)), tuple(range(3))
    return down[-1] * 10 + len(down) + up[n] + len(tuple(range(4, 4)))
