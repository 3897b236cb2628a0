"""operator.itemgetter, attrgetter and methodcaller as plain functions that do the same. Not compiled: the capture calls
`function_of`, and what it returns is compiled."""

import _operator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    Function = Callable[[Any], Any]


def item(index: "Any") -> "Function":
    def itemgetter(x: "Any") -> "Any":
        return x[index]

    return itemgetter


def renamed(function: "Any", name: str) -> "Function":
    """With another name of the one attribute in it."""
    code = function.__code__.replace(co_names=(name,))
    made: Function = type(function)(code, {}, code.co_name, None, function.__closure__)
    return made


def attribute(path: str) -> "Function":
    def attrgetter(x: "Any") -> "Any":
        return x.attribute

    name, _, rest = path.partition(".")
    first = renamed(attrgetter, name)
    return behind(first, attribute(rest)) if rest else first


def behind(first: "Function", second: "Function") -> "Function":
    def attrgetter(x: "Any") -> "Any":
        return second(first(x))

    return attrgetter


def method(name: str, arguments: "tuple[Any, ...]") -> "Function":
    def plain(x: "Any") -> "Any":
        return x.method()

    def methodcaller(x: "Any") -> "Any":
        return x.method(*arguments)

    return renamed(methodcaller if arguments else plain, name)


def together(functions: "Sequence[Function]") -> "Function":
    """A tuple of what each gives."""
    first = functions[0]
    if len(functions) == 1:
        return lambda x: (first(x),)
    rest = together(functions[1:])
    return lambda x: (first(x), *rest(x))


def function_of(getter: "Any") -> "Function | None":
    """None: methodcaller with keywords."""
    maker, arguments = getter.__reduce__()
    if maker is _operator.methodcaller:
        return method(arguments[0], arguments[1:])
    if maker is not _operator.itemgetter and maker is not _operator.attrgetter:
        return None
    functions = [item(a) if maker is _operator.itemgetter else attribute(a) for a in arguments]
    return functions[0] if len(functions) == 1 else together(functions)
