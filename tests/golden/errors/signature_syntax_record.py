# By value C passes records whose fields are all known.
# signature: float64(Record(x[type=float64;offset=0];16;True;partial))
def f(p):
    return p.x
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "float64(Record(x[type=float64;offset=0];16;True;partial))": a record with fields that compiled code has no types for is passed by pointer
#       float64(Record(x[type=float64;offset=0];16;True;partial))
#               ^
#   write: CPointer(Record(x[type=float64;offset=0];16;True;partial))
