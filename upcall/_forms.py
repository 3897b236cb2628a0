"""Whatever can be called, as the plain function that the compiler takes: one that calls it, compiled along.

Its code says that it stands where the function does, so that errors show the user's line.
"""

import ast
from functools import lru_cache, partial

from upcall import _annotations
from upcall._core import CFunc

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType
    from typing import Any

_FIRST_OF_BODY = 3  # the line of `make` where that stands
_HAS_VARARGS, _HAS_KEYWORDS = 0x04, 0x08  # inspect.CO_VARARGS, CO_VARKEYWORDS
PythonFunction: "Any" = type(lambda: None)
_Method: "Any" = type((lambda self: self).__get__(0))


def entry(thing: "Any", count: "int | None") -> "Any":
    """Find or make the function of `count` positional arguments that a C function of as many calls; None: of all there are.

    Returns
    -------
    function or object
        `thing` itself where it is such a function, and where nothing can be made of it: the compiler says why.
    """
    target = called(thing)
    function = underlying(target)
    if not isinstance(function, PythonFunction):
        return thing
    count = len(positional(target)[0]) if count is None else count
    if target is function and not _needs_call(function, count):
        return thing
    names = argument_names(target, count)
    made = calling(target, names, f"return call({', '.join(names)})")
    annotations = _annotations.of(function)
    made.__annotations__ = {name: annotations[name] for name in (*names, "return") if name in annotations}
    return made


def called(thing: "Any") -> "Any":
    """Find the function, or the `functools.partial` of one, that is called where `thing` is."""
    if isinstance(thing, (PythonFunction, type)):
        return thing
    if isinstance(thing, partial):  # functools makes one of two
        return partial(called(thing.func), *thing.args, **thing.keywords)
    if isinstance(thing, _Method):
        return partial(thing.__func__, thing.__self__)
    method = getattr(type(thing), "__call__", None)  # noqa: B004
    return partial(method, thing) if isinstance(method, PythonFunction) else thing


def python_function(thing: "Any") -> "Any":
    """The same of what callers compile: also of what decorators, upcall's and Numba's, leave of a function.

    Raises
    ------
    TypeError
        It is no function of Python.
    """
    target = called(thing.__wrapped__ if type(thing) is CFunc else getattr(thing, "py_func", thing))
    if not isinstance(underlying(target), PythonFunction):
        raise TypeError(f"{thing!r} is no function of Python that could be compiled: write one that calls it")
    return target


def underlying(target: "Any") -> "Any":
    return target.func if isinstance(target, partial) else target


def _needs_call(function: "Any", count: int) -> bool:
    """Whether there are parameters that nothing is passed for, or *args: a C function has neither."""
    code = function.__code__
    least = code.co_argcount - len(function.__defaults__ or ())
    has_rest = bool(code.co_flags & _HAS_VARARGS)
    if code.co_flags & _HAS_KEYWORDS or count < least or (count > code.co_argcount and not has_rest):
        return False
    needed = code.co_varnames[code.co_argcount :][: code.co_kwonlyargcount]
    if any(name not in (function.__kwdefaults__ or {}) for name in needed):
        return False
    return has_rest or count < code.co_argcount or code.co_kwonlyargcount > 0


def argument_names(target: "Any", count: int) -> "list[str]":
    """Name `count` positional arguments as the function does, those of its *args by their number."""
    code = underlying(target).__code__
    first = len(target.args) if isinstance(target, partial) else 0
    names = list(code.co_varnames[: code.co_argcount][first : first + count])
    return names + [f"_{i}" for i in range(len(names), count)]


def positional(target: "Any") -> "tuple[list[str], int]":
    """Name the arguments that can be passed by position, and count those that have to be."""
    function = underlying(target)
    count, defaults = function.__code__.co_argcount, len(function.__defaults__ or ())
    bound = len(target.args) if isinstance(target, partial) else 0
    given = target.keywords if isinstance(target, partial) else {}
    names = list(function.__code__.co_varnames[:count])
    by_keyword = next((i for i, name in enumerate(names) if name in given), count)  # from there on by keyword alone
    return names[bound:by_keyword], max(min(count - defaults, by_keyword) - bound, 0)


def calling(target: "Any", parameters: "list[str]", body: str, **captured: object) -> "Any":
    """Make a function of these parameters that has the name and the place of `target`, which its body knows as `call`."""
    function = underlying(target)
    code = function.__code__
    names = ("call", *captured)
    make = _factory(names, ", ".join(parameters), body, code.co_name, code.co_filename, code.co_firstlineno)
    made = PythonFunction(make, function.__globals__)(target, *captured.values())
    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(made, name, getattr(function, name))
    return made


@lru_cache(maxsize=256)
def _factory(captured: "tuple[str, ...]", parameters: str, body: str, name: str, file: str, line: int) -> "CodeType":
    """Write a function that makes the function. One code object, whatever is called: what is compiled for one serves the others.

    All of it stands in that one line, each line of the body at another column: what is the same at the same place is taken for what
    Python's compiler wrote twice.
    """
    lines = "".join(f"\n  {text}" for text in body.splitlines())
    tree = ast.parse(f"def make({', '.join(captured)}):\n def made({parameters}):{lines}\n return made")
    nodes: Iterable[Any] = ast.walk(tree)
    for node in nodes:
        if hasattr(node, "lineno"):
            node.col_offset = node.end_col_offset = max(node.lineno - _FIRST_OF_BODY, 0)
            node.lineno = node.end_lineno = line
    scope: dict[str, Any] = {}
    exec(compile(tree, file, "exec"), scope)
    code: CodeType = scope["make"].__code__
    return code.replace(co_consts=tuple(_renamed(constant, name) for constant in code.co_consts))


def _renamed(constant: "Any", name: str) -> "Any":
    is_made = getattr(constant, "co_name", "") == "made"
    return constant.replace(co_name=name, co_qualname=name) if is_made else constant
