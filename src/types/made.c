/* made.c: see made.h. */
#include "types/made.h"

#include "frozen/resolve.h"
#include "types/frozen_text.h"

const Frozen *made_of(Unit *u, Loc loc, const Frozen *maker, const Frozen *dtype)
{
    const Frozen *made = resolve_made(u, maker, dtype);
    if (!made) {
        error_advise(u, "write: a dtype such as np.float64 or \"f8\"");
        fail(u, loc, E_DTYPE, frozen_text(u, dtype));
    }
    return made;
}
