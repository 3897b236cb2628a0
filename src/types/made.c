/* made.c: see made.h. */
#include "types/made.h"

#include "frozen/resolve.h"
#include "types/object_text.h"

const Object *made_of(Unit *u, Loc loc, const Object *maker, const Object *dtype)
{
    const Object *made = resolve_made(u, maker, dtype);
    if (!made) {
        error_advise(u, "write: a dtype such as np.float64 or \"f8\"");
        fail(u, loc, E_DTYPE, object_text(u, dtype));
    }
    return made;
}
