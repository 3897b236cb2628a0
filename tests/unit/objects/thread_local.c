/* thread_local.c: refused. */
static _Thread_local int depth = 1;

int *thread_local_depth(void)
{
    return &depth;
}
