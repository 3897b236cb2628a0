"""A likelihood over captured data, integrated by SciPy: the evidence for a line through points, some of which are outliers."""

import numpy as np
import scipy.integrate as si
from scipy import LowLevelCallable

from upcall import cfunc

rng = np.random.default_rng(3)
x = np.linspace(0.0, 1.0, 40)
y = 1.0 + 2.0 * x + rng.normal(0.0, 0.1, x.size)
y[::10] += 3.0


def log_likelihood(intercept, slope):
    """Of a normal error, or with a chance of 0.1 a wide one. Whole arrays, and nothing is allocated: one loop computes the sum."""
    residuals = y - (intercept + slope * x)
    inliers = 0.9 * np.exp(-0.5 * (residuals / 0.1) ** 2) / 0.1
    outliers = 0.1 * np.exp(-0.5 * (residuals / 3.0) ** 2) / 3.0
    return np.sum(np.log((inliers + outliers) / np.sqrt(2 * np.pi)))


PEAK = log_likelihood(1.0, 2.0)


@cfunc("float64(intc, float64*)")
def likelihood(n, parameters):
    return np.exp(log_likelihood(parameters[0], parameters[1]) - PEAK)


@cfunc("float64(intc, float64*)")
def weighted_slope(n, parameters):
    return parameters[1] * np.exp(log_likelihood(parameters[0], parameters[1]) - PEAK)


def main():
    ranges = [(0.7, 1.3), (1.5, 2.5)]
    options = {"epsabs": 0.0, "epsrel": 1e-6}
    evidence, _ = si.nquad(LowLevelCallable(likelihood.ctypes), ranges, opts=options)
    slope, _ = si.nquad(LowLevelCallable(weighted_slope.ctypes), ranges, opts=options)
    print(f"evidence {np.log(evidence) + PEAK:.3f}, mean slope {slope / evidence:.3f}")
    intercepts, slopes = np.meshgrid(np.linspace(*ranges[0], 101), np.linspace(*ranges[1], 101))
    grid = np.exp(np.vectorize(log_likelihood)(intercepts, slopes) - PEAK)
    np.testing.assert_allclose(slope / evidence, np.sum(slopes * grid) / np.sum(grid), rtol=1e-3)


if __name__ == "__main__":
    main()
