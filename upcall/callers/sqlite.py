"""Compiled SQL functions, aggregates and collations for connections of the standard library's `sqlite3`.

A function that stands in a query is called once a row: compiled, without the interpreter.
"""

import sqlite3
import threading
import typing
from ctypes import CFUNCTYPE

import numpy as np

from upcall import CFunc, CompileError, _annotations, _forms, carray, cfunc, types
from upcall._core import type_of
from upcall.callers import _sqlite_api as api

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

__all__ = ["Collation", "Function", "collation", "connect", "function"]

_CLASSES: "dict[Any, str]" = {None: "none", float: "float", int: "int", bool: "bool", bytes: "bytes", str: "str"}
_TYPES = {types.float64: "float", types.int64: "int", types.boolean: "bool", types.uint8[:]: "bytes"}
_METHODS = ("step", "finalize", "value", "inverse")  # as SQLite takes them
_MOST_OPTIONAL = 4  # arguments that may be None: the function is compiled for each way to leave some out


class Function:
    """A compiled function of SQL. Its code stays for good: SQLite doesn't say when it has done with it.

    Attributes
    ----------
    name : str
        What it is called in SQL.
    argument_count : int
    calls : tuple of CFunc
        The C function; of an aggregate those of its methods.
    """

    def __init__(self, name: str, argument_count: int, calls: "tuple[CFunc, ...]", flags: int) -> None:
        self.name = name
        self.argument_count = argument_count
        self.calls = calls
        self._flags = api.UTF8 | flags

    def register(self, database: int) -> int:
        """Make it known to the connection whose ``sqlite3 *`` is given: SQLite's code of what went wrong, or 0."""
        addresses = [call.address for call in self.calls]
        create, count = (api.create_window_function, 4) if len(addresses) == 4 else (api.create_function, 3)
        if create is None:
            raise sqlite3.NotSupportedError(f"SQLite {sqlite3.sqlite_version} has no window functions of users")
        pointers = [None] * (count - len(addresses)) + addresses if len(addresses) > 1 else [*addresses, None, None]
        code: int = create(database, self.name.encode(), self.argument_count, self._flags, None, *pointers, None)
        return code


class Collation:
    """A compiled order of texts. Its code stays for good.

    Attributes
    ----------
    name : str
        What it is called in SQL.
    call : CFunc
    """

    def __init__(self, name: str, call: CFunc) -> None:
        self.name = name
        self.call = call

    def register(self, database: int) -> int:
        """As that of `Function`."""
        code: int = api.create_collation(database, self.name.encode(), api.UTF8, None, self.call.address, None)
        return code


def function(
    thing: "Any" = None, /, *, name: "str | None" = None, deterministic: bool = False, **options: object
) -> "Any":
    """Compile a function, or a class as an aggregate, for SQL.

    Parameters
    ----------
    thing : function or class, optional
        A function takes as many arguments as it has in SQL: floats, or what annotations say: `int`, `bool`, `str` for a text as
        a C string, `bytes` for an array of the bytes of a text (UTF-8) or a blob, which are SQLite's and not to be written;
        each with ``| None`` where NULL is to come. It returns a float, or what its annotation says of these: for `str` and
        `bytes` an array of bytes, a C string or a constant of bytes; None is NULL. A class has annotated numbers as its state, with
        values where they aren't 0 at the start; ``step(self, ...)``, called with each row, and ``finalize(self)``, which
        returns the result; a window function also ``inverse(self, ...)`` and ``value(self)``.
    name : str, optional
        What it is called in SQL; by default as in Python.
    deterministic : bool, optional
        The result depends on the arguments alone: SQLite may use it in an index, and call it less often.
    **options
        Those of `cfunc`.

    Returns
    -------
    Function or callable
        For `connect`; without `thing`, a decorator.

    Raises
    ------
    TypeError
        An annotation of another type, or a class without `step` and `finalize`.
    CompileError
        It can't be compiled.

    Notes
    -----
    Where an argument is NULL that can't be None, a function's result is NULL and an aggregate passes over the row: neither
    is called. A result of nan is NULL, as ever in SQLite. An exception ends the query with `sqlite3.OperationalError`; it is
    itself reported as all of callbacks are, and `raise_errors` raises it.
    """
    flags = api.DETERMINISTIC if deterministic else 0

    def decorate(given: "Any") -> Function:
        make = _aggregate if isinstance(given, type) else _function
        return make(given, name, flags, options)

    return decorate if thing is None else decorate(thing)


