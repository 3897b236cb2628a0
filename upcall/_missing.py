"""Names of Numba's that this package hasn't: what a program is told that asks for one."""

import sys

from upcall._core import advice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType


def missing(module: str, name: str) -> Exception:
    """The exception that the `__getattr__` of a module raises for a name that it hasn't.

    An AttributeError, so that `hasattr` is right. A statement `from module import name` would replace that by a text of its
    own: it gets an ImportError, which passes.

    Parameters
    ----------
    module, name : str
        Who is asked, and for what.

    Returns
    -------
    AttributeError or ImportError
    """
    text = advice(f"{module}.{name}")
    if not text:
        return AttributeError(f"module {module!r} has no attribute {name!r}")
    words = f"{module} has no {name}: {text}"
    return ImportError(words, name=module) if _is_import(sys._getframe(2)) else AttributeError(words)


def _is_import(frame: "FrameType") -> bool:
    """Is it the statement `from module import name` that runs there?"""
    from opcode import opmap

    return frame.f_code.co_code[frame.f_lasti] == opmap["IMPORT_FROM"]
