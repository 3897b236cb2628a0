"""Stub of types.py: the names that the compiler's tables give it (tests/compiler/test_types.py compares them)."""

from builtins import bool as _bool
from collections.abc import Iterable
from typing import Final

from upcall._core import Signature as Signature
from upcall._core import Type as Type
from upcall._records import NestedArray as NestedArray
from upcall._records import Record as Record

__all__ = [
    "Array",
    "CPointer",
    "NestedArray",
    "Record",
    "Signature",
    "Tuple",
    "Type",
    "UniTuple",
    "none",
    "boolean",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "uintp",
    "float32",
    "float64",
    "complex64",
    "complex128",
    "voidptr",
    "void",
    "bool_",
    "bool",
    "b1",
    "i1",
    "i2",
    "i4",
    "i8",
    "u1",
    "u2",
    "u4",
    "u8",
    "f4",
    "f8",
    "c8",
    "c16",
    "byte",
    "uchar",
    "char",
    "short",
    "ushort",
    "int_",
    "uint",
    "intc",
    "uintc",
    "long_",
    "ulong",
    "longlong",
    "ulonglong",
    "intp",
    "ssize_t",
    "size_t",
    "float_",
    "double",
    "c_bool",
    "c_float32",
    "c_float64",
    "c_int16",
    "c_int32",
    "c_int64",
    "c_int8",
    "c_intp",
    "c_uint16",
    "c_uint32",
    "c_uint64",
    "c_uint8",
    "c_uintp",
    "np_bool_",
    "np_char",
    "np_complex128",
    "np_complex64",
    "np_double",
    "np_float32",
    "np_float64",
    "np_float_",
    "np_int16",
    "np_int32",
    "np_int64",
    "np_int8",
    "np_int_",
    "np_intc",
    "np_intp",
    "np_long",
    "np_longlong",
    "np_short",
    "np_uchar",
    "np_uint",
    "np_uint16",
    "np_uint32",
    "np_uint64",
    "np_uint8",
    "np_uintc",
    "np_uintp",
    "np_ulong",
    "np_ulonglong",
    "np_ushort",
    "py_bool",
    "py_complex",
    "py_float",
    "py_int",
]

none: Final[Type]
boolean: Final[Type]
int8: Final[Type]
int16: Final[Type]
int32: Final[Type]
int64: Final[Type]
uint8: Final[Type]
uint16: Final[Type]
uint32: Final[Type]
uint64: Final[Type]
uintp: Final[Type]
float32: Final[Type]
float64: Final[Type]
complex64: Final[Type]
complex128: Final[Type]
voidptr: Final[Type]
void: Final[Type]
bool_: Final[Type]
bool: Final[Type]
b1: Final[Type]
i1: Final[Type]
i2: Final[Type]
i4: Final[Type]
i8: Final[Type]
u1: Final[Type]
u2: Final[Type]
u4: Final[Type]
u8: Final[Type]
f4: Final[Type]
f8: Final[Type]
c8: Final[Type]
c16: Final[Type]
byte: Final[Type]
uchar: Final[Type]
char: Final[Type]
short: Final[Type]
ushort: Final[Type]
int_: Final[Type]
uint: Final[Type]
intc: Final[Type]
uintc: Final[Type]
long_: Final[Type]
ulong: Final[Type]
longlong: Final[Type]
ulonglong: Final[Type]
intp: Final[Type]
ssize_t: Final[Type]
size_t: Final[Type]
float_: Final[Type]
double: Final[Type]
c_bool: Final[Type]
c_float32: Final[Type]
c_float64: Final[Type]
c_int16: Final[Type]
c_int32: Final[Type]
c_int64: Final[Type]
c_int8: Final[Type]
c_intp: Final[Type]
c_uint16: Final[Type]
c_uint32: Final[Type]
c_uint64: Final[Type]
c_uint8: Final[Type]
c_uintp: Final[Type]
np_bool_: Final[Type]
np_char: Final[Type]
np_complex128: Final[Type]
np_complex64: Final[Type]
np_double: Final[Type]
np_float32: Final[Type]
np_float64: Final[Type]
np_float_: Final[Type]
np_int16: Final[Type]
np_int32: Final[Type]
np_int64: Final[Type]
np_int8: Final[Type]
np_int_: Final[Type]
np_intc: Final[Type]
np_intp: Final[Type]
np_long: Final[Type]
np_longlong: Final[Type]
np_short: Final[Type]
np_uchar: Final[Type]
np_uint: Final[Type]
np_uint16: Final[Type]
np_uint32: Final[Type]
np_uint64: Final[Type]
np_uint8: Final[Type]
np_uintc: Final[Type]
np_uintp: Final[Type]
np_ulong: Final[Type]
np_ulonglong: Final[Type]
np_ushort: Final[Type]
py_bool: Final[Type]
py_complex: Final[Type]
py_float: Final[Type]
py_int: Final[Type]

def CPointer(element: Type) -> Type: ...
def Tuple(items: Iterable[Type]) -> Type: ...
def Array(dtype: Type, ndim: int, layout: str, readonly: _bool = False, aligned: _bool = True) -> Type: ...
def UniTuple(item: Type, count: int) -> Type: ...
