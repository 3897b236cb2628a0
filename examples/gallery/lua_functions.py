"""Lua: C functions

Lua calls C functions of the type `int f(lua_State *L)`: the arguments are on its stack, from 1 on, the results are pushed,
and the function returns how many they are. What reads and pushes them, `luaL_checknumber` and `lua_pushnumber`, are C
functions that the callback calls. `luaL_checknumber` leaves by longjmp where the argument is no number, past the callback
to the `pcall` that catches it.

Debian: liblua5.4-0
"""

import math
from ctypes.util import find_library

import upcall
from upcall import cfunc

lua = upcall.cdef(
    """
    typedef int (*lua_CFunction)(lua_State *L);
    LUALIB_API lua_State *(luaL_newstate)(void);
    LUALIB_API void (luaL_openlibs)(lua_State *L);
    LUA_API void (lua_close)(lua_State *L);
    LUALIB_API double (luaL_checknumber)(lua_State *L, int arg);
    LUALIB_API long long (luaL_checkinteger)(lua_State *L, int arg);
    LUALIB_API int (luaL_loadstring)(lua_State *L, const char *s);
    LUA_API int (lua_pcallk)(lua_State *L, int nargs, int nresults, int msgh, ptrdiff_t ctx, void *k);
    LUA_API void (lua_pushcclosure)(lua_State *L, lua_CFunction fn, int n);
    LUA_API void (lua_setglobal)(lua_State *L, const char *name);
    LUA_API int (lua_gettop)(lua_State *L);
    LUA_API void (lua_pushnumber)(lua_State *L, double n);
    LUA_API void (lua_pushinteger)(lua_State *L, long long n);
    LUA_API double (lua_tonumberx)(lua_State *L, int idx, int *isnum);
    LUA_API const char *(lua_tolstring)(lua_State *L, int idx, size_t *len);
    """,
    find_library("lua5.4"),
)


@cfunc(lua.lua_CFunction)
def polar(L):
    x, y = lua.luaL_checknumber(L, 1), lua.luaL_checknumber(L, 2)
    lua.lua_pushnumber(L, math.hypot(x, y))
    lua.lua_pushnumber(L, math.atan2(y, x))
    return 2


@cfunc(lua.lua_CFunction)
def gcd(L):
    result = 0
    for i in range(1, lua.lua_gettop(L) + 1):
        result = math.gcd(result, lua.luaL_checkinteger(L, i))
    lua.lua_pushinteger(L, result)
    return 1


L = lua.luaL_newstate()
lua.luaL_openlibs(L)
for name, f in ((b"polar", polar), (b"gcd", gcd)):
    lua.lua_pushcclosure(L, f, 0)
    lua.lua_setglobal(L, name)


def run(script):
    """The first result of a script, or what went wrong."""
    if lua.luaL_loadstring(L, script) or lua.lua_pcallk(L, 0, 1, 0, 0, None):
        return lua.lua_tolstring(L, -1, None)
    return lua.lua_tonumberx(L, -1, None)


assert run(b"local r, angle = polar(3, 4); return r + angle") == 5 + math.atan2(4, 3)
assert run(b"return gcd(84, 36, 120)") == 12
assert b"number expected, got string" in run(b"return polar(1, 'north')")
lua.lua_close(L)
print("Lua computes with three numbers that Python's code gave it")
