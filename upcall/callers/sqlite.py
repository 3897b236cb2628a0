"""Compiled SQL functions, aggregates and collations for connections of the standard library's `sqlite3`.

A function that stands in a query is called once a row: compiled, without the interpreter.
"""

import sqlite3
import threading
import typing
from ctypes import CFUNCTYPE

import numpy as np

from upcall import CFunc, _annotations, _forms, carray, cfunc, types
from upcall._core import type_of
from upcall.callers import _sqlite_api as api

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

__all__ = ["Collation", "Function", "collation", "connect", "function"]

_CLASSES = {float: "float", int: "int", bool: "bool"}
_TYPES = {types.float64: "float", types.int64: "int", types.boolean: "bool", types.uint8[:]: "uint8[:]"}


class Function:
    """A compiled function of SQL. Its code stays for good: SQLite doesn't say when it has done with it.

    Attributes
    ----------
    name : str
        What it is called in SQL.
    argument_count : int
    calls : tuple of CFunc
        The C function; of an aggregate that of `step` and that of `finalize`.
    """

    def __init__(self, name: str, argument_count: int, calls: "tuple[CFunc, ...]", flags: int) -> None:
        self.name = name
        self.argument_count = argument_count
        self.calls = calls
        self._flags = api.UTF8 | flags

    def register(self, database: int) -> int:
        """Make it known to the connection whose ``sqlite3 *`` is given: SQLite's code of what went wrong, or 0."""
        addresses = [call.address for call in self.calls]
        pointers = [*addresses, None, None] if len(addresses) == 1 else [None, *addresses]
        code: int = api.create_function(
            database, self.name.encode(), self.argument_count, self._flags, None, *pointers, None
        )
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
        A function takes as many arguments as it has in SQL: floats, or what annotations say: `int`, `bool`, or
        ``types.uint8[:]`` for the bytes of a text (UTF-8) or a blob, which are SQLite's and not to be written. It returns
        a float, or an int or a bool where its annotation says so. A class has annotated numbers as its state, with values
        where they aren't 0 at the start; ``step(self, ...)``, called with each row, and ``finalize(self)``, which returns
        the result.
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
    Where an argument is NULL, a function's result is NULL and an aggregate passes over the row: neither is called. A result
    of nan is NULL, as ever in SQLite. An exception ends the query with `sqlite3.OperationalError`; it is itself reported as
    all of callbacks are, and `raise_errors` raises it.
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
        _known[key] = function(thing) if kind is Function else collation(thing)
    return _known[key]


# ---- the C functions


def _function(given: "Any", name: "str | None", flags: int, options: "dict[str, object]") -> Function:
    target = _target(given)
    names, readers = _readers(target, 0)
    body = f"_result(_c, call({_arguments(readers)}))"
    annotations = _annotations.of(_forms.underlying(target))
    call = _wrapped(target, ["_c", "_n", "_v"], body, len(names), options, _result=_result(annotations), **readers)
    return Function(name or call.__name__, len(names), (call,), flags)


def _aggregate(given: type, name: "str | None", flags: int, options: "dict[str, object]") -> Function:
    step, finalize = (given.__dict__.get(method) for method in ("step", "finalize"))
    if not isinstance(step, _forms.PythonFunction) or not isinstance(finalize, _forms.PythonFunction):
        raise TypeError(f"an aggregate has the methods step and finalize, and {given.__name__} hasn't")
    dtype, starts = _state(given)
    memory = {"_state": api.state, "_size": dtype.itemsize, "_dtype": dtype}
    memory |= {f"_start_{field}": value for field, value in starts.items()}
    begin = ["_self = _state(_c, _size, _dtype)"]
    if starts:
        values = "; ".join(f"_self.{field} = _start_{field}" for field in starts)
        begin.append(f"if not _self._begun: _self._begun = True; {values}")
    names, readers = _readers(step, 1)
    body = "\n".join([*begin, f"call({', '.join(['_self', _arguments(readers)])})"])
    first = _wrapped(step, ["_c", "_n", "_v"], body, len(names), options, **memory, **readers)
    body = "\n".join([*begin, "_result(_c, call(_self))"])
    result = _result(_annotations.of(finalize))
    last = _wrapped(finalize, ["_c"], body, 0, options, **memory, _result=result)
    return Function(name or given.__name__, len(names), (first, last), flags)


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


def _readers(target: "Any", first: int) -> "tuple[list[str], dict[str, Any]]":
    """The arguments' names, and for each the function that gets it from SQLite."""
    annotations = _annotations.of(_forms.underlying(target))
    names = _forms.positional(target)[0][first:]
    kinds = [_kind(name, annotations.get(name, float)) for name in names]
    return names, {f"_read{i}": api.READERS[kind] for i, kind in enumerate(kinds)}


def _result(annotations: "dict[str, Any]") -> "Any":
    kind = _kind("the result", annotations.get("return", float))
    if kind not in api.RESULTS:
        raise TypeError(f"the result is {kind}: write float, int or bool")
    return api.RESULTS[kind]


def _kind(name: str, annotation: "Any") -> str:
    kind = _CLASSES.get(annotation) if isinstance(annotation, type) else None
    found = type_of(annotation)
    kind = kind or (_TYPES.get(found) if found is not None else None)
    if kind is None:
        raise TypeError(f"{name} is {annotation!r}: write float, int, bool, or types.uint8[:] for a text's bytes")
    return kind


def _arguments(readers: "dict[str, Any]") -> str:
    return ", ".join(f"{reader}(_v[{i}])" for i, reader in enumerate(readers))


def _wrapped(
    target: "Any", parameters: "list[str]", body: str, count: int, options: "dict[str, object]", **captured: object
) -> CFunc:
    """One that returns where an argument is NULL, and tells SQLite of an exception."""
    text = np.frombuffer(f"{_forms.underlying(target).__qualname__} raised an exception\0".encode(), np.uint8)
    nulls = [f"if _is_null(_v[{i}]): return" for i in range(count)]
    inner = [f" {line}" for line in body.splitlines()]
    lines = [*nulls, "try:", *inner, "except Exception:", " _result_error(_c, _text, -1)", " raise"]
    common = {"_is_null": api.is_null, "_result_error": api.result_error, "_text": text.copy()}
    made = _forms.calling(target, parameters, "\n".join(lines), **common, **captured)
    signature = "void(voidptr, intc, voidptr*)" if len(parameters) == 3 else "void(voidptr)"
    return _compiled(signature, made, options)


def _compiled(signature: str, made: "Any", options: "dict[str, object]") -> CFunc:
    compiled: CFunc = cfunc(signature, **options)(made)  # type: ignore[arg-type]
    return compiled


def _target(function: "Callable[..., Any]") -> "Any":
    target = _forms.python_function(function)
    if _forms.underlying(target).__code__.co_flags & 0x04:
        raise TypeError(f"{function!r} takes no fixed number of arguments: write them by name, without *")
    return target