def collation(thing: "Any" = None, /, *, name: "str | None" = None, **options: object) -> "Any":
    """Compile an order of texts for SQL: ``ORDER BY column COLLATE name``.

    Parameters
    ----------
    thing : function, optional
        Takes two uint8 arrays, the bytes (UTF-8) of two texts; returns an int that is negative, 0 or positive as the first
        comes before the second, with it, or behind it.
    name : str, optional
        What it is called in SQL; by default as in Python.
    **options
        Those of `cfunc`.

    Returns
    -------
    Collation or callable
        For `connect`; without `thing`, a decorator.
    """

    def decorate(given: "Any") -> Collation:
        target = _target(given)
        body = "return call(carray(_a, _n, uint8), carray(_b, _m, uint8))"
        made = _forms.calling(target, ["_data", "_n", "_a", "_m", "_b"], body, carray=carray, uint8=np.uint8)
        call = _compiled("intc(voidptr, intc, voidptr, intc, voidptr)", made, options)
        return Collation(name or made.__name__, call)

    return decorate if thing is None else decorate(thing)


_lock = threading.Lock()
_known: "dict[tuple[Any, type], Any]" = {}  # as their code, for good


class _Opening:
    """The connection that is being opened, and by whom: SQLite calls for those of other threads, too."""

    def __init__(self, parts: "list[Any]") -> None:
        self.thread = threading.get_ident()
        self.parts = parts
        self.problem = ""

    def __call__(self, database: int, message: int, routines: int) -> int:
        """Be sqlite3_auto_extension's entry point."""
        if threading.get_ident() == self.thread:
            for part in self.parts:
                if code := part.register(database):
                    self.problem = f"{part.name}: {api.error_string(code).decode()}"
        return 0


def connect(
    database: "Any", *args: "Any", functions: "Iterable[Any]" = (), collations: "Iterable[Any]" = (), **keywords: "Any"
) -> sqlite3.Connection:
    """Open a database as `sqlite3.connect` does, with compiled functions.

    Parameters
    ----------
    database, *args, **keywords
        Those of `sqlite3.connect`.
    functions : iterable, optional
        Functions and classes, as `function` takes them, or what it returns.
    collations : iterable, optional
        Functions, as `collation` takes them, or what it returns.

    Returns
    -------
    sqlite3.Connection

    Raises
    ------
    sqlite3.OperationalError
        The database can't be opened, or SQLite refuses a function.

    Examples
    --------
    >>> from upcall.callers import sqlite
    >>> def norm(x, y):
    ...     return (x * x + y * y) ** 0.5
    >>> class mean:
    ...     count: int
    ...     sum: float
    ...
    ...     def step(self, x):
    ...         self.count += 1
    ...         self.sum += x
    ...
    ...     def finalize(self):
    ...         return self.sum / self.count
    >>> con = sqlite.connect(":memory:", functions=[norm, mean])
    >>> con.execute("SELECT norm(3, 4), mean(column1) FROM (VALUES (1), (2), (6))").fetchone()
    (5.0, 3.0)
    >>> con.close()
    """
    parts = [_known_as(Function, thing) for thing in functions]
    parts += [_known_as(Collation, thing) for thing in collations]
    opening = _Opening(parts)
    entry = CFUNCTYPE(api.INT, *[api.POINTER] * 3)(opening)
    with _lock:
        api.auto_extension(entry)
        try:
            connection: sqlite3.Connection = sqlite3.connect(database, *args, **keywords)
        finally:
            api.cancel_auto_extension(entry)
    if opening.problem:
        connection.close()
        raise sqlite3.OperationalError(opening.problem)
    return connection


