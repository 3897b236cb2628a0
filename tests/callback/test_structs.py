"""Structs through pointers: what leads to others at any depth, bit-fields, nameless members, open arrays, whole structs."""

import ctypes
import sys
import time

import pytest

import upcall
from upcall import CompileError, carray, cfunc, from_dtype, types

C = upcall.cdef("""
typedef struct node node;
struct tree;
struct node { int x; node *next; struct tree *owner; node *kids[4]; node **table; int (*cmp)(const node *, const node *); };
struct tree { struct node *root; struct tree *parent; struct { struct node *a, *b; } ends; };
enum color { RED, GREEN = 5, BLUE };
typedef struct { enum color c; enum { NEG = -1 } d; int from; int in; unsigned char lambda; } words;
typedef struct { union { int i; float f; }; int tag; struct { short lo, hi; }; union { void *p; struct node *n; }; } nameless;
typedef struct { int n; double x[]; } open_array;
typedef struct { float x, y; } vec2;
typedef struct { vec2 pos, vel[3]; int id; } body;
typedef struct { int a : 3; unsigned b : 7, c : 22; unsigned long d : 33; unsigned long : 0; unsigned long e : 1; } bits;
struct __attribute__((packed)) packed { char c; double d; int i; };
typedef union { double d; unsigned long u; struct { unsigned lo, hi; } w; } both;
""")


# ---- pointers to structs


def chained():
    a, b, d, top = C.node(1), C.node(2), C.node(3), C.node(100)
    tree, parent = C.tree(), C.tree()
    a.next, b.next, a.owner = ctypes.pointer(b), ctypes.pointer(d), ctypes.pointer(tree)
    tree.root, tree.parent, parent.root, tree.ends.b = a, parent, top, b
    a.kids[2], b.kids[1] = ctypes.pointer(b), ctypes.pointer(d)
    a.table = (ctypes.POINTER(C.node) * 2)(ctypes.pointer(a), ctypes.pointer(b))
    return a, (b, d, top, tree, parent)


def test_pointers_lead_on():
    @cfunc("double (void *p)")
    def f(p: C.node):
        p.next.next.x += 1
        far = p.next.next.x + p.owner.root.owner.parent.root.x
        return far + p.kids[2].kids[1].x + p.table[1].x + p.owner.ends.b.x

    a, kept = chained()
    assert f(a) == 4 + 100 + 4 + 2 + 2
    assert kept[1].x == 4


def test_a_function_in_a_struct_takes_the_struct():
    compare = cfunc(C.node.cmp)(lambda a, b: a.x - b.x)

    @cfunc("int (void *p)")
    def f(p: C.node):
        return p.cmp(p, p.next) + p.next.cmp(p.next, p)

    a, b = C.node(10), C.node(3)
    a.next, a.cmp, b.cmp = ctypes.pointer(b), compare, cfunc(C.node.cmp)(lambda a, b: 1000)
    assert f(a) == 1007


def test_a_struct_is_one_type_wherever_it_is_met():
    node, tree = from_dtype(C.node), from_dtype(C.tree)
    assert node.fields["owner"][0].element == tree
    assert tree.fields["root"][0].element == node
    assert types.Type(str(node)) == node
    # the same described from a later struct on, and with one more that looks the same
    links = [f"Record(next[type=^{i}*;offset=0],x[type=int32;offset=8];16;True" for i in (0, 1)]
    assert types.Type(f"{links[1]};^1={links[1]}))") == types.Type(f"{links[0]})")
    inside = types.Record.make_c_struct([("own", types.CPointer(tree)), ("node", node)])
    assert inside.fields["node"][0] == node
    assert inside.fields["own"][0].element == tree


def test_structs_that_differ_far_away_differ():
    texts = [
        f"Record(p[type=^1*;offset=0];8;True;^1=Record(p[type=^2*;offset=0];8;True);^2=Record({name}[type=^0*;offset=0];8;True))"
        for name in "pq"
    ]
    assert types.Type(texts[0]) != types.Type(texts[1])
    assert str(types.Type(texts[0])) == "Record(p[type=^0*;offset=0];8;True)"


