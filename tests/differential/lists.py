"""Lists that nobody changes: tuples that are named so."""

from .harness import differential


@differential("float64(float64, int64)")
def displays(x, n):
    values = [x, n, 2.5]
    more = [*values, *(1, x)]
    total = 0.0
    for v in more:
        total += v
    return total + values[n % 3] + [1.5, 2.5, 3.5, 4.5][n % 4] + len([])


@differential("int64(int64)")
def compared(n):
    return ([n, 1] == [1, n]) + 10 * ([n] == (n,)) + 100 * (n in [1, 2, 3]) + 1000 * ([1, 2] + [n] == [1, 2, 3])


@differential("float64(float64, float64)")
def nested(x, y):
    rows = [[x, 1.0], [y, 2.0]]
    a, b = rows
    return rows[1][0] * a[1] + b[1] + sum([x, y]) + max([x, y, 3.0])
