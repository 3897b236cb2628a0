"""CFuncs as pickles: by name where an import finds them, else by the parts that they are made of.

The parts are the function's code as plain data, with its defaults, and of its cells and globals those that its compile looks up;
likewise of the functions in Python that it calls, unless an import finds these. So no pickler ever meets a function that it
would take by name: what isn't data goes as a `_Reduced`, which says how it is made again. Whoever reads the pickle gets the
functions themselves, with no trace of that.

The machine code goes along, as an artifact of the cache: the reader compiles all the same, and finds it if what it would make is
the very same.

Code of another version of Python can't be run here, but compiled: it becomes a `ForeignFunction`, of which the compiler reads
what it reads of any function.
"""

import marshal
import sys

from upcall import _pickle_foreign
from upcall._core import CFunc, admit, artifact, parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CellType, CodeType, FunctionType, ModuleType
    from typing import Any
else:
    FunctionType, ModuleType = type(lambda: None), type(sys)
    CodeType, CellType = type((lambda: None).__code__), type((lambda cell: lambda: cell)(0).__closure__[0])

# Which bytecode this Python runs
MAGIC = int.from_bytes(sys.modules["_frozen_importlib_external"].MAGIC_NUMBER[:2], "little")

# What code objects are made of, in the order of CodeType's arguments
CODE = (
    *("argcount", "posonlyargcount", "kwonlyargcount", "nlocals", "stacksize", "flags", "code", "consts", "names"),
    *("varnames", "filename", "name", "qualname", "firstlineno", "linetable", "exceptiontable", "freevars", "cellvars"),
)

_BUILTINS = sys.modules["builtins"]
NAMES = ("__name__", "__qualname__", "__module__", "__doc__")
MAIN = ("__main__", "__mp_main__")  # another module in each process


class ForeignCode:
    """A code object of another version of Python, as data."""

    def __init__(self, magic: int, values: "tuple[Any, ...]") -> None:
        self.co_magic = magic
        for name, value in zip(CODE, values, strict=True):
            setattr(self, "co_" + name, value)


class ForeignFunction:
    """What the compiler reads of a function, whose code is that of another version of Python."""

    def __init__(self, code: ForeignCode, names: "dict[str, object]", closure: "tuple[CellType, ...]") -> None:
        self.__code__ = code
        self.__globals__ = names
        self.__closure__ = closure

    def __call__(self, *arguments: object, **keywords: object) -> "Any":
        raise TypeError("this function is code of another version of Python, which can be compiled, and can't be run")


# ---- writing


class _Reduced:
    """How something is made again: what its `__reduce__` would say."""

    __slots__ = ("reduced",)

    def __init__(self, *reduced: object) -> None:
        self.reduced = reduced

    def __reduce__(self) -> "tuple[Any, ...]":
        return self.reduced


def reduce(cfunc: CFunc) -> "tuple[Any, ...]":
    """What `CFunc.__reduce__` says."""
    name = _importable_name(cfunc)
    if name:
        return by_name, (*name, _artifact(cfunc))
    (function, *options), questions = parts(cfunc)
    result, value, codes = options[0].return_type, options[4], options[8]
    given = (*(value or ()), *(code for _, code in codes or ()))
    if (result.element or str(result) == "voidptr") and any(code is not None and code > 0 for code in given):
        raise _error(cfunc, "its error_value is an address, which means nothing in another process")
    packer = _Packer(cfunc, function, questions)
    own = ("__wrapped__", "__signature__") if isinstance(function, ForeignFunction) else ("__wrapped__",)
    attributes = {name: value for name, value in vars(cfunc).items() if name not in own}
    return by_parts, (_artifact(cfunc), packer.own_name, packer.function(function), *options), attributes


_sent: "dict[bytes | None, bytes | None]" = {}  # closures that have the same code: one object, which is in a pickle once


def _artifact(cfunc: CFunc) -> "bytes | None":
    if len(_sent) > 64:
        _sent.clear()
    found = artifact(cfunc)
    return _sent.setdefault(found, found)


def _error(cfunc: CFunc, text: str) -> Exception:
    from pickle import PicklingError

    return PicklingError(f"cannot pickle the cfunc {cfunc.__qualname__}: {text}")


def _importable_name(value: "Any") -> "tuple[str, str] | None":
    """Module and qualified name, if another process can import it by these."""
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    found = sys.modules.get(module) if isinstance(module, str) and module not in MAIN else None
    if not found or not isinstance(name, str) or _goes_by_value(str(module)):
        return None
    for part in name.split("."):
        found = getattr(found, part, None)
    return (str(module), name) if found is value else None


