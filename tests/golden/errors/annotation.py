# What an annotation says of a pointer isn't what the signature says.
# signature: float64(float64, int32*)


def f(x, counts: "double *"):
    return x + counts[0]
# --- error E_ANNOTATION
#   the annotation of counts says double *, the signature int32*
#   write: the type that the signature has, or one that says more: of a void * what it points to, of a double * how many there are, "double[3]"
