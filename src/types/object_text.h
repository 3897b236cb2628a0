/* object_text.h: frozen objects as text. */
#ifndef UPCALL_OBJECT_TEXT_H
#define UPCALL_OBJECT_TEXT_H

#include "frozen/object.h"

/* As it prints in dumps and errors: 2.0, True, 'text', numpy.exp, the name of a function; in the arena. */
const char *object_text(Unit *u, const Object *object);

#endif
