"""functools: functions that make functions."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def itself(function: "Any") -> "Any":
    """What a decorator gives that changes nothing."""
    return function


def wraps(wrapped: "Callable[..., Any]") -> "Callable[..., Any]":
    """The names that it copies mean nothing here."""
    return itself


def update_wrapper(wrapper: "Any", wrapped: "Callable[..., Any]") -> "Any":
    """As wraps()."""
    return wrapper


def partial(function: "Callable[..., Any]", *bound: "Any") -> "Callable[..., Any]":
    """The function with its first arguments given."""
    return lambda *arguments: function(*(bound + arguments))
