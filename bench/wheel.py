"""The wheel that is released beside this build: `make bench-wheel`. In the table it is the column "before"."""

import math
import platform
import subprocess
import venv
from pathlib import Path

from peers import BEFORE, BUILD, ROOT, PeerError

FOLDER = BUILD / "wheel"
REQUIREMENTS = ["numpy", "scipy"]
MOST = 1.02  # the wheel's time to this build's


def newest():
    found = sorted((ROOT / "build" / "dist").glob(f"*-abi3-*_{platform.machine()}.whl"))
    if not found:
        raise PeerError("there is no wheel in build/dist: make wheel")
    return found[-1]


def environment(wheel: Path):
    """The Python of an environment that has it."""
    python = FOLDER / "bin" / "python"
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if not python.exists():
        venv.create(FOLDER, with_pip=True, symlinks=True)
    for arguments in (REQUIREMENTS, ["--no-deps", "--no-index", "--force-reinstall", wheel]):
        if subprocess.run([*pip, *arguments], check=False).returncode != 0:
            raise PeerError(f"{wheel.name} can't be installed")
    return str(python)


def verdict(rows):
    """The lines that say whether the wheel is as good: over all rows, and each row that is worse beyond its noise."""
    compared = [(row, found) for row in rows if (found := row.ratio(BEFORE, "upcall"))]
    if not compared:
        return
    mean = math.exp(sum(math.log(ratio) for _, (ratio, _) in compared) / len(compared))
    yield f"wheel/this build: geometric mean of {len(compared)} rows {mean:.3f}, asked for at most {MOST} in each"
    for row, (ratio, noise) in compared:
        if ratio - noise > MOST:
            yield f"  {row.section}: {row.name.strip()}: {ratio:.3f} ±{noise:.3f}: MISSED"
