/* unknown.c: calls what is no permitted run-time symbol. */
int system(const char *command);

int unknown_call(void)
{
    return system("true");
}
