# A record has no arithmetic: its fields have.
# signature: float64(Record(mass[type=float64;offset=0],n[type=int32;offset=8];16;True)*)
def f(p):
    return p[0] * 2.0
# --- error E_OPERANDS
#   operands_record.py:4 in f: unsupported operands: Record(mass[type=float64;offset=0],n[type=int32;offset=8];16;True) * float64
#       4 |     return p[0] * 2.0
#         |            ^^^^^^^^^^
#         |            ^^^^ Record(mass[type=float64;offset=0],n[type=int32;offset=8];16;True)
#         |                   ^^^ float64
#   write: r.x or r["x"], for a field
