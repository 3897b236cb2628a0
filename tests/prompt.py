"""A real Python prompt on a pseudo-terminal: what is typed goes in line by line, as from a keyboard; the output comes back."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sys
import time
from collections.abc import Sequence

TIMEOUT = 60.0
ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[A-Za-z@]|[=>()][A-Z0-9]?|\].*?\x07)")


class Prompt:
    """One interpreter. `with Prompt(...) as prompt: prompt.enter("1 + 1")` gives "2"."""

    def __init__(self, basic: bool = True, variables: dict[str, str] | None = None):
        self.environment = {**os.environ, "TERM": "xterm", "PYTHONSTARTUP": "", "PYTHON_HISTORY": os.devnull}
        self.environment |= {
            "PYTHON_COLORS": "0",
            "NO_COLOR": "1",
            "LINES": "1000",
            "COLUMNS": "500",
            **(variables or {}),
        }
        self.environment.pop("PYTHON_BASIC_REPL", None)
        if basic:
            self.environment["PYTHON_BASIC_REPL"] = "1"
        self.buffer = ""

    def __enter__(self) -> Prompt:
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execve(sys.executable, [sys.executable, "-q"], self.environment)
        self.wait(">>> ")
        return self

    def __exit__(self, *exception: object) -> None:
        os.close(self.terminal)
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)

    def wait(self, *ends: str) -> str:
        """Read until the output ends in one of `ends`; what came before that."""
        deadline = time.monotonic() + TIMEOUT
        while not self.visible().endswith(ends):
            ready, _, _ = select.select([self.terminal], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"no prompt within {TIMEOUT} s; so far: {self.visible()!r}"
            try:
                self.buffer += os.read(self.terminal, 65536).decode(errors="replace")
            except OSError:
                raise AssertionError(f"the interpreter ended: {self.visible()!r}") from None
        text, self.buffer = self.visible(), ""
        return text

    def visible(self) -> str:
        return ESCAPES.sub("", self.buffer).replace("\r", "")

    def line(self, text: str) -> str:
        """Type one line; what is printed up to the next prompt, without the echo."""
        os.write(self.terminal, text.encode() + b"\n")
        printed = self.wait("\n>>> ", "\n... ").rpartition("\n")[0]
        return printed.partition("\n")[2]

    def enter(self, source: str) -> str:
        """Type lines; the output of the last. A block ends with an empty line."""
        output = ""
        for text in source.splitlines():
            output = self.line(text)
        return output


class NewPrompt(Prompt):
    """The prompt of 3.13 and later, which edits and indents lines itself and redraws them: only results are looked for."""

    def __init__(self) -> None:
        super().__init__(basic=False)

    def type_until(self, lines: Sequence[str], mark: str) -> str:
        """Type the lines, and wait until `mark` is printed at the start of a line; all that is on the screen."""
        for line in lines:
            os.write(self.terminal, line.encode() + b"\r")
        deadline = time.monotonic() + TIMEOUT
        while not re.search(rf"^{re.escape(mark)}", self.visible(), re.MULTILINE):
            ready, _, _ = select.select([self.terminal], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"{mark!r} never came: {self.visible()!r}"
            self.buffer += os.read(self.terminal, 65536).decode(errors="replace")
        return self.visible()
