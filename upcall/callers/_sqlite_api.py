"""The C functions of the SQLite that the sqlite3 module is linked to, and how compiled code gets values from it."""

import ctypes

import numpy as np

from upcall import carray, cast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

POINTER, INT, INT64, DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64, ctypes.c_double
INTEGER, FLOAT, TEXT, BLOB, NULL = 1, 2, 3, 4, 5  # SQLITE_INTEGER and so on, the types of values
UTF8, DETERMINISTIC = 0x1, 0x800
TRANSIENT = -1  # SQLITE_TRANSIENT: SQLite copies a result


class _Characters(ctypes.POINTER(ctypes.c_char)):  # type: ignore[misc]
    """``const char *``."""

    _type_ = ctypes.c_char
    _upcall_const_ = True


def _library() -> ctypes.CDLL:
    """Open what the interpreter's own module uses: any other SQLite knows none of its connections."""
    import _sqlite3

    library = ctypes.CDLL(getattr(_sqlite3, "__file__", None))
    if not hasattr(library, "sqlite3_auto_extension"):
        raise ImportError(
            "the SQLite of this Python's sqlite3 module is linked into it and its C functions are hidden; "
            "write: con.create_function(...) with a Python function, or use a Python whose sqlite3 has the shared library"
        )
    return library


_opened = _library()


def _declared(name: str, result: "Any", *arguments: "Any") -> "Any":
    function = getattr(_opened, name, None)
    if function is None:  # an old SQLite
        return None
    function.restype, function.argtypes = result, arguments
    return function


value_type = _declared("sqlite3_value_type", INT, POINTER)
value_double = _declared("sqlite3_value_double", DOUBLE, POINTER)
value_int64 = _declared("sqlite3_value_int64", INT64, POINTER)
value_text = _declared("sqlite3_value_text", POINTER, POINTER)
value_blob = _declared("sqlite3_value_blob", POINTER, POINTER)
value_bytes = _declared("sqlite3_value_bytes", INT, POINTER)
result_double = _declared("sqlite3_result_double", None, POINTER, DOUBLE)
result_int64 = _declared("sqlite3_result_int64", None, POINTER, INT64)
result_text = _declared("sqlite3_result_text", None, POINTER, _Characters, INT, ctypes.c_ssize_t)
result_blob = _declared("sqlite3_result_blob", None, POINTER, _Characters, INT, ctypes.c_ssize_t)
result_error = _declared("sqlite3_result_error", None, POINTER, POINTER, INT)
aggregate_context = _declared("sqlite3_aggregate_context", POINTER, POINTER, INT)

create_function = _declared(
    "sqlite3_create_function_v2", INT, POINTER, ctypes.c_char_p, INT, INT, POINTER, *[POINTER] * 4
)
create_window_function = _declared(
    "sqlite3_create_window_function", INT, POINTER, ctypes.c_char_p, INT, INT, POINTER, *[POINTER] * 5
)
create_collation = _declared("sqlite3_create_collation_v2", INT, POINTER, ctypes.c_char_p, INT, *[POINTER] * 3)
auto_extension = _declared("sqlite3_auto_extension", INT, POINTER)
cancel_auto_extension = _declared("sqlite3_cancel_auto_extension", INT, POINTER)
error_string = _declared("sqlite3_errstr", ctypes.c_char_p, INT)


# ---- compiled along


def is_null(value: "Any") -> "Any":
    return value_type(value) == NULL


def as_float(value: "Any") -> "Any":
    kind = value_type(value)
    if kind != INTEGER and kind != FLOAT:  # SQLite would read text up to where it is no number any more
        raise TypeError("an argument is a number, but SQLite passes text or a blob")
    return value_double(value)


def as_int(value: "Any") -> "Any":
    if value_type(value) != INTEGER:
        raise TypeError("an argument is an int, but SQLite passes a float, text or a blob")
    return value_int64(value)


def as_bool(value: "Any") -> "Any":
    return as_int(value) != 0


def as_text(value: "Any") -> "Any":
    if value_type(value) != TEXT:
        raise TypeError("an argument is a text, but SQLite passes a number or a blob")
    return cast(value_text(value), "const char *")


def as_bytes(value: "Any") -> "Any":
    kind = value_type(value)
    if kind != TEXT and kind != BLOB:
        raise TypeError("an argument is an array of bytes, but SQLite passes a number")
    start = (
        value_text(value) if kind == TEXT else value_blob(value)
    )  # before its length: that of what it was converted to
    return carray(start, value_bytes(value), np.uint8)


def give_nothing(context: "Any", nothing: "Any") -> None:
    """NULL, which is what SQLite has where no result is given, as of all functions here that get None."""


def give_float(context: "Any", number: "Any") -> None:
    if number is not None:
        result_double(context, number)


def give_int(context: "Any", number: "Any") -> None:
    if number is not None:
        result_int64(context, number)


def give_text(context: "Any", text: "Any") -> None:
    """SQLite copies it."""
    if text is not None:
        result_text(context, text, len(text), TRANSIENT)


def give_blob(context: "Any", blob: "Any") -> None:
    """SQLite copies it; None is NULL, but not a blob of no bytes, whose address may be 0."""
    if blob is not None and len(blob) == 0:
        result_blob(context, b"", 0, TRANSIENT)
    elif blob is not None:
        result_blob(context, blob, len(blob), TRANSIENT)


def state(context: "Any", size: int, dtype: "Any") -> "Any":
    """Memory of an aggregate: zeroed when its first row comes."""
    memory = aggregate_context(context, size)
    if memory is None:
        raise MemoryError("no memory for an aggregate")
    return carray(memory, 1, dtype)[0]


READERS: "dict[str, Callable[[Any], Any]]" = {
    "float": as_float,
    "int": as_int,
    "bool": as_bool,
    "bytes": as_bytes,
    "str": as_text,
}
RESULTS: "dict[str, Any]" = {
    "float": give_float,
    "int": give_int,
    "bool": give_int,
    "none": give_nothing,
    "bytes": give_blob,
    "str": give_text,
}
