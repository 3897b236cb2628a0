"""C strings: characters, which read as 0 to 255, of a pointer up to a 0, or of an array of them, or constant bytes. They do what
bytes do in Python."""

from upcall.views import carray

from . import machine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


# ---- where they lie


def length(s: "Any") -> int:
    """How many characters stand before the 0."""
    if s is None:
        raise TypeError("object of type 'NoneType' has no len()")
    return len(machine.string(s))


def characters(s: "Any") -> "Any":
    """All of them, to go through."""
    if s is None:
        raise TypeError("'NoneType' object is not iterable")
    return machine.string(s)


def up_to_null(s: "Any") -> "Any":
    """The string that a pointer points to."""
    if s is None:
        raise TypeError("a null pointer is no string")
    n = 0
    while s[n] != 0:
        n += 1
    return carray(s, n)


def counted(s: "Any", n: int) -> "Any":
    """As many characters as the caller says."""
    return carray(s, n)


def counted_from(s: "Any", n: int, start: int) -> "Any":
    return carray(s, n)[start:]


def text(memory: "Any") -> "Any":
    """The string in a field of so many characters: up to the first 0, if there is one."""
    n = 0
    while n < len(memory) and memory[n] != 0:
        n += 1
    return memory[:n]


def store(memory: "Any", value: "Any") -> None:
    """Into a field, with zeros behind it."""
    s = machine.string(value)
    n = len(s)
    if n > len(memory):
        raise ValueError(f"bytes too long ({n}, maximum length {len(memory)})")
    memory[:n] = s
    memory[n:] = 0


def put(memory: "Any", i: int, value: int) -> None:
    """A character of a field, also behind the 0; from the end of the string if i is negative."""
    if i < 0:
        text(memory)[i] = value
    else:
        memory[i] = value


def is_filled(s: "Any") -> bool:
    return len(s) > 0


# ---- comparing


def equal(s: "Any", other: "Any") -> bool:
    """Of a pointer: NULL is no string."""
    if s is None:
        return False
    wanted = machine.string(other)
    for i in range(len(wanted)):
        c = s[i]
        if c != wanted[i] or c == 0:
            return False
    return bool(s[len(wanted)] == 0)


def differ(s: "Any", other: "Any") -> bool:
    return not equal(s, other)


def same(a: "Any", b: "Any") -> bool:
    s = machine.string(a)
    t = machine.string(b)
    if len(s) != len(t):
        return False
    return all(s[i] == t[i] for i in range(len(s)))


def other(a: "Any", b: "Any") -> bool:
    return not same(a, b)


def below(a: "Any", b: "Any") -> bool:
    """a < b."""
    s = machine.string(a)
    t = machine.string(b)
    for i in range(min(len(s), len(t))):
        if s[i] != t[i]:
            return bool(s[i] < t[i])
    return len(s) < len(t)


def up_to(a: "Any", b: "Any") -> bool:
    """a <= b."""
    return not below(b, a)


# ---- looking for


def stands_at(s: "Any", i: int, part: "Any") -> bool:
    """Of views: does the part stand there? There is room for it."""
    return all(s[i + k] == part[k] for k in range(len(part)))


def clipped(s: "Any", start: int) -> int:
    """Where a part begins: from the end, if that is negative; maybe behind the end."""
    return max(start + len(s), 0) if start < 0 else start


def clipped_end(s: "Any", end: "Any") -> int:
    return len(s) if end is None else min(clipped(s, end), len(s))


def find(s: "Any", part: "Any", start: int = 0, end: "Any" = None) -> int:
    whole = machine.string(s)
    wanted = machine.string(part)
    for i in range(clipped(whole, start), clipped_end(whole, end) - len(wanted) + 1):
        if stands_at(whole, i, wanted):
            return i
    return -1


def rfind(s: "Any", part: "Any", start: int = 0, end: "Any" = None) -> int:
    whole = machine.string(s)
    wanted = machine.string(part)
    i = clipped_end(whole, end) - len(wanted)
    first = clipped(whole, start)
    while i >= first:
        if stands_at(whole, i, wanted):
            return i
        i -= 1
    return -1


def index(s: "Any", part: "Any", start: int = 0, end: "Any" = None) -> int:
    i = find(s, part, start, end)
    if i < 0:
        raise ValueError("subsection not found")
    return i


def rindex(s: "Any", part: "Any", start: int = 0, end: "Any" = None) -> int:
    i = rfind(s, part, start, end)
    if i < 0:
        raise ValueError("subsection not found")
    return i


def count(s: "Any", part: "Any", start: int = 0, end: "Any" = None) -> int:
    """How often the part stands there, none over another."""
    whole = machine.string(s)
    wanted = machine.string(part)
    i = clipped(whole, start)
    last = clipped_end(whole, end) - len(wanted)
    n = 0
    while i <= last:
        if stands_at(whole, i, wanted):
            n += 1
            i += max(len(wanted), 1)
        else:
            i += 1
    return n


