"""math: floats at most 1 ulp from CPython's, inf and nan instead of exceptions; integers exact, exceptions outside their
domain."""

import math

from .harness import differential
from .values import Floats, Integers

FLOAT = ("float64(float64)", "float64(int64)")
FLOATS = "float64(float64, float64)"
WHOLE = ("int64(int64)", "int64(int32)")
SMALL = Integers(-3, 70)


@differential(*FLOAT, ulp=1)
def acos(x):
    return math.acos(x)


@differential(*FLOAT, ulp=1)
def acosh(x):
    return math.acosh(x)


@differential(*FLOAT, ulp=1)
def asin(x):
    return math.asin(x)


@differential(*FLOAT, ulp=1)
def asinh(x):
    return math.asinh(x)


@differential(*FLOAT, ulp=1)
def atan(x):
    return math.atan(x)


@differential(*FLOAT, ulp=1)
def atanh(x):
    return math.atanh(x)


@differential(*FLOAT, ulp=1)
def cbrt(x):
    return math.cbrt(x)


@differential(*FLOAT, ulp=1)
def cos(x):
    return math.cos(x)


@differential(*FLOAT, ulp=1)
def cosh(x):
    return math.cosh(x)


@differential(*FLOAT, ulp=1)
def erf(x):
    return math.erf(x)


@differential(*FLOAT, ulp=1)
def erfc(x):
    return math.erfc(x)


@differential(*FLOAT, ulp=1)
def exp(x):
    return math.exp(x)


@differential(*FLOAT, ulp=1)
def exp2(x):
    return math.exp2(x)


@differential(*FLOAT, ulp=1)
def expm1(x):
    return math.expm1(x)


@differential(*FLOAT, ulp=1)
def log(x):
    return math.log(x)


@differential(*FLOAT, ulp=1)
def log10(x):
    return math.log10(x)


@differential(*FLOAT, ulp=1)
def log1p(x):
    return math.log1p(x)


@differential(*FLOAT, ulp=1)
def log2(x):
    return math.log2(x)


@differential(*FLOAT, ulp=1)
def sin(x):
    return math.sin(x)


@differential(*FLOAT, ulp=1)
def sinh(x):
    return math.sinh(x)


@differential(*FLOAT, ulp=1)
def tan(x):
    return math.tan(x)


@differential(*FLOAT, ulp=1)
def tanh(x):
    return math.tanh(x)


@differential(*FLOAT)
def sqrt(x):
    return math.sqrt(x)


@differential(*FLOAT)
def fabs(x):
    return math.fabs(x)


@differential(*FLOAT)
def degrees(x):
    return math.degrees(x)


@differential(*FLOAT)
def radians(x):
    return math.radians(x)


@differential(*FLOAT)
def ulp(x):
    return math.ulp(x)


@differential("float64(float32)", ulp=1)
def single_becomes_double(x):
    return math.sin(x)


@differential("float64(float64)", ulp=20, x=Floats(-20.3, 100.0))
def gamma(x):
    return math.gamma(x)


@differential("float64(float64)", ulp=20, x=Floats(3.0, 1000.0))
def lgamma(x):
    return math.lgamma(x)


@differential("float64(float64)")
def gamma_of_poles(x):
    return math.gamma(x - x) + math.lgamma(x - x)


@differential(FLOATS, ulp=1)
def atan2(x, y):
    return math.atan2(x, y)


@differential(FLOATS, ulp=0)
def fmod(x, y):
    return math.fmod(x, y)


@differential(FLOATS, ulp=1)
def pow(x, y):
    return math.pow(x, y)


@differential(FLOATS, ulp=0)
def remainder(x, y):
    return math.remainder(x, y)


@differential(FLOATS, ulp=0)
def copysign(x, y):
    return math.copysign(x, y)


@differential(FLOATS, ulp=0)
def nextafter(x, y):
    return math.nextafter(x, y)


@differential(FLOATS, ulp=1)
def hypot(x, y):
    return math.hypot(x, y)


@differential(FLOATS, ulp=1)
def log_with_base(x, base):
    return math.log(x, base)


@differential("float64(int64)", ulp=1, n=Integers(1, 1000))
def log_of_an_int(n):
    return math.log(n, 2) + math.log10(n)


@differential("boolean(float64)", "boolean(int64)")
def isfinite(x):
    return math.isfinite(x)


@differential("boolean(float64)", "boolean(int64)")
def isinf(x):
    return math.isinf(x)


@differential("boolean(float64)", "boolean(int64)")
def isnan(x):
    return math.isnan(x)


@differential("boolean(float64, float64)")
def isclose(a, b):
    return math.isclose(a, b)


@differential("boolean(float64, float64, float64, float64)")
def isclose_with_tolerances(a, b, relative, absolute):
    return math.isclose(a, b, rel_tol=relative, abs_tol=absolute)


@differential("float64(float64)")
def frexp_fraction(x):
    return math.frexp(x)[0]


@differential("int64(float64)")
def frexp_exponent(x):
    fraction, exponent = math.frexp(x)
    return exponent


