"""Scalar functions of NumPy on floats and integers: at most 1 ulp from NumPy's."""

import math

import numpy as np

from .harness import differential
from .values import Floats

EACH = ("float64(float64)", "float32(float32)", "float64(int64)", "float64(uint64)", "float64(uint8)")


@differential(*EACH, ulp=1)
def exp(x):
    return np.exp(x)


@differential(*EACH, ulp=1)
def log(x):
    return np.log(x)


@differential(*EACH, ulp=1)
def sin(x):
    return np.sin(x)


@differential(*EACH, ulp=1)
def cos(x):
    return np.cos(x)


@differential(*EACH)
def sqrt(x):
    return np.sqrt(x)


@differential(*EACH)
def fabs(x):
    return np.fabs(x)


@differential("float64(float64)", ulp=1, x=Floats(-20.0, 20.0))
def exp_reasonable(x):
    return np.exp(x)


@differential("float64(float64)", ulp=1, x=Floats(0.01, 300.0))
def log_reasonable(x):
    return np.log(x)


@differential("float64(float64)", t=Floats(0.5, 30.0), ulp=3)
def integrand(t):
    return np.exp(-t) / t**2


@differential("float64(float64, float64)")
def hypotenuse(x, y):
    return np.sqrt(x * x + y * y)


@differential("float64(float64)")
def of_constant(x):
    return x + np.sqrt(2.0) + np.fabs(-1)


@differential("float64(float64)")
def pi(x):
    return x * np.pi - math.pi


@differential("boolean(float64)")
def compare_results(x):
    return np.fabs(x) < 1.0