def has(s: "Any", part: "Any") -> bool:
    return find(s, part) >= 0


def has_character(s: "Any", c: int) -> bool:
    if c < 0 or c > 255:
        raise ValueError("byte must be in range(0, 256)")
    return any(one == c for one in machine.string(s))


def startswith(s: "Any", prefix: "Any", start: int = 0, end: "Any" = None) -> bool:
    whole = machine.string(s)
    wanted = machine.string(prefix)
    i = clipped(whole, start)
    return i + len(wanted) <= clipped_end(whole, end) and stands_at(whole, i, wanted)


def endswith(s: "Any", suffix: "Any", start: int = 0, end: "Any" = None) -> bool:
    whole = machine.string(s)
    wanted = machine.string(suffix)
    i = clipped_end(whole, end) - len(wanted)
    return i >= clipped(whole, start) and stands_at(whole, i, wanted)


def starts_with_one(s: "Any", prefixes: "Any", start: int = 0, end: "Any" = None) -> bool:
    return any(startswith(s, prefix, start, end) for prefix in prefixes)


def ends_with_one(s: "Any", suffixes: "Any", start: int = 0, end: "Any" = None) -> bool:
    return any(endswith(s, suffix, start, end) for suffix in suffixes)


def removeprefix(s: "Any", prefix: "Any") -> "Any":
    whole = machine.string(s)
    return whole[len(machine.string(prefix)) :] if startswith(whole, prefix) else whole[0:]


def removesuffix(s: "Any", suffix: "Any") -> "Any":
    whole = machine.string(s)
    wanted = machine.string(suffix)
    return whole[: len(whole) - len(wanted)] if endswith(whole, wanted) else whole[: len(whole)]


# ---- kinds of characters


def is_blank(c: int) -> bool:
    return c == 32 or (c >= 9 and c <= 13)


def is_digit(c: int) -> bool:
    return c >= 48 and c <= 57


def is_upper(c: int) -> bool:
    return c >= 65 and c <= 90


def is_lower(c: int) -> bool:
    return c >= 97 and c <= 122


def is_letter(c: int) -> bool:
    return is_upper(c) or is_lower(c)


def isdigit(s: "Any") -> bool:
    whole = machine.string(s)
    for c in whole:
        if not is_digit(c):
            return False
    return len(whole) > 0


def isalpha(s: "Any") -> bool:
    whole = machine.string(s)
    for c in whole:
        if not is_letter(c):
            return False
    return len(whole) > 0


def isalnum(s: "Any") -> bool:
    whole = machine.string(s)
    for c in whole:
        if not (is_letter(c) or is_digit(c)):
            return False
    return len(whole) > 0


def isspace(s: "Any") -> bool:
    whole = machine.string(s)
    for c in whole:
        if not is_blank(c):
            return False
    return len(whole) > 0


def isascii(s: "Any") -> bool:
    return all(c <= 127 for c in machine.string(s))


def islower(s: "Any") -> bool:
    """There are letters, all of them lower."""
    any_lower = False
    for c in machine.string(s):
        if is_upper(c):
            return False
        any_lower = any_lower or is_lower(c)
    return any_lower


def isupper(s: "Any") -> bool:
    any_upper = False
    for c in machine.string(s):
        if is_lower(c):
            return False
        any_upper = any_upper or is_upper(c)
    return any_upper


def is_stripped(c: int, chars: "Any") -> bool:
    return is_blank(c) if chars is None else has_character(chars, c)


def behind_left(whole: "Any", chars: "Any") -> int:
    i = 0
    while i < len(whole) and is_stripped(whole[i], chars):
        i += 1
    return i


def behind_right(whole: "Any", chars: "Any") -> int:
    n = len(whole)
    while n > 0 and is_stripped(whole[n - 1], chars):
        n -= 1
    return n


def lstrip(s: "Any", chars: "Any" = None) -> "Any":
    whole = machine.string(s)
    return whole[behind_left(whole, chars) :]


def rstrip(s: "Any", chars: "Any" = None) -> "Any":
    whole = machine.string(s)
    return whole[: behind_right(whole, chars)]


def strip(s: "Any", chars: "Any" = None) -> "Any":
    whole = machine.string(s)
    return whole[behind_left(whole, chars) : behind_right(whole, chars)]


# ---- numbers


def at(s: "Any", i: int) -> int:
    """A character of a view; behind the last, where only a 0 may be read, 0."""
    return s[i] if i < len(s) else 0


def word(s: "Any", start: int) -> int:
    """Eight characters, for the text of an exception."""
    n = 0
    for i in range(8):
        n |= at(s, start + i) << 8 * i
    return n


def words(s: "Any") -> "Any":
    return (
        len(s),
        word(s, 0),
        word(s, 8),
        word(s, 16),
        word(s, 24),
        word(s, 32),
        word(s, 40),
        word(s, 48),
        word(s, 56),
    )


