"""Addresses of arrays and of records in pointer fields, as C programs fill the structs that their libraries take."""

import ctypes

import numpy as np
import pytest

import upcall
from upcall import CompileError, carray, cast, cfunc

libc = upcall.cdef(
    """
    typedef struct Part { double *data; size_t n; void *user; const double *fixed; struct Part *next; } Part;
    void *memcpy(void *to, const void *from, size_t size);
    """,
    "libc.so.6",
)

Part = libc.Part
table = np.arange(6.0)


def test_an_array_of_the_surroundings():
    part = libc.Part()

    @cfunc("double f(Part *p, int i)", types=libc)
    def f(p, i):
        p.data = table[i:]
        p.fixed = table
        p.n = 6 - i
        p.data[0] += 10
        return p.fixed[i] + p.data[1]

    assert f(ctypes.byref(part), 2) == 12 + 3
    assert ctypes.addressof(part.data.contents) == table.ctypes.data + 16
    table[2] = 2


def test_it_must_be_contiguous():
    part = libc.Part()

    @cfunc("int f(Part *p, int i)", types=libc)
    def f(p, i):
        try:
            p.data = table[::i]
            p.data = cast(table[::i], "double *") + 1
        except ValueError:
            return -1
        return 1

    assert [f(ctypes.byref(part), i) for i in (1, 2)] == [1, -1]
    assert ctypes.addressof(part.data.contents) == table.ctypes.data + 8
    with pytest.raises(ValueError, match="contiguous"):
        cfunc("void f(Part *p, int i)", types=libc)(lambda p, i: setattr_data(p, table[::i]))(ctypes.byref(part), 2)


def setattr_data(p, array):
    p.data = array


def test_arguments():
    @cfunc("double f(double *x, int n)")
    def f(x, n):
        p = libc.Part()
        p.data = carray(x, n)
        p.next = ctypes.pointer(p)
        p.next.next.n = n
        return p.next.data[p.n - 1]

    assert f(table, 4) == 3


def test_memory_of_its_own():
    @cfunc("double f(int n)")
    def f(n):
        first, second, number = libc.Part(), libc.Part(), ctypes.c_int(n)
        if n > 2:
            out = np.full(n, 2.5)
            first.data = out
            first.next = ctypes.pointer(second)
        second.user = ctypes.byref(number)
        second.data = np.ones(n)
        other = np.full(n, 7.0)
        seen = ctypes.c_int()
        libc.memcpy(ctypes.byref(seen), first.next.user, 4)
        return first.data[n - 1] + 10 * first.next.data[0] + 100 * seen.value + 0 * other[0]

    assert [f(n) for n in (3, 1000)] == [2.5 + 10 + 100 * n for n in (3, 1000)]


def test_it_is_the_same_memory():
    @cfunc("double f(int n)")
    def f(n):
        p, out = libc.Part(), np.zeros(n)
        p.data = out
        view = carray(p.data, n)
        out[:] = np.arange(n)
        view[1:] = out[:-1] + 1.0
        out[2:] = view[1:-1]
        p.data[0] = 5.0
        return np.sum(out) + out[0] * 1000

    def expected(n):
        out = np.zeros(n)
        view = out[:]
        out[:] = np.arange(n)
        view[1:] = out[:-1] + 1.0
        out[2:] = view[1:-1]
        out[0] = 5.0
        return np.sum(out) + out[0] * 1000

    assert [f(n) for n in (4, 9, 3000)] == [expected(n) for n in (4, 9, 3000)]


def test_expressions():
    @cfunc("double f(int n)")
    def f(n):
        a, p = np.ones(n), libc.Part()
        p.data = a + 1.0
        p.next = ctypes.pointer(p)
        b = a * 5.0
        c = p.next.data
        p.data = b[1:] * 2.0
        return cast(a * 3.0 + b, "double *")[n - 1] + 10 * c[0] + 100 * p.next.data[n - 2]

    assert [f(n) for n in (3, 1000)] == [8 + 20 + 1000] * 2


def made(n, depth):
    if depth:
        return made(n, depth - 1)
    part, out = libc.Part(), np.full(n, 3.5)
    part.data = out
    return part


def filled(part, n, depth):
    if depth:
        filled(part, n, depth - 1)
    else:
        out = np.full(n, 4.5)
        part.data = out


def address(n, depth):
    return address(n, depth - 1) if depth else cast(np.full(n, 5.5), "double *")


def test_what_is_stored_or_returned_outlives_the_function():
    @cfunc("double f(int n)")
    def f(n):
        part, other = made(n, 2), libc.Part()
        filled(other, n, 2)
        pointer = address(n, 2)
        a, b, c = np.full(n, 7.0), np.full(n, 8.0), np.full(n, 9.0)
        return part.data[n - 1] + 10 * other.data[n - 1] + 100 * pointer[n - 1] + 0 * (a[0] + b[0] + c[0])

    assert [f(n) for n in (3, 1000)] == [3.5 + 45 + 550] * 2


def test_what_is_stored_outlives_the_round_of_a_loop():
    @cfunc("double f(int n)")
    def f(n):
        head = libc.Part()
        for i in range(4):
            out = np.full(n, 1.0 + i)
            part = libc.Part()
            part.data = out
            if i != 1:
                part.next = head.next
                head.next = ctypes.pointer(part)
        total, pointer = 0.0, head.next
        while pointer:
            total = 10 * total + pointer.data[n - 1]
            pointer = pointer.next
        return total

    assert [f(n) for n in (3, 1000)] == [431] * 2


def total(array):
    return cast(array, "double *")[0] + cast(array, "double *")[1]


