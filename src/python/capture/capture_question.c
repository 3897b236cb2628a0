/* capture_question.c: what was asked of Python for a compile, in its order, for the front table. */
#include "python/capture/capture.h"

/* What stands at one place is one question, though it may become what it is in two steps, as NumPy's scalars do. */
size_t capture_ask(Capture *c, Unit *u, PyObject *object, const Origin *origin)
{
    size_t count = c->questions.count;
    if (!count || c->questions.items[count - 1].origin != origin)
        ARENA_PUSH(&u->arena, &c->questions, ((Question){.origin = origin, .object = object}));
    return c->questions.count - 1;
}

void capture_answer(Capture *c, size_t question, const Frozen *answer)
{
    c->questions.items[question].answer = answer;
}

void capture_absent(Capture *c, Unit *u, const Origin *origin)
{
    capture_ask(c, u, NULL, origin);
}
