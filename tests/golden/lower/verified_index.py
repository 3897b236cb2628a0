# What was proved is checked too: in range, not negative, tested before the loop. No handler catches what fails then.
# signature: float64(float64*, intc, intc, intc)
# options: boundscheck="verify"
from upcall import carray


def f(p, n, m, step):
    a = carray(p, n)
    total = 0.0
    for i in range(0, n, 2):
        total += a[i]
    for i in range(m):
        total += a[i]
    try:
        return total + a[m & 7]
    except Exception:
        return total
# --- checks
#   2 of 3 indices of arrays are checked when the code runs
#   verified_index.py:13 in f: the index of a may be too large: nothing before says how i and the length are related; one test before the loop stands for it
#   verified_index.py:15 in f: the index of a may be too large: nothing before says how it and the length are related
# --- lir
#   entry upcall.f(ptr, i32, i32, i32) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(ptr, i32, i32, i32) -> f64 raises
#   b0:
#     v0: i64 = iconst 18014398509481983
#     v1: i64 = iconst 0
#     v2: i64 = iconst 2
#     v3: i64 = iconst 1
#     v4: f64 = fconst 0.0
#     v5: i64 = iconst 9223372036854775807
#     v6: i64 = iconst 8
#     v7: i1 = iconst 1
#     v8: i64 = iconst 7
#     v9: i64 = iconst 83887631
#     v10: i64 = iconst 255
#     v11: i64 = iconst 3
#     v12: i64 = iconst 62
#     v13: ptr = param 0
#     v14: i32 = param 1
#     v15: i64 = sext v14
#     v16: i32 = param 2
#     v17: i64 = sext v16
#     v18: i1 = sgt v15, v0
#     branch unlikely v18, b11, b12
#   b1:
#     v19: f64 = phi v4 from b14, v54 from b18
#     v20: i64 = phi v1 from b14, v49 from b18
#     v21: i1 = slt v20, v15
#     branch v21, b2, b3
#   b2:
#     v22: i1 = slt v2, v3
#     v23: i64 = isub v5, v2
#     v24: i1 = sgt v20, v23
#     v25: i1 = or v22, v24
#     branch unlikely v25, b15, b16
#   b3:
#     v26: i1 = slt v15, v17
#     v27: i1 = sgt v17, v1
#     v28: i64 = select v27, v17, v1
#     jump b4
#   b4:
#     v29: f64 = phi v19 from b3, v65 from b24
#     v30: i64 = phi v1 from b3, v32 from b24
#     v31: i1 = slt v30, v17
#     branch v31, b5, b6
#   b5:
#     v32: i64 = iadd nsw nuw v30, v3
#     v33: i1 = slt v30, v1
#     branch unlikely v33, b19, b20
#   b6:
#     v34: i64 = and v17, v8
#     v35: i1 = slt v34, v1
#     branch unlikely v35, b27, b28
#   b7:
#     v36: f64 = fadd v29, v69
#     jump b9
#   b8:
#     v37: i64 = phi v9 from b29
#     v38: i64 = and v37, v10
#     v39: i64 = isub v38, v11
#     v40: i1 = ult v39, v12
#     branch v40, b9, b10
#   b9:
#     v41: f64 = phi v36 from b7, v29 from b8
#     ret v41
#   b10:
#     raise v37
#   b11:
#     raise 0 at 1
#   b12:
#     v42: i1 = slt v15, v1
#     branch unlikely v42, b13, b14
#   b13:
#     raise 1 at 1
#   b14:
#     v43: i1 = sgt v15, v1
#     v44: i64 = isub v15, v1
#     v45: i64 = isub v44, v3
#     v46: i64 = udiv v45, v2
#     v47: i64 = iadd v46, v3
#     v48: i64 = select v43, v47, v1
#     jump b1
#   b15:
#     raise 2 at 2
#   b16:
#     v49: i64 = iadd nsw nuw v20, v2
#     v50: i1 = uge v20, v15
#     branch unlikely v50, b17, b18
#   b17:
#     raise 3 at 3
#   b18:
#     v51: i64 = imul nsw v20, v6
#     v52: ptr = ptradd inbounds v13, v51
#     v53: f64 = load v52, align 1
#     v54: f64 = fadd v19, v53
#     jump b1
#   b19:
#     raise 4 at 4
#   b20:
#     v55: i1 = xor v26, v7
#     v56: i1 = uge v30, v15
#     v57: i1 = and v55, v56
#     branch unlikely v57, b21, b22
#   b21:
#     raise 5 at 4
#   b22:
#     branch unlikely v26, b23, b24
#   b23:
#     v58: i64 = iadd v30, v15
#     v59: i64 = select v33, v58, v30
#     v60: i1 = uge v59, v15
#     branch unlikely v60, b25, b26
#   b24:
#     v61: i64 = phi v30 from b22, v59 from b26
#     v62: i64 = imul nsw v61, v6
#     v63: ptr = ptradd inbounds v13, v62
#     v64: f64 = load v63, align 1
#     v65: f64 = fadd v29, v64
#     jump b4
#   b25:
#     raise 6 at 4
#   b26:
#     jump b24
#   b27:
#     raise 4 at 5
#   b28:
#     v66: i1 = uge v34, v15
#     branch unlikely v66, b29, b30
#   b29:
#     jump b8
#   b30:
#     v67: i64 = imul nsw v34, v6
#     v68: ptr = ptradd inbounds v13, v67
#     v69: f64 = load v68, align 1
#     jump b7
