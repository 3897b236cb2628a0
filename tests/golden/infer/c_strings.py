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
#     v2: char[:] = call up_to_null, s
#     ret v2
#
#   differ(s: char*, other=b'item') -> boolean
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
#     whole: char[:] = call up_to_null, s
#     start: int64 = call behind_blanks, whole, 0
#     v2: int64 = call at, whole, start
#     is_negative: boolean = eq v2, 45
#     v3: boolean = call has_sign, whole, start
#     v4: boolean = truth v3
#     branch v4, b3, b4
#   b3:
#     start.1: int64 = add start, 1 in place
#     jump b4
#   b4:
#     start.2: int64 = phi b2: start, b3: start.1
#     end: int64 = call behind_number, whole, start.2
#     is_number: boolean = ge end, 0
#     branch is_number, b6, b5
#   b5:
#     end.1: int64 = call behind_name, whole, start.2
#     jump b6
#   b6:
#     end.2: int64 = phi b4: end, b5: end.1
#     v5: boolean = lt end.2, 0
#     branch v5, b8, b7
#   b7:
#     v6: int64 = call behind_blanks, whole, end.2
#     v7: int64 = call builtins.len, whole
#     v8: boolean = ne v6, v7
#     branch v8, b8, b9
#   b8:
#     v9: (int64, int64, int64, int64, int64, int64, int64, int64, int64) = call words, whole
#     v10: (int64, int64, int64, int64, int64, int64, int64, int64, int64) = call upcall.prelude.machine.quoted, v9
#     v11: a text = format v10
#     v12: a text = text 'could not convert string to float: ', v11 by join
#     v13: an exception = exception ValueError v12
#     raise v13
#   b9:
#     branch is_number, b10, b11
#   b10:
#     v14: slice = slice start.2, end.2, None
#     v15: char[:] = getitem whole, v14
#     v16: float64 = call upcall.prelude.machine.string_float, v15
#     jump b12
#   b11:
#     v17: int64 = call at, whole, start.2
#     v18: float64 = call size_of_name, v17
#     jump b12
#   b12:
#     size: float64 = phi b10: v16, b11: v18
#     branch is_negative, b13, b14
#   b13:
#     v19: float64 = neg size
#     jump b14
#   b14:
#     v20: float64 = phi b12: size, b13: v19
#     ret v20
#
#   up_to_null(s: char*) -> char[:]
#   b0:
#     v0: boolean = is s, None
#     branch v0, b1, b2
#   b1:
#     v1: an exception = exception TypeError 'a null pointer is no string'
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
#     v4: char[:] = call upcall.carray, s, n
#     ret v4
#
#   equal(s: char*, other=b'item') -> boolean
#   b0:
#     v0: boolean = is s, None
#     branch v0, b6, b1
#   b1:
#     wanted: char[:] read-only = call upcall.prelude.machine.string, b'item'
#     v1: int64 = call builtins.len, wanted
#     v2: range = call builtins.range, v1
#     v3: iterator over range = iter v2
#     v4: int64 = iter_count v3
#     jump b2
#   b2:
#     v5: int64 = phi b1: 0, b4: v7
#     v6: boolean = iter_more v5, v4
#     branch v6, b3, b5
#   b3:
#     i: int64 = iter_item v3, v5
#     v7: int64 = iter_next v5
#     c: int64 = getitem s, i
#     v8: int64 = getitem wanted, i
#     v9: boolean = ne c, v8
#     branch v9, b6, b4
#   b4:
#     v10: boolean = eq c, 0
#     branch v10, b6, b2
#   b5:
#     v11: int64 = call builtins.len, wanted
#     v12: int64 = getitem s, v11
#     v13: boolean = eq v12, 0
#     v14: boolean = truth v13
#     jump b6
#   b6:
#     v15: boolean = phi b0: False, b3: False, b4: False, b5: v14
#     ret v15
#
#   behind_blanks(s: char[:], i=0) -> int64
#   b0:
#     jump b1
#   b1:
#     i: int64 = phi b0: 0, b2: i.1
#     v0: int64 = call at, s, i
#     v1: boolean = call is_blank, v0
#     v2: boolean = truth v1
#     branch v2, b2, b3
#   b2:
#     i.1: int64 = add i, 1 in place
#     jump b1
#   b3:
#     ret i
#
#   words(s: char[:]) -> (int64, int64, int64, int64, int64, int64, int64, int64, int64)
#   b0:
#     v0: int64 = call builtins.len, s
#     v1: int64 = call word, s, 0
#     v2: int64 = call word, s, 8
#     v3: int64 = call word, s, 16
#     v4: int64 = call word, s, 24
#     v5: int64 = call word, s, 32
#     v6: int64 = call word, s, 40
#     v7: int64 = call word, s, 48
#     v8: int64 = call word, s, 56
#     v9: (int64, int64, int64, int64, int64, int64, int64, int64, int64) = tuple v0, v1, v2, v3, v4, v5, v6, v7, v8
#     ret v9
#
#   at(s: char[:], i: int64) -> int64
#   b0:
#     v0: int64 = call builtins.len, s
#     v1: boolean = lt i, v0
#     branch v1, b1, b2
#   b1:
#     v2: int64 = getitem s, i
#     jump b2
#   b2:
#     v3: int64 = phi b0: 0, b1: v2
#     ret v3
#
#   word(s: char[:], start=0) -> int64
#   b0:
#     v0: range = call builtins.range, 8
#     v1: iterator over range = iter v0
#     v2: int64 = iter_count v1
#     jump b1
#   b1:
#     n: int64 = phi b0: 0, b2: n.1
#     v3: int64 = phi b0: 0, b2: v5
#     v4: boolean = iter_more v3, v2
#     branch v4, b2, b3
#   b2:
#     i: int64 = iter_item v1, v3
#     v5: int64 = iter_next v3
#     v6: int64 = add 0, i
#     v7: int64 = call at, s, v6
#     v8: int64 = mul 8, i
#     v9: int64 = lshift v7, v8
#     n.1: int64 = or n, v9 in place
#     jump b1
#   b3:
#     ret n
#
#   word(s: char[:], start=8) -> int64
#   b0:
#     v0: range = call builtins.range, 8
#     v1: iterator over range = iter v0
#     v2: int64 = iter_count v1
#     jump b1
#   b1:
#     n: int64 = phi b0: 0, b2: n.1
#     v3: int64 = phi b0: 0, b2: v5
#     v4: boolean = iter_more v3, v2
#     branch v4, b2, b3
#   b2:
#     i: int64 = iter_item v1, v3
#     v5: int64 = iter_next v3
#     v6: int64 = add 8, i
#     v7: int64 = call at, s, v6
#     v8: int64 = mul 8, i
#     v9: int64 = lshift v7, v8
#     n.1: int64 = or n, v9 in place
#     jump b1
#   b3:
#     ret n
#
#   word(s: char[:], start=16) -> int64
#   b0:
#     v0: range = call builtins.range, 8
#     v1: iterator over range = iter v0
#     v2: int64 = iter_count v1
#     jump b1
#   b1:
#     n: int64 = phi b0: 0, b2: n.1
#     v3: int64 = phi b0: 0, b2: v5
#     v4: boolean = iter_more v3, v2
#     branch v4, b2, b3
#   b2:
#     i: int64 = iter_item v1, v3
#     v5: int64 = iter_next v3
#     v6: int64 = add 16, i
#     v7: int64 = call at, s, v6
#     v8: int64 = mul 8, i
#     v9: int64 = lshift v7, v8
#     n.1: int64 = or n, v9 in place
#     jump b1
#   b3:
#     ret n
#
#   word(s: char[:], start=24) -> int64
#   b0:
#     v0: range = call builtins.range, 8
#     v1: iterator over range = iter v0
#     v2: int64 = iter_count v1
#     jump b1
#   b1:
#     n: int64 = phi b0: 0, b2: n.1
#     v3: int64 = phi b0: 0, b2: v5
#     v4: boolean = iter_more v3, v2
#     branch v4, b2, b3
#   b2:
#     i: int64 = iter_item v1, v3
#     v5: int64 = iter_next v3
#     v6: int64 = add 24, i
#     v7: int64 = call at, s, v6
#     v8: int64 = mul 8, i
#     v9: int64 = lshift v7, v8
#     n.1: int64 = or n, v9 in place
#     jump b1
#   b3:
#     ret n
#
#   word(s: char[:], start=32) -> int64
#   b0:
#     v0: range = call builtins.range, 8
#     v1: iterator over range = iter v0
#     v2: int64 = iter_count v1
#     jump b1
#   b1:
#     n: int64 = phi b0: 0, b2: n.1
#     v3: int64 = phi b0: 0, b2: v5
#     v4: boolean = iter_more v3, v2
#     branch v4, b2, b3
#   b2:
#     i: int64 = iter_item v1, v3
#     v5: int64 = iter_next v3
#     v6: int64 = add 32, i
#     v7: int64 = call at, s, v6
#     v8: int64 = mul 8, i
#     v9: int64 = lshift v7, v8
#     n.1: int64 = or n, v9 in place
#     jump b1
#   b3:
#     ret n
#
#   word(s: char[:], start=40) -> int64
#   b0:
#     v0: range = call builtins.range, 8
#     v1: iterator over range = iter v0
#     v2: int64 = iter_count v1
#     jump b1
#   b1:
#     n: int64 = phi b0: 0, b2: n.1
#     v3: int64 = phi b0: 0, b2: v5
#     v4: boolean = iter_more v3, v2
#     branch v4, b2, b3
#   b2:
#     i: int64 = iter_item v1, v3
#     v5: int64 = iter_next v3
#     v6: int64 = add 40, i
#     v7: int64 = call at, s, v6
#     v8: int64 = mul 8, i
#     v9: int64 = lshift v7, v8
#     n.1: int64 = or n, v9 in place
#     jump b1
#   b3:
#     ret n
#
#   word(s: char[:], start=48) -> int64
#   b0:
#     v0: range = call builtins.range, 8
#     v1: iterator over range = iter v0
#     v2: int64 = iter_count v1
#     jump b1
#   b1:
#     n: int64 = phi b0: 0, b2: n.1
#     v3: int64 = phi b0: 0, b2: v5
#     v4: boolean = iter_more v3, v2
#     branch v4, b2, b3
#   b2:
#     i: int64 = iter_item v1, v3
#     v5: int64 = iter_next v3
#     v6: int64 = add 48, i
#     v7: int64 = call at, s, v6
#     v8: int64 = mul 8, i
#     v9: int64 = lshift v7, v8
#     n.1: int64 = or n, v9 in place
#     jump b1
#   b3:
#     ret n
#
#   word(s: char[:], start=56) -> int64
#   b0:
#     v0: range = call builtins.range, 8
#     v1: iterator over range = iter v0
#     v2: int64 = iter_count v1
#     jump b1
#   b1:
#     n: int64 = phi b0: 0, b2: n.1
#     v3: int64 = phi b0: 0, b2: v5
#     v4: boolean = iter_more v3, v2
#     branch v4, b2, b3
#   b2:
#     i: int64 = iter_item v1, v3
#     v5: int64 = iter_next v3
#     v6: int64 = add 56, i
#     v7: int64 = call at, s, v6
#     v8: int64 = mul 8, i
#     v9: int64 = lshift v7, v8
#     n.1: int64 = or n, v9 in place
#     jump b1
#   b3:
#     ret n
#
#   has_sign(s: char[:], i: int64) -> boolean
#   b0:
#     v0: int64 = call at, s, i
#     v1: boolean = eq v0, 43
#     branch v1, b2, b1
#   b1:
#     v2: int64 = call at, s, i
#     v3: boolean = eq v2, 45
#     jump b2
#   b2:
#     v4: boolean = phi b0: v1, b1: v3
#     ret v4
#
#   behind_number(s: char[:], start: int64) -> int64
#   b0:
#     end: int64 = call behind_digits, s, start, 10
#     has_digits: boolean = gt end, start
#     v0: int64 = call at, s, end
#     v1: boolean = eq v0, 46
#     branch v1, b1, b3
#   b1:
#     point: int64 = add end, 1
#     end.1: int64 = call behind_digits, s, point, 10
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
#   behind_name(s: char[:], i: int64) -> int64
#   b0:
#     v0: boolean = call has_word, s, i, b'infinity'
#     v1: boolean = truth v0
#     branch v1, b1, b2
#   b1:
#     v2: int64 = add i, 8
#     jump b5
#   b2:
#     v3: boolean = call has_word, s, i, b'inf'
#     v4: boolean = truth v3
#     branch v4, b4, b3
#   b3:
#     v5: boolean = call has_word, s, i, b'nan'
#     v6: boolean = truth v5
#     branch v6, b4, b5
#   b4:
#     v7: int64 = add i, 3
#     jump b5
#   b5:
#     v8: int64 = phi b1: v2, b3: -1, b4: v7
#     ret v8
#
#   size_of_name(c: int64) -> float64
#   b0:
#     v0: int64 = or c, 32
#     v1: boolean = eq v0, 110
#     branch v1, b2, b1
#   b1:
#     jump b2
#   b2:
#     v2: int64 = phi b0: 9221120237041090560, b1: 9218868437227405312
#     v3: float64 = call upcall.prelude.machine.from_bits, v2
#     ret v3
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
#   behind_digits(s: char[:], i: int64, base=10) -> int64
#   b0:
#     jump b1
#   b1:
#     i.1: int64 = phi b0: i, b2: i.2, b3: i.2, b4: i.3
#     v0: int64 = call at, s, i.1
#     v1: int64 = call value_of, v0
#     v2: boolean = lt v1, 10
#     branch v2, b2, b5
#   b2:
#     i.2: int64 = add i.1, 1 in place
#     v3: int64 = call at, s, i.2
#     v4: boolean = eq v3, 95
#     branch v4, b3, b1
#   b3:
#     v5: int64 = add i.2, 1
#     v6: int64 = call at, s, v5
#     v7: int64 = call value_of, v6
#     v8: boolean = lt v7, 10
#     branch v8, b4, b1
#   b4:
#     i.3: int64 = add i.2, 1 in place
#     jump b1
#   b5:
#     ret i.1
#
#   has_word(s: char[:], i: int64, name=b'infinity') -> boolean
#   b0:
#     letters: char[:] read-only = call upcall.prelude.machine.string, b'infinity'
#     v0: int64 = call builtins.len, letters
#     v1: range = call builtins.range, v0
#     v2: iterator over range = iter v1
#     v3: int64 = iter_count v2
#     jump b1
#   b1:
#     v4: int64 = phi b0: 0, b2: v6
#     v5: boolean = iter_more v4, v3
#     branch v5, b2, b3
#   b2:
#     k: int64 = iter_item v2, v4
#     v6: int64 = iter_next v4
#     v7: int64 = add i, k
#     v8: int64 = call at, s, v7
#     v9: int64 = or v8, 32
#     v10: int64 = getitem letters, k
#     v11: boolean = eq v9, v10
#     branch v11, b1, b3
#   b3:
#     v12: boolean = phi b1: True, b2: False
#     ret v12
#
#   has_word(s: char[:], i: int64, name=b'inf') -> boolean
#   b0:
#     letters: char[:] read-only = call upcall.prelude.machine.string, b'inf'
#     v0: int64 = call builtins.len, letters
#     v1: range = call builtins.range, v0
#     v2: iterator over range = iter v1
#     v3: int64 = iter_count v2
#     jump b1
#   b1:
#     v4: int64 = phi b0: 0, b2: v6
#     v5: boolean = iter_more v4, v3
#     branch v5, b2, b3
#   b2:
#     k: int64 = iter_item v2, v4
#     v6: int64 = iter_next v4
#     v7: int64 = add i, k
#     v8: int64 = call at, s, v7
#     v9: int64 = or v8, 32
#     v10: int64 = getitem letters, k
#     v11: boolean = eq v9, v10
#     branch v11, b1, b3
#   b3:
#     v12: boolean = phi b1: True, b2: False
#     ret v12
#
#   has_word(s: char[:], i: int64, name=b'nan') -> boolean
#   b0:
#     letters: char[:] read-only = call upcall.prelude.machine.string, b'nan'
#     v0: int64 = call builtins.len, letters
#     v1: range = call builtins.range, v0
#     v2: iterator over range = iter v1
#     v3: int64 = iter_count v2
#     jump b1
#   b1:
#     v4: int64 = phi b0: 0, b2: v6
#     v5: boolean = iter_more v4, v3
#     branch v5, b2, b3
#   b2:
#     k: int64 = iter_item v2, v4
#     v6: int64 = iter_next v4
#     v7: int64 = add i, k
#     v8: int64 = call at, s, v7
#     v9: int64 = or v8, 32
#     v10: int64 = getitem letters, k
#     v11: boolean = eq v9, v10
#     branch v11, b1, b3
#   b3:
#     v12: boolean = phi b1: True, b2: False
#     ret v12
#
#   value_of(c: int64) -> int64
#   b0:
#     v0: boolean = call is_digit, c
#     v1: boolean = truth v0
#     branch v1, b1, b2
#   b1:
#     v2: int64 = sub c, 48
#     jump b4
#   b2:
#     v3: boolean = call is_letter, c
#     v4: boolean = truth v3
#     branch v4, b3, b4
#   b3:
#     v5: int64 = or c, 32
#     v6: int64 = sub v5, 87
#     jump b4
#   b4:
#     v7: int64 = phi b1: v2, b2: 36, b3: v6
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
#   is_letter(c: int64) -> boolean
#   b0:
#     v0: boolean = call is_upper, c
#     v1: boolean = truth v0
#     branch v1, b2, b1
#   b1:
#     v2: boolean = call is_lower, c
#     jump b2
#   b2:
#     v3: boolean = phi b0: v0, b1: v2
#     ret v3
#
#   is_upper(c: int64) -> boolean
#   b0:
#     v0: boolean = ge c, 65
#     branch v0, b1, b2
#   b1:
#     v1: boolean = le c, 90
#     jump b2
#   b2:
#     v2: boolean = phi b0: v0, b1: v1
#     ret v2
#
#   is_lower(c: int64) -> boolean
#   b0:
#     v0: boolean = ge c, 97
#     branch v0, b1, b2
#   b1:
#     v1: boolean = le c, 122
#     jump b2
#   b2:
#     v2: boolean = phi b0: v0, b1: v1
#     ret v2
#
#   behind_blanks(s: char[:], i: int64) -> int64
#   b0:
#     jump b1
#   b1:
#     i.1: int64 = phi b0: i, b2: i.2
#     v0: int64 = call at, s, i.1
#     v1: boolean = call is_blank, v0
#     v2: boolean = truth v1
#     branch v2, b2, b3
#   b2:
#     i.2: int64 = add i.1, 1 in place
#     jump b1
#   b3:
#     ret i.1
#
#   behind_exponent(s: char[:], i: int64) -> int64
#   b0:
#     v0: int64 = call at, s, i
#     v1: int64 = or v0, 32
#     v2: boolean = ne v1, 101
#     branch v2, b6, b1
#   b1:
#     v3: int64 = add i, 1
#     v4: boolean = call has_sign, s, v3
#     v5: boolean = truth v4
#     branch v5, b2, b3
#   b2:
#     v6: int64 = add i, 2
#     jump b4
#   b3:
#     v7: int64 = add i, 1
#     jump b4
#   b4:
#     start: int64 = phi b2: v6, b3: v7
#     end: int64 = call behind_digits, s, start, 10
#     v8: boolean = gt end, start
#     branch v8, b6, b5
#   b5:
#     jump b6
#   b6:
#     v9: int64 = phi b0: i, b4: end, b5: -1
#     ret v9
