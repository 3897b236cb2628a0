# A field of a record that it hasn't, as an attribute.
# signature: float64(Record(mass[type=float64;offset=0],n[type=int32;offset=8];16;True)*)
def f(p):
    return p[0].mas
# --- error E_ATTRIBUTE
#   field_attribute.py:4 in f: Record(mass[type=float64;offset=0],n[type=int32;offset=8];16;True) has no attribute mas in compiled code
#       4 |     return p[0].mas
#         |            ^^^^^^^^
#   write: mass
