"""Write code objects as this Python compiles them: those of cases.py to DIRECTORY/<version>.json (311.json ...), those of
tests/differential/ to DIRECTORY/<version>-differential.json.

    python3.14 tests/bytecode/record.py tests/bytecode

Standard library only; runs on every supported version. Bytes are hex, constants are tagged (see `constant`),
`positions` is what this Python itself reads from the location table, one entry a code unit: tests compare ours with it.
The code of tests/differential/ has none: a function's text, hashed, says which one it is."""

import ast
import hashlib
import importlib.util
import json
import pathlib
import sys
import types

HERE = pathlib.Path(__file__).parent
MAGIC = int.from_bytes(importlib.util.MAGIC_NUMBER[:2], "little")
NUMBERS = ("argcount", "posonlyargcount", "kwonlyargcount", "nlocals", "stacksize", "flags", "firstlineno")
BYTES = ("code", "linetable", "exceptiontable")
NAMES = ("names", "varnames", "cellvars", "freevars")
TEXTS = ("name", "qualname")


def constant(value, located):
    """A constant as JSON: None and bool as they are, everything else as {kind: text or list}."""
    if value is None or isinstance(value, bool):
        return value
    if value is Ellipsis:
        return {"ellipsis": ""}
    if isinstance(value, types.CodeType):
        return {"code": code_object(value, located)}
    if isinstance(value, tuple):
        return {"tuple": [constant(item, located) for item in value]}
    if isinstance(value, frozenset):
        return {"frozenset": [constant(item, located) for item in sorted(value, key=repr)]}
    if isinstance(value, slice):
        return {"slice": [constant(item, located) for item in (value.start, value.stop, value.step)]}
    if isinstance(value, float):
        return {"float": value.hex()}
    if isinstance(value, complex):
        return {"complex": [value.real.hex(), value.imag.hex()]}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    return {type(value).__name__: str(value)}


def code_object(code, located):
    record = {name: getattr(code, "co_" + name) for name in TEXTS + NUMBERS}
    record.update({name: getattr(code, "co_" + name).hex() for name in BYTES})
    record.update({name: list(getattr(code, "co_" + name)) for name in NAMES})
    record["consts"] = [constant(value, located) for value in code.co_consts]
    if located:
        record["positions"] = [list(position) for position in code.co_positions()]
    return record


def recording():
    source = (HERE / "cases.py").read_bytes()
    module = types.ModuleType("cases")
    exec(compile(source, "cases.py", "exec"), vars(module))  # the same file name wherever it is recorded
    return {
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "magic": MAGIC,
        "cases": hashlib.sha256(source).hexdigest(),
        "functions": [
            {"signature": signature, "code": code_object(function.__code__, located=True)}
            for function, signature in module.CASES
        ],
    }


def text_hash(text):
    """Of a function's text with its decorators, as it stands in its file."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def functions_of(path):
    """The functions of a module that are in no other, also under an `if`. The module isn't run for it: name, hash and code."""
    source = path.read_text(encoding="utf-8")
    module = compile(source, path.name, "exec", dont_inherit=True)
    codes = {(code.co_name, code.co_firstlineno): code for code in module.co_consts if isinstance(code, types.CodeType)}
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef):
            continue
        first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        if (node.name, first) in codes:
            text = "".join(source.splitlines(keepends=True)[first - 1 : node.end_lineno])
            code = code_object(codes[node.name, first], located=False)
            yield {"module": path.stem, "name": node.name, "text": text_hash(text), "code": code}


def differential_recording():
    paths = sorted((HERE.parent / "differential").glob("*.py"))
    functions = [function for path in paths for function in functions_of(path)]
    return {"magic": MAGIC, "functions": functions}


def lines(record):
    """JSON with a line a function, so that a diff shows which changed."""
    functions = ",\n".join(json.dumps(function) for function in record.pop("functions"))
    return json.dumps(record)[:-1] + ', "functions": [\n' + functions + "\n]}\n"


if __name__ == "__main__":
    version = "".join(map(str, sys.version_info[:2]))
    directory = pathlib.Path(sys.argv[1])
    (directory / f"{version}.json").write_text(lines(recording()))
    (directory / f"{version}-differential.json").write_text(lines(differential_recording()))
