"""The package that this process measures: upcall, or Numba where UPCALL_BENCH_PACKAGE says so.

Kernels and templates import `cfunc`, `carray`, `njit` and `types` from here, so that one source serves both.
"""

import importlib
import os

name = os.environ.get("UPCALL_BENCH_PACKAGE", "upcall")
package = importlib.import_module(name)
cfunc, carray, farray, njit, types = package.cfunc, package.carray, package.farray, package.njit, package.types
from_dtype = getattr(package, "from_dtype", None)
