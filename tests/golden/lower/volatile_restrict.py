# Each access of volatile memory is made, in its order: the flag is read at each pass, both stores to it are there.
# Nothing else leads to what a restrict pointer points to, so its first store is gone.
# signature: int f(volatile int *flag, double *restrict x)
def f(flag, x):
    passes = 0
    x[0] = 1.0
    flag[1] = 1
    flag[1] = 2
    while flag[0] == 0:
        passes += 1
    x[0] = 2.0
    return passes
# --- lir
#   entry upcall.f(ptr, ptr restrict) -> i32
#   function upcall.f.body(ptr, ptr) -> i32
#   b0:
#     v0: f64 = fconst 1.0
#     v1: i64 = iconst 8
#     v2: i64 = iconst 0
#     v3: i32 = iconst 1
#     v4: i64 = iconst 4
#     v5: i64 = iconst 1
#     v6: i32 = iconst 2
#     v7: f64 = fconst 2.0
#     v8: ptr = param 0
#     v9: ptr = param 1
#     v10: i64 = imul nsw v2, v1
#     v11: ptr = ptradd inbounds v9, v10
#     store v11, v0, align 8
#     v12: i64 = imul nsw v5, v4
#     v13: ptr = ptradd inbounds v8, v12
#     store volatile v13, v3, align 4
#     store volatile v13, v6, align 4
#     jump b1
#   b1:
#     v14: i64 = phi v2 from b0, v20 from b2
#     v15: i64 = imul nsw v2, v4
#     v16: ptr = ptradd inbounds v8, v15
#     v17: i32 = load volatile v16, align 4
#     v18: i64 = sext v17
#     v19: i1 = eq v18, v2
#     branch v19, b2, b3
#   b2:
#     v20: i64 = iadd v14, v5
#     jump b1
#   b3:
#     store v11, v7, align 8
#     v21: i32 = trunc v14
#     ret v21
# --- llvm
#   ; ModuleID = 'upcall'
#   source_filename = "upcall"
#
#   ; Function Attrs: nounwind
#   define i32 @upcall.f(ptr nest %0, ptr %1, ptr noalias %2) #0 section ".text.entry" {
#   entry:
#     %3 = getelementptr inbounds nuw i8, ptr %1, i64 4
#     store volatile i32 1, ptr %3, align 4
#     store volatile i32 2, ptr %3, align 4
#     br label %b1.i
#
#   b1.i:                                             ; preds = %b1.i, %entry
#     %4 = phi i64 [ 0, %entry ], [ %7, %b1.i ]
#     %5 = load volatile i32, ptr %1, align 4
#     %6 = icmp eq i32 %5, 0
#     %7 = add i64 %4, 1
#     br i1 %6, label %b1.i, label %upcall.body.0.exit
#
#   upcall.body.0.exit:                               ; preds = %b1.i
#     %.lcssa = phi i64 [ %4, %b1.i ]
#     store double 2.000000e+00, ptr %2, align 8
#     %8 = trunc i64 %.lcssa to i32
#     ret i32 %8
#   }
#
#   attributes #0 = { nounwind }
