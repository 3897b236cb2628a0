"""Every case of tests/differential/, on edge values and on what Hypothesis draws."""

from __future__ import annotations

import importlib
import pathlib

import pytest

SUBJECTS = sorted(
    path.stem
    for path in (pathlib.Path(__file__).parents[1] / "differential").glob("*.py")
    if path.stem not in ("__init__", "harness", "values")
)
for subject in SUBJECTS:
    importlib.import_module(f"differential.{subject}")
harness = importlib.import_module("differential.harness")

EVERY_CASE = [pytest.param(case, id=name) for name, case in harness.CASES.items()]


@pytest.mark.parametrize("case", EVERY_CASE)
def test_edges(case):
    harness.check_edges(case)


@pytest.mark.parametrize("case", EVERY_CASE)
def test_drawn(case):
    harness.check_drawn(case)


def test_there_are_cases():
    assert len({case.function for case in harness.CASES.values()}) >= 400
