# Messages name some of the fields, and nothing of what these lead to.
# signature: int f(struct node { struct node *next; struct { double x, y, z; struct { int a, b, c, d; } *more; } place; int n, m, k, l, j; } *p)
def f(p):
    return p.next.place.nope
# --- error E_ATTRIBUTE
#   record_of_many_fields.py:4 in f: Record(x, y, z, more) has no attribute nope in compiled code
#       4 |     return p.next.place.nope
#         |            ^^^^^^^^^^^^^^^^^
#   write: r.x or r["x"], for a field; the nearest that are there: copy, more and x
