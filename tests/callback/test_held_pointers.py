"""Pointers that ctypes objects hold, captured: read when the function runs."""

import ctypes
import gc
import itertools
import pickle

import pytest

import upcall
from upcall import CompileError, cfunc

libc = upcall.cdef(
    """
    typedef struct Node { int value; struct Node *next; } Node;
    typedef struct FILE FILE;
    FILE *tmpfile(void); int fileno(FILE *stream); int fclose(FILE *stream); int fputs(const char *s, FILE *stream);
    void *memcpy(void *to, const void *from, size_t size);
    size_t strlen(const char *s);
    """,
    "libc.so.6",
)


def test_a_handle_of_a_library():
    handle = libc.tmpfile()

    @cfunc("int f(void)")
    def number():
        return libc.fileno(handle)

    assert number() == libc.fileno(handle)
    libc.fclose(handle)


def test_it_points_elsewhere_later():
    first, second = (ctypes.c_double * 2)(1.0, 2.0), (ctypes.c_double * 2)(3.0, 4.0)
    p = ctypes.cast(first, ctypes.POINTER(ctypes.c_double))

    @cfunc("double f(int i)")
    def f(i):
        return p[i] + p[0]

    assert f(1) == 3.0
    p.contents = second
    assert f(1) == 7.0
    p[1] = 40.0
    assert f(1) == 43.0


def test_stored_through():
    numbers = (ctypes.c_int * 3)(1, 2, 3)
    p = ctypes.cast(numbers, ctypes.POINTER(ctypes.c_int))

    @cfunc("void f(int i, int n)")
    def f(i, n):
        for k in range(i):
            p[k] += n

    f(2, 10)
    assert list(numbers) == [11, 12, 3]


def test_a_struct():
    tail = libc.Node(5, None)
    head = libc.Node(7, ctypes.pointer(tail))
    p = ctypes.pointer(head)

    @cfunc("int f(void)")
    def f():
        p.contents.value += 1
        p[0].next.value += 1
        return p.value * 100 + p.contents.next.value

    assert f() == 806
    assert (head.value, tail.value) == (8, 6)
    p.contents = tail
    tail.next = ctypes.pointer(head)
    assert f() == 709


def test_a_list_from_its_head_on():
    nodes = [libc.Node(i, None) for i in range(5)]
    for node, following in itertools.pairwise(nodes):
        node.next = ctypes.pointer(following)
    head = ctypes.pointer(nodes[0])

    @cfunc("int f(int most)")
    def total(most):
        sum_, node = 0, head
        while node is not None:
            sum_ = sum_ * 10 + node.value
            node = node.next
            if sum_ > most:
                node = head
                most = 10**8
        return sum_

    assert total(10**6) == 1234
    assert total(100) == 12301234
    head.contents = nodes[3]
    assert total(10**6) == 34


def test_null_and_comparisons():
    p, q = ctypes.POINTER(libc.Node)(), ctypes.c_void_p()

    @cfunc("int f(void)")
    def f():
        if p is None:
            return 10 + (q is None)
        return p == q

    assert f() == 10 + 1
    node = libc.Node()
    p.contents = node
    assert f() == 0
    q.value = ctypes.addressof(node)
    assert f() == 1


def test_a_void_pointer():
    n, m = ctypes.c_longlong(5), ctypes.c_longlong(6)
    v = ctypes.c_void_p(ctypes.addressof(n))

    @cfunc("long long f(void)")
    def f():
        out = ctypes.c_longlong()
        libc.memcpy(ctypes.byref(out), v, 8)
        return out.value

    @cfunc("void f(void *p)")
    def point(p):
        v.value = p

    assert f() == 5
    point(ctypes.byref(m))
    assert v.value == ctypes.addressof(m)
    assert f() == 6


def test_the_pointer_itself_in_memory():
    n = ctypes.c_longlong(5)
    v, number = ctypes.c_void_p(ctypes.addressof(n)), ctypes.c_longlong(7)

    @cfunc("long long f(void)")
    def f():
        out, held = ctypes.c_longlong(), ctypes.c_longlong()
        libc.memcpy(ctypes.byref(out), ctypes.byref(number), 8)
        libc.memcpy(ctypes.byref(held), ctypes.byref(v), 8)
        libc.memcpy(ctypes.byref(number), ctypes.byref(held), 8)
        return out.value if number.value == held.value else -1

    assert f() == 7
    assert number.value == ctypes.addressof(n)


