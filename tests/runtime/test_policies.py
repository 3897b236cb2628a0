"""Executable memory where the system refuses a way to it: seccomp filters, limits, sysctls. Each case is a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import textwrap

import pytest

# What a case begins with: means to make the system refuse things, then callbacks that are made, kept over a fork and freed.
PREAMBLE = """
import ctypes, errno, os, resource, signal, struct, sys
libc = ctypes.CDLL(None, use_errno=True)
MACHINE = os.uname().machine
MREMAP, MEMFD_CREATE = {"x86_64": (25, 319), "aarch64": (216, 279)}[MACHINE]
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_SET_MDWE = 22, 38, 65

def prctl(*arguments):
    if libc.prctl(*map(ctypes.c_void_p, arguments)):
        sys.exit(77)  # not here

KILL = 0x80000000  # the process, at the call

def deny(error, *calls):
    load, jump, give = 0x20, 0x15, 0x06
    answer = error if error == KILL else 0x50000 | error
    code = [(load, 0, 0, 0)]
    for call in calls:
        code += [(jump, 0, 1, call), (give, 0, 0, answer)]
    code += [(give, 0, 0, 0x7FFF0000)]
    text = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *row) for row in code))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(code), ctypes.addressof(text)))
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    prctl(PR_SET_SECCOMP, 2, ctypes.addressof(program))

import upcall
from upcall import cfunc, CompileError
DOUBLE = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)

def make(by):
    return cfunc("float64(float64)")(lambda x: x + by)

def work():
    kept = make(1.0), make(2.0)
    raw = [DOUBLE(one.address) for one in kept]
    child = os.fork()
    sys.unraisablehook = lambda report: None
    kept[0].close()
    third = make(3.0)
    assert raw[0](1.0) != raw[0](1.0) and raw[1](1.0) == 3.0 and third(1.0) == 4.0
    if not child:
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0

def work_and_say():
    work()
    print("done")

def refusal():
    try:
        make(1.0)
    except CompileError as error:
        print(error)
"""


def run(source):
    script = PREAMBLE + textwrap.dedent(source)
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode == 77:
        pytest.skip("the system doesn't let a process make that rule")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("error", ["EPERM", "ENOSYS", "EACCES"])
@pytest.mark.parametrize("call", ["MEMFD_CREATE", "MREMAP"])
def test_a_filter_that_denies_one_way(call, error):
    assert run(f"deny(errno.{error}, {call}); work_and_say()") == "done\n"


def test_a_filter_from_now_on():
    """What is there goes on, and what is new comes the other way."""
    assert run("work(); deny(errno.EPERM, MREMAP); work_and_say()") == "done\n"


def test_a_filter_that_denies_both_ways():
    """E_EXECUTABLE_MEMORY"""
    text = run("deny(errno.EPERM, MREMAP, MEMFD_CREATE); refusal()")
    assert "the system refuses executable memory" in text
    assert "mremap(): Operation not permitted; memfd_create(): Operation not permitted" in text
    assert "allow: mremap() or memfd_create()" in text


def test_a_limit_of_file_sizes():
    """Nor does SIGXFSZ, which Python ignores and C programs die of, come by the other way."""
    limit = "signal.signal(signal.SIGXFSZ, signal.SIG_DFL); resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))"
    assert run(f"{limit}; work_and_say()") == "done\n"
    assert "mremap(): Function not implemented; ftruncate(): File too large" in run(
        f"deny(errno.ENOSYS, MREMAP); {limit}; refusal()"
    )


def test_a_limit_of_file_sizes_and_names_for_perf():
    limit = "signal.signal(signal.SIGXFSZ, signal.SIG_DFL); resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))"
    map_file = "f'/tmp/perf-{os.getpid()}.map'"
    names = f"os.environ['UPCALL_DEBUG'] = 'perf'; {limit}; work_and_say(); print(os.path.getsize({map_file}))"
    assert run(f"{names}; os.remove({map_file})") == "done\n0\n"


def test_no_descriptor_is_free():
    output = run("""
        assert make(0.5)(1.0) == 1.5  # what is imported and opened at the first compile
        work()
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
        work_and_say()
    """)
    assert output == "done\n"


def test_few_descriptors():
    assert run("resource.setrlimit(resource.RLIMIT_NOFILE, (5, 5)); work_and_say()") == "done\n"


def test_memory_that_may_not_become_executable():
    """PR_SET_MDWE, as systemd's MemoryDenyWriteExecute."""
    assert run("prctl(PR_SET_MDWE, 1, 0, 0, 0); work_and_say()") == "done\n"