@differential("float64(float64)")
def modf_fraction(x):
    return math.modf(x)[0]


@differential("float64(float64)")
def modf_whole(x):
    return math.modf(x)[1]


@differential("float64(float64, int64)", "float64(float64, int32)", "float64(int64, int64)")
def ldexp(x, n):
    return math.ldexp(x, n)


@differential("float64(float64, int64)", n=Integers(-1100, 1100))
def ldexp_of_small_exponents(x, n):
    return math.ldexp(x, n)


@differential("int64(float64)", "int64(float32)", "int64(int64)")
def floor(x):
    return math.floor(x)


@differential("int64(float64)", "int64(float32)", "int64(int64)")
def ceil(x):
    return math.ceil(x)


@differential("int64(float64)", "int64(float32)", "int64(int64)")
def trunc(x):
    return math.trunc(x)


@differential(*WHOLE)
def factorial(n):
    return math.factorial(n)


@differential("int64(int64)", n=Integers(-3, 25))
def factorial_of_small(n):
    return math.factorial(n)


@differential(*WHOLE)
def isqrt(n):
    return math.isqrt(n)


@differential("int64(int64, int64)", a=Integers(-40, 40), b=Integers(-40, 40))
def gcd(a, b):
    return math.gcd(a, b)


@differential("int64(int32, int32)", "int64(int32, int64)")
def gcd_of_any(a, b):
    return math.gcd(a, b)


@differential("int64(int64, int64)", a=Integers(-40, 40), b=Integers(-40, 40))
def lcm(a, b):
    return math.lcm(a, b)


@differential("int64(int32, int16)")
def lcm_of_any(a, b):
    return math.lcm(a, b)


@differential("int64(int32)")
def gcd_of_one_or_none(a):
    return math.gcd(a) + math.gcd() + math.lcm(a)


@differential("int64(int64, int64, int64)", a=Integers(-9, 9), b=Integers(0, 30), c=Integers(-9, 30))
def gcd_and_lcm_of_three(a, b, c):
    return math.gcd(a, b, c) + 1000 * math.lcm(a, b, c)


@differential("int64(int64, int64)", n=SMALL, k=SMALL)
def comb(n, k):
    return math.comb(n, k)


@differential("int64(int64, int64)", n=SMALL, k=SMALL)
def perm(n, k):
    return math.perm(n, k)


@differential("int64(int64)", n=Integers(-3, 25))
def perm_of_one(n):
    return math.perm(n) + math.perm(n, None)


@differential("float64(float64, int64)")
def in_a_loop(x, n):
    total = 0.0
    for i in range(math.gcd(n, 12)):
        total += math.floor(math.fabs(math.sin(x))) + i
    return total


if hasattr(math, "fma"):

    @differential("float64(float64, float64, float64)")
    def fma(x, y, z):
        return math.fma(x, y, z)

    @differential("float64(float64, float64, int64)")
    def nextafter_steps(x, y, n):
        return math.nextafter(x, y, steps=n)


if hasattr(math, "isnormal"):

    @differential("boolean(float64)")
    def isnormal(x):
        return math.isnormal(x)

    @differential("boolean(float64)")
    def issubnormal(x):
        return math.issubnormal(x)

    @differential("boolean(float64)")
    def signbit(x):
        return math.signbit(x)

    @differential("float64(float64, float64)")
    def fmax(x, y):
        return math.fmax(x, y) + 0.0  # C leaves open which of two zeros it is

    @differential("float64(float64, float64)")
    def fmin(x, y):
        return math.fmin(x, y) + 0.0


@differential("float64(float64, float64, float64)", ulp=1)
def hypot_of_three(x, y, z):
    return math.hypot(x, y, z)


@differential("float64(float64)")
def hypot_of_one_or_none(x):
    return math.hypot(x) + math.hypot()


@differential("float64(float64, float64, float64, float64)", ulp=1)
def dist(a, b, c, d):
    return math.dist((a, b), (c, d))


@differential("float64(float64, float64, int64)")
def prod(a, b, n):
    return math.prod((a, b, n)) + math.prod((n, n), start=2)


@differential("float64(float64, float64, float64, float64)")
def fsum(a, b, c, d):
    return math.fsum((a, b, c, -a, d))


@differential("float64(float64, int64, float64)", x=Floats(-1e3, 1e3), y=Floats(-1e3, 1e3))
def fsum_of_ints_too(x, n, y):
    return math.fsum((x, n, y, 0.1, -n))


if hasattr(math, "sumprod"):

    @differential("float64(float64, float64, float64, float64)")
    def sumprod(a, b, c, d):
        return math.sumprod((a, b, c), (d, c, a))


@differential("float64(int64, float64)")
def remainder_by_what_is_no_zero(n, y):
    return n % y if y != 0.0 else 1.0


@differential("float64(int64, float64)")
def fmod_by_what_is_no_zero(n, y):
    return math.fmod(n, y) if y != 0.0 else 1.0


@differential("float64(int64)")
def remainder_by_nan(n):
    return n % math.nan
