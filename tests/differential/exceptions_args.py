"""e.args: what the exceptions that a handler catches were made with."""

import functools

from .harness import differential
from .values import Integers

SMALL = Integers(-4, 9)

exactly = functools.partial(differential, exact=True)


@exactly("int64(int64)", n=SMALL)
def constant_status(n):
    try:
        if n > 3:
            raise ValueError(3)
        return n
    except ValueError as e:
        return e.args[0]


@exactly("int64(int64)", n=SMALL)
def constants_of_each_raise(n):
    try:
        if n > 6:
            raise ValueError(-1)
        if n > 3:
            raise KeyError(-2)
        if n < 0:
            raise ValueError(-3)
    except (ValueError, KeyError) as e:
        return e.args[0]
    return n


@exactly("int64(int64)", n=SMALL)
def arguments_unused(n):
    status = 0
    try:
        if n > 3:
            raise ValueError("too large", n)
    except (ValueError, KeyError) as e:
        e.args
        status = len(e.args)
    return status


@exactly("int64(int64)", n=SMALL)
def no_arguments(n):
    try:
        if n > 3:
            raise ValueError
        if n < 0:
            raise ValueError()
        assert n != 1
    except (ValueError, AssertionError) as e:
        return 10 + len(e.args) + (5 if e.args else 0)
    return n


@differential("float64(int64, float64)")
def joined(n, x):
    try:
        if n > 6:
            raise ValueError(x)
        if n > 3:
            raise ValueError(n)
        if n < 0:
            raise ValueError(True)
        if n == 0:
            raise ValueError(2.5)
    except ValueError as e:
        return e.args[0]
    return -x


@exactly("int64(int64, int64)", a=SMALL, b=SMALL)
def unpacked(a, b):
    try:
        if a > b:
            raise ValueError(a, b, 7)
        if a < b:
            raise KeyError(b * 2, a, b)
    except (ValueError, LookupError) as e:
        x, y, z = e.args
        first, *rest = e.args
        return x + 10 * y + 100 * z + 1000 * e.args[-1] + 10000 * first + len(rest) + rest[0]
    return 0


@exactly("int64(int64, int64)", a=SMALL, b=SMALL)
def sliced_and_compared(a, b):
    try:
        raise ValueError(a, b, 3)
    except ValueError as e:
        if e.args[:2] == (1, 2):
            return -1
        if b in e.args[::2]:
            return -2
        total = 0
        for x in e.args:
            total = 10 * total + x
        return total + sum(e.args) + max(e.args) + e.args[a % 3]


@exactly("int64(int64)", n=SMALL)
def nested_arguments(n):
    try:
        if n > 3:
            raise ValueError((1, (2, 3)), n)
        raise ValueError((4, (5, 6.5)), -n)
    except ValueError as e:
        (a, (b, c)), d = e.args
        return a + 10 * b + int(100 * c) + 1000 * d


@exactly("int64(int64)", n=SMALL)
def one_string(n):
    try:
        if n > 3:
            raise ValueError("text", n)
        if n > 5:
            raise ValueError("text", False)
        return n
    except ValueError as e:
        return e.args[1]


@differential("complex128(complex128, float32)")
def every_kind_of_number(z, x):
    try:
        if x > 1:
            raise ValueError(z, x, x > 3, 2)
        raise ValueError(z * 2, -x, True, 3)
    except ValueError as e:
        a, b, c, d = e.args
        return (a if c else -a) + (b if d > 2 else -b)


@differential("float32(float32)")
def single_precision(x):
    try:
        raise ValueError(x)
    except ValueError as e:
        return e.args[0]


@differential("float32(float32, float32)")
def literal_of_one_raise(x, y):
    try:
        if x > y:
            raise ValueError(0.1, 3)
    except ValueError as e:
        return x * e.args[0] + y * e.args[1]
    return y


@differential("uint64(uint64)")
def unsigned(n):
    try:
        raise ValueError(n)
    except ValueError as e:
        return e.args[0]


@exactly("int64(int64)", n=SMALL)
def many_arguments(n):
    try:
        raise ValueError(n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7, n + 8, n + 9, n * 2, n * 3)
    except ValueError as e:
        return e.args[0] + 3 * e.args[7] + 5 * e.args[11] + len(e.args)


# ---- which exceptions get there


@exactly("int64(int64)", n=SMALL)
def operations_of_other_classes(n):
    try:
        if n > 5:
            raise ValueError(n)
        return 12 // (n - 3)
    except ValueError as e:
        return 100 + e.args[0]
    except ZeroDivisionError:
        return -1


