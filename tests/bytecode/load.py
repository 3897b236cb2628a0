"""Recorded code objects as functions to compile: what capture reads of a function is there as an attribute.

    from bytecode.load import VERSIONS, load
    for function in load("3.11"): cfunc(function.signature)(function)

Globals, closure cells and defaults are those of the same function in the cases.py that runs now, so the recorded
bytecode meets live modules, numbers and functions. Calls between cases lead to the live ones, compiled by this Python."""

import json
import pathlib

from . import cases

HERE = pathlib.Path(__file__).parent
NUMBERS = ("argcount", "posonlyargcount", "kwonlyargcount", "nlocals", "stacksize", "flags", "firstlineno")
VERSIONS = ("3.11", "3.12", "3.13", "3.14", "3.15")


def hex_complex(real, imag):
    return complex(float.fromhex(real), float.fromhex(imag))


READERS = {
    "ellipsis": lambda _: ...,
    "tuple": lambda items: tuple(map(constant, items)),
    "frozenset": lambda items: frozenset(map(constant, items)),
    "slice": lambda items: slice(*map(constant, items)),
    "float": float.fromhex,
    "complex": lambda parts: hex_complex(*parts),
    "bytes": bytes.fromhex,
    "int": int,
    "str": str,
}


class RecordedCode:
    """The co_* attributes of a code object of another version, and co_magic, which says of which."""

    def __init__(self, record, magic):
        self.co_magic = magic
        self.co_filename = cases.__file__
        self.positions = [tuple(position) for position in record.get("positions", ())]
        for name in ("code", "linetable", "exceptiontable"):
            setattr(self, "co_" + name, bytes.fromhex(record[name]))
        for name in ("names", "varnames", "cellvars", "freevars"):
            setattr(self, "co_" + name, tuple(record[name]))
        for name in ("name", "qualname", *NUMBERS):
            setattr(self, "co_" + name, record[name])
        self.co_consts = tuple(constant(value, magic) for value in record["consts"])

    def __repr__(self):
        return f"<recorded code of {self.co_qualname}, magic {self.co_magic}>"


def constant(value, magic=None):
    if value is None or isinstance(value, bool):
        return value
    ((kind, content),) = value.items()
    return RecordedCode(content, magic) if kind == "code" else READERS[kind](content)


class RecordedFunction:
    """The attributes of a function, with recorded code and the surroundings of the live function `function`."""

    def __init__(self, code, function, signature=None):
        self.__code__ = code
        self.signature = signature
        self.function = function
        for name in ("__name__", "__qualname__", "__module__", "__globals__", "__builtins__", "__doc__"):
            setattr(self, name, getattr(function, name))
        for name in ("__defaults__", "__kwdefaults__", "__annotations__"):
            setattr(self, name, getattr(function, name))
        cells = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))
        self.__closure__ = tuple(cells[name] for name in code.co_freevars) or None

    def __call__(self, *arguments):
        return self.function(*arguments)

    def __repr__(self):
        return f"<recorded function {self.__qualname__}, magic {self.__code__.co_magic}>"


def recording(version, subject=""):
    """The file of one version ("3.11") as it stands."""
    return json.loads((HERE / f"{version.replace('.', '')}{subject}.json").read_text(encoding="utf-8"))


def load(version):
    """All cases as that version compiled them, in the order of cases.CASES."""
    record = recording(version)
    return [
        RecordedFunction(RecordedCode(entry["code"], record["magic"]), function, entry["signature"])
        for entry, (function, _) in zip(record["functions"], cases.CASES, strict=True)
    ]


def load_differential(version):
    """The code of the functions in tests/differential/: hash of the text -> code."""
    record = recording(version, "-differential")
    return {
        (entry["module"], entry["name"], entry["text"]): RecordedCode(entry["code"], record["magic"])
        for entry in record["functions"]
    }


def nested_code(code, qualname):
    """The code object of that qualified name inside `code`, or None."""
    if code.co_qualname == qualname:
        return code
    inside = (constant for constant in code.co_consts if isinstance(constant, RecordedCode))
    return next((found for found in (nested_code(one, qualname) for one in inside) if found), None)