def _known_as(kind: "Any", thing: "Any") -> "Any":
    if isinstance(thing, kind):
        return thing
    key = thing, kind
    if key not in _known:
        _known.setdefault(key, function(thing) if kind is Function else collation(thing))
    return _known[key]


# ---- the C functions


def _function(given: "Any", name: "str | None", flags: int, options: "dict[str, object]") -> Function:
    target = _target(given)
    arguments = _Arguments(target, 0)
    annotations = _annotations.of(_forms.underlying(target))
    captured = {"_result": _result(annotations), **arguments.readers}
    call = _wrapped(target, ["_c", "_n", "_v"], arguments.calls("_result(_c, call({}))"), options, **captured)
    return Function(name or call.__name__, arguments.count, (call,), flags)


def _aggregate(given: type, name: "str | None", flags: int, options: "dict[str, object]") -> Function:
    found = {method: given.__dict__.get(method) for method in _METHODS}
    methods = {called: method for called, method in found.items() if isinstance(method, _forms.PythonFunction)}
    if not {"step", "finalize"} <= set(methods) or len(methods) == 3:
        raise TypeError(
            f"an aggregate has the methods step and finalize, one of windows value and inverse, too, and {given.__name__} hasn't"
        )
    memory = _Memory(given)
    calls = []
    for method in _METHODS:
        if method in methods:
            calls.append(memory.compiled(methods[method], takes_row=method in ("step", "inverse"), options=options))
    return Function(name or given.__name__, _Arguments(_target(methods["step"]), 1).count, tuple(calls), flags)


class _Memory:
    """The state of an aggregate, which lies in memory of SQLite's."""

    def __init__(self, given: type) -> None:
        dtype, starts = _state(given)
        self.captured = {"_state": api.state, "_size": dtype.itemsize, "_dtype": dtype}
        self.captured |= {f"_start_{field}": value for field, value in starts.items()}
        self.begin = ["_self = _state(_c, _size, _dtype)"]
        if starts:
            values = "; ".join(f"_self.{field} = _start_{field}" for field in starts)
            self.begin.append(f"if not _self._begun: _self._begun = True; {values}")

    def compiled(self, method: "Any", *, takes_row: bool, options: "dict[str, object]") -> CFunc:
        target = _target(method)
        if takes_row:
            arguments = _Arguments(target, 1)
            calls = arguments.calls("call({})", ("_self",))
            nulls = arguments.count - len(arguments.optional)
            body = [*calls[:nulls], *self.begin, *calls[nulls:]]
            return _wrapped(target, ["_c", "_n", "_v"], body, options, **self.captured, **arguments.readers)
        result = _result(_annotations.of(method))
        body = [*self.begin, "_result(_c, call(_self))"]
        return _wrapped(target, ["_c"], body, options, **self.captured, _result=result)


def _state(given: type) -> "tuple[np.dtype[Any], dict[str, Any]]":
    """The memory of an aggregate, and what isn't 0 in it at the start."""
    fields = [(field, _stored(field, hint)) for field, hint in typing.get_type_hints(given).items()]
    starts = {field: getattr(given, field) for field, _ in fields if getattr(given, field, 0) != 0}
    if starts:
        fields.append(("_begun", np.dtype(bool)))
    if not fields:
        raise TypeError(f"{given.__name__} has no state: write its numbers with their types, such as total: float")
    return np.dtype(fields, align=True), starts


def _stored(field: str, hint: "Any") -> "np.dtype[Any]":
    found = type_of(hint)
    if hint in (float, int, bool) or (found is not None and found.numpy_name):
        stored: np.dtype[Any] = np.dtype(hint if found is None else found.numpy_name)
        return stored
    raise TypeError(f"{field} is {hint!r}: the state of an aggregate are numbers, float, int, bool or types.float32")


