"""Annotations: what they say beside a signature, or instead of one; structs that pointers point to."""

# ruff: noqa: F722, F821 - annotations are C declarations

import copy
import ctypes
import itertools
import pickle

import numpy as np
import pytest

from upcall import CompileError, cfunc, from_dtype, types

NESTED = np.dtype([("k", "i4"), ("w", "f8", 2)], align=True)


class Inner(ctypes.Structure):
    _fields_ = [("k", ctypes.c_int), ("w", ctypes.c_double * 2)]


class Params(ctypes.Structure):
    _fields_ = [("a", ctypes.c_double), ("n", ctypes.c_int), ("inner", Inner), ("table", ctypes.c_double * 4)]


def filled():
    return Params(2.0, 3, Inner(5, (0.5, 0.25)), (1.0, 10.0, 100.0, 1000.0))


def uses(x, p):
    return p.a * x + p.n + p.inner.k * p.inner.w[1] + p.table[2] + len(p.table)


def test_a_struct_behind_void():
    @cfunc("double (double x, void *user_data)")
    def f(x, user_data: Params):
        return uses(x, user_data) + user_data[0].n + user_data.contents.n

    params = filled()
    expected = uses(1.5, params) + 6
    assert f(1.5, params) == f(1.5, ctypes.addressof(params)) == f(1.5, ctypes.byref(params)) == expected
    assert f.ctypes(1.5, ctypes.addressof(params)) == expected
    params.a = 4.0
    assert f(1.5, params) == expected + 3.0
    assert f.signature.text == "float64(float64, voidptr)"
    assert f.ctypes.argtypes == (ctypes.c_double, ctypes.c_void_p)
    assert f.capsule is not None
    with pytest.raises(TypeError, match="user_data"):
        f(1.5, Inner())


@pytest.mark.parametrize(
    "annotation",
    [
        NESTED,
        Inner,
        ctypes.POINTER(Inner),
        types.Record.make_c_struct([("k", types.intc), ("w", types.NestedArray(types.double, 2))]),
        "Inner",
        "Inner *",
        "const Inner *",
        "struct Inner *",
        "'Inner *'",
    ],
)
def test_all_sources_of_a_struct_agree(annotation):
    def f(data):
        return data.k + data.w[1]

    f.__annotations__ = {"data": annotation}
    assert cfunc("double(void *)")(f)(Inner(3, (0.0, 0.5))) == 3.5
    assert cfunc("double(void *)")(f)(np.array([(3, (0.0, 0.5))], NESTED)) == 3.5


def test_names_are_found_in_cells():
    class Local(ctypes.Structure):
        _fields_ = [("v", ctypes.c_float)]

    @cfunc("double(void *)")
    def f(data: "Local"):
        return data.v + Local(v=0.0).v if False else data.v

    assert f(Local(1.5)) == 1.5


@pytest.mark.parametrize("annotation", ["double[3]", "const double[3]", ctypes.c_double * 3, "float64[3]"])
@pytest.mark.parametrize("signature", ["double(void *)", "double(double *)", "double(const double *)"])
def test_arrays(annotation, signature):
    def f(x):
        return x.sum() + len(x)

    f.__annotations__ = {"x": annotation}
    compiled = cfunc(signature)(f)
    assert compiled(np.arange(3.0)) == 6.0
    assert compiled.signature.text == cfunc(signature)(lambda x: 0.0).signature.text


def third_k(p):
    return p[2].k


@pytest.mark.parametrize("annotation", [Inner * 3, "Inner[3]"])
@pytest.mark.parametrize("signature", ["int (void *p)", "int (Inner *p)"])
def test_arrays_of_structs(annotation, signature):
    third_k.__annotations__ = {"p": annotation}
    inners = (Inner * 3)((1,), (2,), (3,))
    assert cfunc(signature)(third_k)(inners) == 3
    third_k.__annotations__ = {"p": Inner * 2, "return": types.intc}
    with pytest.raises(IndexError):
        cfunc()(third_k)(inners)


REAL = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)
CHANGE = ctypes.CFUNCTYPE(Inner, Inner)


