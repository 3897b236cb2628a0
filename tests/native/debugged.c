/* debugged.c: what test_gdb.py finds between Python and a callback. */

__attribute__((noinline)) double inner_frame(double (*f)(double), double x)
{
    return f(x) + 1.0;
}

__attribute__((noinline)) double outer_frame(double (*f)(double), double x)
{
    return inner_frame(f, x) * 2.0;
}

/* Called by a callback. */
__attribute__((noinline)) double leaf(double x)
{
    __asm__ volatile("" ::: "memory");
    return -x;
}

__attribute__((noinline)) void all_gone(void)
{
    __asm__ volatile("" ::: "memory");
}
