"""Callbacks that call C functions of cffi and of Cython, in another process: by library and name, by module and name."""

import ctypes
import errno
import pickle
import subprocess
import sys

import pytest

from upcall import cfunc

READER = """
import pickle, sys
sys.path[:0] = {folders!r}
for data, argument, expected in pickle.load(sys.stdin.buffer):
    f = pickle.loads(data)
    assert f(argument) == expected, (f(argument), expected)
    assert f.cached == "memory", f.cached
"""


def in_another_process(callbacks, *folders):
    sent = [(pickle.dumps(f), 0.75, f(0.75)) for f in callbacks]
    program = READER.format(folders=list(map(str, folders)))
    subprocess.run([sys.executable, "-c", program], input=pickle.dumps(sent), check=True)


def test_cffi_opened():
    cffi = pytest.importorskip("cffi")
    ffi = cffi.FFI()
    ffi.cdef("double cos(double);")
    ffi.cdef("typedef double real; real hypot(real, real); int close(int); size_t strlen(const char *);")
    libm, libc = ffi.dlopen("libm.so.6"), ffi.dlopen(None)

    def fails(x):
        ffi.errno = 0
        libc.close(-1)
        return x + ffi.errno

    of_two = cfunc("double(double)")(lambda x: libm.cos(x) + libm.hypot(x, 1) + libc.strlen(b"four"))
    in_another_process([of_two, cfunc("double(double)")(fails)])
    assert cfunc("double(double)")(fails)(0.0) == errno.EBADF


def test_cffi_compiled(tmp_path, monkeypatch):
    cffi = pytest.importorskip("cffi")
    pytest.importorskip("setuptools")
    ffi = cffi.FFI()
    ffi.cdef("double twice(double);")
    ffi.set_source("_upcall_pickled", "static double twice(double x) { return 2 * x; }")
    ffi.compile(tmpdir=str(tmp_path))
    monkeypatch.syspath_prepend(tmp_path)
    module = __import__("_upcall_pickled")
    library, twice = module.lib, module.lib.twice
    callbacks = [
        cfunc("double(double)")(lambda x: library.twice(x)),
        cfunc("double(double)")(lambda x: module.lib.twice(x)),
        cfunc("double(double)")(lambda x: twice(x)),
        cfunc("double(double)")(lambda x: library.twice(x) + (module.ffi.errno >= 0)),
    ]
    in_another_process(callbacks, tmp_path)


def test_cython():
    special = pytest.importorskip("scipy.special")
    from scipy.special import cython_special

    j0, gamma, capsule = special.j0, cython_special.gamma, cython_special.__pyx_capi__["j1"]
    in_another_process(
        [
            cfunc("double(double)")(lambda x: special.j0(x) + j0(x)),
            cfunc("double(double)")(lambda x: cython_special.j1(x) + gamma(x)),
            cfunc("double(double)")(lambda x: capsule(x)),
        ]
    )


def test_addresses_say_so():
    cffi = pytest.importorskip("cffi")
    ffi = cffi.FFI()
    ffi.cdef("double cos(double);")
    cos = ffi.dlopen("libm.so.6").cos
    with pytest.raises(pickle.PicklingError, match=r"by its address, .* write C\.f, of ffi\.dlopen\(\)"):
        pickle.dumps(cfunc("double(double)")(lambda x: cos(x)))
    address = ctypes.cast(cos_of_ctypes(), ctypes.c_void_p).value
    pointer = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)(address)
    with pytest.raises(pickle.PicklingError, match=r"by its address, .* write lib\.f, of a CDLL"):
        pickle.dumps(cfunc("double(double)")(lambda x: pointer(x)))


def cos_of_ctypes():
    return ctypes.CDLL("libm.so.6").cos


def test_capsules_of_nobody_say_so():
    new = ctypes.pythonapi["PyCapsule_New"]
    new.restype, new.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    name = b"double (double)"
    capsule = new(ctypes.cast(cos_of_ctypes(), ctypes.c_void_p).value, name, None)
    f = cfunc("double(double)")(lambda x: capsule(x))
    assert f(0.0) == 1
    with pytest.raises(pickle.PicklingError, match="no module has in its __pyx_capi__"):
        pickle.dumps(f)


def test_packed_declarations_say_so():
    cffi = pytest.importorskip("cffi")
    ffi = cffi.FFI()
    ffi.cdef("typedef struct { char c; double x; } odd; double cos(double);", packed=True)
    library = ffi.dlopen("libm.so.6")
    with pytest.raises(pickle.PicklingError, match="declarations aren't text alone"):
        pickle.dumps(cfunc("double(double)")(lambda x: library.cos(x)))