@exactly("int64(int64)", n=SMALL)
def first_handler_that_fits(n):
    try:
        if n > 5:
            raise KeyError(n, 1, 2)
        if n > 3:
            raise IndexError(n, 3)
        if n < 0:
            raise ValueError(n)
        return 12 // n
    except KeyError as e:
        a, b, c = e.args
        return a + b + c
    except LookupError as e:
        a, b = e.args
        return a * b
    except ZeroDivisionError:
        return 0
    except Exception as e:
        return e.args[0]


@exactly("int64(int64)", n=SMALL)
def inner_handler_takes_some(n):
    try:
        try:
            if n > 5:
                raise KeyError(1, 2)
            if n > 3:
                raise ValueError(n)
            if n < 0:
                raise IndexError(n - 1)
        except KeyError as e:
            return len(e.args)
    except (LookupError, ValueError) as e:
        return e.args[0]
    return n


@exactly("int64(int64)", n=SMALL)
def branches_before_the_use(n):
    k = 0
    try:
        if n > 3:
            raise ValueError(n)
        if n < 0:
            raise KeyError(-n)
    except (ValueError, KeyError) as e:
        if n > 6:
            k = 1
        for i in range(3):
            k += i
        return k + len(e.args) + e.args[0]
    return k


@exactly("int64(int64)", n=SMALL)
def loop_in_the_handler(n):
    try:
        if n > 3:
            raise ValueError(n)
    except ValueError as e:
        total = 0
        while total < 50:
            total += e.args[0] if total % 2 else e.args[0] + 1
        return total
    return n


@exactly("int64(int64)", n=SMALL)
def instance_that_is_not_raised(n):
    e = ValueError(n, 5)
    return e.args[0] + e.args[1]


@exactly("int64(int64)", n=SMALL)
def instance_in_a_variable(n):
    error = ValueError(n)
    if n > 3:
        error = KeyError(2 * n)
    try:
        if n % 2:
            raise error
    except Exception as e:
        return e.args[0] + 100
    return error.args[0]


# ---- raised again


@exactly("int64(int64)", n=SMALL)
def raised_again(n):
    try:
        try:
            if n > 3:
                raise ValueError(n, 1)
            n = 6 // n
        except ValueError as e:
            if e.args[0] > 5:
                raise
            if e.args[0] > 4:
                raise e
            raise KeyError(e.args[0], -1) from e
        except ZeroDivisionError as e:
            raise KeyError(0, 0) from e
    except (ValueError, KeyError) as e:
        return e.args[0] + 10 * e.args[1]
    return n


@exactly("int64(int64)", n=SMALL)
def leaves_with_its_arguments(n):
    try:
        if n > 3:
            raise ValueError(n, 2.5)
    except ValueError as e:
        if e.args[0] > 6:
            raise
        raise KeyError(e.args[0], e.args[1] + 1)
    return n


@exactly("int64(int64)", n=SMALL)
def finally_between(n):
    k = 0
    try:
        try:
            if n > 3:
                raise ValueError(n)
        finally:
            try:
                raise ValueError(100)
            except ValueError as e:
                k = e.args[0]
            k += 1
    except ValueError as e:
        return e.args[0] + k
    return k


@exactly("int64(int64)", n=SMALL)
def kept_over_a_loop(n):
    kept = RuntimeError(-1)
    count = 0
    for i in range(200):
        try:
            if i % 7 == n:
                raise ValueError(i)
            if i == 100:
                raise KeyError(n)
        except ValueError as e:
            kept = e
        except KeyError as e:
            count += e.args[0]
            if n > 4:
                break
    return kept.args[0] + 1000 * count


@exactly("int64(int64)", n=SMALL)
def previous_exception(n):
    total = 0
    try:
        raise ValueError(n)
    except ValueError as outer:
        for i in range(3):
            try:
                raise ValueError(i + 1)
            except ValueError as inner:
                total = total * 10 + inner.args[0] * outer.args[0]
        return total + outer.args[0]


# ---- functions


def always(n):
    raise OverflowError(n, 2)


def checked(n):
    if n == 1:
        raise ValueError(n + 10)
    if n == 2:
        raise ValueError(7)
    if n == 3:
        raise IndexError("index", n)
    return n // (n - 4)


@differential("int64(int64)", n=SMALL)
def of_a_helper(n):
    try:
        return checked(n)
    except ValueError as e:
        return e.args[0]
    except IndexError as e:
        return e.args[1] + 50


