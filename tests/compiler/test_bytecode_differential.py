"""The functions of tests/differential/ and what they call, recorded under every supported Python: the same typed HIR and
LIR from each, whichever Python runs this test. One that isn't recorded since it changed (`make record`) is the running
Python's alone. (That the live ones compute right is test_differential.py.)"""

from __future__ import annotations

import importlib
import pathlib
import sys
import types

import pytest
from bytecode import load, record

from upcall import CompileError, _core

SUBJECTS = sorted((pathlib.Path(__file__).parents[1] / "differential").glob("*.py"))
MODULES = {path.stem: importlib.import_module(f"differential.{path.stem}") for path in SUBJECTS}
harness = MODULES["harness"]
RECORDED = {version: load.load_differential(version) for version in load.VERSIONS}
OPTIONS = ("boundscheck", "error_model", "locals")  # that HIR and LIR depend on


def top_function(function):
    """What stands at the top of the module for it: (module, name, hash of the text), the key of a record. The code's name:
    functools.wraps changes the function's."""
    module = function.__module__.removeprefix("differential.")
    name = function.__code__.co_qualname.partition(".")[0]
    return module, name, HASHES.get((module, name))


def hashes():
    for path in SUBJECTS:
        for entry in record.functions_of(path):
            yield (path.stem, entry["name"]), entry["text"]


HASHES = dict(hashes())


class Recorded:
    """The functions of one version, each with the globals of its live module, where functions are recorded ones too."""

    def __init__(self, version):
        self.codes = RECORDED[version]
        self.globals = {}

    def code(self, function):
        top = self.codes.get(top_function(function))
        return top and load.nested_code(top, function.__code__.co_qualname)

    def surroundings(self, module):
        if module not in self.globals:
            self.globals[module] = names = dict(vars(module))
            for name, value in vars(module).items():
                if isinstance(value, types.FunctionType) and value.__module__ == module.__name__ and self.code(value):
                    names[name] = self.function(value)
        return self.globals[module]

    def function(self, live):
        recorded = load.RecordedFunction(self.code(live), live)
        recorded.__globals__ = self.surroundings(sys.modules[live.__module__])
        return recorded


VERSIONS = {version: Recorded(version) for version in load.VERSIONS}


def outcome(function, case, stage):
    """The text, or the error, which must be the same for all versions too."""
    options = {name: value for name, value in case.options.items() if name in OPTIONS}
    try:
        return _core.inspect(function, _core.Signature(case.signature), stage, **options)
    except CompileError as error:
        return f"{error.name}: {error.message}"


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in harness.CASES.items()])
def test_the_same_for_all_versions(case):
    for stage in "types", "lir":
        groups = {outcome(case.function, case, stage): ["live"]}
        for version, recorded in VERSIONS.items():
            if recorded.code(case.function):
                groups.setdefault(outcome(recorded.function(case.function), case, stage), []).append(version)
        assert len(groups) == 1, "\n".join(f"--- {', '.join(versions)}\n{text}" for text, versions in groups.items())
