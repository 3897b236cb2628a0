"""Annotations of Python functions as C types: what they say beside the signature, or instead of one.

They are Python objects: `float` is a double. What isn't a C type says nothing here, and stays the type checker's.
"""

import re
import sys

from upcall import _records
from upcall._core import Signature, Type, type_of
from upcall._errors import CompileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from upcall._signatures import Lookup

_CLASSES = {float: "float64", bool: "boolean", complex: "complex128"}
# NumPy's kinds of the numbers that they stand for beside a signature, which says how wide they are
_KINDS = {float: "f", bool: "b?iu", int: "iub?", complex: "c"}
_C_TEXT = re.compile(
    r"\s*(?P<qualifiers>((const|volatile)\s+)*)((struct|union)\s+)?(?P<name>[A-Za-z_]\w*)[\w\s*]*"
    r"((\*\s*((const|volatile|restrict|__restrict)\s*)*)|(\[[^\]:]*\]\s*)+)$"
)


class _Names(dict):  # type: ignore[type-arg]
    """The names that an annotation is evaluated with: cells before globals before built-ins."""

    def __init__(self, function: "Any") -> None:
        super().__init__(getattr(function, "__globals__", {}))
        for name, cell in zip(
            function.__code__.co_freevars, getattr(function, "__closure__", None) or (), strict=False
        ):
            try:
                self[name] = cell.cell_contents
            except ValueError:  # not bound so far
                continue


def narrowed(signature: Signature, function: "Callable[..., Any]", lookup: "Lookup | None" = None) -> Signature:
    """Take in what the annotations of a function say of the arguments of its signature.

    `lookup` says what words name, before the function's surroundings do.

    Raises
    ------
    CompileError
        An annotation contradicts the signature.
    """
    names = _argument_names(function)
    annotations = of(function)
    if not annotations:
        return signature
    texts: list[tuple[str, str | None]] = []
    for name, declared in zip(names, signature.args, strict=False):
        annotation = annotations.get(name)
        _check_class(name, annotation, declared)
        texts.append((name, _text(annotation, function, lookup)))
    returned = annotations.get("return")
    _check_class("the result", returned, signature.return_type)
    if not any(text for _, text in texts):
        return signature
    texts += [("", None)] * (len(signature.args) - len(texts))
    return Signature(signature.declared, tuple(texts), signature.origin)


def signature_of(function: "Callable[..., Any]", lookup: "Lookup | None" = None) -> Signature:
    """Make a signature of annotations alone. `lookup`: as in `narrowed`.

    Raises
    ------
    TypeError
        An argument or the result has no annotation that says a C type.
    """
    annotations = of(function)
    names = _argument_names(function)
    pairs = [(name, _needed_text(name, annotations, function, lookup)) for name in names]
    result = "void" if annotations.get("return", "") is None else _needed_text("return", annotations, function, lookup)
    arguments = ", ".join(_passed(text) for _, text in pairs)
    return Signature(f"{_passed(result)}({arguments})", tuple(pairs))


def check_order(signature: Signature, function: "Callable[..., Any]") -> None:
    """Refuse arguments that have the names of a declaration in another order.

    Raises
    ------
    CompileError
        They do.
    """
    here = _argument_names(function)
    there = [name for name in signature.names if name in here]
    if [name for name in here if name in there] != there:
        code: Any = getattr(function, "__code__", None)
        message = (
            f"{code.co_name} takes {', '.join(here)}, but the signature has the same names in another order: "
            f"{', '.join(str(name) for name in signature.names)}"
        )
        text = f"{message}\nwrite: the arguments in the signature's order, or other names"
        raise CompileError(text, "E_ANNOTATION", message)


def _argument_names(function: "Any") -> "list[str]":
    code = getattr(function, "__code__", None)
    return [] if code is None else list(code.co_varnames[: code.co_argcount])


def of(function: "Any") -> "dict[str, Any]":
    """Those of a function, strings evaluated where that goes."""
    try:
        found = getattr(function, "__annotations__", None)
    except NameError:  # names that are there for type checkers alone
        found = _lazy_annotations(function)
    if not isinstance(found, dict) or not found:
        return {}
    return {name: _evaluated(annotation, function) for name, annotation in found.items()}


def _lazy_annotations(function: "Any") -> "dict[str, Any]":
    try:
        import annotationlib  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return {}
    found: dict[str, Any] = annotationlib.get_annotations(function, format=annotationlib.Format.FORWARDREF)
    return found


def _evaluated(annotation: "Any", function: "Any") -> "Any":
    if not isinstance(annotation, str):
        return annotation
    try:
        return _evaluated(eval(annotation, _Names(function)), function)
    except RecursionError:
        raise
    except Exception:  # C, or a name that is there for type checkers alone
        return annotation


def _text(annotation: "Any", function: "Any", lookup: "Lookup | None") -> "str | None":
    """As a declaration of C; None: it says nothing of C."""
    if isinstance(annotation, str):
        return _declaration(annotation, function, lookup) if _C_TEXT.match(annotation) else None
    if annotation is None or annotation in (float, bool, int, complex):
        return None
    return _described(annotation)


def _described(annotation: "Any") -> "str | None":
    from upcall.adapters import annotations

    is_struct = "_ctypes" in sys.modules and _records._is_struct(annotation) and hasattr(annotation, "_fields_")
    found = _records.described(annotation) if is_struct else type_of(annotation)
    text = str(found) if found is not None else annotations.text(annotation)
    if text is None or text.startswith("array("):
        return None
    return f"{text}*" if text.startswith("Record(") and not text.endswith(("*", "]")) else text


def _declaration(text: str, function: "Any", lookup: "Lookup | None") -> str:
    """With the type that its first word names, in the function's surroundings at last, in its place."""
    match = _C_TEXT.match(text)
    found = lookup(match["name"]) if match and lookup else None
    if match and found is None:
        found = _Names(function).get(match["name"])
    described = None if found is None else type_of(found) or _records.known(found)
    if match is None or described is None:
        return text.strip()
    return f"{described} {match['qualifiers']}{text[match.end('name') :]}"


def _check_class(name: str, annotation: "Any", declared: Type) -> None:
    kinds = _KINDS.get(annotation) if isinstance(annotation, type) else None
    kind = declared.numpy_name[:1]
    if kinds is None or (kind and kind in kinds):
        return
    message = f"the annotation of {name} says {annotation.__name__}, the signature {declared}"
    raise CompileError(f"{message}\nwrite: the type that the signature has", "E_ANNOTATION", message)


def _needed_text(name: str, annotations: "dict[str, Any]", function: "Any", lookup: "Lookup | None") -> str:
    what = "the result" if name == "return" else name
    if name not in annotations:
        raise TypeError(
            f"cfunc() takes all types from annotations, and {what} of {function.__name__}() has none: "
            "write def f(x: float, n: types.intc) -> float, or a signature"
        )
    annotation = annotations[name]
    if annotation is int:
        raise TypeError(f"{what} of {function.__name__}() is an int: write types.intc (C's int) or types.int64")
    text = _CLASSES.get(annotation) if isinstance(annotation, type) else None
    text = text or _text(annotation, function, lookup)
    if text is None:
        raise TypeError(f"{what} of {function.__name__}() has an annotation that is no C type: {annotation!r}")
    return text


def _passed(text: str) -> str:
    """As C passes it: an array as a pointer to its elements."""
    array = re.fullmatch(r"(.*?)(\[[^\[\]]*\]\s*)+", text, re.DOTALL)
    return f"{array[1]}*" if array else text
