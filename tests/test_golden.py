"""The golden cases (see golden.py), and that each error of compilation has one."""

from __future__ import annotations

import collections
import pathlib
import re

import golden
import pytest

ROOT = pathlib.Path(__file__).parent.parent
ERRORS = ROOT / "src" / "core" / "errors.def"

# Errors that no Python source leads to, and the test that does. The file must name the row.
TESTED_ELSEWHERE: dict[str, str] = {
    "NO_MEMORY": "tests/test_start.py",
    "OBJECT_FORMAT": "tests/test_start.py",
    "RELOCATION": "tests/unit",
    "RUNTIME_SYMBOL": "tests/unit",
    "BACKEND": "tests/test_start.py",
    "BACKEND_MISSING": "tests/test_start.py",
}


@pytest.mark.parametrize("path", [pytest.param(path, id=golden.name_of(path)) for path in golden.all_paths()])
def test_golden(path, update_golden, request):
    case = golden.read(path)
    if update_golden:
        golden.update(case)
    if request.config.getoption("--update-golden-also"):
        golden.update(case, second=True)
    assert case.blocks, f"{path}: a golden case needs a header such as `# --- hir`"
    problems = [golden.check(case, stage) for stage in dict.fromkeys(block.stage for block in case.blocks)]
    assert not any(problems), "\n".join(problem for problem in problems if problem)


@pytest.mark.parametrize("path", [pytest.param(path, id=golden.name_of(path)) for path in golden.all_paths()])
def test_form(path):
    """A head which says what the case is about; one text a stage, or two where versions differ."""
    case = golden.read(path)
    assert re.match(r"# [A-Z\"'`]?\w.*[.:?]\n", case.source), "the first line says what the case is about"
    assert case.signature, "a case names its signature"
    assert case.render() == path.read_text(encoding="utf-8"), "not as golden.py would write it"
    for stage, count in collections.Counter(block.stage for block in case.blocks).items():
        assert count <= 2, f"{stage}: never a text per version"
    assert not any(block.also for block in case.blocks if block is golden.alternatives(case, block.stage)[0])


def error_names():
    names = re.findall(r"^ERROR\((\w+),", ERRORS.read_text(encoding="utf-8"), re.MULTILINE)
    return [name for name in names if name != "NONE"]


@pytest.mark.skipif(not ERRORS.exists(), reason="the tests run without the sources")
@pytest.mark.parametrize("name", error_names() if ERRORS.exists() else [])
def test_each_error_has_a_case(name):
    if name in TESTED_ELSEWHERE:
        place = ROOT / TESTED_ELSEWHERE[name]
        files = [place] if place.is_file() else list(place.glob("*.*"))
        assert any(re.search(rf"\bE_{name}\b", file.read_text(encoding="utf-8")) for file in files), place
        return
    cases = [golden.read(path) for path in (golden.ROOT / "errors").glob("*.py")]
    assert any(block.error == f"E_{name}" for case in cases for block in case.blocks), (
        f"no golden case ends in E_{name}"
    )


def test_no_error_is_excused_twice():
    """What stands in the table above is a row, and has no golden case which would make the excuse needless."""
    shown = {block.error for path in golden.all_paths() for block in golden.read(path).blocks}
    assert TESTED_ELSEWHERE.keys() <= set(error_names())
    assert not {name for name in TESTED_ELSEWHERE if f"E_{name}" in shown}
