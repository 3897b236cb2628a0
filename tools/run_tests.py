"""Run the tests on the checked build: those in C, then pytest.

Usage:
    tools/run_tests.py                               all
    tools/run_tests.py golden/fuse/scaled_sum        the tests whose name has that in it
    tools/run_tests.py unit/arena                    one program of tests/unit
    tools/run_tests.py --update [golden/fuse]        rewrite golden expectations
"""

import argparse
import subprocess
import sys
from pathlib import Path

from checked import ROOT, build, environment, python_path

VERIFY = {
    "UPCALL_TEST_BOUNDSCHECK": "verify",  # tests/compiling.py
    "UPCALL_FRONT": "verify",  # front_table.h
    "UPCALL_TEST_LIBRARIES": "all",  # tests/documents/test_gallery.py
}
EVERY_CORE = ["-n", "auto"]  # by pytest-xdist; a few tests are sooner done without its workers


def run_c_tests(folder: Path, only: str | None, **extra: str) -> int:
    names = [only.removeprefix("unit/")] if only else []
    command = ["meson", "test", "-C", folder, "--print-errorlogs", *names]
    return subprocess.run(command, env=environment(**extra)).returncode


def run_pytest(arguments: list[str], **extra: str) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment(**extra)).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description="Run the tests.")
    parser.add_argument("--update", action="store_true", help="rewrite golden expectations")
    parser.add_argument("case", nargs="?", help="a part of a test's name: golden/fuse/scaled_sum")
    options = parser.parse_args()
    only = options.case and options.case.removeprefix("tests/").removesuffix(".py").removesuffix(".c")
    checked = build("checked")
    if only and only.startswith("unit/"):
        return run_c_tests(checked, only)
    path = python_path(checked)
    arguments = ["--only", only] if only else []
    if options.update:
        return run_pytest(
            ["tests/compiler/test_golden.py", "tests/documents/test_hacking.py", "--update-golden", *arguments],
            PYTHONPATH=path,
        )
    if only:
        return run_pytest(arguments, PYTHONPATH=path, **VERIFY)
    failed = run_c_tests(checked, None)
    return run_pytest(EVERY_CORE, PYTHONPATH=path, **VERIFY) or failed


if __name__ == "__main__":
    sys.exit(main())