def behind_blanks(s: "Any", i: int) -> int:
    while is_blank(at(s, i)):
        i += 1
    return i


def has_sign(s: "Any", i: int) -> bool:
    return at(s, i) == 43 or at(s, i) == 45


def value_of(c: int) -> int:
    """Of a digit, in any base; 36: it is none."""
    if is_digit(c):
        return c - 48
    return (c | 32) - 87 if is_letter(c) else 36


def behind_digits(s: "Any", i: int, base: int) -> int:
    """Digits, with single underscores between them."""
    while value_of(at(s, i)) < base:
        i += 1
        if at(s, i) == 95 and value_of(at(s, i + 1)) < base:
            i += 1
    return i


def behind_exponent(s: "Any", i: int) -> int:
    """An e and digits; none: nothing. -1: an e without digits."""
    if at(s, i) | 32 != 101:
        return i
    start = i + 2 if has_sign(s, i + 1) else i + 1
    end = behind_digits(s, start, 10)
    return end if end > start else -1


def behind_number(s: "Any", start: int) -> int:
    """-1: there is no number."""
    end = behind_digits(s, start, 10)
    has_digits = end > start
    if at(s, end) == 46:
        point = end + 1
        end = behind_digits(s, point, 10)
        has_digits = has_digits or end > point
    return behind_exponent(s, end) if has_digits else -1


def has_word(s: "Any", i: int, name: "Any") -> bool:
    """Whether the word stands there, whatever the case of its letters."""
    letters = machine.string(name)
    return all(at(s, i + k) | 32 == letters[k] for k in range(len(letters)))


def behind_name(s: "Any", i: int) -> int:
    """Behind inf, infinity or nan; -1: there is none."""
    if has_word(s, i, b"infinity"):
        return i + 8
    if has_word(s, i, b"inf") or has_word(s, i, b"nan"):
        return i + 3
    return -1


def size_of_name(c: int) -> float:
    return machine.from_bits(0x7FF8000000000000 if c | 32 == 110 else 0x7FF0000000000000)


def to_float(s: "Any") -> float:
    """As float() of bytes."""
    if s is None:
        raise TypeError("float() argument must be a string or a real number, not 'NoneType'")
    whole = machine.string(s)
    start = behind_blanks(whole, 0)
    is_negative = at(whole, start) == 45
    if has_sign(whole, start):
        start += 1
    end = behind_number(whole, start)
    is_number = end >= 0
    if not is_number:
        end = behind_name(whole, start)
    if end < 0 or behind_blanks(whole, end) != len(whole):
        raise ValueError(f"could not convert string to float: {machine.quoted(words(whole))}")
    size = machine.string_float(whole[start:end]) if is_number else size_of_name(at(whole, start))
    return -size if is_negative else size


def prefix_base(s: "Any", i: int) -> int:
    """The base that 0x, 0o or 0b says; 0: none of them stands there."""
    letter = at(s, i + 1) | 32
    if at(s, i) != 48:
        return 0
    return 16 if letter == 120 else 8 if letter == 111 else 2 if letter == 98 else 0


def behind_zeros(s: "Any", i: int) -> int:
    """Zeros, with underscores between them."""
    while at(s, i) == 48 or (at(s, i) == 95 and at(s, i + 1) == 48):
        i += 1
    return i


def negated(s: "Any", start: int, end: int, base: int) -> int:
    """The negative of the number that the digits say: that has the least int, too."""
    least = -(2**63)
    n = 0
    for i in range(start, end):
        if s[i] != 95:
            digit = value_of(s[i])
            if n < (least + digit) // base + (1 if (least + digit) % base != 0 else 0):
                raise OverflowError("the result is out of the range of int64")
            n = n * base - digit
    return n


def to_int(s: "Any", base: int = 10) -> int:
    """As int() of bytes."""
    if s is None:
        raise TypeError("int() argument must be a string, a bytes-like object or a real number, not 'NoneType'")
    if base != 0 and (base < 2 or base > 36):
        raise ValueError("int() base must be >= 2 and <= 36, or 0")
    whole = machine.string(s)
    start = behind_blanks(whole, 0)
    is_negative = at(whole, start) == 45
    if has_sign(whole, start):
        start += 1
    prefix = prefix_base(whole, start)
    used = base if base != 0 else prefix if prefix != 0 else 10
    if prefix == used:
        start += 3 if at(whole, start + 2) == 95 else 2
    end = behind_digits(whole, start, used)
    starts_with_0 = base == 0 and prefix == 0 and at(whole, start) == 48 and behind_zeros(whole, start) != end
    if end == start or starts_with_0 or behind_blanks(whole, end) != len(whole):
        raise ValueError(f"invalid literal for int() with base {base}: {machine.quoted(words(whole))}")
    n = negated(whole, start, end, used)
    if is_negative:
        return n
    if n == -(2**63):
        raise OverflowError("the result is out of the range of int64")
    return -n
