"""Solvers in C as clients, with the prototypes of LSODA, MINPACK and DOLFINx: callbacks that work on whole arrays."""

import ctypes

import c_library
import numpy as np
import pytest

from upcall import carray, cfunc, jit, types

VECTOR = types.CPointer(types.double)
RIGHT_SIDE = types.void(types.double, VECTOR, VECTOR, VECTOR)
RESIDUALS = types.void(VECTOR, VECTOR, VECTOR)
KERNEL = types.void(VECTOR, VECTOR, VECTOR, VECTOR, types.CPointer(types.int32), types.CPointer(types.uint8))


def address(array):
    return ctypes.c_void_p(array.ctypes.data)


def integrate(callback, start, end, steps, parameters):
    y = np.array(start, float)
    t = ctypes.c_double(0.0), ctypes.c_double(end)
    c_library.library("solvers").integrate(
        ctypes.c_void_p(callback.address), len(y), address(y), *t, steps, address(parameters)
    )
    return y


def find_root(callback, guess, parameters):
    x = np.array(guess, float)
    find = c_library.library("solvers").find_root
    steps = find(ctypes.c_void_p(callback.address), len(x), address(x), address(parameters), ctypes.c_double(1e-11))
    assert steps > 0
    return x


def test_linear_system():
    """The matrix and the force are in the parameters, one behind the other."""
    n = 4

    @cfunc(RIGHT_SIDE)
    def right_side(t, y_p, dy_p, parameters_p):
        parameters = carray(parameters_p, n * n + n)
        A, b = parameters[: n * n].reshape(n, n), parameters[n * n :]
        y, dy = carray(y_p, n), carray(dy_p, n)
        dy[:] = A @ y + b

    A = np.array([[-1.0, 2.0, 0.0, 0.0], [-2.0, -1.0, 0.0, 0.0], [0.0, 0.0, -0.5, 0.0], [1.0, 0.0, 0.0, -2.0]])
    b = np.array([0.0, 1.0, 2.0, -1.0])
    y = integrate(right_side, np.ones(n), 2.0, 2000, np.concatenate([A.ravel(), b]))
    rest = -np.linalg.solve(A, b)
    values, vectors = np.linalg.eig(A)
    exact = rest + (vectors @ (np.exp(2.0 * values) * np.linalg.solve(vectors, np.ones(n) - rest))).real
    np.testing.assert_allclose(y, exact, rtol=1e-10)


def test_chain_of_reactions():
    @cfunc(RIGHT_SIDE)
    def right_side(t, y_p, dy_p, rates_p):
        n = int(rates_p[0])
        y, dy, rates = carray(y_p, n), carray(dy_p, n), carray(rates_p, n + 1)[1:]
        flow = rates * y
        dy[0] = -flow[0]
        dy[1:n] = flow[: n - 1] - flow[1:]

    rates = np.array([1.0, 0.5, 0.25, 0.0])
    y = integrate(right_side, [1.0, 0.0, 0.0, 0.0], 3.0, 300, np.array([4.0, *rates]))
    assert y.sum() == pytest.approx(1.0, rel=1e-12)
    assert y[0] == pytest.approx(np.exp(-3.0), rel=1e-9)
    assert y[1] == pytest.approx(2 * (np.exp(-1.5) - np.exp(-3.0)), rel=1e-9)


def test_planets():
    """Positions and velocities in one array of three axes; forces of all pairs at once."""
    count = 3

    @jit
    def accelerations(x, mass):
        apart = x[None] - x[:, None]
        distance = np.sqrt(np.sum(apart * apart, axis=-1)) + np.eye(count)
        return np.sum(apart * (mass / distance**3)[..., None], axis=1)

    @cfunc(RIGHT_SIDE)
    def right_side(t, y, dy, mass):
        x, v = carray(y, (2, count, 2))
        dx, dv = carray(dy, (2, count, 2))
        dx[:] = v
        dv[:] = accelerations(x, carray(mass, count))

    mass = np.array([1.0, 0.3, 0.2])
    start = np.array([[[0.0, 0.0], [1.0, 0.0], [0.0, 2.0]], [[0.0, 0.0], [0.0, 1.0], [-0.7, 0.0]]])
    end = integrate(right_side, start.ravel(), 1.0, 2000, mass).reshape(start.shape)

    def energy(state):
        x, v = state
        pairs = [mass[i] * mass[j] / np.hypot(*(x[i] - x[j])) for i in range(count) for j in range(i)]
        return 0.5 * np.sum(mass[:, None] * v**2) - sum(pairs)

    assert energy(end) == pytest.approx(energy(start), rel=1e-10)
    np.testing.assert_allclose(mass @ end[1], mass @ start[1], atol=1e-12)