def test_one_type_from_two_sources():
    cffi = pytest.importorskip("cffi").FFI()
    cffi.cdef("""
        typedef struct node node; struct tree;
        struct node { int x; node *next; struct tree *owner; node *kids[4]; node **table; int (*cmp)(node *, node *); };
        struct tree { struct node *root; struct tree *parent; struct { struct node *a, *b; } ends; };
        typedef struct { union { int i; float f; }; int tag; struct { short lo, hi; }; } nameless;
        typedef struct { int a : 3; unsigned b : 7, c : 22; unsigned long d : 33; unsigned long : 0; unsigned long e : 1; } bits;
        typedef struct { int n; double x[]; } open_array;
    """)
    same = upcall.cdef("typedef struct { union { int i; float f; }; int tag; struct { short lo, hi; }; } nameless;")
    assert from_dtype(cffi.typeof("nameless")) == from_dtype(same.nameless)
    assert from_dtype(cffi.typeof("open_array")) == from_dtype(C.open_array)
    assert from_dtype(cffi.typeof("bits")) == from_dtype(C.bits)
    assert from_dtype(cffi.typeof("struct tree")).fields["root"][0].element == from_dtype(cffi.typeof("node"))


@pytest.mark.parametrize(
    "text",
    [
        "Record(x[type=^1*;offset=0];8;True)",
        "Record(x[type=^0;offset=0];8;True)",
        "Record(x[type=^1*;offset=0];8;True;^1=Record(y[type=^2*;offset=0];8;True))",
        "Record(x[type=^1*;offset=0];8;True;^1=Record(y[type=int8;offset=0];1;True);^1=Record(y[type=int8;offset=0];1;True))",
        "Record(x[type=^99999*;offset=0];8;True)",
        "Record(x[type=int8;offset=0;bits=0:9];1;True)",
        "Record(x[type=int8;offset=0;bits=8:1];2;True)",
        "Record(x[type=int8;offset=0;bits=4:5];1;True)",
        "Record(x[type=float64;offset=0;bits=0:5];8;True)",
    ],
)
def test_texts_that_are_no_records(text):
    with pytest.raises(CompileError):
        types.Type(text)


def graph(count):
    return "".join(
        f"struct s{i} {{ int a; struct s{(i * 7 + 1) % count} *p; struct s{(i + 1) % count} *q; int (*f)(struct s{i} *); }};"
        for i in range(count)
    )


def test_many_structs_cost_no_more_each():
    def seconds(count):
        c = upcall.cdef("".join(f"struct s{i};" for i in range(count)) + graph(count))
        start = time.process_time()
        cfunc(types.int64(types.CPointer(from_dtype(c.s0))))(lambda p: p.p.q.a)
        return time.process_time() - start

    few = min(seconds(60) for _ in range(3))
    assert min(seconds(480) for _ in range(2)) < 40 * few  # eight times as many


# ---- fields


def test_names_that_are_keywords():
    @cfunc("long (void *p)")
    def f(p: C.words):
        r = p[0]
        r["from"] = 7
        return r.c + 10 * r.d + r["from"] * 100 + p[0]["in"] * 1000 + p.contents["lambda"] * 10000

    assert f(C.words(C.BLUE, C.NEG, 0, 2, 3)) == 6 - 10 + 700 + 2000 + 30000


def test_members_of_nameless_members():
    @cfunc("float (void *p)")
    def f(p: C.nameless):
        p.i = 0x3F800000
        p.lo -= 3
        p.p = p.n.next
        return p.f + p.tag + p.lo + p.n.x

    a, b = C.node(1), C.node(20)
    a.next = ctypes.pointer(b)
    struct = C.nameless(tag=4)
    struct.n = a
    assert f(struct) == 1 + 4 - 3 + 20


def test_ctypes_anonymous():
    class Number(ctypes.Union):
        _fields_ = [("i", ctypes.c_int), ("f", ctypes.c_float)]

    class Tagged(ctypes.Structure):
        _anonymous_ = ("number",)
        _fields_ = [("number", Number), ("tag", ctypes.c_int)]

    @cfunc("float (void *p)")
    def f(p: Tagged):
        p.number.i = 0x3F800000
        return p.f + p.tag

    assert f(Tagged(tag=2)) == 3.0


def test_open_arrays_are_pointers():
    @cfunc("double (void *p)")
    def f(p: C.open_array):
        p.x[2] += 1.0
        return carray(p.x, p.n).sum() + p[0].x[0]

    memory = ctypes.create_string_buffer(8 + 24)
    struct = C.open_array.from_buffer(memory)
    struct.n = 3
    (ctypes.c_double * 3).from_buffer(memory, 8)[:] = [1.0, 2.0, 3.0]
    assert f(struct) == 7.0 + 1.0


def test_unions_and_packed_structs():
    @cfunc("unsigned long (void *p, void *q)")
    def f(p: C.both, q: C.packed):
        p.d = 1.0
        p.w.lo = 1
        q.d += 0.5
        q.i = -5
        return p.u

    packed = C.packed(b"a", 2.0, 1)
    assert f(C.both(), packed) == 0x3FF0000000000001
    assert (packed.c, packed.d, packed.i) == (b"a", 2.5, -5)


