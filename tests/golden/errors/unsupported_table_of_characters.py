# What goes through the rows of a table of characters would have them whole, not the strings in them.
# signature: int64(CPointer(Record(t[type=nestedarray(char, (3, 4));offset=0];12;True)))
def f(p):
    total = 0
    for i, row in enumerate(p.t):
        total += i * len(row)
    return total
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_table_of_characters.py:5 in f: can't compile this of a table of characters
#       5 |     for i, row in enumerate(p.t):
#         |                   ^^^^^^^^^^^^^^
#   write: for i in range(len(t)), and t[i] for each of its strings
