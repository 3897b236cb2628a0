"""Callbacks as they are written with NumPy: whole arrays, slices, reductions and products, under the callers that they are for."""

import ctypes

import numpy as np
import pytest

from upcall import carray, cfunc

ndimage = pytest.importorskip("scipy.ndimage")
integrate = pytest.importorskip("scipy.integrate")
optimize = pytest.importorskip("scipy.optimize")
from scipy import LowLevelCallable  # noqa: E402

image = np.random.default_rng(1).random((30, 40))
FILTER = "intc(float64*, intp, float64*, voidptr)"


@pytest.mark.parametrize("size", [3, 4, 5, 9])
def test_generic_filter_with_median(size):
    @cfunc(FILTER)
    def median(window, count, result, user_data):
        result[0] = np.median(carray(window, count))
        return 1

    filtered = ndimage.generic_filter(image, LowLevelCallable(median.ctypes), size=size)
    np.testing.assert_array_equal(filtered, ndimage.generic_filter(image, np.median, size=size))


def test_generic_filter_with_deviation():
    @cfunc(FILTER)
    def deviation(window, count, result, user_data):
        result[0] = np.std(carray(window, count))
        return 1

    filtered = ndimage.generic_filter(image, LowLevelCallable(deviation.ctypes), size=5)
    np.testing.assert_allclose(filtered, ndimage.generic_filter(image, np.std, size=5), rtol=1e-13)


def test_generic_filter_of_several_steps():
    """What is far from the median of the window is left out of its mean."""

    def trimmed_mean(values):
        center = np.median(values)
        spread = np.median(np.abs(values - center))
        return np.mean(np.where(np.abs(values - center) <= 2.0 * spread, values, center))

    @cfunc(FILTER)
    def callback(window, count, result, user_data):
        result[0] = trimmed_mean(carray(window, count))
        return 1

    filtered = ndimage.generic_filter(image, LowLevelCallable(callback.ctypes), size=3)
    np.testing.assert_allclose(filtered, ndimage.generic_filter(image, trimmed_mean, size=3), rtol=1e-13)


def test_generic_filter1d_by_slices():
    @cfunc("intc(float64*, intp, float64*, intp, voidptr)")
    def running_mean(line, line_length, result, result_length, user_data):
        source = carray(line, line_length)
        target = carray(result, result_length)
        target[:] = (source[:-2] + source[1:-1] + source[2:]) / 3
        return 1

    filtered = ndimage.generic_filter1d(image, LowLevelCallable(running_mean.ctypes), filter_size=3)
    np.testing.assert_allclose(filtered, ndimage.uniform_filter1d(image, 3), rtol=1e-13)


def test_geometric_transform_with_a_matrix():
    @cfunc("intc(intp*, float64*, intc, intc, CPointer(float64))")
    def transform(output, source, output_rank, source_rank, user_data):
        matrix = carray(user_data, (2, 3))
        at = carray(output, output_rank)
        carray(source, source_rank)[:] = matrix[:, :2] @ at + matrix[:, 2]
        return 1

    matrix = np.array([[0.8, -0.6, 1.5], [0.6, 0.8, -2.0]])
    signature = "int (npy_intp *, double *, int, int, void *)"
    callback = LowLevelCallable(transform.ctypes, ctypes.c_void_p(matrix.ctypes.data), signature=signature)
    moved = ndimage.geometric_transform(image, callback)
    np.testing.assert_allclose(moved, ndimage.affine_transform(image, matrix[:, :2], matrix[:, 2]), atol=1e-12)


def test_equations_as_minpack_takes_them():
    """Unknowns and parameters in one block of memory each; Broyden's tridiagonal function."""

    @cfunc("void(float64*, float64*, float64*)")
    def residuals(x_p, out_p, parameters):
        args = carray(parameters, 2)
        n, slope = int(args[0]), args[1]
        x = carray(x_p, n)
        out = carray(out_p, n)
        out[:] = (3.0 - slope * x) * x + 1.0
        out[1:] -= x[:-1]
        out[:-1] -= 2.0 * x[1:]

    n = 12
    parameters = np.array([n, 2.0])

    def function(x):
        out = np.empty(n)
        residuals(x, out, parameters)
        return out

    solution = optimize.root(function, -np.ones(n), method="hybr", options={"xtol": 1e-12})
    assert solution.success
    assert np.abs(function(solution.x)).max() < 1e-8
    x = solution.x
    left = np.concatenate([[0.0], x[:-1]]) + 2.0 * np.concatenate([x[1:], [0.0]])
    np.testing.assert_allclose((3.0 - 2.0 * x) * x + 1.0, left, atol=1e-8)


SYSTEM = np.array([[-0.5, 2.0, 0.0], [-2.0, -0.5, 0.0], [0.3, 0.0, -1.0]])
FORCE = np.array([0.0, 1.0, -0.5])


def solved(right_side, y0, end, *parameters):
    def function(t, y):
        out = np.empty(len(y0))
        right_side(t, np.ascontiguousarray(y), out, *parameters)
        return out

    return integrate.solve_ivp(function, (0.0, end), y0, method="LSODA", rtol=1e-10, atol=1e-12).y[:, -1]


