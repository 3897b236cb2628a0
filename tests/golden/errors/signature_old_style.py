# Parameters by name alone, with their types behind them: C as it was before 1989.
# signature: double f(x) double x;
def f(x):
    return x
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "double f(x) double x;": parameters whose types stand behind them are C as it was before 1989
#       double f(x) double x;
#                ^
#   write: the types in the parentheses, double f(double x)
