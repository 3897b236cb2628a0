"""Run the tests against the installed package: those in C, then pytest.

Usage:
    tools/run_tests.py                               all
    tools/run_tests.py golden/fuse/scaled_sum        the tests whose name has that in it
    tools/run_tests.py unit/arena                    one program of tests/unit
    tools/run_tests.py --update [golden/fuse]        rewrite golden expectations
"""

import argparse
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "release"
EVERY_CORE = ["-n", "auto"]  # by pytest-xdist; a few tests are sooner done without its workers


def environment(**extra: str) -> dict[str, str]:
    """PYTHONSAFEPATH: `upcall` is the installed package, never the folder of that name in the current directory."""
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**os.environ, "PATH": path, "PYTHONSAFEPATH": "1", **extra}


def run_c_tests(build: Path, only: str | None, **extra: str) -> int:
    names = [only.removeprefix("unit/")] if only else []
    command = ["meson", "test", "-C", build, "--print-errorlogs", *names]
    return subprocess.run(command, env=environment(**extra)).returncode


def run_pytest(arguments: list[str], **extra: str) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment(**extra)).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description="Run the tests.")
    parser.add_argument("--update", action="store_true", help="rewrite golden expectations")
    parser.add_argument("case", nargs="?", help="a part of a test's name: golden/fuse/scaled_sum")
    options = parser.parse_args()
    only = options.case and options.case.removeprefix("tests/").removesuffix(".py").removesuffix(".c")
    if only and only.startswith("unit/"):
        return run_c_tests(BUILD, only)
    arguments = ["--only", only] if only else []
    if options.update:
        return run_pytest(["tests/test_golden.py", "tests/test_hacking.py", "--update-golden", *arguments])
    if only:
        return run_pytest(arguments)
    failed = run_c_tests(BUILD, None)
    return run_pytest(EVERY_CORE) or failed


if __name__ == "__main__":
    sys.exit(main())
