"""upcall.callers for SciPy: quad, generic_filter, generic_filter1d, geometric_transform."""

import functools
import pickle

import numpy as np
import pytest

from upcall import CompileError, cfunc, njit, raise_errors

integrate = pytest.importorskip("scipy.integrate")
from scipy import LowLevelCallable, ndimage, special  # noqa: E402

from upcall.callers import generic_filter, generic_filter1d, geometric_transform, quad  # noqa: E402

image = np.random.default_rng(0).random((64, 64))


@quad
def damped(x, a, b):
    return np.exp(-a * x) * special.j0(b * x)


def plane(x, y, z, a):
    return x + y * z + a


def test_quad():
    assert integrate.quad(damped, 0, np.inf, args=(2.0, 3.0))[0] == pytest.approx(1 / np.sqrt(13), rel=1e-9)
    assert isinstance(damped, LowLevelCallable)
    assert not callable(damped)
    assert damped.cfunc(3, np.array([1.0, 2.0, 3.0])) == np.exp(-2.0) * special.j0(3.0)
    assert damped.cfunc.__wrapped__(1.0, 2.0, 3.0) == np.exp(-2.0) * special.j0(3.0)


def test_more_dimensions():
    compiled = quad(plane)
    bounds = 0, 1, 0, 2, 0, 3
    expected = integrate.tplquad(plane, *bounds, args=(1.0,))
    assert integrate.tplquad(compiled, *bounds, args=(1.0,)) == pytest.approx(expected, rel=1e-12)
    pairs = [(0, 3), (0, 2), (0, 1)]
    assert integrate.nquad(compiled, pairs, args=(1.0,))[0] == pytest.approx(
        integrate.nquad(plane, pairs, args=(1.0,))[0], rel=1e-12
    )
    assert integrate.dblquad(quad(lambda y, x: x * y * y), 0, 2, 0, 1)[0] == pytest.approx(2 / 3, rel=1e-12)


def test_defaults_and_partials():
    line = quad(lambda x, a, b=2.0: a * x + b)
    assert integrate.quad(line, 0, 1, args=(1.0,))[0] == pytest.approx(2.5)
    assert integrate.quad(line, 0, 1, args=(1.0, 3.0))[0] == pytest.approx(3.5)
    fixed = quad(functools.partial(plane, y=1.0, z=2.0, a=3.0), error_model="python")
    assert integrate.quad(fixed, 0, 1)[0] == pytest.approx(5.5)


@pytest.mark.filterwarnings("ignore::scipy.integrate.IntegrationWarning")
@pytest.mark.parametrize(("args", "count"), [((), 1), ((1.0,), 2), ((1.0, 2.0, 3.0), 4)])
def test_wrong_args(args, count):
    message = rf"damped\(x, a, b\) takes 3 numbers, but SciPy passes it {count}"
    with pytest.raises(ValueError, match=message) as caught, raise_errors():
        integrate.quad(damped, 0, 1, args=args)
    assert caught.traceback[-1].path.name == "test_callers_scipy.py"


def half_of(x, y=1.0):
    return x * y / 2


class Scaled:
    def __init__(self, factor):
        self.factor = factor

    def times(self, x, power=1):
        return self.factor * x**power

    def __call__(self, window):
        return self.factor * window.sum()

    @staticmethod
    def same(x):
        return x

    @classmethod
    def twice(cls, x):
        return 2 * x


@pytest.mark.parametrize(
    ("function", "args", "expected"),
    [
        (Scaled(3.0).times, (), 1.5),
        (Scaled(3.0).times, (2,), 1.0),
        (Scaled.same, (), 0.5),
        (Scaled(1.0).twice, (), 1.0),
        (functools.partial(half_of, y=4.0), (), 1.0),
        (cfunc("double(double)")(half_of), (), 0.25),
        (njit(half_of), (3.0,), 0.75),
        (lambda x, *, a=3.0: a * x, (), 1.5),
        (lambda x: 1, (), 1.0),
        (lambda x: x > 0.25, (), 0.75),
    ],
)
def test_whatever_can_be_called(function, args, expected):
    assert integrate.quad(quad(function), 0, 1, args=args, points=[0.25])[0] == pytest.approx(expected)