def _goes_by_value(module: str) -> bool:
    """Has the program told cloudpickle that the workers can't import it?"""
    registry = getattr(sys.modules.get("cloudpickle"), "list_registry_pickle_by_value", tuple)
    return any(f"{module}.".startswith(f"{name}.") for name in registry())


class _Packer:
    """The values that one CFunc refers to, as any pickler takes them.

    Functions, the cells that they share and their dicts of globals are made once each.
    """

    def __init__(self, cfunc: CFunc, root: "Any", questions: "list[tuple[Any, str]]") -> None:
        self.cfunc = cfunc
        self.root = root
        name = root.__code__.co_name
        self.own_name = name if _meaning(root, name) is cfunc else None
        self.made: dict[int, _Reduced] = {}
        self.asked: dict[int, set[str]] = {}
        for function, name in questions:
            self.asked.setdefault(id(function), set()).add(name)

    def value(self, value: "Any") -> "Any":
        class_ = type(value)
        if value is self.cfunc:
            raise _error(self.cfunc, "it refers to itself by another name than its own")
        if class_ is tuple:
            return tuple(map(self.value, value))
        if isinstance(value, ModuleType):
            return self.module(value)
        if class_ is ForeignFunction or (class_ is FunctionType and not _importable_name(value)):
            return self.function(value)
        foreign = self.foreign(value)
        if foreign:
            return foreign
        functools = sys.modules.get("functools")
        if functools and class_ is functools.partial:
            made_of = (value.func, value.args, tuple(value.keywords.items()))
            return _Reduced(make_partial, tuple(map(self.value, made_of)))
        if any(attribute is self.cfunc for attribute in getattr(value, "__dict__", {}).values()):
            raise _error(self.cfunc, f"it refers to an object that refers to it, an instance of {class_.__qualname__}")
        return value

    def foreign(self, value: "Any") -> "_Reduced | None":
        """Libraries of ctypes and their functions."""
        try:
            found = _pickle_foreign.parts(value)
        except _pickle_foreign.Unnamed as error:
            raise _error(self.cfunc, str(error)) from None
        return _Reduced(found[0], tuple(map(self.value, found[1]))) if found else None

    def module(self, module: "ModuleType") -> _Reduced:
        name = module.__name__
        if name in MAIN or sys.modules.get(name) is not module:
            raise _error(self.cfunc, f"it refers to the module {name}, which another process can't import")
        return _Reduced(import_module, (name,))

    def function(self, function: "Any") -> _Reduced:
        made = self.made.get(id(function))
        if not made:
            made = self.made[id(function)] = _Reduced()
            closure = tuple(map(self.cell, function.__closure__ or ()))
            skeleton = (self.code(function.__code__), self.globals(function.__globals__), function.__name__, closure)
            made.reduced = (make_function, skeleton, self.state(function), None, None, fill_function)
        return made

    def cell(self, cell: "CellType") -> _Reduced:
        return self.made.setdefault(id(cell), _Reduced(make_cell, ()))

    def globals(self, names: "dict[str, Any]") -> _Reduced:
        return self.made.setdefault(id(names), _Reduced(make_globals, (names.get("__name__"),)))

    def code(self, code: "Any") -> _Reduced:
        values = {name: getattr(code, "co_" + name) for name in CODE}
        values["consts"] = tuple(self.code(one) if hasattr(one, "co_code") else one for one in code.co_consts)
        return _Reduced(make_code, (getattr(code, "co_magic", MAGIC), tuple(values.values())))

    def state(self, function: "Any") -> "tuple[Any, ...]":
        """What a function refers to, which may lead back to it: fill_function() takes this."""
        cells = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))
        meanings = self.meanings(function)
        return (
            self.value(function.__defaults__),
            self.value(tuple((function.__kwdefaults__ or {}).items())),
            tuple(pair for pair in meanings if pair[0] not in cells),
            tuple((self.cell(cells[name]), value) for name, value in meanings if name in cells),
            tuple((name, getattr(function, name)) for name in NAMES),
        )

    def meanings(self, function: "Any") -> "list[tuple[str, Any]]":
        """Of the names that it was asked for, in one order: equal CFuncs have equal pickles."""
        asked = sorted(self.asked.get(id(function), ()))
        found = [
            (name, _meaning(function, name)) for name in asked if function is not self.root or name != self.own_name
        ]
        return [(name, self.value(value)) for name, value in found if value is not _ABSENT]


