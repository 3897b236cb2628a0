"""The opcode tables against the Python that runs this, and the recorded code objects against cases.py."""

import hashlib
import pathlib
import sys

import pytest
from bytecode import cases, check_opcodes, load, record

HERE = pathlib.Path(__file__).parents[1]
RUNNING = ".".join(map(str, sys.version_info[:2]))


@pytest.mark.skipif(not (HERE.parent / "src").is_dir(), reason="the tables are part of the sources, which aren't here")
def test_opcode_tables():
    assert list(check_opcodes.differences(HERE.parent / "src" / "bytecode")) == []


@pytest.mark.parametrize("version", load.VERSIONS)
def test_recordings_are_of_these_cases(version):
    recording = load.recording(version)
    source = (HERE / "bytecode" / "cases.py").read_bytes()
    assert recording["python"] == version
    assert recording["cases"] == hashlib.sha256(source).hexdigest(), "make record"


@pytest.mark.parametrize("version", load.VERSIONS)
def test_loaded_functions_look_like_live_ones(version):
    functions = load.load(version)
    assert len(functions) == len(cases.CASES)
    for function, (live, signature) in zip(functions, cases.CASES, strict=True):
        code, live_code = function.__code__, live.__code__
        assert function.signature == signature
        assert function.__globals__ is live.__globals__
        for name in ("name", "firstlineno", "argcount", "kwonlyargcount", "varnames", "freevars"):
            assert getattr(code, "co_" + name) == getattr(live_code, "co_" + name), name
        assert [cell.cell_contents for cell in function.__closure__ or ()] == [
            cell.cell_contents for cell in live.__closure__ or ()
        ]


def test_recorded_code_is_what_this_python_compiles():
    """Reading back what was written gives the constants and places that the live functions have."""
    recording = load.recording(RUNNING)
    if recording["magic"] != record.MAGIC:
        pytest.skip(f"recorded with the magic number {recording['magic']}, this Python has {record.MAGIC}")
    for function, entry in zip(load.load(RUNNING), recording["functions"], strict=True):
        assert record.constant(function.__code__.co_consts, located=True) == {"tuple": entry["code"]["consts"]}
        assert function.__code__.positions == list(function.function.__code__.co_positions()), function
