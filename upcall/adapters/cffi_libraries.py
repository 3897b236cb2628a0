"""Libraries that cffi has opened: which FFI they are of, and what its declarations say that its types don't, const."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CONST = 1  # Q_CONST of cffi.model


class Function:
    """A function of a library, with what was declared of it."""

    __slots__ = ("consts", "function", "library")

    def __init__(self, library: "Any", function: "Any", consts: "tuple[bool, ...]") -> None:
        self.library = library
        self.function = function
        self.consts = consts

    def __call__(self, *arguments: "Any") -> "Any":
        return self.function(*arguments)


def is_library(thing: "Any") -> bool:
    """Did FFI.dlopen() give it?"""
    return type(thing).__module__ == "cffi.api" and type(thing).__name__.startswith("FFILibrary")


def name_of(library: "Any") -> "str | None":
    """As dlopen() took it."""
    return type(library).__name__.removeprefix("FFILibrary").removeprefix("_") or None


def ffi_of(library: "Any") -> "Any":
    """The FFI that opened it, which a library keeps in its methods alone; None: this cffi keeps it elsewhere."""
    method = vars(type(library)).get("__dir__")
    names = getattr(getattr(method, "__code__", None), "co_freevars", ())
    return method.__closure__[names.index("ffi")].cell_contents if "ffi" in names else None


def member(library: "Any", name: str, value: "Any") -> "Any":
    """What compiled code sees for `library.name`, which is `value`."""
    if not is_library(library):
        return value
    declarations = getattr(getattr(ffi_of(library), "_parser", None), "_declarations", {})
    declared, _ = declarations.get(f"function {name}", (None, 0))
    consts = tuple(map(_is_const, getattr(declared, "args", ())))
    return Function(library, value, consts) if any(consts) else value


def _is_const(declared: "Any") -> bool:
    """A pointer to const, to no pointer."""
    is_plain = not hasattr(getattr(declared, "totype", None), "totype")
    return bool(getattr(declared, "quals", 0) & _CONST) and hasattr(declared, "totype") and is_plain
