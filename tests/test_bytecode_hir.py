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


@pytest.mark.parametrize("number", [pytest.param(number, id=name) for number, name in NUMBERED])
def test_hir_is_the_same_for_all_versions(number):
    function, signature = cases.CASES[number]
    texts = {version: inspect(functions[number], signature, "hir") for version, functions in RECORDED.items()}
    texts[f"live {sys.version_info.major}.{sys.version_info.minor}"] = inspect(function, signature, "hir")
    assert not differences(texts)


@pytest.mark.parametrize("number", [pytest.param(number, id=name) for number, name in NUMBERED])
def test_later_stages_are_the_same(number):
    """Also of the types, the facts and the machine code: or the same error, where a case can't be compiled yet."""
    _, signature = cases.CASES[number]
    texts = {}
    for version, functions in RECORDED.items():
        try:
            texts[version] = inspect(functions[number], signature, "lir")
        except CompileError as error:
            texts[version] = f"{error.name}: {error.message}"
    assert not differences(texts)


@pytest.mark.parametrize("version", load.VERSIONS)
def test_the_decoder_reads_every_instruction(version):
    for function in RECORDED[version]:
        assert inspect(function, function.signature, "bytecode")


def test_five_versions_are_recorded():
    assert load.VERSIONS == ("3.11", "3.12", "3.13", "3.14", "3.15")
    assert len({functions[0].__code__.co_magic for functions in RECORDED.values()}) == 5