def test_pointers_to_functions():
    @cfunc("double (void *g, void *h)")
    def f(g: REAL, h: CHANGE):
        return (g(1.5) if g is not None else 0.0) + h((3, (0.0, 0.0))).k

    twice = cfunc("double (double)")(lambda x: 2 * x)
    same = cfunc("Inner (Inner)")(lambda inner: inner)
    assert (f(twice, same), f(None, same)) == (6.0, 3.0)

    @cfunc()
    def applied(g: REAL, x: float) -> float:
        return g(x)

    assert applied(twice, 4.0) == 8.0
    with pytest.raises(CompileError, match="the annotation of g says"):
        cfunc("double (int (*g)(double), double x)")(applied.__wrapped__)


class Swapped(ctypes.BigEndianStructure):
    _fields_ = [("k", ctypes.c_int)]


def test_structs_that_compiled_code_has_not():
    def f(p: Swapped):
        return p.k

    with pytest.raises(NotImplementedError, match="no type for Swapped: its byte order is another one"):
        cfunc("int (void *p)")(f)


def test_lengths_by_other_arguments():
    @cfunc("double(int, double *)")
    def f(n, x: "double[n]"):
        return x.sum()

    assert f(2, np.arange(1.0, 9.0)) == 3.0


def test_const_stays():
    with pytest.raises(CompileError) as caught:

        @cfunc("void(const double *)")
        def f(x: "double[3]"):
            x[0] = 1.0

    assert caught.value.name == "E_READ_ONLY"
    with pytest.raises(CompileError) as caught:

        @cfunc("void(const void *)")
        def g(p: "const Params *"):
            p.table[0] = 1.0

    assert caught.value.name == "E_READ_ONLY"


@pytest.mark.parametrize(
    "annotation", [np.ndarray, "np.ndarray", list, "list[int]", "NotThere", None, 3, "npt.NDArray[int]"]
)
def test_what_is_no_c_type_says_nothing(annotation):
    def f(x, p):
        return x + 1

    f.__annotations__ = {"x": float, "p": annotation, "return": annotation}
    assert cfunc("double(float, void *)")(f)(1.0, None) == 2.0


@pytest.mark.parametrize(
    ("signature", "annotation"),
    [
        ("double(double *)", "int *"),
        ("double(double *)", float),
        ("double(void *)", float),
        ("double(int)", float),
        ("double(int)", types.double),
        ("double(double)", int),
        ("double(double)", "double *"),
        ("double(double *)", Params),
        ("double f(double x[3])", "double[4]"),
    ],
)
def test_contradictions(signature, annotation):
    def f(x):
        return 0.0

    f.__annotations__ = {"x": annotation}
    with pytest.raises(CompileError) as caught:
        cfunc(signature)(f)
    assert caught.value.name == "E_ANNOTATION"
    assert "annotation of x" in caught.value.message


def test_numbers_may_be_annotated_as_python_has_them():
    @cfunc("double(unsigned char, float, _Bool, int)")
    def f(n: int, x: float, flag: bool, other: bool) -> float:
        return n + x + flag + other

    assert f(1, 2.0, True, 1) == 5.0


def test_arguments_in_another_order():
    def f(x, n, grad):
        return 0.0

    with pytest.raises(CompileError, match="another order"):
        cfunc("double objective(unsigned n, const double *x, double *grad)")(f)
    assert cfunc("double objective(const double *x, unsigned count, double *grad)")(f)(None, 0, None) == 0.0


def test_annotations_alone():
    @cfunc()
    def f(x: float, n: types.intc, p: Params, r: "double[2]", z: complex, flag: bool) -> float:
        return x + n + p.a + r[1] + z.real + flag

    assert f.signature.args[:2] == (types.float64, types.int32)
    assert f(1.0, 2, filled(), np.ones(2), 1j, True) == 7.0

    @cfunc(error_model="python")
    def store(p: "double *") -> None:
        p[0] = 2.0

    cell = ctypes.c_double()
    assert store(ctypes.byref(cell)) is None
    assert cell.value == 2.0


@pytest.mark.parametrize(
    ("annotations", "text"),
    [
        ({"x": int, "return": float}, "types.intc"),
        ({"return": float}, "x of f"),
        ({"x": float}, "the result of f"),
        ({"x": list, "return": None}, "no C type"),
    ],
)
def test_annotations_that_are_missing(annotations, text):
    def f(x):
        return 0.0

    f.__annotations__ = annotations
    with pytest.raises(TypeError, match=text):
        cfunc()(f)


