"""Run the tests of threads under ThreadSanitizer: `make tsan`.

The shared state (reports, slots, executable memory) is in src/runtime, whose unit tests run whole; then test_lifetime.py and
test_failures.py of tests/runtime, in which threads of Python and of C make, call and drop callbacks. The interpreter isn't
instrumented: its runtime library is loaded before it. Addresses aren't randomised, as GCC's library can't live with all that
newer kernels choose.
"""

import platform
import subprocess
import sys

from asan import runtime_library
from checked import ROOT, build, environment, python_path

UNIT = ["test_report", "test_slot", "test_memory"]
OPTIONS = {
    "TSAN_OPTIONS": "halt_on_error=1:exitcode=66:report_thread_leaks=0:report_signal_unsafe=0",
    "UPCALL_SANITIZED": "1",  # tests that measure time, or fork among threads, know by it
}
FIXED = ["setarch", platform.machine(), "--addr-no-randomize"]


def main() -> int:
    folder = build("tsan", "-Db_sanitize=thread")
    subprocess.run(["ninja", "-C", folder, "--quiet", *UNIT], env=environment(), check=True)
    failed = 0
    for program in UNIT:
        failed |= subprocess.run([*FIXED, folder / program], env=environment(**OPTIONS)).returncode
    extra = {"LD_PRELOAD": runtime_library("libtsan.so"), "PYTHONPATH": python_path(folder), **OPTIONS}
    command = [
        *FIXED,
        sys.executable,
        "-m",
        "pytest",
        "tests/runtime/test_lifetime.py",
        "tests/runtime/test_failures.py",
        "tests/callback/test_atomic.py",
    ]
    return subprocess.run(command, cwd=ROOT, env=environment(**extra)).returncode or failed


if __name__ == "__main__":
    sys.exit(main())