def checked_again(n):
    try:
        return checked(n)
    except ValueError as e:
        for _ in range(100):  # more than a thread keeps
            try:
                checked(1)
            except ValueError as g:
                n += g.args[0]
        if n > 1101:
            raise
        raise KeyError(e.args[0], n) from e
    finally:
        n += 1
        try:
            checked(3)
        except IndexError:
            n += 1


@differential("int64(int64)", n=SMALL)
def of_a_helper_of_a_helper(n):
    try:
        return checked_again(n)
    except ValueError as e:
        return e.args[0]
    except KeyError as e:
        return e.args[0] * e.args[1]


def level(n, limit):
    if n == 0:
        raise StopIteration(5, limit)
    if n > 20:
        return n
    try:
        return level(n - 1, limit)
    except StopIteration as e:
        if e.args[0] > limit:
            return e.args[0]
        raise StopIteration(e.args[0] + n, limit) from None


@exactly("int64(int64, int64)", n=Integers(0, 25), limit=Integers(0, 40))
def through_recursion(n, limit):
    try:
        return level(n, limit)
    except StopIteration as e:
        return -e.args[0] - e.args[1]


def even(n):
    if n == 0:
        raise ValueError(0)
    return odd(n - 1) + 1


def odd(n):
    if n == 0:
        raise ValueError(1)
    return even(n - 1) + 1 if n > 0 else -1


@exactly("int64(int64)", n=SMALL)
def mutual_recursion(n):
    try:
        return even(n) if n >= 0 else odd(n)
    except ValueError as e:
        return e.args[0]


def status_of(e):
    return e.args[0]


@exactly("int64(int64)", n=SMALL)
def passed_to_a_function(n):
    try:
        if n > 3:
            raise ValueError(n)
        if n < 0:
            raise ValueError(1000)
    except ValueError as e:
        return status_of(e)
    try:
        raise KeyError(n + 1)
    except KeyError as e:
        return status_of(e)


def made(n):
    return ValueError(n, 1) if n > 2 else ValueError(-n, 2)


@exactly("int64(int64)", n=SMALL)
def made_by_a_function(n):
    try:
        raise made(n)
    except ValueError as e:
        return e.args[0] * e.args[1]


@exactly("int64(int64)", n=SMALL)
def helper_that_never_returns(n):
    try:
        if n > 2:
            always(n)
    except ArithmeticError as e:
        return e.args[0] * e.args[1]
    return n


@exactly("int64(int64)", n=SMALL)
def status_of_a_helper_that_never_returns(n):
    try:
        always(n)
    except OverflowError as e:
        return e.args[0]


@exactly("int64(int64)", n=SMALL)
def kinds_on_a_way_that_is_none(n):
    x = (1, 2)
    try:
        if n > 0:
            return 5
        x = 3
        always(n)
    except OverflowError as e:
        x = e.args[1] + x
    return x


@exactly("int64(int64)", n=SMALL)
def inner_function(n):
    def inner(k):
        if k > 2:
            raise ValueError(n, k)
        return k

    try:
        return inner(n) + inner(n + 1)
    except ValueError as e:
        return e.args[0] + 10 * e.args[1]


@exactly("int64(int64)", n=SMALL)
def generators(n):
    try:
        return sum(checked(k + 5 if k < n else 1) for k in range(6))
    except ValueError as e:
        return -e.args[0]


@exactly("int64(int64)", n=SMALL)
def through_a_built_in_function(n):
    try:
        return max(n, 2, key=lambda k: always(k) if k > 5 else -k)
    except OverflowError as e:
        return e.args[0] - e.args[1]


@exactly("int64(int64)", n=SMALL)
def asserts(n):
    try:
        assert n > 0, n
        assert n < 7, 100
    except AssertionError as e:
        return e.args[0] + 1000
    return n


# ---- handlers that nothing gets to


def raises_for_some(n):
    if n > 4:
        raise ValueError(n)
    return n


@exactly("int64(int64)", n=SMALL)
def constant_argument_decides(n):
    total = 0
    for i in range(n):
        try:
            total += raises_for_some(3) + raises_for_some(i)
        except ValueError as e:
            total -= e.args[0]
    try:
        return total + raises_for_some(4)
    except ValueError as e:
        return e.args[0] if e.args[0] > 5 else -total


@differential("int64(int64)", n=SMALL)
def other_classes_only(n):
    try:
        return 10 // (n - 3)
    except ValueError as e:
        n = raises_for_some(e.args[0])
        return len(e.args) + n
    except ZeroDivisionError:
        return 77


