# A field of a record that it hasn't, by its name in brackets.
# signature: float64(Record(mass[type=float64;offset=0],n[type=int32;offset=8];16;True)*)
def f(p):
    return p[0]["mas"]
# --- error E_FIELD
#   field.py:4 in f: Record(mass[type=float64;offset=0],n[type=int32;offset=8];16;True) has no field mas
#       4 |     return p[0]["mas"]
#         |            ^^^^^^^^^^^
#   write: "mass"
