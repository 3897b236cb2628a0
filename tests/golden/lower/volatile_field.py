# A field that is declared volatile, of a struct that isn't; an array of volatile numbers is neither widened nor left out.
# signature: struct device { volatile unsigned status; int *volatile next; volatile int queue[2]; int other; } *; int f(struct device *d)
def f(d):
    d.other = 1
    d.status = 1
    d.status = 2
    return d.queue[0] + d.queue[0] + d.other
# --- llvm
#   ; ModuleID = 'upcall'
#   source_filename = "upcall"
#
#   ; Function Attrs: nounwind
#   define i32 @upcall.f(ptr nest %0, ptr %1) #0 section ".text.entry" {
#   entry:
#     %2 = getelementptr inbounds nuw i8, ptr %1, i64 24
#     store i32 1, ptr %2, align 1
#     store volatile i32 1, ptr %1, align 1
#     store volatile i32 2, ptr %1, align 1
#     %3 = getelementptr inbounds nuw i8, ptr %1, i64 16
#     %4 = load volatile i32, ptr %3, align 1
#     %5 = load volatile i32, ptr %3, align 1
#     %6 = add i32 %4, 1
#     %7 = add i32 %6, %5
#     ret i32 %7
#   }
#
#   ; Function Attrs: nounwind
#   declare ptr @upcall_report(ptr, i64, ptr) #1
#
#   attributes #0 = { nounwind }
#   attributes #1 = { nounwind }
