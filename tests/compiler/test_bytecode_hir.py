"""Code objects recorded under every supported Python give the same HIR, whichever Python runs this test."""

from __future__ import annotations

import sys

import pytest
from bytecode import cases, load

from upcall import CompileError, _core

RECORDED = {version: load.load(version) for version in load.VERSIONS}
NUMBERED = [(number, f"{number:03}-{function.__name__}") for number, (function, _) in enumerate(cases.CASES)]


def inspect(function, signature, stage):
    return _core.inspect(function, _core.Signature(signature), stage)


def differences(texts):
    """The versions that give each text, where there is more than one."""
    groups = {}
    for version, text in texts.items():
        groups.setdefault(text, []).append(version)
    shown = "\n".join(f"--- {', '.join(versions)}\n{text}" for text, versions in groups.items())
    return shown if len(groups) > 1 else ""


def outcome(function, signature, stage):
    """The text, or the error, which must be the same for all versions too."""
    try:
        return inspect(function, signature, stage)
    except CompileError as error:
        return f"{error.name}: {error.message}"


@pytest.mark.parametrize("stage", ["hir", "lir"])
@pytest.mark.parametrize("number", [pytest.param(number, id=name) for number, name in NUMBERED])
def test_the_same_for_all_versions(number, stage):
    function, signature = cases.CASES[number]
    texts = {version: outcome(functions[number], signature, stage) for version, functions in RECORDED.items()}
    texts[f"live {sys.version_info.major}.{sys.version_info.minor}"] = outcome(function, signature, stage)
    assert not differences(texts)


# What `build` can't do yet; everything else becomes HIR.
ERRORS: dict[str, str] = {}


@pytest.mark.parametrize("number", [pytest.param(number, id=name) for number, name in NUMBERED])
def test_hir_or_a_known_error(number):
    function, signature = cases.CASES[number]
    text = outcome(function, signature, "hir")
    expected = ERRORS.get(function.__name__)
    assert text.startswith(f"{expected}:") if expected else text.startswith(f"{function.__name__}("), text


@pytest.mark.parametrize("version", load.VERSIONS)
def test_the_decoder_reads_every_instruction(version):
    for function in RECORDED[version]:
        assert inspect(function, function.signature, "bytecode")


def test_five_versions_are_recorded():
    assert load.VERSIONS == ("3.11", "3.12", "3.13", "3.14", "3.15")
    assert len({functions[0].__code__.co_magic for functions in RECORDED.values()}) == 5