def test_memory_files_that_may_not_be_executed():
    """vm.memfd_noexec is a namespace's own."""
    output = run("""
        if libc.unshare(0x20000000):
            sys.exit(77)
        child = os.fork()
        if child:
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        try:
            with open("/proc/sys/vm/memfd_noexec", "w") as file:
                file.write("2")
        except OSError:
            os._exit(77)
        work_and_say()
    """)
    assert output == "done\n"


PRIVATE_MOUNTS = """
if libc.unshare(0x20000) or libc.mount(b"none", b"/", None, 0x4000 | 0x40000, None):
    sys.exit(77)
"""


def test_no_proc():
    output = run(PRIVATE_MOUNTS + "if libc.umount2(b'/proc', 2): sys.exit(77)\nwork_and_say()")
    assert output == "done\n"


def test_nothing_in_files_may_be_executed():
    """Not in /tmp, nor in /dev/shm."""
    output = run(
        PRIVATE_MOUNTS
        + """
for folder in (b"/tmp", b"/dev/shm"):
    if not upcall.__file__.encode().startswith(folder) and libc.mount(b"none", folder, b"tmpfs", 8, None):
        sys.exit(77)
work_and_say()
"""
    )
    assert output == "done\n"


@pytest.mark.skipif(sysconfig.get_config_var("Py_GIL_DISABLED"), reason="this Python needs more address space itself")
def test_small_limits():
    """ulimit -n 5 -s 256 -v 120000"""
    output = run("""
        for name, limit in [("NOFILE", 5), ("STACK", 256 << 10), ("AS", 120000 << 10)]:
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (limit, limit))
        work_and_say()
    """)
    assert output == "done\n"


def test_another_user():
    """Who has no home folder."""
    output = run("""
        os.environ.pop("HOME", None)
        if os.getuid():
            sys.exit(77)
        os.setgid(65534)
        os.setuid(65534)
        work_and_say()
    """)
    assert output == "done\n"


# ---- several at once

SERVICE = """
if MACHINE != "x86_64":
    sys.exit(77)
# What systemd's SystemCallFilter=@system-service leaves out, of version 252: ptrace, mount, ioperm, seccomp ...
deny(KILL, 27, 101, 103, 134, 136, 139, *range(153, 157), 159, 161, *range(163, 186), 212, 227, 236, 246, 298, 300, 301, 304, 305,
    313, 317, 320, 321, 329, 330, 331, *range(428, 434), 438, *range(442, 449))
"""

READ_ONLY = (
    PRIVATE_MOUNTS
    + """
MS_BIND, MS_REMOUNT, MS_RDONLY = 0x1000, 0x20, 1  # MS_BIND: the mount of this namespace, and never the file system, which all have
for mount in open("/proc/self/mounts").read().splitlines():
    libc.mount(None, mount.split()[1].encode().decode("unicode_escape").encode(), None, MS_BIND | MS_REMOUNT | MS_RDONLY, None)
for folder in "/tmp", "/dev/shm", os.environ.get("UPCALL_CACHE_DIR", "/tmp"):
    if os.access(folder, os.W_OK):
        sys.exit(77)
"""
)

RULES = {
    "private mounts": PRIVATE_MOUNTS,
    "no /proc": "if libc.umount2(b'/proc', 2): sys.exit(77)",
    "read-only": READ_ONLY,
    "nobody": "if os.getuid(): sys.exit(77)\nos.environ.pop('HOME', None); os.setgid(65534); os.setuid(65534)",
    "no files": "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))",
    "small": "\n".join(
        f"resource.setrlimit(resource.RLIMIT_{name}, ({limit}, {limit}))"
        for name, limit in [("NOFILE", 5), ("STACK", 256 << 10), ("AS", 120000 << 10)]
    ),
    "no new code": "prctl(PR_SET_MDWE, 1, 0, 0, 0)",
    "no mremap": "deny(errno.EPERM, MREMAP)",
    "no memfd": "deny(errno.ENOSYS, MEMFD_CREATE)",
    "service": SERVICE,
    "gdb": "os.environ['UPCALL_DEBUG'] = 'gdb'",  # which wants memory that MDWE refuses
    "cached": "del os.environ['UPCALL_CACHE']",
}


@pytest.mark.parametrize(
    "rules",
    [
        "no new code, no memfd",
        "no new code, no mremap",
        "no new code, gdb",
        "no new code, no files, small",
        "small, no mremap",
        "small, gdb",
        "private mounts, no /proc, nobody, no mremap",
        "private mounts, no /proc, nobody, no memfd",
        "read-only",
        "read-only, cached",
        "read-only, nobody, no new code, no memfd, cached",
        "service",
        "service, no new code",
        "no files, small, service, no memfd",
    ],
)
def test_rules_at_once(rules):
    """Nothing comes from the cache but where it says so: LLVM is opened under these rules."""
    assert (
        run("\n".join(["os.environ['UPCALL_CACHE'] = '0'", *map(RULES.get, rules.split(", ")), "work_and_say()"]))
        == "done\n"
    )


