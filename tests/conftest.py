"""What all tests share: which case to run, when to rewrite expectations, how hard Hypothesis tries, and skips by name.

pytest tests --only golden/errors/type_unknown      one case (make test T=...)
pytest tests --update-golden                        rewrite the expected texts (make golden); read the diff
pytest tests --share 10                             one test in ten, always the same
pytest tests --hypothesis-profile=thorough          a hundred times as many draws
UPCALL_TEST_CACHE=folder pytest tests               with the cache there, warm the second time; else it is an empty one"""

from __future__ import annotations

import importlib.util
import os
import pathlib
import shutil
import sys
import tempfile
import zlib

import pytest
from hypothesis import HealthCheck, settings

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))  # oracle, the harness and the recorded bytecode are plain modules there

CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
settings.register_profile(
    "ci", derandomize=True, deadline=None, database=None, max_examples=20, suppress_health_check=CHECKS
)
settings.register_profile("thorough", deadline=None, max_examples=2000, suppress_health_check=CHECKS)
settings.load_profile("ci")

os.environ.setdefault("OMPI_MCA_btl", "self,sm")  # Open MPI listens to no network

OPTIONAL = ("scipy", "cffi", "cloudpickle", "dill", "joblib", "numba", "mpi4py")


def pytest_addoption(parser):
    parser.addoption(
        "--only", metavar="CASE", help="run only the tests whose name has this in it: golden/errors/bytecode"
    )
    parser.addoption("--share", metavar="N", type=int, default=1, help="run one test in N, always the same")
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected texts")
    parser.addoption("--update-golden-also", action="store_true", help="rewrite the texts of the other versions")


def pytest_configure(config):
    """Nobody's own cache is used: xdist's workers, and the processes that tests start, get this folder's name."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        warm = os.environ.get("UPCALL_TEST_CACHE")
        os.environ["UPCALL_CACHE_DIR"] = warm or tempfile.mkdtemp(prefix="upcall-tests-")
        config.add_cleanup(lambda: warm or shutil.rmtree(os.environ["UPCALL_CACHE_DIR"], ignore_errors=True))
    config.addinivalue_line("markers", "needs(package): skipped, by name, where the package isn't installed")


def case_name(item):
    """tests/compiler/test_golden.py::test_golden[errors/bytecode] is golden/errors/bytecode."""
    name, _, parameter = item.name.partition("[")
    return f"{item.path.stem.removeprefix('test_')}/{parameter.removesuffix(']') or name}"


def pytest_collection_modifyitems(config, items):
    share, wanted = config.getoption("--share"), config.getoption("--only") or ""
    wanted = wanted.removeprefix("tests/").removesuffix(".py")
    chosen, others = [], []
    for item in items:
        named = wanted in case_name(item) or wanted in item.nodeid
        (chosen if named and zlib.crc32(item.nodeid.encode()) % share == 0 else others).append(item)
    config.hook.pytest_deselected(items=others)
    items[:] = chosen


def pytest_runtest_setup(item):
    for marker in item.iter_markers("needs"):
        for package in marker.args:
            if importlib.util.find_spec(package) is None:
                pytest.skip(f"{package} is not installed for {sys.executable}")


def pytest_report_header():
    missing = [package for package in OPTIONAL if importlib.util.find_spec(package) is None]
    return [f"not installed, their tests are skipped: {', '.join(missing)}"] if missing else []


@pytest.fixture
def update_golden(request):
    return request.config.getoption("--update-golden")
