"""Record the bytecode of tests/bytecode/cases.py and of tests/differential/ under every supported Python: `make record`.

Interpreters come from where tools/matrix.py has them. Needs nothing built: recording uses the standard library alone.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from install import ENVIRONMENT, ROOT
from matrix import VERSIONS, WORK, Interpreter, Unavailable, find, project_archive, unpack_project

RECORDED = ROOT / "tests" / "bytecode"


def record(found: Interpreter, archive: Path) -> list[str]:
    """The files that are another than before."""
    tree = unpack_project(found.place, archive)
    folder = tree / "tests" / "bytecode"
    command = found.place.command(found.python, folder / "record.py", folder)
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=ENVIRONMENT)
    if result.returncode:
        raise Unavailable(f"recording failed:\n{result.stdout[-3000:]}")
    changed = []
    for name in (f"{found.version.replace('.', '')}{kind}.json" for kind in ("", "-differential")):
        fresh = found.place.path(folder / name)
        if fresh.read_bytes() != (RECORDED / name).read_bytes():
            shutil.copyfile(fresh, RECORDED / name)
            changed.append(name)
    return changed


def main() -> int:
    ci = os.environ.get("CI", "").lower() in ("1", "true")
    WORK.mkdir(parents=True, exist_ok=True)
    archive, failed = project_archive(), False
    for version in sys.argv[1:] or VERSIONS:
        try:
            changed = record(find(version), archive)
        except Unavailable as why:
            failed |= ci
            print(f"record: {version}: can't be had: {why}", flush=True)
        else:
            print(f"record: {version}: {', '.join(changed) or 'as before'}", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