@pytest.mark.parametrize(
    "keywords",
    [
        {"weight": "cos", "wvar": 2.0},
        {"weight": "alg", "wvar": (-0.5, 0)},
        {"weight": "cauchy", "wvar": 0.3},
        {"points": [0.3]},
        {"full_output": 1},
    ],
)
def test_options_of_quad(keywords):
    def f(x, a):
        return abs(x - a) + x

    expected = integrate.quad(f, 0, 1, args=(0.3,), **keywords)
    found = integrate.quad(quad(f), 0, 1, args=(0.3,), **keywords)
    assert found[:2] == pytest.approx(expected[:2])


def test_bounds_of_more_dimensions():
    f = quad(lambda y, x: x * y)
    assert integrate.dblquad(f, 0, 2, 0, lambda x: x)[0] == pytest.approx(2.0)
    assert integrate.nquad(f, [lambda x: (0, x), (0, 2)], opts={"epsabs": 1e-6})[0] == pytest.approx(2.0)


@pytest.mark.parametrize("function", [lambda x: np.ones(2) * x, lambda x: (x, x), lambda x: None, lambda x: 1j * x])
def test_results_that_are_no_number(function):
    with pytest.raises(CompileError) as caught:
        quad(function)
    assert caught.value.name in ("E_RETURN_TYPE", "E_RETURN_MISSING")


@pytest.mark.parametrize("function", [np.exp, print, lambda x, *args: x, lambda: 1.0, Scaled])
def test_what_quad_refuses(function):
    with pytest.raises(TypeError, match="write"):
        quad(function)


def test_errors_of_compiling_stand_in_the_user_s_file():
    with pytest.raises(CompileError, match="no attribute spam") as caught:
        quad(lambda x: x.spam)
    assert caught.value.filename == __file__


def test_pickle():
    cloudpickle = pytest.importorskip("cloudpickle")
    again = pickle.loads(cloudpickle.dumps(damped))
    assert again.cfunc(3, np.ones(3)) == damped.cfunc(3, np.ones(3))


def test_generic_filter():
    spread = generic_filter(lambda window: window.max() - window.min())
    expected = ndimage.maximum_filter(image, 3) - ndimage.minimum_filter(image, 3)
    np.testing.assert_array_equal(ndimage.generic_filter(image, spread, 3), expected)


def test_a_callable_object_is_a_filter():
    twice = ndimage.generic_filter(image, generic_filter(Scaled(2.0)), footprint=np.eye(3))
    np.testing.assert_allclose(twice, ndimage.generic_filter(image, lambda w: 2 * w.sum(), footprint=np.eye(3)))


def test_generic_filter1d():
    @generic_filter1d
    def greatest(line, out):
        for i in range(len(out)):
            out[i] = line[i : i + 3].max()

    np.testing.assert_array_equal(ndimage.generic_filter1d(image, greatest, 3), ndimage.maximum_filter1d(image, 3))


def test_an_index_out_of_range_is_an_error():
    @generic_filter
    def tenth(window):
        return window[9]

    with pytest.raises(IndexError), raise_errors():
        ndimage.generic_filter(image, tenth, 3)


def test_geometric_transform():
    shift = geometric_transform(lambda i, j: (i - 1.0, j - 1.0))
    np.testing.assert_allclose(ndimage.geometric_transform(image, shift), ndimage.shift(image, (1, 1)))
    by = geometric_transform(lambda i, j, step=1.0, other=0.5: (i - step, j - 2 * other))
    np.testing.assert_allclose(ndimage.geometric_transform(image, by), ndimage.shift(image, (1, 1)))
    row = geometric_transform(lambda j: (3, j + 2))
    np.testing.assert_allclose(ndimage.geometric_transform(image, row, (62,)), image[3, 2:])


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        (lambda i: (i, i), r"takes 1 indices, but the image has 2 axes"),
        (lambda i, j, k, m=0: (i, i), r"takes 3 to 4 indices, but the image has 2 axes"),
        (lambda i, j: (i,), r"1 coordinates for an image of 2 axes"),
        (lambda i, j: i, r"return a tuple of coordinates"),
    ],
)
def test_wrong_axes(mapping, message):
    with pytest.raises((ValueError, TypeError), match=message), raise_errors():
        ndimage.geometric_transform(image, geometric_transform(mapping))
