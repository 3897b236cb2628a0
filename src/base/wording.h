/* wording.h: words of errors that depend on what there is: names near to a misspelt one, what to write instead of what isn't
 * supported (advice.def). Texts are static or in the arena. */
#ifndef UPCALL_WORDING_H
#define UPCALL_WORDING_H

#include "base/text.h"
#include "base/unit.h"

/* What to do about something that isn't supported: the row of advice.def for all of `subject` or for how it begins; NULL. */
const char *advice_on(const char *subject);
/* Is the row for it alone? */
bool advice_is_exact(const char *subject);

/* "; did you mean scale?", or "". */
const char *hint_of(Unit *u, const Nearest *nearest);

/* `advice` and the names that are most alike, "write: a loop; the nearest that are there: np.diff, np.dot and np.divide", each
 * behind `prefix`. Without advice the names alone; without names the advice. */
const char *advice_with_names(Unit *u, const char *advice, const char *prefix, const Nearest *nearest);

#endif
