# A list that nobody changes is a tuple that is named so: all the elements of one.
# signature: float64(float64)
def f(x):
    values = [x, x * 2]
    more = [*values, 1.0, *(x, 2)]
    return values[0] + more[2] + [3.0, 4.0, x][1]
# --- hir
#   f(x: float64) -> float64
#   b0:
#     v0 = mul x, 2
#     v1 = tuple x, v0
#     values = rest v1 0 of 0
#     v2 = tuple x, 2
#     v3 = tuple 1.0
#     v4 = splice values, v3, v2
#     more = rest v4 0 of 0
#     v5 = getitem values, 0
#     v6 = getitem more, 2
#     v7 = add v5, v6
#     v8 = tuple 3.0, 4.0, x
#     v9 = rest v8 0 of 0
#     v10 = getitem v9, 1
#     v11 = add v7, v10
#     ret v11
