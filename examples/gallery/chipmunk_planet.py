"""Chipmunk: structs by value

The 2D physics library Chipmunk passes its vectors, `cpVect`, by value: gravity is an argument of the function that changes
a body's velocity in each step. Functions of one's own take its place, `cpBodySetVelocityUpdateFunc`, and call others of the
library. The one here makes the gravity point to a centre, so that a body goes round it as a planet does; a handler of
collisions counts those of two bodies, by a pointer to user data.

Debian: libchipmunk7
"""

import ctypes
import math
from ctypes.util import find_library

import upcall
from upcall import cast, cfunc, types

cp = upcall.cdef(
    """
    typedef double cpFloat;
    typedef uintptr_t cpCollisionType;
    typedef void *cpDataPointer;
    typedef unsigned char cpBool;
    typedef struct cpVect { cpFloat x, y; } cpVect;
    typedef void (*cpBodyVelocityFunc)(cpBody *body, cpVect gravity, cpFloat damping, cpFloat dt);
    CP_EXPORT cpSpace *cpSpaceNew(void);
    CP_EXPORT void cpSpaceFree(cpSpace *space);
    CP_EXPORT void cpSpaceStep(cpSpace *space, cpFloat dt);
    CP_EXPORT cpBody *cpSpaceAddBody(cpSpace *space, cpBody *body);
    CP_EXPORT cpBody *cpBodyNew(cpFloat mass, cpFloat moment);
    CP_EXPORT void cpBodyFree(cpBody *body);
    CP_EXPORT cpVect cpBodyGetPosition(const cpBody *body);
    CP_EXPORT void cpBodySetPosition(cpBody *body, cpVect pos);
    CP_EXPORT cpVect cpBodyGetVelocity(const cpBody *body);
    CP_EXPORT void cpBodySetVelocity(cpBody *body, cpVect velocity);
    CP_EXPORT cpDataPointer cpBodyGetUserData(const cpBody *body);
    CP_EXPORT void cpBodySetUserData(cpBody *body, cpDataPointer userData);
    CP_EXPORT void cpBodySetVelocityUpdateFunc(cpBody *body, cpBodyVelocityFunc velocityFunc);
    CP_EXPORT void cpBodyUpdateVelocity(cpBody *body, cpVect gravity, cpFloat damping, cpFloat dt);
    """,
    find_library("chipmunk"),
)


@upcall.struct
class Sun:
    strength: float
    calls: types.int64


@cfunc(cp.cpBodyVelocityFunc)
def planet(body, gravity, damping, dt):
    sun = cast(cp.cpBodyGetUserData(body), "Sun *")
    p = cp.cpBodyGetPosition(body)
    pull = sun.strength / (p.x**2 + p.y**2) ** 1.5
    gravity.x -= pull * p.x  # a struct by value is the callback's own
    gravity.y -= pull * p.y
    cp.cpBodyUpdateVelocity(body, gravity, damping, dt)
    sun.calls += 1


space, body, sun = cp.cpSpaceNew(), cp.cpBodyNew(1.0, 1.0), Sun(strength=1.0)
cp.cpSpaceAddBody(space, body)
cp.cpBodySetPosition(body, cp.cpVect(1.0, 0.0))
cp.cpBodySetVelocity(body, cp.cpVect(0.0, 1.0))
cp.cpBodySetUserData(body, ctypes.byref(sun))
cp.cpBodySetVelocityUpdateFunc(body, planet)
steps = 10_000
for _ in range(steps):
    cp.cpSpaceStep(space, 2 * math.pi / steps)
position, velocity = cp.cpBodyGetPosition(body), cp.cpBodyGetVelocity(body)
cp.cpBodyFree(body)
cp.cpSpaceFree(space)
assert sun.calls == steps
assert math.hypot(position.x - 1, position.y) < 2e-3  # once round
assert abs(math.hypot(velocity.x, velocity.y) - 1) < 2e-3
print(f"after a year the planet is at {position.x:.3f}, {position.y:.3f}")
