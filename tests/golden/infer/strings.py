# Different strings meet in a variable, a constant one is its type; with a formatted text they are a text.
# signature: int64(int64)
def f(n):
    name = "few"
    if n > 3:
        name = "many"
    found = name in ("many", "all")
    text = name
    if n > 5:
        text = f"{n}"
    if n < 0:
        raise ValueError(name)
    try:
        if found:
            raise IndexError(text, n)
        raise KeyError("none", 0)
    except LookupError as error:
        return error.args[1]
# --- types
#   f(n: int64) -> int64
#   b0:
#     v0: boolean = gt n, 3
#     branch v0, b1, b2
#   b1:
#     jump b2
#   b2:
#     name: a string = phi b0: 'few', b1: 'many'
#     found: boolean = contains name, ('many', 'all')
#     v1: boolean = gt n, 5
#     branch v1, b3, b4
#   b3:
#     text: a text = format n
#     jump b4
#   b4:
#     text.1: a text = phi b2: name, b3: text
#     v2: boolean = lt n, 0
#     branch v2, b5, b6
#   b5:
#     v3: an exception = exception ValueError name
#     raise v3
#   b6:
#     branch found, b7, b8
#   b7:
#     v4: an exception = exception IndexError text.1, n
#     v5: an exception = raised v4
#     jump b9
#   b8:
#     v6: an exception = exception KeyError 'none', 0
#     v7: an exception = raised v6
#     jump b9
#   b9:
#     error: an exception = phi b7: v5, b8: v7
#     v8: boolean = matches error, LookupError
#     branch v8, b10, b11
#   b10:
#     v9: (a text, int64) = getattr error.args
#     v10: int64 = getitem v9, 1
#     ret v10
#   b11:
#     raise error
