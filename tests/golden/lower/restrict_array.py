# Array parameters with restrict: between a store to one and the next load of the other nothing is loaded again.
# signature: double f(int n, double y[restrict 2], const double x[restrict 2])
# options: boundscheck=False
def f(n, y, x):
    a = x[0]
    y[0] = 1.0
    return a + x[0]
# --- llvm
#   ; ModuleID = 'upcall'
#   source_filename = "upcall"
#
#   ; Function Attrs: nounwind
#   define double @upcall.f(ptr nest %0, i32 %1, ptr noalias %2, ptr noalias %3) #0 section ".text.entry" {
#   entry:
#     %4 = load double, ptr %3, align 1
#     store double 1.000000e+00, ptr %2, align 1
#     %5 = fadd double %4, %4
#     ret double %5
#   }
#
#   attributes #0 = { nounwind }
