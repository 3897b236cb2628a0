"""Nothing is read or written beside an array, whatever its layout: page_guards.py runs programs in a process that dies if it is."""

import os
import subprocess
import sys
from pathlib import Path

import page_guards
import pytest


@pytest.mark.parametrize("table", page_guards.TABLES)
def test_between_guarded_pages(table):
    places = [str(Path(page_guards.__file__).parent), os.environ.get("PYTHONPATH", "")]
    path = os.pathsep.join(filter(None, places))  # an empty entry would be the current directory
    command = [sys.executable, "-P", "-m", "page_guards", table]
    ran = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path})
    assert ran.returncode == 0, f"{ran.returncode} in {ran.stdout[-200:]}\n{ran.stderr}"
