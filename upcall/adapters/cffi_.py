"""Callbacks as cffi function pointers."""

from typing import Any

from upcall._core import Compiled


def function(compiled: Compiled) -> Any:
    """Make a cffi function pointer of compiled code, which lives as long as the pointer object.

    Raises
    ------
    ImportError
        cffi isn't installed.
    """
    try:
        from cffi import FFI
    except ImportError as error:
        raise ImportError("the attribute .cffi needs the package cffi: pip install cffi") from error
    ffi = FFI()
    result, arguments = compiled.prototype.split("(", 1)
    pointer = ffi.cast(f"{result}(*)({arguments}", compiled.pointer)
    return ffi.gc(pointer, lambda _, keep=compiled: None)
