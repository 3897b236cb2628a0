"""Functions that raise exceptions made with numbers, for test_raise.py. (In a file that pytest doesn't rewrite the asserts of.)"""


def f_string(x, n):
    raise ValueError(f"bad x = {x} at {n:d}")


def only_a_number(x, n):
    raise IndexError(f"{n}")


def conversions(x, n):
    raise ValueError(f"{x!r} {n!s} {n!a:>5} {x!r:<25}|")


def specifications(x, n):
    raise ValueError(f"{x:.3g} {x:10.2f} {x:+e} {n:>8} {n:08d} {n:x} {n:,} {n:{n}} {{}}")


def several_arguments(x, n):
    raise OverflowError("text", x, n, None, True, 1.5, ("it's", "a \\ tuple\n", -1), n > 3)


def a_number(x, n):
    raise KeyError(n)


def a_constant(x, n):
    raise KeyError(17)


def no_text(x, n):
    raise ValueError("")


def infinities(x, n):
    raise ValueError(float("inf"), -float("inf"), 2.0, 1j, 2 - 0.5j)


def percent(x, n):
    raise LookupError("%d of %5.1f%%" % (n, x))  # noqa: UP031


def percent_of_one(x, n):
    raise LookupError("only %d" % n)  # noqa: UP031


def percent_of_texts(x, n):
    raise LookupError("%s and %r" % (n, x))  # noqa: UP031


def format_method(x, n):
    raise LookupError("{1:.2f} {0} {1!r}".format(n, x))  # noqa: UP032


def computed(x, n):
    raise ValueError(f"{x * 2 + n} {n // 2} {abs(n)} {n if n > 3 else -n}")


def asserted(x, n):
    assert n < 0, f"n is {n}"
    return x


def asserted_number(x, n):
    assert n < 0, n
    return x


def text_in_a_variable(x, n):
    message = f"n is {n}"
    if n > 0:
        raise ValueError(message)
    return x


def instance_in_a_variable(x, n):
    error = ValueError(f"n is {n}")
    n += 1
    raise error


def helper(n):
    if n > 3:
        raise ValueError("too large", n)
    return n


def through_a_function(x, n):
    return helper(n) + 1


def raised_again(x, n):
    try:
        return helper(n)
    except ValueError:
        raise


def after_another(x, n):
    try:
        helper(n)
    except ValueError:
        for k in range(20):
            try:
                helper(n + k)
            except ValueError:
                n += 1
        raise
    return x


def kept(x, n):
    first = ValueError(0)
    for k in range(5):
        try:
            helper(n + k)
        except ValueError as error:
            if k == 2:
                first = error
    raise first


def in_a_handler(x, n):
    try:
        helper(n)
    except ValueError:
        raise KeyError(f"no {n}") from None
    return x


def recursive(x, n):
    if n == 0:
        raise ValueError(f"{x} left")
    return x if n < 0 else recursive(x - 1, n - 1)


CASES = [
    f_string,
    only_a_number,
    conversions,
    specifications,
    several_arguments,
    a_number,
    a_constant,
    no_text,
    infinities,
    percent,
    percent_of_one,
    percent_of_texts,
    format_method,
    computed,
    asserted,
    asserted_number,
    text_in_a_variable,
    instance_in_a_variable,
    through_a_function,
    raised_again,
    after_another,
    kept,
    in_a_handler,
    recursive,
]
