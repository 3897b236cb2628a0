# A pointer to a struct is stored where pointers to that struct lie; to another one it is cast.
# signature: void(Record(next[type=^0*;offset=0];8;True)*, Record(a[type=float64;offset=0];8;True)*)
def f(p, q):
    p.next = q
# --- error E_STORE
#   store_struct_pointer.py:4 in f: Record(a[type=float64;offset=0];8;True)* can't be stored where Record(next[type=^0*;offset=0];8;True)* lies
#       4 |     p.next = q
#         |              ^ Record(a[type=float64;offset=0];8;True)*, from the signature
#   write: upcall.cast(p, "Struct *"), if that is what lies there
