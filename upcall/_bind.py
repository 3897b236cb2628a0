"""`CFunc.bind`: the decorator once more, on the same function with other values in its cells."""

from upcall._core import CFunc, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CellType, FunctionType
    from typing import Any
else:
    FunctionType, CellType = type(lambda: None), type((lambda cell: lambda: cell)(0).__closure__[0])

# What a function has beside what it is made of; annotations aren't evaluated where that can wait
_ATTRIBUTES = ("__module__", "__qualname__", "__doc__", "__kwdefaults__", "__type_params__")


def bind(cfunc: CFunc, function: "Any", values: "dict[str, Any] | None") -> CFunc:
    """What `CFunc.bind` gives: made as the decorator made `cfunc`, so that nothing of it is bound in part."""
    if type(function) is not FunctionType:
        raise TypeError(f"the function of {cfunc.__qualname__} is none that this Python can make again: bind() can't")
    names = function.__code__.co_freevars
    for name in values or ():
        if name not in names:
            raise TypeError(_unknown(cfunc, function, name))
        if function.__code__.co_qualname.endswith(f"<locals>.{name}"):
            raise TypeError(f"{name} is {cfunc.__qualname__} itself; bind() takes its other free variables")
    cells = dict(zip(names, function.__closure__ or (), strict=True))
    itself = [name for name, cell in cells.items() if _content(cell) is cfunc and name not in (values or ())]
    cells.update({name: CellType(value) for name, value in (values or {}).items()})
    cells.update({name: CellType() for name in itself})
    bound = cfunc._decorate(_with_cells(function, tuple(cells.values())))
    for name in itself:
        cells[name].cell_contents = bound
    return bound


def _content(cell: "CellType") -> object:
    try:
        return cell.cell_contents
    except ValueError:  # empty
        return None


def _with_cells(function: "Any", cells: "tuple[CellType, ...]") -> "FunctionType":
    bound = FunctionType(
        function.__code__, function.__globals__, function.__name__, function.__defaults__, cells or None
    )
    annotations = "__annotate__" if hasattr(function, "__annotate__") else "__annotations__"
    for name in (*_ATTRIBUTES, annotations):
        if hasattr(function, name):
            setattr(bound, name, getattr(function, name))
    if function.__dict__:  # a function without attributes has no dict until it is asked for
        bound.__dict__.update(function.__dict__)
    return bound


def _unknown(cfunc: CFunc, function: "Any", name: str) -> str:
    called, code = cfunc.__qualname__, function.__code__
    if name in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]:
        return f"{name} is an argument of {called}, which C passes; bind() takes its free variables"
    if name in code.co_names and name in function.__globals__:
        return f"{name} is a global of {called}, which is part of its code; bind() takes its free variables"
    for other in code.co_freevars:
        owner = _content(function.__closure__[code.co_freevars.index(other)])
        owner = getattr(owner, "__wrapped__", owner)
        if name in getattr(getattr(owner, "__code__", None), "co_freevars", ()):
            return f"{name} is a free variable of {other}, which {called} calls, and not its own"
    near = nearest(name, code.co_freevars)
    have = ", ".join(code.co_freevars) or "none"
    hint = f"; did you mean {near}?" if near else f"; its free variables: {have}"
    return f"{called} has no free variable {name}{hint}"
