"""Fortran: a subroutine that takes a procedure

Fortran calls a procedure that is `bind(c)` by C's rules: what is `value` is passed as it is, all else by its address, arrays
by that of their first element. So the prototype follows from the interface, line by line. The subroutine here is Runge and
Kutta's, compiled by gfortran when the program runs; the orbit that it integrates closes.

Debian: gfortran
"""

import subprocess
import tempfile
from pathlib import Path
from shutil import which

import numpy as np

import upcall
from upcall import cfunc

SOURCE = """
module solver
  use iso_c_binding
  abstract interface
    subroutine right_side(t, y, dy, n) bind(c)
      import
      real(c_double), value :: t
      integer(c_int), value :: n
      real(c_double), intent(in) :: y(n)
      real(c_double), intent(out) :: dy(n)
    end subroutine
  end interface
contains
  subroutine rk4(f, t, y, n, h, steps) bind(c)
    procedure(right_side) :: f
    real(c_double), value :: t, h
    integer(c_int), value :: n, steps
    real(c_double), intent(inout) :: y(n)
    real(c_double) :: k1(n), k2(n), k3(n), k4(n)
    integer :: i
    do i = 1, steps
      call f(t, y, k1, n)
      call f(t + h / 2, y + h / 2 * k1, k2, n)
      call f(t + h / 2, y + h / 2 * k2, k3, n)
      call f(t + h, y + h * k3, k4, n)
      y = y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
      t = t + h
    end do
  end subroutine
end module
"""

with tempfile.TemporaryDirectory() as folder:
    source, library = Path(folder, "solver.f90"), Path(folder, "solver.so")
    source.write_text(SOURCE)
    subprocess.run([which("gfortran"), "-O2", "-shared", "-fPIC", "-J", folder, "-o", library, source], check=True)
    solver = upcall.cdef(
        """
        typedef void (*right_side)(double t, const double y[n], double dy[n], int n);
        void rk4(right_side f, double t, double *y, int n, double h, int steps);
        """,
        library,
    )


@cfunc(solver.right_side)
def orbit(t, y, dy, n):
    position, velocity = y[:2], y[2:]
    dy[:2] = velocity
    dy[2:] = -position / np.sum(position**2) ** 1.5


start = np.array([0.5, 0.0, 0.0, np.sqrt(3.0)])  # an ellipse of half-axis 1: its period is 2 pi
y = start.copy()
solver.rk4(orbit, 0.0, y, y.size, 2 * np.pi / 10_000, 10_000)
print("after one period:", *np.round(y, 9))
assert np.allclose(y, start, atol=1e-9)