_ABSENT = object()


def _meaning(function: "Any", name: str) -> object:
    """What a name means in it; _ABSENT where it has no value, or that which it has in every process."""
    free, names = function.__code__.co_freevars, function.__globals__
    if name in free:
        try:
            return function.__closure__[free.index(name)].cell_contents
        except ValueError:
            return _ABSENT
    if name in names:
        return names[name]
    builtins = names.get("__builtins__", _BUILTINS)
    own = vars(builtins) if isinstance(builtins, ModuleType) else builtins
    return own.get(name, _ABSENT) if own is not vars(_BUILTINS) else _ABSENT


# ---- reading: pickles name these functions


def by_name(module: str, name: str, artifact: "bytes | None") -> CFunc:
    """Import a CFunc, which compiles it."""
    if artifact:
        admit(artifact)
    found: Any = import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    if not isinstance(found, CFunc):
        raise TypeError(f"{module}.{name} was a cfunc where it was pickled, and is {found!r} here")
    return found


def by_parts(artifact: "bytes | None", own_name: "str | None", function: "Any", *options: "Any") -> CFunc:
    """Compile a CFunc: `options` are the other arguments of CFunc()."""
    if artifact:
        admit(artifact)
    cfunc = CFunc(function, *options)
    if own_name in function.__code__.co_freevars:
        function.__closure__[function.__code__.co_freevars.index(own_name)].cell_contents = cfunc
    elif own_name:
        function.__globals__[own_name] = cfunc
    if isinstance(function, ForeignFunction):
        attributes: dict[str, Any] = vars(cfunc)
        attributes["__wrapped__"] = None
        attributes["__signature__"] = _signature(function)
    return cfunc


def _signature(function: ForeignFunction) -> object:
    """What inspect.signature() says of it."""
    from inspect import Parameter
    from inspect import Signature as PythonSignature

    code: Any = function.__code__
    names, defaults = code.co_varnames[: code.co_argcount], getattr(function, "__defaults__", None) or ()
    values = (*[Parameter.empty] * (len(names) - len(defaults)), *defaults)
    kinds = [Parameter.POSITIONAL_OR_KEYWORD] * len(names)
    kinds[: code.co_posonlyargcount] = [Parameter.POSITIONAL_ONLY] * code.co_posonlyargcount  # type: ignore[list-item]
    parameters = zip(names, kinds, values, strict=True)
    return PythonSignature([Parameter(name, kind, default=default) for name, kind, default in parameters])


def import_module(name: str) -> "ModuleType":
    """Import a module, also one inside a package."""
    __import__(name)
    return sys.modules[name]


_codes: "dict[bytes, CodeType]" = {}  # of the last pickles: closures of one code share it, as where they were made


def make_code(magic: int, values: "tuple[Any, ...]") -> "CodeType | ForeignCode":
    """A code object where this Python runs such bytecode, else its data."""
    if magic != MAGIC:
        return ForeignCode(magic, values)
    code = CodeType(*values)
    try:
        key = marshal.dumps(code, 2)  # a later format has slices, and may differ for equal code
    except ValueError:
        return code
    if len(_codes) > 64:
        _codes.clear()
    return _codes.setdefault(key, code)


def make_globals(name: "str | None") -> "dict[str, Any]":
    """The globals of functions of the module of that name, which fill_function() fills."""
    return {} if name is None else {"__name__": name}


def make_cell() -> "CellType":
    """A cell without a value."""
    return CellType()


def make_partial(function: "Any", arguments: "tuple[Any, ...]", keywords: "tuple[tuple[str, Any], ...]") -> object:
    """A functools.partial."""
    from functools import partial

    return partial(function, *arguments, **dict(keywords))


def make_function(code: "Any", names: "dict[str, Any]", name: str, closure: "tuple[CellType, ...]") -> "Any":
    """A function with nothing behind its names so far."""
    if isinstance(code, ForeignCode):
        return ForeignFunction(code, names, closure)
    return FunctionType(code, names, name, None, closure)


def fill_function(function: "Any", state: "tuple[Any, ...]") -> None:
    """Give it what its names mean, and what else a function has."""
    defaults, keyword_defaults, names, contents, attributes = state
    function.__defaults__ = defaults
    function.__kwdefaults__ = dict(keyword_defaults) or None
    function.__globals__.update(names)
    for cell, value in contents:
        cell.cell_contents = value
    for name, value in attributes:
        setattr(function, name, value)
