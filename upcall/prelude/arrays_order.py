"""Arrays in another shape, whose elements are taken in an order: a view where the memory, looked at when it runs, allows one."""

import numpy as np

from . import machine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


# ---- strides


def numbers_of(array: "Any", like: "Any") -> "Any":
    """As a tuple of so many."""
    return (array[0], *numbers_of(array[1:], like[1:])) if like else ()


def drop_axes_of_length_1(lengths: "Any", strides: "Any") -> int:
    """How many axes are left."""
    kept = 0
    for i in range(len(lengths)):
        if lengths[i] != 1:
            lengths[kept] = lengths[i]
            strides[kept] = strides[i]
            kept += 1
    return kept


def follow_one_another(lengths: "Any", strides: "Any", first: int, last: int) -> bool:
    """Is there one stride for all elements of these axes, in C's order?"""
    follow = True
    for k in range(first, last):
        follow = follow and strides[k] == lengths[k + 1] * strides[k + 1]
    return follow


def find_strides(a: "Any", shape: "Any", strides: "Any") -> bool:
    """Those of a view of that shape, if there is one. There are elements, and as many as the shape says.

    The least groups of axes with as many elements before and behind: NumPy's rule."""
    old = np.array(a.shape)
    steps = np.array(a.strides)
    new = np.array(shape, np.int64)
    i = j = 0
    axes = drop_axes_of_length_1(old, steps)
    while i < axes and j < len(new):
        first_old, first_new = i, j
        here, there = old[i], new[j]
        while here != there:
            if here < there:
                i += 1
                here *= old[i]
            else:
                j += 1
                there *= new[j]
        if not follow_one_another(old, steps, first_old, i):
            return False
        strides[j] = steps[i]
        for k in range(j, first_new, -1):
            strides[k - 1] = strides[k] * new[k]
        i += 1
        j += 1
    for k in range(j, len(new)):
        strides[k] = strides[k - 1]
    return True


# ---- shapes


def in_shape(a: "Any", shape: "Any", copy: "Any") -> "Any":
    """In C's order."""
    if copy is True:
        return np.reshape(machine.packed(a.copy()), shape)
    view = np.reshape(machine.packed(a), shape)  # the shape is right, and the strides are where there are no gaps
    if a.flags.c_contiguous:
        return view
    strides = np.empty(view.ndim, np.int64)
    if find_strides(a, view.shape, strides):
        return machine.strided(a, view.shape, numbers_of(strides, view.shape))
    if copy is False:
        raise ValueError("Unable to avoid creating a copy while reshaping.")
    return np.reshape(machine.packed(a.copy()), shape)


def reversed_shape(shape: "Any") -> "Any":
    return shape[::-1] if np.ndim(shape) else shape


def in_shape_and_order(a: "Any", shape: "Any", order: "Any", copy: "Any") -> "Any":
    if order == "C":
        return in_shape(a, shape, copy)
    if order == "F":
        return in_shape(a.T, reversed_shape(shape), copy).T
    if order != "A":
        raise ValueError("order must be one of 'C', 'F', or 'A'")
    if a.flags.fnc:
        return in_shape(a.T, reversed_shape(shape), copy).T
    return in_shape(a, shape, copy)


def reshape(a: "Any", shape: "Any", order: "Any" = "C", *, copy: "Any" = None) -> "Any":
    return in_shape_and_order(a, shape, order, copy)


def reshape_method(a: "Any", *shape: "Any", order: "Any" = "C", copy: "Any" = None) -> "Any":
    if len(shape) == 1:
        return in_shape_and_order(a, shape[0], order, copy)
    return in_shape_and_order(a, shape, order, copy)


# ---- one axis


def in_line(a: "Any") -> "Any":
    """In C's order."""
    if a.flags.c_contiguous:
        return np.ravel(machine.packed(a))
    return np.ravel(a.copy())


def swap(numbers: "Any", i: int, j: int) -> None:
    number = numbers[i]
    numbers[i] = numbers[j]
    numbers[j] = number


def place_among(strides: "Any", i: int) -> int:
    """Of axis i, among the sorted ones behind it: before those whose strides aren't longer; where a stride is 0 any will do."""
    place = i
    for k in range(i + 1, len(strides)):
        if strides[i] == 0 or strides[k] == 0:
            continue
        if abs(strides[k]) <= abs(strides[i]):
            break
        place = k
    return place


def sort_axes(lengths: "Any", strides: "Any") -> None:
    """The longest strides first: NumPy's rule."""
    for i in range(len(lengths)):
        if lengths[i] == 1:
            strides[i] = 0
    for i in range(len(lengths) - 2, -1, -1):
        for k in range(i, place_among(strides, i)):
            swap(lengths, k, k + 1)
            swap(strides, k, k + 1)


def as_in_memory(a: "Any") -> "Any":
    """With the axes in the order in which C would have them, as far as strides go that aren't negative."""
    if np.ndim(a) < 2 or a.flags.c_contiguous:
        return a
    lengths = np.array(a.shape)
    strides = np.array(a.strides)
    sort_axes(lengths, strides)
    return machine.strided(a, numbers_of(lengths, a.shape), numbers_of(strides, a.shape))


def ravel(a: "Any", order: "Any" = "C") -> "Any":
    """A view where the elements lie in that order without gaps."""
    if order == "C":
        return in_line(a)
    if order == "F":
        return in_line(a.T)
    if order == "K":
        return in_line(as_in_memory(a))
    if order != "A":
        raise ValueError("order must be one of 'C', 'F', 'A', or 'K'")
    if a.flags.fnc:
        return in_line(a.T)
    return in_line(a)


def flatten(a: "Any", order: "Any" = "C") -> "Any":
    """A copy."""
    if order == "C":
        return np.ravel(a.copy())
    if order == "F":
        return np.ravel(a.T.copy())
    if order == "K":
        return np.ravel(as_in_memory(a).copy())
    if order != "A":
        raise ValueError("order must be one of 'C', 'F', 'A', or 'K'")
    if a.flags.fnc:
        return np.ravel(a.T.copy())
    return np.ravel(a.copy())


def asfortranarray(a: "Any", dtype: "Any" = None) -> "Any":
    made = np.asarray(a, dtype)
    if np.ndim(a) == 0:
        return made.reshape(1)
    if made.flags.f_contiguous:
        return machine.packed(made.T).T
    return np.asarray(made, order="F")