# ---- bit-fields


def test_bit_fields():
    @cfunc("long (void *p)")
    def f(p: C.bits):
        p.a = p.a - 3
        p.b += 130
        p.c = 70000
        p.d = 1 << 32
        p.e = 1
        return p.a + 10 * p.b

    struct = C.bits(-1, 100, 3, 5, 0)
    assert f(struct) == -4 + 10 * ((100 + 130) & 127)
    assert (struct.a, struct.b, struct.c, struct.d, struct.e) == (-4, 102, 70000, 1 << 32, 1)


def test_bit_fields_of_whole_structs():
    @cfunc("int (void *p)")
    def f(p: C.bits):
        p[1] = (1, 2, 3, 4, 1)
        p[2] = p[1]
        p[3] = C.bits(b=2, a=1, c=3, d=4, e=1)
        return (p[1] == p[2]) + (p[3] == p[2]) + (p[0] == p[2])

    structs = (C.bits * 4)()
    assert f(structs) == 2
    assert (structs[2].a, structs[2].b, structs[2].c, structs[2].d, structs[2].e) == (1, 2, 3, 4, 1)


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="from 3.14 on ctypes lays them out as C does")
def test_bit_fields_that_lie_elsewhere_in_c():
    class Flags(ctypes.Structure):
        _fields_ = [("a", ctypes.c_int, 3), ("b", ctypes.c_char)]

    with pytest.raises(NotImplementedError, match=r"Flags\.b lies elsewhere with C compilers"):
        cfunc("int (void *p)")(_reader_of(Flags))


def _reader_of(class_):
    def f(p):
        return p.a

    f.__annotations__["p"] = class_
    return f


# ---- whole structs


def test_a_struct_is_called_for_a_new_record():
    body, vec2 = C.body, C.vec2

    @cfunc("double (void *out, void *p)")
    def f(out: body, p: body):
        out[0] = body(id=3)
        out[0].pos = vec2(1.0, 2.0)
        out.vel[1] = vec2(y=5.0)
        out[1] = p[0]
        out[1].vel = out[0].vel
        own = body(id=4, pos=vec2(2.0))
        own.pos.x += 1
        return own.pos.x + own.id + own.vel[1].x

    out, given = (body * 3)(), body(vec2(7, 8), ((1, 1), (2, 2), (3, 3)), 9)
    out[0].vel[2].x = 55.0
    assert f(out, given) == 7.0
    assert [(v.x, v.y) for v in (out[0].pos, *out[0].vel)] == [(1, 2), (0, 0), (0, 5), (0, 0)]
    assert (out[0].id, out[1].pos.y, out[1].vel[1].y, out[1].id) == (3, 8, 5, 9)


@upcall.struct
class Defaults:
    a: float
    n: types.intc = 3


def test_defaults_of_a_struct():
    @cfunc("double (void *out)")
    def f(out: Defaults):
        out[0] = Defaults(2.0)
        out[1] = Defaults(n=5)
        return out[0].a

    out = (Defaults * 2)()
    assert f(out) == 2.0
    assert [(one.a, one.n) for one in out] == [(2.0, 3), (0.0, 5)]


class Own(ctypes.Structure):
    _fields_ = [("a", ctypes.c_double)]

    def __init__(self, a):
        super().__init__(2 * a)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: C.vec2(1.0, 2.0, 3.0), "up to 2 values"),
        (lambda: C.vec2(1.0, x=2.0), "the keyword x"),
        (lambda: C.vec2(z=2.0), "z"),
        (lambda: Own(1.0), "an __init__ of its own"),
    ],
)
def test_calls_of_structs_that_are_refused(made, words):
    def f(p):
        p[0] = made()

    with pytest.raises(CompileError, match=words):
        cfunc(types.void(types.CPointer(from_dtype(C.vec2))))(f)


def test_nameless_unions_with_fields_that_hold_structs():
    for _ in range(20):  # what was looked up in a union before stays valid
        c = upcall.cdef("typedef struct { long a; union { char b; union { short d; int e; } f[2]; }; } T;")
        assert c.T(a=1).f[1].e == 0
        assert list(from_dtype(c.T).fields) == ["a", "b", "f"]


def test_nameless_members_inside_one_another():
    c = upcall.cdef("typedef struct { unsigned char a[3]; struct { int b : 1; int : 8; long d; }; } T;")
    assert [place[1] for place in from_dtype(c.T).fields.values()] == [0, 8, 16]
