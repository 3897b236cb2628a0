# A constant is to fit into as many bits as there are.
# signature: void(Record(a[type=int32;offset=0;bits=0:3],b[type=uint32;offset=0;bits=3:5];4;True)*)
def f(p):
    p.a = -4
    p.b = 31
    p.a = 4
# --- error E_CONSTANT_HELD
#   constant_held_bits.py:6 in f: a bit-field of 3 bits can't hold the constant 4
#       6 |     p.a = 4
#         |     ^^^
#   write: a constant that fits, or its low bits, as in 300 & 255