def test_called_copied_and_pickled():
    @cfunc("double(double, void *)")
    def inner(x, p: Params):
        return p.a * x

    @cfunc("double(void *)")
    def outer(p):
        return inner(2.0, p)

    params = filled()
    assert outer(ctypes.addressof(params)) == 4.0
    assert copy.copy(inner)(3.0, params) == pickle.loads(pickle.dumps(inner))(3.0, params) == 6.0
    assert inner.ctypes(3.0, ctypes.addressof(params)) == 6.0


def test_the_same_function_with_other_annotations():
    def make(annotation):
        def f(p):
            return p[1]

        f.__annotations__ = {"p": annotation}
        return cfunc("double(void *)")(f)

    memory = np.array([1.5, 2.5])
    assert make("double *")(memory.ctypes.data) == 2.5
    assert make("int64 *")(memory.ctypes.data) == memory.view(np.int64)[1]
    assert make("double *")(memory.ctypes.data) == 2.5


class Node(ctypes.Structure):
    pass


Node._fields_ = [("value", ctypes.c_double), ("next", ctypes.POINTER(Node)), ("pair", ctypes.POINTER(Node) * 2)]


class Tree(ctypes.Structure):
    """A structure inside it points to the whole."""


class Leaf(ctypes.Structure):
    _fields_ = [("n", ctypes.c_int), ("top", ctypes.POINTER(Tree)), ("own", ctypes.POINTER(Inner))]


Tree._fields_ = [("leaf", Leaf), ("leaves", ctypes.POINTER(Leaf)), ("size", ctypes.c_int)]


def chain(*values):
    nodes = [Node(value) for value in values]
    for node, after in itertools.pairwise(nodes):
        node.next = ctypes.pointer(after)
    return nodes


def test_structs_that_point_to_themselves():
    @cfunc("double(void *)")
    def total(first: Node):
        p, found = first, 0.0
        while p is not None:
            found += p.value
            p = p.next
        return found

    @cfunc("double(void *)")
    def second(first: Node):
        return first.next.value + first.next.next.value + first[0].next[0].next.contents.value

    @cfunc("void(void *, void *)")
    def link(a: Node, b: Node):
        a.next = b
        a.pair[1] = b.next
        b.pair[0] = None

    nodes = chain(1.0, 2.0, 4.0)
    assert total(nodes[0]) == 7.0
    assert total(None) == 0.0
    assert second(nodes[0]) == 10.0
    link(nodes[0], nodes[1])
    assert nodes[0].pair[1].contents.value == 4.0
    assert not nodes[1].pair[0]


def test_structs_that_point_to_where_they_stand():
    @cfunc("double(void *)")
    def f(tree: Tree):
        tree.leaf.top.size += 1
        tree.leaves[0].top.leaf.n += 10
        leaf = tree.leaf
        leaf.top.leaf.top.size += 1
        return tree.size + tree.leaf.n + leaf.own.w[1] + tree.leaf.top.leaves.n

    inner, tree, leaf = Inner(1, (0.0, 0.25)), Tree(), Leaf(100)
    tree.leaf = Leaf(3, ctypes.pointer(tree), ctypes.pointer(inner))
    tree.leaves, leaf.top = ctypes.pointer(leaf), ctypes.pointer(tree)
    assert f(tree) == 2 + 13 + 0.25 + 100
    assert f(ctypes.byref(tree)) == 4 + 23 + 0.25 + 100


def test_types_of_structs_that_point_to_themselves():
    record = from_dtype(Node)
    assert types.Type(str(record)) == record
    assert record.fields["next"][0].element == record
    assert record.fields["pair"][0].element.element == record
    assert record.size == ctypes.sizeof(Node)
    tree = from_dtype(Tree)
    assert types.Type(str(tree)) == tree
    assert tree.fields["leaf"][0].fields["top"][0].element == tree
    for text in ("^0*", "Record(x[type=^1*;offset=0];8;True)", "Record(x[type=^0;offset=0];8;True)", "float64(^0*)"):
        with pytest.raises(CompileError):
            types.Type(text)


def test_whole_structs():
    @cfunc("void(void *, void *)")
    def f(out: Params, p: Params):
        out[0] = p[0]
        out[1] = p.contents
        out[1].inner = p.inner
        out[1].n += 1

    out, params = (Params * 2)(), filled()
    f(out, params)
    assert bytes(out[0]) == bytes(params)
    assert out[1].n == 4
    assert out[1].inner.w[1] == 0.25