def test_a_string():
    s = ctypes.c_char_p(b"four")

    @cfunc("int f(void)")
    def f():
        return libc.strlen(s) + 10 * (s.value == b"four") + 100 * len(s.value)

    assert f() == 414


class Solver:
    def __init__(self, p):
        self.p = p

    def first(self, i):
        return self.p[i] + helper(self.p)


def helper(p):
    return p[0]


def test_passed_on_returned_stored():
    numbers = (ctypes.c_double * 2)(1.0, 2.0)
    p = ctypes.cast(numbers, ctypes.POINTER(ctypes.c_double))
    assert cfunc("double (*)(int i)")(Solver(p).first)(1) == 3.0
    node = libc.Node(1, None)
    q = ctypes.pointer(node)

    @cfunc("void *f(Node *out)", types=libc)
    def f(out):
        out.next = q
        return q if out.value else out.next

    out = libc.Node(0, None)
    assert f(ctypes.byref(out)) == ctypes.addressof(node)
    assert ctypes.addressof(out.next.contents) == ctypes.addressof(node)


def test_tuples():
    first, second = (ctypes.c_double * 2)(1.0, 2.0), (ctypes.c_double * 2)(3.0, 4.0)
    p, q = (ctypes.cast(numbers, ctypes.POINTER(ctypes.c_double)) for numbers in (first, second))
    pair = p, q

    @cfunc("double f(int k)")
    def f(k):
        total = pair[k][0]
        for r in pair:
            total = total * 10 + r[1]
        for r in (q, p):
            total = total * 10 + r[0]
        a, b = pair
        return total * 10 + a[0] + b[1]

    assert f(0) == 124315.0
    assert f(1) == 324315.0


def test_ways_that_meet():
    first, second = (ctypes.c_double * 2)(1.0, 2.0), (ctypes.c_double * 2)(3.0, 4.0)
    p, q = (ctypes.cast(numbers, ctypes.POINTER(ctypes.c_double)) for numbers in (first, second))

    def raises(n):
        try:
            r = p
            n = 1 // (n - 2)
            r = q
        except ZeroDivisionError:
            return r[0] + 100
        return r[0]

    def loops(n):
        r = p
        for _ in range(n):
            r = q
        return r[0]

    def chooses(n):
        r = (p if n > 2 else q) if n else None
        return -1.0 if r is None else r[1]

    for f, expected in ((raises, [3.0, 101.0, 3.0]), (loops, [1.0, 3.0, 3.0]), (chooses, [-1.0, 4.0, 2.0])):
        compiled = cfunc("double f(int n)")(f)
        assert [compiled(n) for n in (0, 2, 3)] == [f(n) for n in (0, 2, 3)] == expected


def test_it_is_held():
    def make():
        numbers = (ctypes.c_double * 2)(1.0, 2.0)
        p = ctypes.cast(numbers, ctypes.POINTER(ctypes.c_double))
        return cfunc("double f(void)")(lambda: p[1])

    made = [make() for _ in range(5)]
    gc.collect()
    assert [f() for f in made] == [2.0] * 5
    assert made[1].cached == "memory"


class Wide(ctypes.Structure):
    _fields_ = [("x", ctypes.c_longdouble)]


def test_what_is_refused():
    p = ctypes.pointer(ctypes.c_double(1.0))
    with pytest.raises(CompileError, match="byref must be a struct"):
        cfunc("void f(double *q)")(lambda q: libc.memcpy(ctypes.byref(q), p, 8))
    with pytest.raises(CompileError, match="must be FILE"):
        cfunc("int f(void)")(lambda: libc.fileno(p))
    wide = ctypes.pointer(Wide())
    with pytest.raises(CompileError, match="can't be indexed"):
        cfunc("void f(void)")(lambda: wide[0])
    with pytest.raises((TypeError, ValueError)):
        pickle.dumps(cfunc("double f(void)")(lambda: p[0]))