def test_equations_with_slices_of_the_parameters():
    n = 5

    @cfunc(RESIDUALS)
    def residuals(x_p, out_p, args_p):
        args = carray(args_p, 2 * n)
        target, stiffness = args[:n], args[n:]
        x, out = carray(x_p, n), carray(out_p, n)
        out[:] = stiffness * x + x**3 - target
        out[1:] += x[:-1]
        out[:-1] += x[1:]

    x = np.linspace(-1.0, 1.0, n)
    stiffness = np.arange(4.0, 4.0 + n)
    target = stiffness * x + x**3
    target[1:] += x[:-1]
    target[:-1] += x[1:]
    found = find_root(residuals, np.zeros(n), np.concatenate([target, stiffness]))
    np.testing.assert_allclose(found, x, atol=1e-10)


def test_equilibrium_of_reactions():
    """Products of powers of concentrations, by a captured matrix of exponents."""
    exponents = np.array([[1.0, 1.0, -1.0, 0.0], [0.0, 1.0, 1.0, -1.0]])
    balances = np.array([[1.0, 0.0, 1.0, 1.0], [0.0, 1.0, 1.0, 2.0]])

    @cfunc(RESIDUALS)
    def residuals(x_p, out_p, args):
        logarithms = carray(x_p, 4)
        out = carray(out_p, (2, 2))
        out[0] = exponents @ logarithms - np.log(carray(args, 4)[:2])
        out[1] = balances @ np.exp(logarithms) - carray(args, 4)[2:]

    args = np.array([0.5, 2.0, 1.0, 1.5])
    x = np.exp(find_root(residuals, np.full(4, -1.0), args))
    np.testing.assert_allclose([x[0] * x[1] / x[2], x[1] * x[2] / x[3]], args[:2])
    np.testing.assert_allclose(balances @ x, args[2:])


def square_of_triangles(n):
    nodes = np.arange((n + 1) ** 2).reshape(n + 1, n + 1)
    left, right, up, corner = (nodes[i : i + n, j : j + n].ravel() for i, j in ((0, 0), (0, 1), (1, 0), (1, 1)))
    corners = np.concatenate([np.column_stack([left, right, corner]), np.column_stack([left, corner, up])])
    y, x = np.divmod(np.arange((n + 1) ** 2), n + 1)
    return corners.astype(np.int32), np.column_stack([x / n, y / n, 0.0 * x])


def assemble(kernel, n, *constants):
    corners, points = square_of_triangles(n)
    matrix, values = np.zeros((len(points), len(points))), np.array(constants)
    error = c_library.library("solvers").assemble(
        ctypes.c_void_p(kernel.address),
        len(corners),
        len(points),
        address(corners),
        address(points),
        address(values),
        address(matrix),
    )
    assert error == 0
    return matrix


def test_stiffness_matrix():
    """On a square grid it is the five-point stencil. The kernel runs on several threads, each with arrays of its own."""

    @cfunc(KERNEL)
    def stiffness(A_p, w, c, coordinates, entity, permutation):
        A = carray(A_p, (3, 3), dtype=np.float64)
        x = carray(coordinates, (3, 3), dtype=np.float64)
        x0, y0 = x[0, :2]
        x1, y1 = x[1, :2]
        x2, y2 = x[2, :2]
        twice_area = abs((x0 - x1) * (y2 - y1) - (y0 - y1) * (x2 - x1))
        B = np.array([y1 - y2, y2 - y0, y0 - y1, x2 - x1, x0 - x2, x1 - x0], dtype=np.float64).reshape(2, 3)
        A[:, :] = c[0] * np.dot(B.T, B) / (2 * twice_area)

    n = 6
    matrix = assemble(stiffness, n, 2.5)
    inside = np.arange((n + 1) ** 2).reshape(n + 1, n + 1)[1:-1, 1:-1].ravel()
    stencil = np.zeros_like(matrix)
    stencil[inside, inside] = 4.0
    for step in (1, -1, n + 1, -n - 1):
        stencil[inside, inside + step] = -1.0
    np.testing.assert_allclose(matrix[inside], 2.5 * stencil[inside], atol=1e-12)


def test_mass_matrix():
    """By points and weights that are captured."""
    points = np.array([[1 / 6, 1 / 6], [2 / 3, 1 / 6], [1 / 6, 2 / 3]])
    weights = np.full(3, 1 / 6)

    @cfunc(KERNEL)
    def mass(A_p, w, c, coordinates, entity, permutation):
        A = carray(A_p, (3, 3))
        x = carray(coordinates, (3, 3))[:, :2]
        J = x[1:] - x[0]
        for q, point in enumerate(points):
            basis = np.array([1.0 - point.sum(), point[0], point[1]])
            A += weights[q] * abs(J[0, 0] * J[1, 1] - J[0, 1] * J[1, 0]) * np.outer(basis, basis)

    matrix = assemble(mass, 5)
    assert matrix.sum() == pytest.approx(1.0)
    np.testing.assert_allclose(matrix, matrix.T, atol=1e-16)
    assert np.linalg.eigvalsh(matrix).min() > 0.0
