# The elements of an array inside a record are assigned one by one.
# signature: void (Record(v[type=nestedarray(float64, (3,));offset=0];24;True)*)
def f(p):
    p[0].v = 2.0
# --- error E_ROW_STORE
#   field_row.py:4 in f: a row of Record(v[type=nestedarray(float64, (3,));offset=0];24;True) can't be assigned at once
#       4 |     p[0].v = 2.0
#         |     ^^^^^^
#   write: a loop over its elements, an integer for each axis: a[i, j] = x
