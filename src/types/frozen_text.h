/* frozen_text.h: frozen objects as text. */
#ifndef UPCALL_FROZEN_TEXT_H
#define UPCALL_FROZEN_TEXT_H

#include "frozen/frozen.h"

/* As it prints in dumps and errors: 2.0, True, 'text', numpy.exp, the name of a function; in the arena. */
const char *frozen_text(Unit *u, const Frozen *object);

#endif
