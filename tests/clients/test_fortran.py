"""Fortran as a client, compiled by gfortran: what it passes by value and by address, its logicals, texts and complex numbers, and
its optional arguments; with and without bind(c)."""

from __future__ import annotations

import ctypes
import shutil
import subprocess

import numpy as np
import pytest

import upcall
from upcall import cfunc

SOURCE = """
module client
  use iso_c_binding
  type, bind(c) :: pt
    real(c_double) :: x, y
  end type
  type, bind(c) :: big
    real(c_double) :: a(3)
    integer(c_int) :: n
    logical(c_bool) :: ok
  end type
  abstract interface
    function squared(z) bind(c)
      import
      complex(c_double_complex), value :: z
      complex(c_double_complex) :: squared
    end function
    function turned(p, k) bind(c)
      import
      type(pt), value :: p
      integer(c_int), value :: k
      type(pt) :: turned
    end function
    function changed(b) bind(c)
      import
      type(big), value :: b
      type(big) :: changed
    end function
    logical(c_bool) function asked(i, x) bind(c)
      import
      integer(c_int16_t), value :: i
      real(c_float), value :: x
    end function
    real(8) function listed(x, i, s, a, n)
      real(8) :: x, a(*)
      integer :: i, n
      character(len=*) :: s
    end function
    complex(8) function double_complex(z)
      complex(8) :: z
    end function
    complex(4) function single_complex(z)
      complex(4) :: z
    end function
    real(4) function single(x)
      real(4) :: x
    end function
    integer(8) function long_one(i)
      integer(8) :: i
    end function
    subroutine optional_one(x, y) bind(c)
      import
      real(c_double), value :: x
      real(c_double), optional :: y
    end subroutine
  end interface
contains
  subroutine run(f, g, h, l, c, cz, cz4, r, ii, o, out)
    procedure(squared) :: f
    procedure(turned) :: g
    procedure(changed) :: h
    procedure(asked) :: l
    procedure(listed) :: c
    procedure(double_complex) :: cz
    procedure(single_complex) :: cz4
    procedure(single) :: r
    procedure(long_one) :: ii
    procedure(optional_one) :: o
    real(c_double) :: out(15), a(3), w
    complex(c_double_complex) :: z
    complex(4) :: z4
    type(pt) :: p
    type(big) :: b
    z = f((1d0, 2d0)); out(1) = real(z); out(2) = aimag(z)
    p = g(pt(3d0, 4d0), 2); out(3) = p%x; out(4) = p%y
    b = h(big([1d0, 2d0, 3d0], 7, .true._c_bool)); out(5) = b%a(3); out(6) = b%n
    if (b%ok) out(6) = -1
    if (l(3_2, 0.5)) out(7) = 1
    a = [1d0, 2d0, 3d0]
    out(8) = c(2d0, 3, "hello", a, 3)
    z = cz((1d0, 2d0)); out(9) = real(z); out(10) = aimag(z)
    z4 = cz4((1.0, 2.0)); out(11) = real(z4); out(12) = aimag(z4)
    out(13) = r(0.5)
    out(14) = ii(2_8**40)
    w = 5
    call o(1d0); call o(2d0, w); out(15) = w
  end subroutine
end module
"""

DECLARED = """
    typedef struct { double x, y; } pt;
    typedef struct { double a[3]; int n; _Bool ok; } big;
    typedef pt (*turned)(pt p, int k);
    typedef big (*changed)(big b);
    typedef _Bool (*asked)(int16_t i, float x);
    typedef double (*listed)(double x[1], const int *i, const char *s, double *a, const int *n, size_t length_of_s);
    typedef float (*single)(const float x[1]);
    typedef int64_t (*long_one)(const int64_t *i);
    typedef void (*optional_one)(double x, double y[1]);
    void __client_MOD_run(void *squared, turned, changed, asked, listed, void *double_complex, void *single_complex, single,
                          long_one, optional_one, double *out);
"""


@pytest.fixture
def client(tmp_path):
    if not shutil.which("gfortran"):
        pytest.skip("no gfortran")
    source, library = tmp_path / "client.f90", tmp_path / "client.so"
    source.write_text(SOURCE)
    subprocess.run(["gfortran", "-shared", "-fPIC", "-J", tmp_path, "-o", library, source], check=True)
    return upcall.cdef(DECLARED, library)


def test_procedures(client):
    squared = cfunc("double _Complex f(double _Complex z)")(lambda z: z * z)
    double_complex = cfunc("double _Complex f(const double _Complex z[1])")(lambda z: z[0] * 1j)
    single_complex = cfunc("float _Complex f(const float _Complex z[1])")(lambda z: z[0] * 1j)
    turned = cfunc(client.turned)(lambda p, k: (p.y * k, p.x))
    asked = cfunc(client.asked)(lambda i, x: i * x == 1.5)
    single = cfunc(client.single)(lambda x: x[0] * 3)
    long_one = cfunc(client.long_one)(lambda i: i[0] + 1)

    @cfunc(client.changed)
    def changed(b):
        b.a[2] += b.n
        b.n = 9
        b.ok = False
        return b

    @cfunc(client.listed)
    def listed(x, i, s, a, n, length):
        total = sum(a[k] for k in range(n[0]))
        return x[0] * i[0] + total + 100 * length + (s[0] == ord("h"))

    @cfunc(client.optional_one)
    def optional_one(x, y):
        if y is not None:
            y[0] += x

    out = np.zeros(15)
    client.__client_MOD_run(
        ctypes.c_void_p(squared.address),
        turned,
        changed,
        asked,
        listed,
        ctypes.c_void_p(double_complex.address),
        ctypes.c_void_p(single_complex.address),
        single,
        long_one,
        optional_one,
        out,
    )
    assert out.tolist() == [-3, 4, 8, 3, 10, 9, 1, 513, -2, 1, -2, 1, 1.5, 2**40 + 1, 7]