def test_linear_system_as_lsoda_takes_it():
    @cfunc("void(float64, float64*, float64*)")
    def right_side(t, y_p, dy_p):
        y = carray(y_p, 3)
        dy = carray(dy_p, 3)
        dy[:] = SYSTEM @ y + FORCE * np.cos(t)

    ours = solved(right_side, np.array([1.0, 0.0, 0.5]), 3.0)
    theirs = integrate.solve_ivp(
        lambda t, y: SYSTEM @ y + FORCE * np.cos(t), (0.0, 3.0), [1.0, 0.0, 0.5], method="LSODA", rtol=1e-10, atol=1e-12
    )
    np.testing.assert_allclose(ours, theirs.y[:, -1], rtol=1e-9)


def test_heat_equation_as_lsoda_takes_it():
    """In the middle by slices, the ends kept."""

    @cfunc("void(float64, float64*, float64*, float64*)")
    def right_side(t, y_p, dy_p, parameters):
        n = int(parameters[0])
        y = carray(y_p, n)
        dy = carray(dy_p, n)
        dy[0] = dy[-1] = 0.0
        dy[1 : n - 1] = parameters[1] * (y[:-2] - 2 * y[1:-1] + y[2:]) * (n - 1) ** 2

    n = 21
    x = np.linspace(0.0, 1.0, n)
    ours = solved(right_side, np.sin(np.pi * x), 0.5, np.array([n, 0.1]))
    rate = 4 * (n - 1) ** 2 * np.sin(np.pi / (2 * (n - 1))) ** 2  # of the difference equation
    np.testing.assert_allclose(ours, np.exp(-0.1 * rate * 0.5) * np.sin(np.pi * x), atol=1e-8)


DATA = np.random.default_rng(2).normal(1.0, 0.5, 500)


def test_likelihood_over_captured_data():
    @cfunc("float64(float64, float64)")
    def unlikelihood(center, width):
        residuals = (DATA - center) / width
        return -np.sum(np.log(np.exp(-0.5 * residuals**2) / (np.sqrt(2 * np.pi) * width)))

    found = optimize.minimize(lambda p: unlikelihood(*p), [0.5, 1.0], method="Nelder-Mead", options={"xatol": 1e-7})
    np.testing.assert_allclose(found.x, [DATA.mean(), DATA.std()], rtol=1e-4)


def test_likelihood_under_an_integral():
    """Of the center, beside what it is at the best one."""
    best = DATA.mean()

    @cfunc("float64(float64)")
    def likelihood(center):
        d = DATA - center
        e = DATA - best
        return np.exp(-0.5 * (np.sum(d * d) - np.sum(e * e)))

    total, _ = integrate.quad(LowLevelCallable(likelihood.ctypes), best - 1.0, best + 1.0, points=[best])
    np.testing.assert_allclose(total, np.sqrt(2 * np.pi / len(DATA)), rtol=1e-8)


def test_element_matrix():
    """The kernel that a finite-element package calls for each triangle: the stiffness matrix of linear elements."""

    @cfunc("void(float64*, float64*, float64*, float64*, int32*, uint8*)")
    def stiffness(A_p, w_p, c_p, coordinates, entity, permutation):
        A = carray(A_p, (3, 3))
        x = carray(coordinates, (3, 3))
        x0, y0 = x[0, :2]
        x1, y1 = x[1, :2]
        x2, y2 = x[2, :2]
        twice = abs((x0 - x1) * (y2 - y1) - (y0 - y1) * (x2 - x1))
        B = np.array([y1 - y2, y2 - y0, y0 - y1, x2 - x1, x0 - x2, x1 - x0]).reshape(2, 3)
        A[:, :] = c_p[0] * np.dot(B.T, B) / (2 * twice)

    corners = np.array([[0.0, 0.0, 0.0], [2.0, 0.1, 0.0], [0.5, 1.0, 0.0]])
    A = np.full((3, 3), np.nan)
    c, w = np.array([1.5]), np.zeros(1)
    stiffness(A, w, c, corners, np.zeros(1, np.int32), np.zeros(1, np.uint8))
    gradients = np.linalg.inv(np.column_stack([np.ones(3), corners[:, :2]]))[1:]
    area = 0.5 * abs(np.linalg.det(np.column_stack([np.ones(3), corners[:, :2]])))
    np.testing.assert_allclose(A, 1.5 * area * gradients.T @ gradients, rtol=1e-13)


def test_mass_matrix_by_quadrature():
    """Points and weights are captured; a table of the basis at the points is made inside."""
    points = np.array([[1 / 6, 1 / 6], [2 / 3, 1 / 6], [1 / 6, 2 / 3]])
    weights = np.full(3, 1 / 6)

    @cfunc("void(float64*, float64*)")
    def mass(A_p, coordinates):
        A = carray(A_p, (3, 3))
        x = carray(coordinates, (3, 2))
        jacobian = np.column_stack((x[1] - x[0], x[2] - x[0]))
        scale = abs(jacobian[0, 0] * jacobian[1, 1] - jacobian[0, 1] * jacobian[1, 0])
        basis = np.stack((1.0 - points[:, 0] - points[:, 1], points[:, 0], points[:, 1]))
        A[...] = (basis * weights) @ basis.T * scale

    A = np.zeros((3, 3))
    mass(A, np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 3.0]]))
    np.testing.assert_allclose(A, (np.ones((3, 3)) + np.eye(3)) * 3.0 / 12, rtol=1e-13)
