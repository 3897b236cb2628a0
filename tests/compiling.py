"""How differential and random tests compile: on the checked build with boundscheck="verify", where what was proved of an index
is checked as well, and what fails is a SystemError, never an IndexError. tools/run_tests.py says so; other runs (the
matrix, the release) compile as users do."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import upcall

DEFAULTS: dict[str, Any] = {"boundscheck": "verify"} if os.environ.get("UPCALL_TEST_BOUNDSCHECK") == "verify" else {}


def cfunc(signature: str, **options: Any) -> Callable[[Callable[..., Any]], upcall.CFunc]:
    return upcall.cfunc(signature, **(DEFAULTS | options))
