"""An ODE from right side to solver: heat in a rod by slices, and Runge and Kutta's method over whole arrays.

The right side has the prototype that C wrappers of LSODA and CVODE ask for; the solver is a callback itself, which calls it as a
function: both are compiled into one."""

import numpy as np
from scipy.integrate import solve_ivp

from upcall import carray, cfunc

N = 41
CONDUCTIVITY = 0.1


def heat(t, y, dy):
    dy[0] = dy[-1] = 0.0
    dy[1:-1] = CONDUCTIVITY * (y[:-2] - 2 * y[1:-1] + y[2:]) * (N - 1) ** 2


@cfunc("void(float64, float64*, float64*, voidptr)")
def right_side(t, y, dy, user_data):
    heat(t, carray(y, N), carray(dy, N))


@cfunc("void(float64*, float64, float64, int64)")
def integrate(y_p, start, end, steps):
    """The arrays of a step live as long as it takes; none is left when the callback returns."""
    y = carray(y_p, N)
    k1, k2, k3, k4 = np.empty(N), np.empty(N), np.empty(N), np.empty(N)
    h = (end - start) / steps
    for i in range(steps):
        t = start + i * h
        heat(t, y, k1)
        heat(t + h / 2, y + h / 2 * k1, k2)
        heat(t + h / 2, y + h / 2 * k2, k3)
        heat(t + h, y + h * k3, k4)
        y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)


def main():
    x = np.linspace(0.0, 1.0, N)
    y = np.sin(np.pi * x) + 0.5 * np.sin(3 * np.pi * x)
    exact = solve_ivp(python_right_side, (0.0, 0.5), y, method="LSODA", rtol=1e-9, atol=1e-11).y[:, -1]
    integrate(y, 0.0, 0.5, 1000)
    print(f"the middle of the rod after 0.5: {y[N // 2]:.6f}")
    np.testing.assert_allclose(y, exact, atol=1e-7)


def python_right_side(t, y):
    """What a C solver does with the address: here SciPy's, which takes Python functions."""
    dy = np.empty(N)
    right_side(t, np.ascontiguousarray(y), dy, None)
    return dy


if __name__ == "__main__":
    main()
