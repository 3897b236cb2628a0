/* absolute.c: compiled as for a program that lies below 2 GiB, or anywhere, so refused by the type of its relocations. */
static const int table[] = {3, 1, 4, 1, 5, 9, 2, 6};

int absolute_table(unsigned i)
{
    return table[i & 7];
}
