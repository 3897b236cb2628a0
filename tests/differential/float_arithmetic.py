"""+ - * / // % ** and signs on float64 and float32, alone and with constants."""

import math

from .harness import differential
from .values import Integers

BOTH = ("float64(float64, float64)", "float32(float32, float32)")
MIXED = ("float64(float32, float64)", "float64(float64, float32)")
ONE = ("float64(float64)", "float32(float32)")


@differential(*BOTH, *MIXED)
def add(x, y):
    return x + y


@differential(*BOTH, *MIXED)
def subtract(x, y):
    return x - y


@differential(*BOTH, *MIXED)
def multiply(x, y):
    return x * y


@differential(*BOTH, *MIXED)
def divide(x, y):
    return x / y


@differential(*BOTH, *MIXED)
def floor_divide(x, y):
    return x // y


@differential(*BOTH, *MIXED)
def remainder(x, y):
    return x % y


@differential("float64(float64, float64)", ulp=1)
def power(x, y):
    return x**y


@differential("float64(float64)")
def square(x):
    return x**2


@differential("float64(float64)", ulp=1)
def cube(x):
    return x**3


@differential("float64(float64)", ulp=1)
def reciprocal_power(x):
    return x**-1


@differential("float64(float64)", ulp=1)
def root_power(x):
    return x**0.5


@differential("float64(float64, intc)", ulp=1, n=Integers(-6, 6))
def power_int(x, n):
    return x**n


@differential(*ONE)
def negate(x):
    return -x


@differential(*ONE)
def plus(x):
    return +x


@differential(*ONE)
def subtract_from_zero(x):
    return 0.0 - x


@differential(*ONE)
def add_zero(x):
    return x + 0.0


@differential(*ONE)
def add_int_zero(x):
    return x + 0


@differential(*ONE)
def times_zero(x):
    return x * 0


@differential(*ONE)
def divide_by_itself(x):
    return x / x


@differential(*ONE)
def subtract_itself(x):
    return x - x


@differential(*ONE)
def weak_half(x):
    return 0.5 * x + 0.1


@differential(*ONE)
def weak_int(x):
    return (x + 1) * 3 - 7


@differential(*ONE)
def divide_constant_by(x):
    return 1 / x


@differential(*ONE)
def divide_by_zero_constant(x):
    return x / 0


@differential(*ONE)
def floor_divide_by_constant(x):
    return x // 3


@differential(*ONE)
def remainder_of_negative_constant(x):
    return x % -2.5


@differential(*ONE)
def floor_divide_constant(x):
    return 7.5 // x


@differential(*ONE)
def remainder_of_constant(x):
    return -7.5 % x


@differential("float64(float64, float64, float64)")
def no_contraction(x, y, z):
    return x * y + z


@differential("float64(float64, float64, float64)", "float32(float32, float32, float32)")
def no_reassociation(x, y, z):
    return (x + y) + z - x


@differential("float64(float64, float64)")
def quotient_and_remainder(x, y):
    return (x // y) * y + x % y


@differential("float64(float64)")
def horner(x):
    return ((2.0 * x - 3.0) * x + 0.25) * x - 1.0


@differential("float64(float64)", "float64(float32)")
def big_constants(x):
    return x * (2 * 10**30) + (10**25 - x) / 2**80 - (-(2**70)) // (x + 1)


@differential("float64(float64)")
def big_constants_in_functions(x):
    return min(x, 10**30) + max(-(2**65), x) + math.sqrt(10**30) + float(2**70) * x
