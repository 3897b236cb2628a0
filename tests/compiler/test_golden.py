"""The golden cases (see golden.py), and that each error of compilation has one."""

from __future__ import annotations

import collections
import pathlib
import re

import golden
import pytest

ROOT = pathlib.Path(__file__).parents[2]
SOURCES = ROOT / "src"
ERRORS = SOURCES / "base" / "errors.def"

# Errors that no Python source leads to, and the test that does. The file must name the row.
TESTED_ELSEWHERE: dict[str, str] = {
    "NO_MEMORY": "tests/runtime/test_start.py",
    "OBJECT_FORMAT": "tests/runtime/test_start.py",
    "RELOCATION": "tests/unit",
    "RUNTIME_SYMBOL": "tests/unit",
    "EXECUTABLE_MEMORY": "tests/runtime/test_policies.py",
    "BACKEND": "tests/runtime/test_start.py",
    "BACKEND_MISSING": "tests/runtime/test_start.py",
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


# ---- each operation and each rule of its type stands in a case

# Operations that print as operands: how a text shows them.
OPERANDS = {
    "param": r"^\w+\(\w+: ",  # in the head of a function
    "const": r" = add \w+, \d",
    "unbound": r" = phi .*: unbound",
}
# Rules of calls that leave none in the typed HIR: such a call becomes the operation itself.
NO_CALL = {"OPERATOR"}


def texts(*stages, failing=False):
    """What the cases show at these stages; `failing`: only those that end in an error."""
    cases = [golden.read(path) for path in golden.all_paths()]
    if failing:
        cases = [case for case in cases if any(block.error for block in case.blocks)]
    return "\n".join(block.text() for case in cases for block in case.blocks if block.stage in stages)


def hir_rows():
    """(operation, rule) of each row of hir_ops.def."""
    return re.findall(
        r"^HIR\((\w+),\s*(\w+),", (SOURCES / "hir" / "hir_ops.def").read_text(encoding="utf-8"), re.MULTILINE
    )


def call_rules():
    """The paths that each rule of the tables of built-in functions is for."""
    rules = collections.defaultdict(list)
    for name, macro in (
        ("builtins.def", "BUILTIN"),
        ("number_functions.def", "NUMBER"),
        ("array_functions.def", "ARRAY"),
    ):
        text = (SOURCES / "frozen" / name).read_text(encoding="utf-8")
        for path, rule in re.findall(rf'^{macro}\(\w+,\s*"([\w.]+)",\s*(\w+),', text, re.MULTILINE):
            rules[rule].append(path)
        for function, rule in re.findall(r"^(?:FLOAT_)?UFUNC\((\w+), (\w+),", text, re.MULTILINE):
            rules[rule].append(f"numpy.{function}")
        for function in re.findall(r"^MATH\((\w+),", text, re.MULTILINE):
            rules["DOUBLE"].append(f"math.{function}")
        for function in re.findall(r"^WHOLE\((\w+),", text, re.MULTILINE):
            rules["INTEGERS"].append(f"math.{function}")
    return rules


def shows(operation, text):
    pattern = OPERANDS.get(operation, rf"(?: = |^\s*){operation}\b")
    return re.search(pattern, text, re.MULTILINE)


@pytest.mark.skipif(not SOURCES.exists(), reason="the tests run without the sources")
def test_each_operation_has_a_case():
    shown = texts("hir", "types")
    assert len(hir_rows()) > 40
    missing = [operation for operation, _ in hir_rows() if not shows(operation, shown)]
    assert not missing, f"no golden case shows the HIR of {missing}"


@pytest.mark.skipif(not SOURCES.exists(), reason="the tests run without the sources")
def test_each_rule_of_types_has_a_case():
    shown = texts("types") + texts("hir", failing=True)  # a rule may be that there is no type
    operations = collections.defaultdict(list)
    for operation, rule in hir_rows():
        operations[rule].append(operation)
    missing = [rule for rule, names in operations.items() if not any(shows(name, shown) for name in names)]
    missing += [
        f"CALL_{rule}"
        for rule, paths in call_rules().items()
        if rule not in NO_CALL and not any(re.search(rf"call {re.escape(path)}\b", shown) for path in paths)
    ]
    assert not missing, f"no golden case shows types by {missing}"
