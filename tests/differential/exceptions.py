"""try, except, else, finally: which handler runs, what it sees of the variables, what leaves the function."""

import math
import operator

from upcall import carray

from .harness import differential
from .values import Integers, Memory

SMALL = Integers(-3, 9)
SOME = Memory("int64", 8)

# ---- one handler


@differential("int64(int64, int64)")
def divides(a, b):
    try:
        return a // b
    except ZeroDivisionError:
        return -7


@differential("int64(int64, int64)")
def base_class(a, b):
    try:
        return a % b
    except ArithmeticError:
        return -7


@differential("int64(int64, int64)")
def any_exception(a, b):
    try:
        return a % b
    except Exception:
        return -7


@differential("int64(int64, int64)")
def bare_except(a, b):
    try:
        return a % b
    except:  # noqa: E722
        return -7


@differential("int64(int64, int64)")
def another_class(a, b):
    try:
        return a // b
    except ValueError:
        return -7


@differential("int64(int64, int64)")
def a_sibling(a, b):
    try:
        return a // b
    except (OverflowError, LookupError):
        return -7


@differential("int64(int64, int64)")
def one_of_several(a, b):
    try:
        return a << (b // (a - 1))
    except (LookupError, ZeroDivisionError):
        return -1
    except (ValueError, TypeError):
        return -2


NUMERIC = (ArithmeticError, ValueError, KeyError)


@differential("int64(int64, int64)")
def classes_of_a_global(a, b):
    try:
        return a << (b // (a - 1))
    except NUMERIC:
        return -1


@differential("int64(int64*, int64)", p=SOME, i=Integers(-12, 12))
def index(p, i):
    a = carray(p, 8)
    try:
        return a[i]
    except IndexError:
        return -99


@differential("int64(int64*, int64)", p=SOME, i=Integers(-12, 12))
def index_is_a_lookup(p, i):
    a = carray(p, (2, 4))
    try:
        a[i, 1] = 5
        a[1, i] += 7
    except LookupError:
        return -99
    return 0


@differential("int64(float64)")
def to_int(x):
    try:
        return int(x)
    except ValueError:
        return 1
    except OverflowError:
        return 2


@differential("int64(float64)")
def rounded(x):
    try:
        return round(x) + math.floor(x)
    except (ValueError, OverflowError):
        return 3


@differential("int64(int64, int64)", n=Integers(-3, 40), k=Integers(-3, 40))
def library_function(n, k):
    try:
        return math.comb(n, k)
    except ValueError:
        return -1


@differential("int64(int64)")
def shifts(n):
    try:
        return 1 << n
    except ValueError:
        return -1


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def power(a, b):
    try:
        return a**b
    except ValueError:
        return -1


@differential("int64(int64)", n=SMALL)
def step_of_zero(n):
    total = 0
    try:
        for i in range(0, 10, n):
            total += i
    except ValueError:
        total = -1
    return total


@differential("int64(int64)", n=SMALL)
def unbound(n):
    if n > 2:
        k = n
    try:
        return k
    except UnboundLocalError:
        k = -5
    return k


@differential("int64(int64)", n=SMALL)
def unbound_is_a_name_error(n):
    total = 0
    for i in range(4):
        try:
            total += last
        except NameError:
            total += 100
        if i == n:
            last = i
    return total


@differential("int64(int64)", n=SMALL)
def tuple_index(n):
    t = (3, 5, 7)
    try:
        return t[n]
    except IndexError:
        return -1


# ---- what variables hold


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def state_at_the_raise(a, b):
    x = 1
    try:
        x = 2
        y = a // b
        x = 3
        y = b // a
        x = 4
        y = a // (b - 1)
    except ZeroDivisionError:
        y = 50
    return 10 * x + y


@differential("float64(int64, int64)", a=SMALL, b=SMALL)
def kinds_meet_in_the_handler(a, b):
    x = 1
    try:
        x = 2.5
        c = a // b
        x = c
        x = x + b // a
    except ZeroDivisionError:
        x = x * 10
    return x


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def not_assigned_when_it_raises(a, b):
    c = 100
    try:
        c = a // b
    except ZeroDivisionError:
        c += 1
    return c


@differential("int64(int64*, int64, int64)", p=SOME, a=SMALL, b=SMALL)
def memory_is_written_before(p, a, b):
    try:
        p[0] = 1
        p[1] = a // b
        p[2] = 3
    except ZeroDivisionError:
        p[3] = p[0] + 10
    return p[1]


@differential("int64(int64*, int64)", p=SOME, i=Integers(-12, 12))
def augmented_element(p, i):
    a = carray(p, 4)
    n = 0
    try:
        a[0] += 1
        n = 1
        a[i] += 10
        n = 2
    except IndexError:
        n += 10
    return n


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def in_an_expression(a, b):
    total = 0
    try:
        total = 1 + (2 + (a // b)) * (3 + b % a)
    except ZeroDivisionError:
        total -= 1
    return total


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def in_a_condition(a, b):
    try:
        if a // b > 1 or b // a > 2:
            return 1
    except ZeroDivisionError:
        return 2
    return 3


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def outside_is_not_guarded(a, b):
    c = a // b
    try:
        d = b // a
    except ZeroDivisionError:
        d = -1
    return c + d + a // (b - 1)


# ---- else and finally


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def with_else(a, b):
    try:
        c = a // b
    except ZeroDivisionError:
        c = -1
    else:
        c += 100 // (a - 1)
    return c


@differential("int64(int64*, int64, int64)", p=SOME, a=SMALL, b=SMALL)
def with_finally(p, a, b):
    p[0] = 0
    try:
        p[0] += a // b
    finally:
        p[0] += 1000
    return p[0]


@differential("int64(int64*, int64, int64)", p=SOME, a=SMALL, b=SMALL)
def everything(p, a, b):
    p[0] = 0
    try:
        c = a // b
        p[0] += 1
    except ZeroDivisionError:
        p[0] += 10
        c = b // a
    else:
        p[0] += 100
        c = a // (b - 2)
    finally:
        p[0] += 1000
    return c


@differential("int64(int64*, int64, int64)", p=SOME, a=SMALL, b=SMALL)
def return_through_finally(p, a, b):
    p[0] = 0
    try:
        return a // b
    finally:
        p[0] += 1


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def return_in_finally(a, b):
    c = 0
    try:
        c = 1
        return a // b
    finally:
        return c + 10  # noqa: B012


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def finally_branches(a, b):
    c = 1
    try:
        c = a // b
    finally:
        if a > 2:
            c += 10
        else:
            c -= 10
    return c


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def finally_raises(a, b):
    c = 0
    try:
        c = a // b
    except ZeroDivisionError:
        c = 5
    finally:
        c = c // (a - 1)
    return c


@differential("int64(int64*, int64, int64)", p=SOME, a=SMALL, b=SMALL)
def nested_finally(p, a, b):
    p[0] = 1
    try:
        try:
            p[0] *= 2
            c = a // b
        finally:
            p[0] *= 3
            c = b // a
        p[0] *= 5
    finally:
        p[0] *= 7
    return c


# ---- loops


@differential("int64(int64, int64)", n=SMALL, k=SMALL)
def try_in_a_loop(n, k):
    total = 0
    for i in range(n):
        try:
            total += 100 // (i - k)
        except ZeroDivisionError:
            total += 1
    return total


@differential("int64(int64, int64)", n=SMALL, k=SMALL)
def loop_in_a_try(n, k):
    total = 0
    try:
        for i in range(n):
            total += 100 // (i - k)
    except ZeroDivisionError:
        total += 1
    return total


@differential("int64(int64, int64)", n=SMALL, k=SMALL)
def continue_and_break(n, k):
    total = 0
    for i in range(n):
        try:
            total += 10
            if i == 1:
                continue
            total += 100 // (i - k)
            if total > 200:
                break
        except ZeroDivisionError:
            if k > 3:
                break
            continue
        total += 1
    else:
        total += 1000
    return total


@differential("int64(int64, int64)", n=SMALL, k=SMALL)
def through_finally_in_a_loop(n, k):
    total = 0
    for i in range(n):
        try:
            if i == 1:
                continue
            total += 100 // (i - k)
            if i == 3:
                break
        except ZeroDivisionError:
            total += 7
            continue
        finally:
            total += 1000
        total += 1
    return total


@differential("int64(int64, int64)", n=SMALL, k=SMALL)
def break_in_finally(n, k):
    total = 0
    for i in range(n):
        try:
            total += 100 // (i - k)
        finally:
            if i == 2:
                break  # noqa: B012
            total += 1
    return total


@differential("int64(int64, int64)", n=SMALL, k=SMALL)
def while_with_handler(n, k):
    i = 0
    while True:
        try:
            if i > n:
                return i
            i += 1
            k = 10 // (k - i)
        except ZeroDivisionError:
            k = i + 3
        i += 1


@differential("int64(int64, int64)", n=SMALL, k=SMALL)
def retries(n, k):
    for attempt in range(5):
        try:
            r = 10 // (n + attempt)
        except ZeroDivisionError:
            continue
        return r + 100 * attempt
    return -1


@differential("int64(int64*, int64)", p=SOME, k=SMALL)
def nested_loops(p, k):
    a = carray(p, (2, 4))
    total = 0
    for i in range(3):
        for j in range(5):
            try:
                total += a[i, j] % 7 // (j - k)
            except IndexError:
                total += 1000
                break
            except ZeroDivisionError:
                total += 100
    return total


@differential("int64(int64, int64)", n=SMALL, k=SMALL)
def tuples_in_a_loop(n, k):
    total = 0
    for x, y in ((1, n), (2, k), (3, n - k)):
        try:
            total = 10 * total + x // y
        except ZeroDivisionError:
            total = -total
    return total


# ---- nested


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def inner_catches(a, b):
    try:
        try:
            c = a // b
        except ZeroDivisionError:
            c = b // a
    except ArithmeticError:
        c = -1
    return c


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def inner_lets_through(a, b):
    c = 0
    try:
        try:
            c = a // b
        except ValueError:
            c = 5
        c += 1
    except ZeroDivisionError:
        c += 2
    return c


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def raised_in_the_handler(a, b):
    try:
        c = a // b
    except ZeroDivisionError:
        try:
            c = b // a
        except ArithmeticError:
            c = 9
        c += 1 << (a - 1)
    return c


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def raised_in_else(a, b):
    try:
        try:
            c = a // b
        except ZeroDivisionError:
            c = 1
        else:
            c = b // (a - 1)
    except ZeroDivisionError:
        c = 2
    return c


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def loop_in_a_handler_with_a_decided_test(a, b):
    strict = True
    try:
        b = 10 // a
    except ZeroDivisionError:
        while b < 5 if strict else b < 9:
            b += 1
    return b


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def loop_with_a_decided_test_before_what_is_raised(a, b):
    last = None
    try:
        while a < 3 if last is None else a < b:
            b = max(n + a for n in range(3) if a // b >= 0)
            a += 2
    finally:
        b += 1
        if b > 3:
            raise ValueError
    return a + 10 * b


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def functions_that_are_operators(a, b):
    """bool() and operator.* are operators once they are known, and these don't raise."""
    c = 0
    try:
        c = bool(a)
    except ZeroDivisionError:
        return -1
    try:
        c += operator.lt(a, b)
        c = operator.sub(c, operator.not_(a))
        c = operator.floordiv(a, b)
    except ZeroDivisionError:
        c += 100 + operator.truth(a)
    finally:
        c = operator.neg(c)
    return c


def never_returns(a):
    raise LookupError(a)


@differential("int64(boolean, int64)", b=SMALL)
def truth_of_several_ways_in_a_try(a, b):
    """What follows bool() is no branch but the way to a handler; the call that doesn't come back has it all looked at again."""
    try:
        c = int(bool(a and b - 2))
    except ZeroDivisionError:
        c = -9
    if b == 7:
        never_returns(b)
    return c
