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
#   target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
#   target triple = "x86_64-pc-linux-gnu"
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
#   attributes #0 = { nounwind "min-legal-vector-width"="0" }