def test_rules_of_a_child():
    """The parent goes on as it did."""
    output = run("""
        kept = make(1.0)
        raw = DOUBLE(kept.address)
        child = os.fork()
        if not child:
            deny(errno.EPERM, MREMAP)
            work()
            assert raw(1.0) == 2.0
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0 and raw(1.0) == 2.0
        work_and_say()
    """)
    assert output == "done\n"


def test_rules_of_a_thread():
    """A filter is a thread's own: the others make callbacks, which it may call."""
    output = run("""
        import threading
        made = []
        def work_in_a_sandbox():
            deny(errno.EPERM, MREMAP, MEMFD_CREATE)
            refusal()
            refused.set()
            go_on.wait()
            print(made[0](1.0))
        refused, go_on = threading.Event(), threading.Event()
        thread = threading.Thread(target=work_in_a_sandbox)
        thread.start()
        refused.wait()
        made.append(make(1.0))
        go_on.set()
        thread.join()
    """)
    assert "the system refuses executable memory" in output
    assert output.endswith("\n2.0\n")


def test_a_filter_between_compile_and_load():
    """What another process has compiled is loaded by the way that is left, or the refusal is told."""
    output = run("""
        import pickle
        code = pickle.dumps(make(1.5))
        for denied, says in [((MREMAP,), "2.5"), ((MREMAP, MEMFD_CREATE), "CompileError")]:
            child = os.fork()
            if not child:
                upcall.cache.clear()  # and what lies there
                deny(errno.EPERM, *denied)
                try:
                    text = str(pickle.loads(code)(1.0))
                except CompileError as error:
                    text = "CompileError"
                assert text == says, text
                os._exit(0)
            assert os.waitpid(child, 0)[1] == 0
        print("done")
    """)
    assert output == "done\n"


def test_a_filter_that_comes_too_late_to_close():
    """What can't be changed any more goes on: it is closed for Python, and safe for C."""
    output = run("""
        kept = make(1.0)
        raw = DOUBLE(kept.address)
        child = os.fork()  # from now on pages are replaced
        deny(errno.EPERM, MREMAP, MEMFD_CREATE)
        kept.close()
        del kept
        assert raw(1.0) == 2.0
        if not child:
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        print("done")
    """)
    assert output == "done\n"


DOCTOR = "from upcall import _doctor; print(_doctor.main())"


def test_the_doctor_in_health():
    text = run(f"os.environ['UPCALL_CACHE_DIR'] = '/proc/nowhere'; {DOCTOR}")
    assert "mapped twice by mremap(): works" in text
    assert "callback:          compiled, loaded and called" in text
    assert "cache:             PROBLEM: " in text
    assert text.endswith("\n1\n")


@pytest.mark.parametrize("encoding", ["utf-8:strict", "ascii", "latin-1"])
def test_the_doctor_where_folders_have_odd_names(encoding):
    environment = {**os.environb, b"UPCALL_CACHE_DIR": b"/proc/\xff\xe4", b"PYTHONIOENCODING": encoding.encode()}
    command = [sys.executable, "-c", DOCTOR]
    output = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert "cache:             /proc/\\udcff\\udce4: 0 entries" in output
    assert output.endswith("\n1\n")


def test_the_doctor_without_a_home():
    text = run(f"os.environ.pop('UPCALL_CACHE_DIR', None); os.environ.pop('HOME', None); {DOCTOR}")
    assert "cache:             PROBLEM: neither UPCALL_CACHE_DIR nor HOME is set" in text
    assert "None" not in text


def test_the_doctor_where_nothing_works():
    text = run(f"deny(errno.EPERM, MREMAP, MEMFD_CREATE); {DOCTOR}")
    assert "mremap(): refused, mremap(): Operation not permitted" in text
    assert "executable memory: PROBLEM: allow mremap() or memfd_create()" in text
    assert "callback:          PROBLEM: " in text
    assert "back end:          LLVM 22" in text
    assert text.endswith("\n1\n")


def test_no_memory_is_no_refusal():
    output = run("""
        deny(errno.ENOMEM, MREMAP, MEMFD_CREATE)
        try:
            make(1.0)
        except MemoryError as error:
            print("MemoryError", error)
    """)
    assert output == "MemoryError \n"
