"""Signatures as text: what is read, what it comes to, and where the caret stands when it can't be read."""

import pytest

from upcall import CompileError
from upcall.types import Signature, Type

READ = {
    "float64(float64)": "float64(float64)",
    " f8 ( f8 ,intc ) ": "float64(float64, int32)",
    "void()": "none()",
    "void(void)": "none()",
    "double(double*, size_t)": "float64(float64*, uintp)",
    "CPointer(CPointer(c16))(voidptr)": "complex128**(voidptr)",
    "void(void*, CPointer(void)*)": "none(voidptr, voidptr*)",
    "types.float64(types.CPointer(types.intc),)": "float64(int32*)",
    "(f8)((f8), (f8,))": "float64(float64, (float64,))",
    "f8(Tuple([f8, i4]))": "float64((float64, int32))",
    "np_double(py_int, c_uint8)": "float64(int64, uint8)",
    "f8(Tuple((f8, i4)), UniTuple(b1, 2))": "float64((float64, int32), (boolean, boolean))",
}


@pytest.mark.parametrize("text", READ)
def test_read(text):
    signature = Signature(text)
    assert signature.text == READ[text]
    assert Signature(signature.text) == signature


# the text, the column of the caret, a piece of the message
WRONG = [
    ("", 0, "name of a type"),
    ("float64", 7, "types of the arguments"),
    ("float64(", 8, "name of a type"),
    ("float64(f8", 10, "a comma or a closing parenthesis"),
    ("float64(f8 f8)", 11, "a comma or a closing parenthesis"),
    ("float64(f8))", 11, "ends here"),
    ("float64(f8, void)", 8, "can't be void"),
    ("float64(f8[:])", 10, "C passes no arrays"),
    ("f8(CPointer)", 11, "CPointer is followed by"),
    ("(f8, f8)", 0, "has no result"),
    ("f8(Tuple([f8))", 12, "a comma or a closing"),
    ("f8(UniTuple(f8))", 14, "a comma"),
    ("f8(UniTuple(f8, -1))", 16, "a length"),
    ("f8(8)", 3, "name of a type"),
    ("f8(CPointer((f8, i4)))", 12, "no pointers to tuples"),
    ("f8(UniTuple(f8, 2)*)", 3, "no pointers to tuples"),
    ("f8(\u03c6(f8))", 3, "name of a type"),
    ("f8(" + "CPointer(" * 100 + "f8" + ")" * 101, 3 + 63 * 9 + 9, "nested too deeply"),
]


@pytest.mark.parametrize(("text", "column", "message"), WRONG)
def test_syntax_errors_show_the_place(text, column, message):
    with pytest.raises(CompileError) as caught:
        Signature(text)
    assert caught.value.name == "E_SIGNATURE_SYNTAX"
    assert message in caught.value.message
    assert f"\n    {text}\n    {' ' * column}^\n" in str(caught.value)
    assert caught.value.filename is None
    assert caught.value.lineno is None


def test_unknown_types_name_the_nearest():
    with pytest.raises(CompileError, match="no type named flaot64; did you mean float64") as caught:
        Signature("f8(i4, flaot64)")
    assert caught.value.name == "E_TYPE_UNKNOWN"
    assert str(caught.value).endswith("\n    f8(i4, flaot64)\n           ^")
    with pytest.raises(CompileError, match="no type named zyxwvut"):
        Type("zyxwvut")


@pytest.mark.parametrize(
    ("name", "wanted"), [("int", "intc"), ("float", "float64"), ("long", "long_"), ("float16", "float32")]
)
def test_names_of_c_and_python(name, wanted):
    with pytest.raises(CompileError, match=f"no type named {name}; did you mean {wanted}"):
        Type(name)


def test_text_that_is_no_text():
    with pytest.raises(ValueError, match="null"):
        Signature("f8(f8)\0")
    with pytest.raises(TypeError):
        Signature(b"f8(f8)")
