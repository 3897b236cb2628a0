"""Each file of examples/ runs, with warnings as errors; they check their results themselves."""

from __future__ import annotations

import importlib.util
import os
import pathlib
import re
import subprocess
import sys

import pytest

FOLDER = pathlib.Path(__file__).parents[2] / "examples"
FILES = sorted(FOLDER.glob("*.py"))


@pytest.mark.skipif(not FOLDER.exists(), reason="the tests run without the examples")
@pytest.mark.parametrize("file", [pytest.param(file, id=file.stem) for file in FILES])
def test_example(file, tmp_path):
    source = file.read_text(encoding="utf-8")
    for package in ("numpy", "scipy", "cffi"):
        if re.search(rf"^\s*(import|from) {package}\b", source, re.MULTILINE) and not importlib.util.find_spec(package):
            pytest.skip(f"{package} is not installed for {sys.executable}")
    command = [sys.executable, "-W", "error", file]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=tmp_path, env={**os.environ})
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    assert result.stdout.strip(), "an example shows something"


@pytest.mark.skipif(not FOLDER.exists(), reason="the tests run without the examples")
def test_there_are_examples():
    assert FILES
