/* writable.c: refused, for compiled code has no data of its own. */
int writable_counter = 1;

int writable_next(void)
{
    return writable_counter++;
}
