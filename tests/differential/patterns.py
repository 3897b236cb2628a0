"""match statements, and control flow with else, := and del."""

from .harness import differential
from .values import Integers

N = Integers(-7, 9)


@differential("int64(int64, int64)", n=N, k=N)
def constants(n, k):
    match n:
        case 0:
            return k
        case 1 | 2 | 3:
            return k * 2
        case -5:
            return 1
        case x if x > 100:
            return x
        case y:
            return y + 1


@differential("int64(int64, int64)", n=N, k=N)
def guards(n, k):
    match n % 4:
        case 0 if k > 3:
            r = 1
        case 0 | 1:
            r = 2
        case 2 as z if z < k:
            r = z
        case _:
            r = 9
    return r


@differential("int64(int64, int64)", n=N, k=N)
def pairs(n, k):
    match (n, k):
        case (0, 0):
            return 1
        case (0, y):
            return y
        case (x, 0):
            return -x
        case (x, y) if x == y:
            return 5
        case (x, y):
            return x * y


@differential("int64(int64, int64)", n=N, k=N)
def rests(n, k):
    match (n, k, 3):
        case (1, *rest):
            return len(rest)
        case (a, b):
            return 77
        case (*_, 4):
            return 8
        case (a, *_):
            return a


@differential("int64(int64, int64)", n=N, k=N)
def nested(n, k):
    match (n, (k, 1)):
        case (0, (a, 1 | 2)):
            return a
        case (b, (0, c)):
            return b + c
    return -1


@differential("int64(int64, int64)", n=N, k=N)
def lengths(n, k):
    t = (n, k)
    match t:
        case (a,):
            return a
        case (a, b, c):
            return a + b + c
        case (a, b):
            return a * b


@differential("int64(int64, int64)", n=N, k=N)
def no_sequence(n, k):
    match n:
        case (a, b):
            return a
        case [*_]:
            return 3
        case _:
            return k


@differential("int64(int64, int64)", n=N, k=N)
def in_a_loop(n, k):
    t = 0
    for i in range(n):
        match i % 3:
            case 0:
                continue
            case 1:
                t += k
            case _:
                if t > 50:
                    break
                t += i
    return t


@differential("int64(int64, int64)", n=N, k=N)
def named_in_while(n, k):
    s = 0
    while (n := n - 1) > 0 and (m := n * k) < 50:
        s += m
    else:
        s += 1
    return s


@differential("int64(int64, int64)", n=N, k=N)
def chained_in_generator(n, k):
    return sum(1 for i in range(n) if 0 < i <= k < 9 != i)


@differential("int64(int64, int64)", n=N, k=N)
def deleted(n, k):
    x = n * 2
    y = x + k
    del x
    x = 3
    del x
    return y


@differential("int64(int64, int64)", n=N, k=N)
def for_with_else(n, k):
    for i in range(n):
        if i == k:
            break
    else:
        return -1
    return i


@differential("int64(int64, int64)", n=N, k=N)
def while_with_else(n, k):
    while n > k:
        n -= 1
        if n == 5:
            break
    else:
        n = 100
    return n


@differential("int64(int64, int64)", n=N, k=N)
def both_with_else(n, k):
    t = 0
    for i in range(n):
        for j in range(k):
            if i * j > 6:
                break
        else:
            t += 1
            continue
        t += 10
        if t > 30:
            break
    else:
        t += 1000
    return t


@differential("int64(int64, int64)", n=N, k=N)
def named_in_condition(n, k):
    return (a := n + 1) * a if (b := k) > 2 else b


@differential("int64(int64)", n=N)
def texts(n):
    mode = "a"
    match mode:
        case "b":
            return n
        case "a":
            return n + 1


def quadrant(point):
    match point:
        case (0, 0):
            return 0
        case (x, y) if x > 0:
            return 1 if y > 0 else 4
        case (_, y):
            return 2 if y > 0 else 3


@differential("int64(int64, int64)", n=N, k=N)
def tuple_as_argument(n, k):
    return quadrant((n, k)) * 10 + quadrant((k, n))


@differential("int64(float64)")
def floats(x):
    match x:
        case 0.0:
            return 1
        case 1.5 | 2 | 1e10:
            return 2
        case y if y < 0:
            return 3
        case None:
            return 4
    return 5