def test_cast():
    assert total(np.array([1.5, 2.0])) == 3.5

    @cfunc("double f(int n)")
    def f(n):
        a = np.full((n, 2), 1.5)
        p = cast(a, "double *")
        b = np.full((n, 2), 9.0)
        return p[2 * n - 1] + total(a) + 0 * b[0, 0]

    assert [f(n) for n in (2, 500)] == [4.5, 4.5]
    with pytest.raises(ValueError, match="contiguous"):
        cast(np.zeros(9)[::2], "double *")


def rounds(n):
    p = q = cast(np.full(2, 1.0), "double *")
    for i in range(n):
        r = cast(np.full(2, p[0] + 0.5 * q[1] + i), "double *")
        p, q = q, r
    return p[0] + 3 * q[1]


def best_array(n):
    best = carray(cast(np.zeros(4), "double *"), 4)[1:]
    for i in range(n):
        array = carray(cast(np.full(6, float(i * 37 % 11)), "double *"), 6)[::2]
        if array[0] > best[2]:
            best = array
    return np.sum(best)


def best_in_tuples(n):
    best = (cast(np.zeros(1), "double *"), 0)
    for i in range(n):
        found = (cast(np.full(1, float(i * 37 % 11)), "double *"), i)
        if found[0][0] > best[0][0]:
            best = found
    return best[0][0] + 100.0 * best[1]


def new_array(n, x):
    return carray(cast(np.full(n, x), "double *"), n)


def returned_array(n):
    first, second = new_array(n, 1.0), new_array(n, 2.0)
    second[0] = 3.0
    return np.sum(first) + 100 * np.sum(second)


def numbers(n):
    address, found = int(cast(np.zeros(2), "double *")), 0.0
    for i in range(n):
        p = cast(np.full(2, float(i * 37 % 11)), "double *")
        if p[1] > found:
            address, found = int(p), p[1]
    return cast(address, "double *")[1]


class Address:
    """What cast() is in CPython: an array, from some element on."""

    def __init__(self, array, first=0):
        self.array, self.first = array, first

    def __getitem__(self, i):
        return self.array[self.first + i]


def in_python(function):
    names = {**globals(), "cast": lambda array, type: Address(array), "carray": lambda p, n: p.array[:n]}
    names["int"] = lambda p: p
    names["new_array"] = lambda n, x: np.full(n, x)
    return type(function)(function.__code__, names)


@pytest.mark.parametrize("function", [rounds, best_array, best_in_tuples, returned_array, numbers])
def test_addresses_that_last(function):
    f = cfunc("double f(int n)")(function)
    assert [f(n) for n in (1, 2, 7, 30)] == [in_python(function)(n) for n in (1, 2, 7, 30)]


def keep_largest(part, p, i):
    for k in range(i):  # long enough for a function of its own
        if part.data is None or (p[k % 2] > part.data[1] and k % 3 != 1):
            part.data = p
            part.n = i * 2 + k % 2 if k % 5 else i


def insert(root, x):
    q = root
    while q.next is not None and q.next.n < x:
        q = q.next
    node = libc.Part()
    node.n, node.next = x, q.next
    q.next = cast(ctypes.pointer(node), "Part *")


def test_addresses_stored_through_pointers():
    @cfunc("double f(int n)", types=libc)
    def largest(n):
        part = libc.Part()
        p = cast(ctypes.pointer(part), "Part *")
        for i in range(n):
            keep_largest(p, cast(np.full(2, float(i * 37 % 11)), "double *"), 3)
        return part.data[0]

    @cfunc("double f(int n)", types=libc)
    def in_order(n):
        root, digits = libc.Part(), 0.0
        for i in range(n):
            insert(cast(ctypes.pointer(root), "Part *"), i * 7 % 10)
        q = root.next
        while q is not None:
            digits = 10 * digits + q.n
            q = q.next
        return digits

    assert [largest(n) for n in (1, 5, 50)] == [max(i * 37 % 11 for i in range(n)) for n in (1, 5, 50)]
    assert [in_order(n) for n in (1, 5, 10)] == [0, 1478, 123456789]


def test_addresses_that_last_for_a_round():
    resource = pytest.importorskip("resource")

    @cfunc("double f(int n)", types=libc)
    def f(n):
        total = 0.0
        for i in range(n):
            p = cast(np.full(1000, float(i)), "double *")
            q, end = p, p + 5
            while q != end:
                total += q[0]
                q += 1
        return total

    f(10)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert f(20_000) == 5 * sum(range(20_000))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000


def test_what_is_refused():
    fixed = np.arange(3.0)
    fixed.flags.writeable = False

    def keeps(p):
        p.data = np.zeros(3)

    def keeps_record(p):
        q = libc.Part()
        p.next = ctypes.pointer(q)

    def is_no_pointer(p):
        q = libc.Part()
        q.next = p.next
        r = ctypes.c_void_p()
        q.user = r

    def writes(p):
        p.data = fixed

    def another(p):
        p.data = np.zeros(3, np.float32)

    for function, text in (
        (keeps, "memory made outside"),
        (keeps_record, "memory made outside"),
        (is_no_pointer, r"ctypes\.pointer\(x\)"),
        (writes, "can't be stored where"),
        (another, "can't be stored where"),
    ):
        with pytest.raises(CompileError, match=text):
            cfunc("void f(Part *p)", types=libc)(function)

    def walks(p):
        q = ctypes.pointer(libc.Part())
        while q is not None:
            q = q.next

    with pytest.raises(CompileError, match=r'write: upcall\.cast\(ctypes\.pointer\(x\), "Struct \*"\)'):
        cfunc("void f(Part *p)", types=libc)(walks)
    with pytest.raises(CompileError, match="may be written to"):
        cfunc("double f(int n)")(lambda n: cast(fixed, "double *")[n])
