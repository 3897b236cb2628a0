/* pretended_page.c: linked with --wrap, a test runs as on a system with pages of PRETENDED_PAGE bytes. Those that there are divide them. */
#include <stddef.h>

#ifndef PRETENDED_PAGE
#define PRETENDED_PAGE 65536
#endif

size_t __wrap_platform_page_size(void);

size_t __wrap_platform_page_size(void)
{
    return PRETENDED_PAGE;
}
