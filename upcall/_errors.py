"""Errors as Python shows them: CompileError, and the traceback of an error inside a callback.

Imported at the first error, and importing next to nothing: a thread that is in an import when another one forks leaves the lock of
the module behind in the child, where the first report would wait for it for good. So the time for that is to be short.
"""

import builtins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any

_Function: "Any" = type(lambda: None)  # types.FunctionType


class CompileError(Exception):
    """A function or a signature that can't be compiled.

    Attributes
    ----------
    name : str
        Which error it is, "E_TYPE_UNKNOWN": stable, while texts may change.
    message : str
        What is wrong, without the source lines that ``str()`` of the exception shows.
    filename : str or None
        Source file, None where the error has no place (one in a signature).
    lineno : int or None
        Line of `filename`, from 1.

    Examples
    --------
    >>> from upcall import CompileError, cfunc
    >>> try:
    ...     cfunc("float64(float64)")(lambda x: x.nothing)
    ... except CompileError as error:
    ...     error.name, error.message
    ('E_ATTRIBUTE', 'float64 has no attribute nothing in compiled code')
    """

    def __init__(
        self,
        text: str,
        name: str = "",
        message: str = "",
        filename: str | None = None,
        lineno: int | None = None,
    ) -> None:
        super().__init__(text, name, message, filename, lineno)
        self.name = name
        self.message = message
        self.filename = filename
        self.lineno = lineno

    def __str__(self) -> str:
        return str(self.args[0])


CompileError.__module__ = "upcall"


def compile_error(text: str, name: str, message: str, filename: str | None, line: int) -> CompileError:
    """Make the exception for an error of the compiler. `line` 0: it has no place."""
    return CompileError(text, name, message, filename, line or None)


def source_line(filename: str, line: int) -> str | None:
    """Find a line of source, without its end; None where there is no source."""
    import linecache  # only errors of compilation show source

    linecache.checkcache(filename)
    return linecache.getline(filename, line).rstrip("\r\n") or None


def site_error(
    exception: str,
    message: str,
    frames: list[tuple[str, str | None, int]],
    count: int,
    arguments: str | None = None,
    words: bytes = b"",
) -> Exception:
    """Make the exception of a callback that failed at run time, with its places as the traceback.

    Parameters
    ----------
    exception : str
        Name of a built-in exception class.
    message : str
        Its text; may be empty.
    frames : list of (file, function, line)
        The calls that led to where it was raised, outermost first, and that place.
    count : int
        For how many equal failures it stands; 0 and 1 aren't mentioned. (In the text: not every version of
        sys.unraisablehook shows notes.)

    arguments : str, optional
        What it is made with, instead of the text: see ``upcall._raised``.
    words : bytes, optional
        The numbers among them.

    Returns
    -------
    Exception
    """
    values: list[object] = [message] if message else []
    if arguments is not None:
        from upcall import _raised

        values = _raised.values(arguments, words)
    if count > 1:
        note = f"({count} times since the last report)"
        values = [f"{values[0]} {note}"] if len(values) == 1 else [*values, note]
    made: Exception = getattr(builtins, exception)(*values)
    run: Callable[[], None] | None = None
    for file, function, line in reversed(frames):
        code = _frame(file, function or "<callback>", max(line, 1))
        run = _Function(code, {"made": made, "inner": run})
    try:
        if run:
            run()
    except Exception as raised:
        traceback = raised.__traceback__
        return raised.with_traceback(traceback and traceback.tb_next)
    return made


def _frame(file: str, function: str, line: int) -> "CodeType":
    """The code of _step(), as if it stood in that line: nothing of the file is run."""
    code = _step.__code__
    units = len(code.co_code) // 2
    # The location table (PEP 626): entries of kind 13, a line without columns, 8 code units each, none moving the line.
    table = b"".join(bytes([0x80 | 13 << 3 | min(8, units - start) - 1, 0]) for start in range(0, units, 8))
    name = function.rpartition(".")[2]
    return code.replace(co_filename=file, co_name=name, co_qualname=function, co_firstlineno=line, co_linetable=table)


# Each function that site_error() makes of _step() has globals of these names, of its own.
inner: "Callable[[], None] | None" = None
made = Exception()


def _step() -> None:
    if inner:
        inner()
    raise made
