"""upcall.types: names, equality, pickle, how types and signatures print; the stub against the tables."""

import ast
import pathlib
import pickle

import numpy as np
import pytest

import upcall
from upcall import types


def stub_names():
    tree = ast.parse(pathlib.Path(types.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    exported = next(node for node in tree.body if isinstance(node, ast.Assign))
    annotated = {node.target.id for node in tree.body if isinstance(node, ast.AnnAssign)}
    return set(ast.literal_eval(exported.value)), annotated


def test_the_stub_has_every_name():
    exported, annotated = stub_names()
    assert exported == set(types.__all__)
    assert annotated == set(types.__all__) - {
        "Array",
        "CPointer",
        "NestedArray",
        "Record",
        "Signature",
        "Tuple",
        "Type",
        "UniTuple",
    }


def test_aliases_are_the_same_object():
    assert types.double is types.float64 is upcall.float64 is types.Type("f8")
    assert types.intc is types.int32
    assert types.void is types.none
    assert types.size_t is types.uintp
    assert types.size_t != types.uint64


@pytest.mark.parametrize("name", sorted(stub_names()[1]))
def test_scalars_print_compare_and_pickle_as_themselves(name):
    scalar = getattr(types, name)
    assert getattr(types, str(scalar)) is scalar
    assert repr(scalar) == str(scalar)
    assert pickle.loads(pickle.dumps(scalar)) is scalar
    if scalar.numpy_name and name not in ("uintp", "size_t", "char"):
        assert np.dtype(scalar.numpy_name) == np.dtype({"boolean": "bool"}.get(str(scalar), str(scalar)))


def test_pointers():
    pointer = types.CPointer(types.double)
    assert str(pointer) == "float64*"
    assert pointer == types.CPointer(types.float64) != types.CPointer(types.float32)
    assert len({pointer, types.CPointer(types.float64)}) == 1
    assert pointer.element is types.float64
    assert types.float64.element is None
    assert types.CPointer(pointer).element == pointer
    assert types.CPointer(types.void) is types.voidptr
    assert pickle.loads(pickle.dumps(pointer)) == pointer
    with pytest.raises(TypeError, match="not 'f8'"):
        types.CPointer("f8")


def test_a_called_type_is_a_signature():
    signature = types.void(types.CPointer(types.double), types.intc)
    assert signature == types.Signature("void(CPointer(double), intc)")
    assert hash(signature) == hash(types.Signature("none(float64 *,int32)"))
    assert signature.return_type is types.none
    assert signature.args == (types.CPointer(types.float64), types.int32)
    assert str(signature) == "(float64*, int32) -> none"
    assert str(types.int8(types.int8)) == "(int8,) -> int8"
    assert pickle.loads(pickle.dumps(signature)) == signature
    assert types.void().args == ()


@pytest.mark.parametrize("arguments", [(1.0,), (float,), (types.float64, "f8"), (types.void,)])
def test_a_signature_takes_types_alone(arguments):
    with pytest.raises(TypeError, match="float64"):
        types.float64(*arguments)


def test_an_index_makes_the_type_of_an_array():
    """For markers such as njit: no C function has one."""
    assert str(types.float64[:]) == "float64[:]"
    assert types.Array(types.float64, 1, "A") == types.float64[:]
    assert types.Array(types.int8, 2, "C", readonly=True) == types.int8[:, ::1]
    assert types.Array(types.float64, 3, "F") == types.float64[::1, :, :]
    with pytest.raises(ValueError, match="layout must be"):
        types.Array(types.float64, 1, "K")
    assert str(types.int32[:, ::1]) == "int32[:, ::1]"
    assert types.float64[:] == types.f8[:] != types.float64[::1]
    assert str(types.float64(types.float64[:], types.intc)) == "(float64[:], int32) -> float64"
    for index in ("x", (slice(None), 0), ()):
        with pytest.raises(TypeError, match=r"C passes no arrays|is no type"):
            types.float64[index] if index != () else types.CPointer(types.float64)[:]


def test_lengths_make_the_type_of_an_array_in_a_struct():
    assert types.float64[4] == types.NestedArray(types.float64, 4)
    assert types.intc[2, 3] == types.NestedArray(types.intc, (2, 3))
    with pytest.raises(upcall.CompileError, match="a length is expected"):
        types.float64[-1]


@pytest.mark.parametrize("make", [lambda array: array, lambda array: types.void(array), types.CPointer])
def test_c_passes_no_arrays(make):
    with pytest.raises(upcall.CompileError, match=r"C passes no arrays\n(.*\n)+write: CPointer\(int8\), and carray"):
        upcall.cfunc(make(types.int8[:]))


MISSING = ["prange", "vectorize", "guvectorize", "typeof", "optional", "objmode", "typed"]
MISSING_TYPES = ["FunctionType", "unicode_type", "List", "float16"]


@pytest.mark.parametrize(
    ("module", "name"), [("upcall", name) for name in MISSING] + [("upcall.types", name) for name in MISSING_TYPES]
)
def test_names_of_numba_that_are_missing(module, name):
    """All ways to ask for one say what to write instead; hasattr still tells the truth."""
    owner = upcall if module == "upcall" else types
    wanted = f"{module} has no {name}: write: "
    assert not hasattr(owner, name)
    with pytest.raises(AttributeError, match=wanted):
        getattr(owner, name)
    with pytest.raises(ImportError, match=wanted):
        exec(f"from {module} import {name}")
    with pytest.raises(upcall.CompileError, match=r"has no attribute .*(\n.*)*\nwrite: "):
        upcall.cfunc("float64()")(eval(f"lambda: owner.{name}(3)", {"owner": owner}))


@pytest.mark.parametrize("module", ["upcall", "upcall.types"])
def test_other_names_that_are_missing(module):
    owner = upcall if module == "upcall" else types
    with pytest.raises(AttributeError, match=f"module '{module}' has no attribute 'xyz'"):
        owner.xyz  # noqa: B018
    with pytest.raises(ImportError, match=f"cannot import name 'xyz' from '{module}'"):
        exec(f"from {module} import xyz")


def test_types_are_immutable():
    with pytest.raises(AttributeError):
        types.float64.element = types.int8
    with pytest.raises((AttributeError, TypeError)):
        types.float64.__class__.new = 1