class _Arguments:
    """How a function's arguments are read, and which of them may be None, SQL's NULL."""

    def __init__(self, target: "Any", first: int) -> None:
        annotations = _annotations.of(_forms.underlying(target))
        names = _forms.positional(target)[0][first:]
        kinds = [_kind(name, annotations.get(name, float)) for name in names]
        self.count = len(names)
        self.readers = {f"_read{i}": api.READERS[kind] for i, (kind, _) in enumerate(kinds)}
        self.optional = [i for i, (_, is_optional) in enumerate(kinds) if is_optional]
        if len(self.optional) > _MOST_OPTIONAL:
            raise TypeError(f"{len(self.optional)} arguments may be None: compiled code has room for {_MOST_OPTIONAL}")

    def calls(self, statement: str, first: "tuple[str, ...]" = ()) -> "list[str]":
        """The statement, with the arguments, for each choice of those that are None."""
        nulls = [f"if _is_null(_v[{i}]): return" for i in range(self.count) if i not in self.optional]
        return [*nulls, *self._choices(statement, first, ())]

    def _choices(self, statement: str, first: "tuple[str, ...]", absent: "tuple[int, ...]", at: int = 0) -> "list[str]":
        if at == len(self.optional):
            reads = ("None" if i in absent else f"_read{i}(_v[{i}])" for i in range(self.count))
            return [statement.format(", ".join((*first, *reads)))]
        i = self.optional[at]
        ways = [self._choices(statement, first, chosen, at + 1) for chosen in ((*absent, i), absent)]
        heads = [f"if _is_null(_v[{i}]):", "else:"]
        return [line for head, way in zip(heads, ways, strict=True) for line in (head, *(f" {inner}" for inner in way))]


def _result(annotations: "dict[str, Any]") -> "Any":
    return api.RESULTS[_kind("the result", annotations.get("return", float))[0]]


def _kind(name: str, annotation: "Any") -> "tuple[str, bool]":
    """The key of READERS and RESULTS, and whether it may be None."""
    parts = [part for part in typing.get_args(annotation) if part is not type(None)]
    if len(parts) == 1 and len(typing.get_args(annotation)) == 2:
        return _kind(name, parts[0])[0], True
    kind = _CLASSES.get(annotation) if annotation is None or isinstance(annotation, type) else None
    found = type_of(annotation)
    kind = kind or (_TYPES.get(found) if found is not None else None)
    if kind is None:
        raise TypeError(
            f"{name} is {annotation!r}: write float, int, bool, bytes or str, each with | None where NULL may come"
        )
    return kind, False


def _wrapped(
    target: "Any", parameters: "list[str]", body: "list[str]", options: "dict[str, object]", **captured: object
) -> CFunc:
    """One that tells SQLite of an exception."""
    text = np.frombuffer(f"{_forms.underlying(target).__qualname__} raised an exception\0".encode(), np.uint8)
    lines = ["try:", *(f" {line}" for line in body), "except Exception:", " _result_error(_c, _text, -1)", " raise"]
    common = {"_is_null": api.is_null, "_result_error": api.result_error, "_text": text.copy()}
    made = _forms.calling(target, parameters, "\n".join(lines), **common, **captured)
    signature = "void(voidptr, intc, voidptr*)" if len(parameters) == 3 else "void(voidptr)"
    return _compiled(signature, made, options)


def _compiled(signature: str, made: "Any", options: "dict[str, object]") -> CFunc:
    try:
        compiled: CFunc = cfunc(signature, **options)(made)  # type: ignore[arg-type]
    except CompileError as error:
        if "None here and" in str(error) or "and None on another way" in str(error):
            error.add_note(
                "Of SQL's functions: write raise upcall.Return() for NULL, where other ways return a number."
            )
        raise
    return compiled


def _target(function: "Callable[..., Any]") -> "Any":
    target = _forms.python_function(function)
    if _forms.underlying(target).__code__.co_flags & 0x04:
        raise TypeError(f"{function!r} takes no fixed number of arguments: write them by name, without *")
    return target
