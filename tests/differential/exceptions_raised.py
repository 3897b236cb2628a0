"""raise, and exceptions that come through functions, recursion and generator expressions."""

import functools

from upcall import carray

from .harness import differential
from .values import Integers, Memory

SMALL = Integers(-3, 9)
SOME = Memory("int64", 8)

exactly = functools.partial(differential, exact=True)

# ---- raise


@exactly("int64(int64)", n=SMALL)
def raise_and_catch(n):
    try:
        if n > 3:
            raise ValueError("too large")
        if n < 0:
            raise KeyError
        if n == 0:
            raise OverflowError("nothing")
        return n
    except ValueError:
        return -1
    except LookupError:
        return -2


@exactly("int64(int64)", n=SMALL)
def raise_another(n):
    try:
        return 10 // n
    except ZeroDivisionError:
        raise ValueError("zero")


@exactly("int64(int64)", n=SMALL)
def raise_from(n):
    try:
        return 10 // n
    except ZeroDivisionError as error:
        raise ValueError("zero") from error


@exactly("int64(int64)", n=SMALL)
def raise_from_none(n):
    try:
        return 10 // n
    except ZeroDivisionError:
        raise ValueError("zero") from None


@differential("int64(int64*, int64)", p=SOME, n=SMALL)
def bare_raise(p, n):
    p[0] = 0
    try:
        return 1 << (10 // n)
    except (ZeroDivisionError, ValueError):
        p[0] = 1
        if n == 0:
            raise
    return -1


@differential("int64(int64*, int64)", p=SOME, n=SMALL)
def raise_the_name(p, n):
    p[0] = 0
    try:
        return 1 << (10 // n)
    except ArithmeticError as error:
        p[0] = 1
        raise error
    except ValueError as error:
        p[0] = 2
        if n < -1:
            raise error
    return -1


@differential("int64(int64)", n=SMALL)
def bare_raise_is_caught_outside(n):
    total = 0
    try:
        try:
            total += 10 // n
        except ZeroDivisionError:
            total += 1
            raise
    except ArithmeticError:
        total += 10
    return total


@differential("int64(int64)", n=SMALL)
def previous_exception_again(n):
    total = 0
    try:
        try:
            total = 10 // n
        except ZeroDivisionError:
            try:
                total = 1 << (n - 1)
            except ValueError:
                total += 1
            raise
    except ValueError:
        return -1
    except ZeroDivisionError:
        return -2
    return total


@exactly("int64(int64)", n=SMALL)
def instance_in_a_variable(n):
    error = ValueError("from a variable")
    if n > 4:
        error = IndexError("another")
    if n < 0 or n > 6:
        raise error
    return n


@exactly("int64(int64)", n=SMALL)
def kept_for_later(n):
    kept = RuntimeError("none")
    for i in range(4):
        try:
            if i == n:
                raise IndexError("kept")
        except IndexError as error:
            kept = error
    if n > 1:
        raise kept
    return n


@exactly("int64(int64)", n=SMALL)
def asserts(n):
    try:
        assert n > 2, "small"
        assert n > 5
    except AssertionError:
        if n < 0:
            raise
        return -1
    return n


@exactly("int64(int64)", n=SMALL)
def nothing_to_reraise(n):
    if n > 2:
        raise
    return n


@exactly("int64(int64)", n=SMALL)
def nothing_to_reraise_any_more(n):
    try:
        if n > 2:
            raise KeyError
    except KeyError:
        n += 1
    if n > 5:
        raise
    return n


@differential("int64(int64*, int64, int64)", p=SOME, n=Integers(-9, 8), i=Integers(-9, 9))
def nothing_is_known_in_the_handler(p, n, i):
    try:
        a = carray(p, n)
        return a[i] + len(a)
    except ValueError:
        return carray(p, 8)[n] if n > -8 else -1
    except IndexError:
        return carray(p, 8)[i] if -8 <= i < 8 else n


# ---- through functions


def checked(n):
    if n < 0:
        raise ValueError("negative")
    if n == 0:
        raise KeyError("zero")
    return 12 // (n - 3)


def passed_on(n):
    try:
        return checked(n)
    except LookupError:
        return 1000
    finally:
        n += 1


def always(n):
    raise IndexError("always")


@exactly("int64(int64)", n=SMALL)
def helper(n):
    try:
        return checked(n)
    except ValueError:
        return -1
    except ZeroDivisionError:
        return -2


@differential("int64(int64)", n=SMALL)
def helper_of_helper(n):
    try:
        return passed_on(n) + checked(n + 1)
    except ArithmeticError:
        return -2


@differential("int64(int64)", n=SMALL)
def helper_is_raised_again(n):
    try:
        return passed_on(n)
    except ValueError:
        if n == -2:
            raise
        n = 5
    return checked(n)


@differential("int64(int64)", n=SMALL)
def helper_that_never_returns(n):
    try:
        if n > 2:
            always(n)
    except LookupError:
        return -1
    return n


def first_of(first, second, n):
    try:
        return first(n)
    except ValueError:
        return second(n)


@differential("int64(int64)", n=SMALL)
def functions_as_arguments(n):
    return first_of(checked, lambda n: checked(n + 2), n)


@differential("int64(int64)", n=SMALL)
def inner_function(n):
    def inner(k):
        try:
            return n // k
        except ZeroDivisionError:
            return checked(n)

    try:
        return inner(n - 1)
    except LookupError:
        return -1


def down(n):
    if n == 0:
        raise StopIteration("the end")
    try:
        return down(n - 1) + 1
    except ZeroDivisionError:
        return 0


@differential("int64(int64)", n=Integers(0, 30))
def through_recursion(n):
    try:
        return down(n)
    except StopIteration:
        return -1


def each_level(n):
    try:
        if n == 0:
            return 1 // n
        return each_level(n - 1)
    except ZeroDivisionError:
        if n < 3:
            raise
        return n


@differential("int64(int64)", n=Integers(0, 30))
def raised_again_through_recursion(n):
    try:
        return each_level(n)
    except ArithmeticError:
        return -1


def endless(n):
    return n if n < 0 else endless(n + 1) + 1


@differential("int64(int64)", n=SMALL)
def recursion_error(n):
    try:
        return endless(n)
    except RecursionError:
        return -n


@differential("int64(int64)", n=SMALL)
def recursion_is_a_run_time_error(n):
    try:
        return endless(n)
    except RuntimeError:
        return -n


# ---- values of other kinds


@differential("float64(float64*, int64)", p=Memory("float64", 6), i=Integers(-9, 9))
def of_floats(p, i):
    a = carray(p, (2, 3))
    row = a[0]
    try:
        row = a[i]
        return row[1]
    except IndexError:
        return row[0]


@differential("float32(float32*, int64)", p=Memory("float32", 6), i=Integers(-9, 9))
def single_precision(p, i):
    a = carray(p, 6)
    x = a[0]
    try:
        x = a[i] * x
    except IndexError:
        x = x + x
    return x


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def of_tuples(a, b):
    t = (0, 1)
    try:
        t = (a // b, b // a)
    except ZeroDivisionError:
        t = (t[1], 7)
    x, y = t
    return 10 * x + y


@differential("void(int64*, int64)", p=SOME, n=SMALL)
def without_a_result(p, n):
    try:
        p[0] = 10 // n
    except ZeroDivisionError:
        pass
    finally:
        p[1] = n


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def sum_of_calls(a, b):
    try:
        return sum((a // b, b // a, a // (b - 1)))
    except ZeroDivisionError:
        return -1


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def sum_of_a_generator(a, b):
    total = 1
    try:
        total = 2
        total = sum(a // (i - b) for i in range(5))
    except ZeroDivisionError:
        total = -total
    return total


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def loop_over_a_generator(a, b):
    total = 0
    try:
        for x in (checked(i - b) for i in range(6)):
            total += x
            if total == a:
                break
            total += 100 // (x - a)
    except ZeroDivisionError:
        total = -total
    except ValueError:
        total += 1000
    return total


@differential("boolean(int64, int64)", a=SMALL, b=SMALL)
def any_in_a_loop(a, b):
    for k in range(3):
        try:
            if any(a // (i - b - k) > 1 for i in range(4)):
                return True
        except ZeroDivisionError:
            continue
    return False


@differential("int64(int64*, int64)", p=SOME, i=Integers(-12, 12))
def largest_of_a_generator(p, i):
    a = carray(p, 8)
    try:
        return max(a[k + i] for k in range(3))
    except IndexError:
        return min(a[k] for k in range(3))
    finally:
        p[0] = i


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def raises_in_handlers_of_handlers(a, b):
    c = 1
    try:
        for i in range(2):
            c = 1 << (b % 7 - 1 + i)
        a = 6 // (c % 5)
    except (ValueError, KeyError):
        try:
            if a < 2:
                return a % b
            if b == 1:
                a = a // 0
            try:
                raise IndexError
            finally:
                raise ValueError(a, b)
        finally:
            if a > 4:
                b = a + c
                raise ValueError(a, b)
            return 7 // b  # noqa: B012
    return 1 << (a % 7 - 1)
