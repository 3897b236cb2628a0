"""Integers: Python's arithmetic that wraps at 64 bits, for arguments of every width, and uint64."""

from .harness import differential
from .values import Integers

BOTH = ("int64(int64, int64)", "int64(int8, int32)", "int64(uint32, int64)", "int64(size_t, int64)")
ONE = ("int64(int64)", "int64(int16)", "int64(uint8)", "int64(size_t)")
WORDS = ("uint64(uint64, uint64)", "uint64(uint64, int64)", "uint64(int32, uint64)")


@differential(*BOTH)
def add(a, b):
    return a + b


@differential(*BOTH)
def subtract(a, b):
    return a - b


@differential(*BOTH)
def multiply(a, b):
    return a * b


@differential(*BOTH)
def floor_divide(a, b):
    return a // b


@differential(*BOTH)
def remainder(a, b):
    return a % b


@differential("float64(int64, int64)", "float64(int32, uint8)", "float64(uint64, int64)", "float64(uint64, uint64)")
def divide(a, b):
    return a / b


@differential("int64(int64, int64)", b=Integers(-3, 70))
def power(a, b):
    return a**b


@differential("int64(int64)", "int64(int32)", "int64(uint16)")
def square(a):
    return a**2


@differential("int64(int64)")
def power_zero(a):
    return a**0


@differential("int64(int64)")
def fifth_power(a):
    return a**5


@differential("int64(int64)", a=Integers(-3, 70))
def power_of_two(a):
    return 2**a


@differential("float64(int32)", ulp=1)
def negative_power(a):
    return a**-1


@differential(*ONE)
def negate(a):
    return -a


@differential(*ONE)
def invert(a):
    return ~a


@differential(*ONE)
def plus(a):
    return +a


@differential(*BOTH)
def bit_and(a, b):
    return a & b


@differential(*BOTH)
def bit_or(a, b):
    return a | b


@differential(*BOTH)
def bit_xor(a, b):
    return a ^ b


@differential("int64(int64, int64)", "int64(int16, intc)", b=Integers(-2, 66))
def shift_left(a, b):
    return a << b


@differential("int64(int64, int64)", "int64(uint32, int8)", b=Integers(-2, 66))
def shift_right(a, b):
    return a >> b


@differential("int64(int64, int64)")
def shift_by_anything(a, b):
    return (a << b) + (a >> b)


@differential("int64(int64)")
def shift_constants(a):
    return (a << 3) ^ (a >> 60) ^ (a << 64) ^ (a >> 63)


@differential("int64(int64)")
def divide_by_constants(a):
    return a // 7 + a // -7 + a // 8


@differential("int64(int64)")
def remainder_by_constants(a):
    return a % 7 * 10000 + a % -7 * 100 + a % 8


@differential("int64(int64)")
def divide_by_minus_one(a):
    return a // -1


@differential("int64(int64)")
def remainder_by_minus_one(a):
    return a % -1


@differential("int64(int64)")
def divide_by_zero(a):
    return a // 0


@differential("int64(int64)")
def constant_divided_by(a):
    return 1000003 // a


@differential("float64(int64)")
def constant_true_divided_by(a):
    return 1 / a


@differential("int64(int64)")
def large_constants(a):
    return a + 9223372036854775807 - a * 4611686018427387904


@differential("int64(int64, int64, int64)")
def mixed_expression(a, b, c):
    return (a * b - c) % (c * c + 1)


@differential("int64(size_t)")
def count_minus_one(n):
    return n - 1


@differential("int32(int32, int32)", "int8(int8, int8)", "uint8(uint8, uint8)", "uint16(uint16, uint16)")
def narrow_result(a, b):
    return a * b + a - b


@differential("uint32(int64)", "int32(int64)", "uint16(int64)", "int8(int64)", "boolean(int64)")
def narrowed(a):
    return a


@differential(*WORDS)
def word_add(a, b):
    return a + b


@differential(*WORDS)
def word_subtract(a, b):
    return a - b


@differential(*WORDS)
def word_multiply(a, b):
    return a * b


@differential("uint64(uint64, uint64)")
def word_floor_divide(a, b):
    return a // b


@differential("uint64(uint64, uint64)")
def word_remainder(a, b):
    return a % b


@differential(*WORDS)
def word_bits(a, b):
    return (a & b) ^ (a | b)


@differential("uint64(uint64)")
def word_constants(a):
    return (a + 1) * 3 - 18446744073709551615


@differential("uint64(uint64)")
def word_unary(a):
    return ~a + -a


@differential("uint64(uint64, intc)", n=Integers(0, 66))
def word_shift(a, n):
    return (a << n) ^ (a >> n)
