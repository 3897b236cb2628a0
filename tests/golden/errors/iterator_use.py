# An iterator that two loops use: the second would go on where the first left off.
# signature: int64(int64)
def f(n):
    numbers = enumerate(range(n))
    for i, k in numbers:
        if k > 3:
            break
    for i, k in numbers:
        n += i
    return n
# --- error E_ITERATOR_USE
#   iterator_use.py:5 in f: an iterator (enumerate(range)) can be used once only, where it is made
#       5 |     for i, k in numbers:
#         |                 ^^^^^^^
#   write: the call in the `for` statement itself
