/* debug.c: see debug.h. */
#include "runtime/debug.h"

#include <stdlib.h>

#include "base/text.h"

bool debug_asks(const char *word)
{
    return text_is_in_list(getenv("UPCALL_DEBUG"), word);
}
