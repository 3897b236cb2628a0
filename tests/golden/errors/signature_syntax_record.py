# C passes pointers to records here.
# signature: float64(Record(x[type=float64;offset=0];8;True))
def f(p):
    return p.x
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "float64(Record(x[type=float64;offset=0];8;True))": records are passed by pointer
#       float64(Record(x[type=float64;offset=0];8;True))
#               ^
#   write: CPointer(Record(x[type=float64;offset=0];8;True))