@exactly("int64(int64)", n=SMALL)
def continued_loops(n):
    x = 0
    for i in range(n):
        try:
            x += raises_for_some(3)
        except ValueError as e:
            x = e.args[0]
            continue
        finally:
            x += 1
    return x


def passes_on(n):
    try:
        return passes_on(n - 1) if n > 0 else 7
    except ValueError as e:
        raise ValueError(e.args[0])


@exactly("int64(int64)", n=SMALL)
def nothing_in_the_recursion(n):
    return passes_on(n)


def never_reads(n):
    try:
        always(n)
    except ValueError as e:
        return e.args[0]


@exactly("int64(int64)", n=SMALL)
def helper_that_never_comes_back(n):
    try:
        return never_reads(n)
    except OverflowError as e:
        return e.args[0] + 100


# ---- strings


@exactly("int64(int64)", n=SMALL)
def strings_compared(n):
    try:
        if n > 5:
            raise ValueError("large", n)
        if n < 0:
            raise ValueError("negative", -n)
        if n == 2:
            raise KeyError("two", 1000)
    except (ValueError, KeyError) as e:
        reason, size = e.args
        if reason == "large":
            return 2 * size
        return -size if "negative" == reason else size + (reason != "three")
    return n


@exactly("int64(int64)", n=SMALL)
def one_string_compared(n):
    try:
        if n > 3:
            raise ValueError("large", n)
    except ValueError as e:
        if e.args[0] == "large" and e.args[0] != "small":
            return e.args[1] if e.args[0] else -1
        return -2
    return n


@exactly("int64(int64)", n=SMALL)
def strings_matched(n):
    try:
        if n <= 2:
            raise ValueError("small", n)
        if n > 5:
            raise ValueError("large", n)
        raise ValueError("", n)
    except ValueError as e:
        match e.args[0]:
            case "large":
                return e.args[1]
            case "small" | "tiny" if n > 0:
                return -e.args[1]
        return 1000 if e.args[0] else 2000


@exactly("int64(int64)", n=SMALL)
def strings_in_tuples(n):
    try:
        if n > 5:
            raise ValueError("large", "end")
        raise ValueError("other", "end")
    except ValueError as e:
        if e.args == ("large", "end"):
            return 1
        if e.args[0] in ("x", "other", 3) and e.args[1] in ("end",):
            return 2 + (e.args[0] is None)
    return 3


@exactly("int64(int64)", n=SMALL)
def strings_raised_again(n):
    try:
        if n > 5:
            raise ValueError("large", n)
        if n > 3:
            raise ValueError('it\'s\n"rather" \\ large', n)
        if n < 0:
            raise ValueError("", n)
        if n == 0:
            raise KeyError("zero")
    except ValueError as e:
        if n == 5:
            raise RuntimeError(e.args[0]) from e
        raise KeyError(e.args[0], e.args[1] * 2, f"{e.args[0]}: {e.args[0]:>6}!") from e
    except KeyError as e:
        raise ValueError(e.args[0], n)
    return n


def kind(n):
    if n > 5:
        return "large"
    return "small" if n > 0 else "negative"


@exactly("int64(int64)", n=SMALL)
def strings_of_a_function(n):
    name = kind(n)
    try:
        if n % 2:
            raise ValueError(name, n)
        if name == "negative":
            raise KeyError(name)
    except ValueError as e:
        return 10 if e.args[0] == name else 20
    except KeyError as e:
        return 30 if e.args[0] == "negative" else 40
    return len(("a", "b")) if name == kind(3) else 50


@exactly("int64(int64)", n=SMALL)
def strings_of_a_tuple(n):
    total = 0
    for name in ("one", "two", "three"):
        total = 10 * total + (1 if name == "two" else 2)
        if name == ("one", "two", "three")[n % 3]:
            total += 5
    return total


def refused(reason, n):
    if reason == "":
        raise ValueError("nothing", n)
    raise ValueError(reason, n)


@exactly("int64(int64)", n=SMALL)
def strings_as_arguments(n):
    try:
        if n > 5:
            refused("large", n)
        elif n > 3:
            refused("", n)
        else:
            refused("odd" if n % 2 else "even", n)
    except ValueError as e:
        reason = e.args[0]
        return e.args[1] + (100 if reason == "odd" else 200 if reason == "nothing" else 300 if reason == "large" else 0)
    return n
