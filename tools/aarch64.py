"""Build upcall for AArch64 here, and run it under qemu: `make aarch64`, `make aarch64-unit`.

    tools/aarch64.py unit          cross-build with assertions, and run the tests in C
    tools/aarch64.py               these; then the wheel, and on it, on Python 3.11 with NumPy and SciPy, the manual's page, golden
                                   and recorded-bytecode tests, and a tenth of the differential tests
    ALL=1 tools/aarch64.py         and all differential tests (most of an hour)
    tools/aarch64.py pytest ...    that Python's pytest, on the wheel as it was built last

tools/foreign.py makes what compiles and runs.
"""

import os
import subprocess
import sys
from pathlib import Path

from checked import SETTINGS, environment
from foreign import TARGET, WORK, emulator, install_requirements, llvm_config, pip_install, python, sysroot
from install import ROOT
from matrix import REQUIREMENTS
from wheel import Machine, build

CHECKED = WORK / "checked"
TIMES = "8"  # as slow as here a test may be
TESTS = [
    "tests/documents/test_manual.py",
    "tests/compiler/test_golden.py",
    "tests/compiler/test_bytecode.py",
    "tests/compiler/test_bytecode_differential.py",
    "tests/compiler/test_bytecode_hir.py",
]
DIFFERENTIAL = "tests/language/test_differential.py"


def run(*command: str | Path, **extra: str) -> int:
    return subprocess.run(command, cwd=ROOT, env=environment(**extra)).returncode


def quoted(words: list[str | Path]) -> str:
    return "[" + ", ".join(f"'{word}'" for word in words) + "]"


def clang(name: str) -> list[str]:
    return [name, f"--target={TARGET}", f"--sysroot={sysroot()}"]


def cross_file() -> Path:
    """What meson must know of compilers that run here and programs that don't."""
    path = WORK / "cross.ini"
    path.write_text(f"""\
[binaries]
c = {quoted(clang("clang-22"))}
cpp = {quoted(clang("clang++-22"))}
c_ld = 'lld'
cpp_ld = 'lld'
ar = 'llvm-ar-22'
strip = 'llvm-strip-22'
python = '{python()}'
exe_wrapper = {quoted(emulator())}

[host_machine]
system = 'linux'
cpu_family = 'aarch64'
cpu = 'aarch64'
endian = 'little'
""")
    return path


def setup_arguments() -> list[str]:
    return [f"--cross-file={cross_file()}", f"-Dllvm_config={llvm_config()}"]


def build_checked() -> int:
    if not (CHECKED / "build.ninja").exists() and (
        failed := run("meson", "setup", *SETTINGS, *setup_arguments(), CHECKED)
    ):
        return failed
    return run("ninja", "--quiet", "-C", CHECKED)


def unit_tests() -> int:
    return build_checked() or run("meson", "test", "-C", CHECKED, "--print-errorlogs", f"--timeout-multiplier={TIMES}")


def pytest(*arguments: str) -> int:
    return run(python(), "-m", "pytest", "-p", "no:cacheprovider", *arguments)


def machine() -> Machine:
    return Machine("aarch64", WORK / "wheel", clang("clang-22"), setup_arguments())


def python_tests() -> int:
    install_requirements(REQUIREMENTS)
    pip_install("--no-deps", build(machine=machine()))
    share = [] if os.environ.get("ALL") else ["--share=10"]
    failed = pytest("-q", "-n", "auto", *TESTS)
    return pytest("-q", "-n", "auto", *share, DIFFERENTIAL) or failed


def main() -> int:
    match sys.argv[1:]:
        case ["pytest", *arguments]:
            return pytest(*arguments)
        case ["unit"]:
            return unit_tests()
    return unit_tests() or python_tests()


if __name__ == "__main__":
    sys.exit(main())
