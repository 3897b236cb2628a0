"""Run the tests under AddressSanitizer and UndefinedBehaviorSanitizer: `make asan`.

A build of its own in build/asan, with assertions and the verifiers of both IRs on. The tests in C look for leaks as well;
for those in Python that is off, since CPython itself leaves memory behind at exit. Python isn't linked with the sanitizers,
so their libraries are loaded before it.
"""

import subprocess
import sys
from pathlib import Path

from checked import build, python_path
from run_tests import run_c_tests, run_pytest

SANITIZE = ["-Db_sanitize=address,undefined", "-Dc_args=-fno-sanitize-recover=undefined -fno-omit-frame-pointer"]

OPTIONS = {
    "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1",
    "UPCALL_SANITIZED": "1",  # tests that measure time know by it
}
SHARED = "abort_on_error=1:strict_string_checks=1:detect_stack_use_after_return=1:allocator_may_return_null=1"


def runtime_library(name: str) -> str:
    command = ["gcc", f"-print-file-name={name}"]
    path = Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
    if not path.is_absolute():
        sys.exit(f"asan: gcc has no {name}")
    return str(path.resolve())


def main() -> int:
    folder = build("asan", *SANITIZE)
    case = sys.argv[1].removeprefix("tests/") if sys.argv[1:] else None
    failed = 0
    if not case or case.startswith("unit/"):
        failed = run_c_tests(folder, case, ASAN_OPTIONS=f"{SHARED}:detect_leaks=1", **OPTIONS)
        if case:
            return failed
    libraries = ":".join(runtime_library(name) for name in ("libasan.so", "libubsan.so"))
    extra = {
        "LD_PRELOAD": libraries,
        "ASAN_OPTIONS": f"{SHARED}:detect_leaks=0:quarantine_size_mb=4:thread_local_quarantine_size_kb=64",
        "PYTHONMALLOC": "malloc",
        "PYTHONPATH": python_path(folder),
        **OPTIONS,
    }
    return run_pytest(["--only", case] if case else [], **extra) or failed


if __name__ == "__main__":
    sys.exit(main())
