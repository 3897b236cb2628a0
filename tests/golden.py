"""Golden cases: a file tests/golden/<group>/<case>.py is a test.

    # What the case is about.
    # signature: float64(float64, intc)
    # options: boundscheck=False                  (only where there are any; keyword arguments of upcall.cfunc)
    def f(x, n): ...
    # --- hir                                     a stage of `upcall._core.inspect`, and the text expected of it
    #   v0 = ...
    # --- error E_UNSUPPORTED_CONSTRUCT           or: the compile fails with this error and this text

The text is the same for every Python. Where versions differ and a common text would be artificial, a second block
`# --- hir (also)` holds the other one (--update-golden-also writes it); there is never a third. A new case has its headers
only: `make golden` fills them in, and whoever wrote it reads what it filled in. The case's function is `f`; what else the
file defines, it may use. An object `f` that is no function is inspected as it is: code objects recorded or made up."""

from __future__ import annotations

import ast
import linecache
import pathlib
import re
import types
from dataclasses import dataclass, field
from typing import Any

import upcall
from upcall import _core

ROOT = pathlib.Path(__file__).parent / "golden"
OF_THE_MACHINE = re.compile(r'^target .*\n| "min-legal-vector-width"="\d+"', re.MULTILINE)
HEADER = re.compile(r"# --- (?P<stage>\w+)(?: (?P<error>E_\w+))?(?P<also> \(also\))?\s*")


@dataclass
class Block:
    stage: str  # a stage of inspect, or "error"
    error: str  # "E_NAME" or ""
    also: bool
    lines: list[str] = field(default_factory=list)  # the expected text, without its comment signs

    def text(self) -> str:
        return "\n".join(self.lines).rstrip()

    def render(self) -> str:
        header = f"# --- {self.stage}{' ' + self.error if self.error else ''}{' (also)' if self.also else ''}"
        return "\n".join([header, *(f"#   {line}".rstrip() for line in self.lines)]) + "\n"


@dataclass
class Golden:
    path: pathlib.Path
    source: str
    signature: str
    options: dict[str, Any]
    blocks: list[Block]

    def render(self) -> str:
        return self.source + "".join(block.render() for block in self.blocks)

    def function(self) -> Any:
        """Run the source, so that errors can show its lines: the file name is the case's, without a folder."""
        name = self.path.name
        linecache.cache[name] = (len(self.source), None, self.source.splitlines(keepends=True), name)
        namespace: dict[str, Any] = {"__name__": f"golden_{self.path.stem}", "__file__": name}
        exec(compile(self.source, name, "exec"), namespace)
        return namespace["f"]

    def actual(self, stage: str) -> tuple[str, str]:
        """The error's name, or "", and the text."""
        function = self.function()
        try:
            if stage == "error":
                self.compile(function)
                return "", "it compiles"
            return "", inspect(function, self.signature, stage, self.options)
        except upcall.CompileError as error:
            return error.name, str(error)

    def compile(self, function: Any) -> None:
        if isinstance(function, types.FunctionType):
            upcall.cfunc(self.signature, **self.options)(function)
        else:
            inspect(function, self.signature, "llvm_input", {})


def inspect(function: Any, signature: str, stage: str, options: dict[str, Any]) -> str:
    """The text of a stage; nothing that comes after the stage is done where no options are given."""
    if options:
        return of_any_machine(upcall.cfunc(signature, **options)(function).inspect(stage))
    return of_any_machine(_core.inspect(function, _core.Signature(signature), stage))


def of_any_machine(text: str) -> str:
    """LLVM IR without what names the machine that it is for."""
    return OF_THE_MACHINE.sub("", text)


def lines_of(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


def setting(source: str, name: str) -> str:
    found = re.search(rf"^# {name}: *(.+?) *$", source, re.MULTILINE)
    return found[1] if found else ""


def parse_options(text: str) -> dict[str, Any]:
    call = ast.parse(f"options({text})", mode="eval").body
    assert isinstance(call, ast.Call)
    return {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in call.keywords}


def read(path: pathlib.Path) -> Golden:
    source: list[str] = []
    blocks: list[Block] = []
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        header = HEADER.fullmatch(line)
        if header:
            blocks.append(Block(header["stage"], header["error"] or "", bool(header["also"])))
        elif blocks:
            assert line.startswith("#"), f"{path}: behind the first block stand only comments: {line!r}"
            blocks[-1].lines.append(line.rstrip()[4:])
        else:
            source.append(line)
    text = "".join(source)
    return Golden(path, text, setting(text, "signature"), parse_options(setting(text, "options")), blocks)


def name_of(path: pathlib.Path) -> str:
    return path.relative_to(ROOT).with_suffix("").as_posix()


def all_paths() -> list[pathlib.Path]:
    return sorted(ROOT.glob("*/*.py"))


def alternatives(case: Golden, stage: str) -> list[Block]:
    return [block for block in case.blocks if block.stage == stage]


def check(case: Golden, stage: str) -> str:
    """ "" when the text is one of those expected, else what differs."""
    error, text = case.actual(stage)
    expected = alternatives(case, stage)
    if any(block.error == error and block.lines == lines_of(text) for block in expected):
        return ""
    wanted = "\n--- or\n".join(f"{block.error}\n{block.text()}" for block in expected)
    return f"{case.path.name}: {stage}\n--- expected\n{wanted}\n--- got\n{error}\n{text}"


def update(case: Golden, second: bool = False) -> bool:
    """Rewrite the first block of each stage that matches none of its blocks, or the second; True if the file changed."""
    changed = False
    for stage in dict.fromkeys(block.stage for block in case.blocks):
        if not check(case, stage):
            continue
        block = second_block(case, stage) if second else alternatives(case, stage)[0]
        error, text = case.actual(stage)
        assert (stage == "error") == bool(error), f"{case.path}: {error or 'no error'} at {stage}:\n{text}"
        block.error, block.lines, changed = error, lines_of(text), True
    if changed:
        case.path.write_text(case.render(), encoding="utf-8")
    return changed


def second_block(case: Golden, stage: str) -> Block:
    """The block `(also)` of a stage, made where there is none."""
    first, *others = alternatives(case, stage)
    if not others:
        others = [Block(stage, "", True)]
        case.blocks.insert(case.blocks.index(first) + 1, others[0])
    return others[0]
