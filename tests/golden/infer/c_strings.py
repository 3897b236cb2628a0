# What is done with C strings: calls of the prelude.
# signature: float64(CPointer(char))
def f(s):
    for c in s:
        if c > 127:
            return 0.0
    return float(s) if s != b"item" else 1.0
# --- types
#   f(s: char*) -> float64
#   b0:
#     v0: char[:] = call characters, s
#     v1: iterator over char[:] = iter v0
#     v2: int64 = iter_count v1
#     jump b1
#   b1:
#     v3: int64 = phi b0: 0, b2: v5
#     v4: boolean = iter_more v3, v2
#     branch v4, b2, b3
#   b2:
#     c: int64 = iter_item v1, v3
#     v5: int64 = iter_next v3
#     v6: boolean = gt c, 127
#     branch v6, b5, b1
#   b3:
#     v7: boolean = call differ, s, b'item'
#     branch v7, b4, b5
#   b4:
#     v8: float64 = call builtins.float, s
#     jump b5
#   b5:
#     v9: float64 = phi b2: 0.0, b3: 1.0, b4: v8
#     ret v9
#
#   characters(s: char*) -> char[:]
#   b0:
#     v0: boolean = is s, None
#     branch v0, b1, b2
#   b1:
#     v1: an exception = exception TypeError ''NoneType' object is not iterable'
#     raise v1
#   b2:
#     v2: int64 = call length, s
#     v3: char[:] = call upcall.carray, s, v2
#     ret v3
#
#   differ(s: char*, constant=b'item') -> boolean
#   b0:
#     v0: boolean = call equal, s, b'item'
#     v1: boolean = not v0
#     ret v1
#
#   to_float(s: char*) -> float64
#   b0:
#     v0: boolean = is s, None
#     branch v0, b1, b2
#   b1:
#     v1: an exception = exception TypeError 'float() argument must be a string or a real number, not 'NoneType''
#     raise v1
#   b2:
#     start: int64 = call behind_blanks, s, 0
#     v2: int64 = getitem s, start
#     is_negative: boolean = eq v2, 45
#     branch is_negative, b4, b3
#   b3:
#     v3: int64 = getitem s, start
#     v4: boolean = eq v3, 43
#     branch v4, b4, b5
#   b4:
#     start.1: int64 = add start, 1 in place
#     jump b5
#   b5:
#     start.2: int64 = phi b3: start, b4: start.1
#     end: int64 = call behind_number, s, start.2
#     is_number: boolean = ge end, 0
#     branch is_number, b7, b6
#   b6:
#     end.1: int64 = call behind_name, s, start.2
#     jump b7
#   b7:
#     end.2: int64 = phi b5: end, b6: end.1
#     v5: boolean = lt end.2, 0
#     branch v5, b9, b8
#   b8:
#     v6: int64 = call behind_blanks, s, end.2
#     v7: int64 = getitem s, v6
#     v8: boolean = ne v7, 0
#     branch v8, b9, b10
#   b9:
#     v9: an exception = exception ValueError 'could not convert string to float'
#     raise v9
#   b10:
#     branch is_number, b11, b12
#   b11:
#     v10: char* = add s, start.2
#     v11: int64 = sub end.2, start.2
#     v12: float64 = call upcall.prelude.machine.string_float, v10, v11
#     jump b14
#   b12:
#     v13: int64 = getitem s, start.2
#     v14: int64 = or v13, 32
#     v15: boolean = eq v14, 110
#     branch v15, b14, b13
#   b13:
#     jump b14
#   b14:
#     size: float64 = phi b11: v12, b12: nan, b13: inf
#     branch is_negative, b15, b16
#   b15:
#     v16: float64 = neg size
#     jump b16
#   b16:
#     v17: float64 = phi b14: size, b15: v16
#     ret v17
#
#   length(s: char*) -> int64
#   b0:
#     v0: boolean = is s, None
#     branch v0, b1, b2
#   b1:
#     v1: an exception = exception TypeError 'object of type 'NoneType' has no len()'
#     raise v1
#   b2:
#     n: int64 = phi b0: 0, b3: n.1
#     v2: int64 = getitem s, n
#     v3: boolean = ne v2, 0
#     branch v3, b3, b4
#   b3:
#     n.1: int64 = add n, 1 in place
#     jump b2
#   b4:
#     ret n
#
#   equal(s: char*, constant=b'item') -> boolean
#   b0:
#     v0: boolean = is s, None
#     branch v0, b5, b1
#   b1:
#     text: const char* = call upcall.prelude.machine.text, b'item'
#     jump b2
#   b2:
#     i: int64 = phi b1: 0, b4: i.1
#     v1: int64 = getitem s, i
#     v2: int64 = getitem text, i
#     v3: boolean = eq v1, v2
#     branch v3, b3, b5
#   b3:
#     v4: int64 = getitem s, i
#     v5: boolean = eq v4, 0
#     branch v5, b5, b4
#   b4:
#     i.1: int64 = add i, 1 in place
#     jump b2
#   b5:
#     v6: boolean = phi b0: False, b2: False, b3: True
#     ret v6
#
#   behind_blanks(s: char*, i=0) -> int64
#   b0:
#     jump b1
#   b1:
#     i: int64 = phi b0: 0, b2: i.1
#     v0: int64 = getitem s, i
#     v1: boolean = call is_blank, v0
#     v2: boolean = truth v1
#     branch v2, b2, b3
#   b2:
#     i.1: int64 = add i, 1 in place
#     jump b1
#   b3:
#     ret i
#
#   is_blank(c: int64) -> boolean
#   b0:
#     v0: boolean = eq c, 32
#     branch v0, b3, b1
#   b1:
#     v1: boolean = ge c, 9
#     branch v1, b2, b3
#   b2:
#     v2: boolean = le c, 13
#     jump b3
#   b3:
#     v3: boolean = phi b0: v0, b1: v1, b2: v2
#     ret v3
#
#   behind_number(s: char*, start: int64) -> int64
#   b0:
#     end: int64 = call behind_digits, s, start
#     has_digits: boolean = gt end, start
#     v0: int64 = getitem s, end
#     v1: boolean = eq v0, 46
#     branch v1, b1, b3
#   b1:
#     point: int64 = add end, 1
#     end.1: int64 = call behind_digits, s, point
#     branch has_digits, b3, b2
#   b2:
#     v2: boolean = gt end.1, point
#     jump b3
#   b3:
#     end.2: int64 = phi b0: end, b1: end.1, b2: end.1
#     has_digits.1: boolean = phi b0: has_digits, b1: has_digits, b2: v2
#     v3: boolean = truth has_digits.1
#     branch v3, b4, b5
#   b4:
#     v4: int64 = call behind_exponent, s, end.2
#     jump b5
#   b5:
#     v5: int64 = phi b3: -1, b4: v4
#     ret v5
#
#   behind_name(s: char*, i: int64) -> int64
#   b0:
#     v0: const char* = call upcall.prelude.machine.text, b'infinity'
#     v1: boolean = call has_word, s, i, v0
#     v2: boolean = truth v1
#     branch v2, b1, b2
#   b1:
#     v3: int64 = add i, 8
#     jump b5
#   b2:
#     v4: const char* = call upcall.prelude.machine.text, b'inf'
#     v5: boolean = call has_word, s, i, v4
#     v6: boolean = truth v5
#     branch v6, b4, b3
#   b3:
#     v7: const char* = call upcall.prelude.machine.text, b'nan'
#     v8: boolean = call has_word, s, i, v7
#     v9: boolean = truth v8
#     branch v9, b4, b5
#   b4:
#     v10: int64 = add i, 3
#     jump b5
#   b5:
#     v11: int64 = phi b1: v3, b3: -1, b4: v10
#     ret v11
#
#   behind_digits(s: char*, i: int64) -> int64
#   b0:
#     jump b1
#   b1:
#     i.1: int64 = phi b0: i, b2: i.2, b3: i.2, b4: i.3
#     v0: int64 = getitem s, i.1
#     v1: boolean = call is_digit, v0
#     v2: boolean = truth v1
#     branch v2, b2, b5
#   b2:
#     i.2: int64 = add i.1, 1 in place
#     v3: int64 = getitem s, i.2
#     v4: boolean = eq v3, 95
#     branch v4, b3, b1
#   b3:
#     v5: int64 = add i.2, 1
#     v6: int64 = getitem s, v5
#     v7: boolean = call is_digit, v6
#     v8: boolean = truth v7
#     branch v8, b4, b1
#   b4:
#     i.3: int64 = add i.2, 1 in place
#     jump b1
#   b5:
#     ret i.1
#
#   has_word(s: char*, i: int64, word: const char*) -> boolean
#   b0:
#     jump b1
#   b1:
#     k: int64 = phi b0: 0, b3: k.1
#     v0: int64 = getitem word, k
#     v1: boolean = ne v0, 0
#     branch v1, b2, b4
#   b2:
#     v2: int64 = add i, k
#     v3: int64 = getitem s, v2
#     v4: int64 = or v3, 32
#     v5: int64 = getitem word, k
#     v6: boolean = ne v4, v5
#     branch v6, b4, b3
#   b3:
#     k.1: int64 = add k, 1 in place
#     jump b1
#   b4:
#     v7: boolean = phi b1: True, b2: False
#     ret v7
#
#   is_digit(c: int64) -> boolean
#   b0:
#     v0: boolean = ge c, 48
#     branch v0, b1, b2
#   b1:
#     v1: boolean = le c, 57
#     jump b2
#   b2:
#     v2: boolean = phi b0: v0, b1: v1
#     ret v2
#
#   behind_blanks(s: char*, i: int64) -> int64
#   b0:
#     jump b1
#   b1:
#     i.1: int64 = phi b0: i, b2: i.2
#     v0: int64 = getitem s, i.1
#     v1: boolean = call is_blank, v0
#     v2: boolean = truth v1
#     branch v2, b2, b3
#   b2:
#     i.2: int64 = add i.1, 1 in place
#     jump b1
#   b3:
#     ret i.1
#
#   behind_exponent(s: char*, i: int64) -> int64
#   b0:
#     v0: int64 = getitem s, i
#     v1: boolean = ne v0, 69
#     branch v1, b1, b2
#   b1:
#     v2: int64 = getitem s, i
#     v3: boolean = ne v2, 101
#     branch v3, b7, b2
#   b2:
#     start: int64 = add i, 1
#     v4: int64 = getitem s, start
#     v5: boolean = eq v4, 43
#     branch v5, b4, b3
#   b3:
#     v6: int64 = getitem s, start
#     v7: boolean = eq v6, 45
#     branch v7, b4, b5
#   b4:
#     start.1: int64 = add start, 1 in place
#     jump b5
#   b5:
#     start.2: int64 = phi b3: start, b4: start.1
#     end: int64 = call behind_digits, s, start.2
#     v8: boolean = gt end, start.2
#     branch v8, b7, b6
#   b6:
#     jump b7
#   b7:
#     v9: int64 = phi b1: i, b5: end, b6: -1
#     ret v9
