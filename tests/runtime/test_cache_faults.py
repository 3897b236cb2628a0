"""The cache on the disk when things go wrong: each fault is put there, then the function is compiled. Its result is right, nothing
waits, and what is damaged is replaced where that may be.

UPCALL_CACHE_ROUNDS=1000 kills writers a thousand times instead of a few, and flips each byte."""

from __future__ import annotations

import os
import pathlib
import shutil
import signal
import stat
import subprocess
import sys
import time

import pytest

from upcall import cache, cfunc

ROUNDS = int(os.environ.get("UPCALL_CACHE_ROUNDS", "20"))
NOBODY = 65534

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="another user's rights are tested by root")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The cache's folder, which doesn't exist yet."""
    monkeypatch.setenv("UPCALL_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("UPCALL_CACHE", raising=False)
    cache.clear()  # in memory
    return tmp_path / "cache"


def triple():
    """Of a code object of its own each time: a closure of one that was compiled before is made without a compile."""
    return cfunc("float64(float64)")(eval("lambda x: x * 3.0"))


def negate():
    return cfunc("float64(float64)")(eval("lambda x: -x"))


def files(folder):
    return sorted(path for path in folder.glob("*/*") if path.is_file())


def stored(make, folder):
    """The file of a function and its bytes; nothing else is in the cache then, and nothing in memory."""
    cache.clear()
    assert make().cached is None
    (file,) = files(folder)
    content = file.read_bytes()
    cache.clear()
    file.parent.mkdir(parents=True, exist_ok=True)
    return file, content


def is_compiled(make=triple, expected=6.0):
    """It is a miss, right and quick: opening what lies there doesn't wait."""
    start = time.monotonic()
    f = make()
    assert f.cached is None
    assert f.ctypes(2.0) == expected
    assert time.monotonic() - start < 30
    return True


def is_found(make=triple, expected=6.0):
    f = make()
    return f.cached == "disk" and f.ctypes(2.0) == expected


def test_every_byte_of_a_file_flipped_in_turn(folder):
    """Each is a miss, and the file is replaced by what it was."""
    file, content = stored(triple, folder)
    file.write_bytes(content)
    assert is_found()
    step = 1 if ROUNDS >= 1000 else 11  # tests/unit/test_cache.c flips each bit, without a compile
    for i in range(0, len(content), step):
        cache.clear()
        file.parent.mkdir()
        file.write_bytes(content[:i] + bytes([content[i] ^ 0xFF]) + content[i + 1 :])
        assert is_compiled()
        assert file.read_bytes() == content


@pytest.mark.parametrize("size", [0, 1, 7, 40, 100, 500, -1])
def test_truncated(folder, size):
    file, content = stored(triple, folder)
    file.write_bytes(content[:size])
    assert is_compiled()
    assert file.read_bytes() == content


def test_longer(folder):
    file, content = stored(triple, folder)
    file.write_bytes(content + content)
    assert is_compiled()
    assert file.read_bytes() == content


def test_a_hole_of_a_terabyte(folder):
    file, content = stored(triple, folder)
    file.write_bytes(content)
    os.truncate(file, 1 << 40)
    assert is_compiled()
    assert file.read_bytes() == content


@pytest.mark.parametrize("time", [0, -(1 << 31), 1 << 33, 15_000_000_000])
def test_a_file_of_any_time(folder, time):
    file, content = stored(triple, folder)
    file.write_bytes(content)
    os.utime(file, (time, time))
    assert is_found()
    assert negate().cached is None  # which looks at the ages of the files beside it, if it is put there
    assert cache.info()["entries"] == 2


def test_files_swapped(folder):
    """Each is whole, under the other's name."""
    one, content = stored(triple, folder)
    other, other_content = stored(negate, folder)
    assert one != other
    one.parent.mkdir(parents=True, exist_ok=True)
    one.write_bytes(other_content)
    other.write_bytes(content)
    assert is_compiled(triple, 6.0)
    assert is_compiled(negate, -2.0)
    assert (one.read_bytes(), other.read_bytes()) == (content, other_content)


def put_link(file, content):
    target = file.with_name("target")
    target.write_bytes(content)
    file.symlink_to(target)


def put_hanging_link(file, content):
    file.symlink_to("nowhere")


def put_loop(file, content):
    file.symlink_to(file)


def put_fifo(file, content):
    os.mkfifo(file)


def put_terminal(file, content):
    file.symlink_to("/dev/tty")


def put_writable(file, content):
    file.write_bytes(content)
    file.chmod(0o666)


def put_group_writable(file, content):
    file.write_bytes(content)
    file.chmod(0o664)


@pytest.mark.parametrize(
    "put", [put_link, put_hanging_link, put_loop, put_fifo, put_terminal, put_writable, put_group_writable]
)
def test_something_else_in_its_place(folder, put):
    """It isn't used, and replaced by a file that is."""
    file, content = stored(triple, folder)
    put(file, content)
    assert is_compiled()
    status = file.lstat()
    assert stat.S_ISREG(status.st_mode)
    assert not status.st_mode & 0o022
    assert file.read_bytes() == content


def test_a_folder_in_its_place(folder):
    file, _ = stored(triple, folder)
    file.mkdir()
    assert is_compiled()
    assert file.is_dir()
    assert files(folder) == []  # no temporary file is left


@pytest.mark.parametrize("mode", [0o777, 0o775, 0o757])
def test_a_folder_that_others_may_write(folder, mode):
    file, content = stored(triple, folder)
    file.write_bytes(content)
    folder.chmod(mode)
    assert is_compiled()
    assert "others may write it" in cache.info()["problem"]
    folder.chmod(0o755)
    cache.clear()


def test_a_link_in_the_folders_place(folder):
    file, content = stored(triple, folder)
    file.write_bytes(content)
    folder.rename(folder.with_name("real"))
    folder.symlink_to("real")
    assert is_compiled()


def test_a_link_on_the_way(folder, monkeypatch):
    """As ~/.cache is on clusters."""
    file, content = stored(triple, folder)
    file.write_bytes(content)
    way = folder.parent / "way"
    way.symlink_to(folder.parent)
    monkeypatch.setenv("UPCALL_CACHE_DIR", str(way / "cache"))
    assert is_found()


def test_a_file_in_the_folders_place(folder):
    folder.write_text("not a folder")
    assert is_compiled()
    assert folder.read_text() == "not a folder"


def test_a_file_in_the_place_of_one_of_its_folders(folder):
    file, _ = stored(triple, folder)
    file.parent.rmdir()
    file.parent.write_text("not a folder")
    assert is_compiled()


# ---- another user, in a child


def script(body, **variables):
    """Run it in another process; a compile() in it checks the result and gives .cached."""
    source = f"""
import os, resource, sys
from upcall import cache, cfunc
def compile(k=3.0):
    names = {{}}
    exec(f"f = lambda x: x * {{k}}", names)
    f = cfunc("float64(float64)")(names["f"])
    assert f(2.0) == 2 * k, k
    return f.cached
{body}
"""
    environment = {name: value for name, value in {**os.environ, **variables}.items() if value is not None}
    command = [sys.executable, "-c", source]
    result = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=600 + 2 * ROUNDS)
    assert result.returncode == 0, result.stderr
    return result.stdout.split()


def open_to_all(folder):
    """tmp_path is below folders of mode 0700."""
    for parent in (folder, *folder.parents):
        if parent.stat().st_uid == 0 and parent != pathlib.Path("/") and not parent.stat().st_mode & 0o001:
            parent.chmod(0o755)


@needs_root
def test_another_owner(folder):
    file, content = stored(triple, folder)
    file.write_bytes(content)
    os.chown(file, NOBODY, NOBODY)
    assert is_compiled()
    assert file.stat().st_uid == 0
    cache.clear()
    os.chown(folder, NOBODY, NOBODY)
    assert is_compiled()
    assert "another user" in cache.info()["problem"]


@needs_root
def test_a_warm_cache_that_root_made(folder):
    """A user reads it and can't write it: no error."""
    assert script("print(compile(3.0))") == ["None"]
    open_to_all(folder)
    before = files(folder)
    assert script(f"os.setuid({NOBODY}); print(compile(3.0), compile(5.0), compile(5.0))") == ["disk", "None", "memory"]
    assert files(folder) == before


@needs_root
def test_a_users_own_cache(folder):
    folder.mkdir()
    os.chown(folder, NOBODY, NOBODY)
    open_to_all(folder)
    for expected in ("None", "disk"):
        assert script(f"os.setuid({NOBODY}); print(compile())") == [expected]
    assert script("print(compile())") == ["None"]  # root doesn't use it
    assert [file.stat().st_uid for file in files(folder)] == [NOBODY]


@needs_root
def test_root_with_the_home_of_somebody(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    os.chown(home, NOBODY, NOBODY)
    variables = {"UPCALL_CACHE_DIR": None, "XDG_CACHE_HOME": None, "HOME": str(home)}
    for _ in range(2):
        assert script("print(compile())", **variables) == ["None"]
    assert list(home.iterdir()) == []
    os.chown(home, 0, 0)
    for expected in ("None", "disk"):
        assert script("print(compile())", **variables) == [expected]
    assert (home / ".cache" / "upcall").stat().st_mode & 0o777 == 0o755


@needs_root
def test_a_umask_that_lets_the_group_write(folder):
    for expected in ("None", "disk"):
        assert script("os.umask(0); print(compile())") == [expected]


def test_no_home():
    variables = {"UPCALL_CACHE_DIR": None, "XDG_CACHE_HOME": None, "HOME": None}
    assert script("print(compile(), compile(), cache.path, cache.info()['entries'])", **variables) == [
        "None",
        "memory",
        "None",
        "0",
    ]


@pytest.mark.parametrize("home", ["", "relative", "/proc/none", "/dev/null"])
def test_a_home_that_is_none(home):
    variables = {"UPCALL_CACHE_DIR": None, "XDG_CACHE_HOME": None, "HOME": home}
    assert script("print(compile(), compile())", **variables) == ["None", "memory"]


# ---- the disk


def mounted(folder, options, body, *, then=""):
    """Run the body where a file system of its own is mounted on the cache's folder."""
    folder.mkdir(exist_ok=True)
    environment = {**os.environ, "PYTHONSAFEPATH": "1"}
    source = f"from test_cache_faults import script; print(*script({body!r}))"
    program = folder.parent / "program.py"
    program.write_text(source)
    shell = f"mount -t tmpfs -o {options} none {folder} || exit 77; {then} exec {sys.executable} {program}"
    environment["PYTHONPATH"] = os.pathsep.join(
        [str(pathlib.Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    ).rstrip(os.pathsep)
    result = subprocess.run(
        ["unshare", "-m", "sh", "-c", shell], capture_output=True, text=True, env=environment, timeout=600
    )
    if result.returncode == 77 or result.stderr.startswith("unshare:"):  # in a chroot its root is no mount point
        pytest.skip(f"no file system can be mounted here: {result.stderr}")
    assert result.returncode == 0, result.stderr
    return result.stdout.split()


can_mount = pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("unshare"), reason="only root can mount a small disk"
)


@needs_root
@can_mount
def test_disk_full(folder):
    """16 KiB: the first ones fit, then there is no room, and no temporary file is left to fill it."""
    body = """
results = [compile(float(k)) for k in range(2, 12)]
names = [name for _, _, names in os.walk(cache.path) for name in names]
print(*results, len(names) < 6, any(name.startswith(".new") for name in names))
"""
    assert mounted(folder, "size=16k,mode=755", body) == ["None"] * 10 + ["True", "False"]


@needs_root
@can_mount
def test_no_inodes(folder):
    body = "print(*[compile(float(k)) for k in range(2, 8)])"
    assert mounted(folder, "nr_inodes=3,mode=755", body) == ["None"] * 6


@needs_root
@can_mount
def test_read_only_disk(folder):
    body = "print(compile(), compile(), 'Read-only' in os.popen('touch ' + cache.path + '/x 2>&1').read())"
    assert mounted(folder, "ro,mode=755", body) == ["None", "memory", "True"]


@needs_root
@can_mount
def test_a_warm_cache_on_a_read_only_disk(folder):
    assert script("print(compile())") == ["None"]
    kept = folder.with_name("kept")
    folder.rename(kept)
    fill = f"cp -a {kept}/. {folder}/ && mount -o remount,ro {folder} || exit 77;"
    assert mounted(folder, "mode=755", "print(compile(), compile(7.0))", then=fill) == ["disk", "None"]


def test_limit_of_file_size(folder):
    """SIGXFSZ would end the process."""
    body = "resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300)); print(compile(), compile())"
    assert script(body) == ["None", "memory"]
    assert files(folder) == []


def test_no_descriptors(folder):
    """All are in use: a miss, and nothing is closed that is somebody's."""
    assert script("print(compile(5.0))") == ["None"]
    body = """
compile()
resource.setrlimit(resource.RLIMIT_NOFILE, (60, 60))
kept = []
try:
    while True:
        kept.append(os.open("/dev/null", os.O_RDONLY))
except OSError:
    pass
print(compile(5.0))
print(all(os.fstat(file) for file in kept))
os.close(kept.pop()), os.close(kept.pop())
print(compile(6.0))
"""
    assert script(body) == ["None", "True", "None"]


def test_no_descriptor_stays_open(folder):
    body = """
count = lambda: len(os.listdir("/proc/self/fd"))
compile()
before = count()
for k in range(4, 20):
    compile(float(k))
cache.info(), cache.clear(), compile()
print(count() - before)
"""
    assert script(body) == ["0"]


# ---- others at once


WORKERS = """
import random, signal, time
def work(seed):
    order = random.Random(seed)
    while True:
        compile(float(order.randrange(2, 40)))
        if order.random() < 0.1:
            cache.clear()
"""


def test_writers_that_are_killed(folder):
    """SIGKILL at any moment, again and again: who reads what is left finds right code or none."""
    body = (
        WORKERS
        + f"""
def child(work, *arguments):
    pid = os.fork()
    if pid == 0:
        try:
            work(*arguments)
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(1)
        os._exit(0)
    return pid
def read_all():
    for k in range(2, 40):
        compile(float(k))
order = random.Random(1)
statuses = set()
for i in range({ROUNDS}):
    workers = [child(work, 2 * i + k) for k in range(2)]
    time.sleep(order.random() * 0.1)
    for pid in workers:
        os.kill(pid, signal.SIGKILL)
        statuses.add(os.waitpid(pid, 0)[1])
    if i % 10 == 9:
        statuses.add(os.waitpid(child(read_all), 0)[1])
print(*sorted(statuses))
"""
    )
    assert script(body) == ["0", str(int(signal.SIGKILL))]


def test_eight_processes_fill_and_evict(folder):
    """They stay under the limit at every moment, and each result is right."""
    body = """
import time
def work(seed):
    for k in range(70):
        compile(seed * 1000.0 + k + 0.5)
def room():
    total = 0
    for place, folders, names in os.walk(cache.path):
        for name in names + folders:
            try:
                total += os.lstat(os.path.join(place, name)).st_blocks * 512
            except FileNotFoundError:
                pass
    return total
limit = int(os.environ["UPCALL_CACHE_SIZE"][:-1]) << 20
workers = []
for seed in range(8):
    pid = os.fork()
    if pid == 0:
        try:
            work(seed)
            os._exit(0)
        except BaseException:
            os._exit(1)
    workers.append(pid)
most, running = 0, 8
while running:
    most = max(most, room())
    pid, status = os.waitpid(-1, os.WNOHANG)
    assert status == 0
    running -= pid != 0
    time.sleep(0.02)
print(most <= limit, most > limit / 2, cache.info()["entries"] < 560)
"""
    assert script(body, UPCALL_CACHE_SIZE="3M") == ["True", "True", "True"]


def test_eight_processes_race_for_one_function(folder):
    body = """
gate, ready = os.pipe()
workers = []
for _ in range(8):
    pid = os.fork()
    if pid == 0:
        os.close(ready)
        os.read(gate, 1)
        try:
            compile(11.0)
            os._exit(0)
        except BaseException:
            os._exit(1)
    workers.append(pid)
os.close(ready)
print(*[os.waitpid(pid, 0)[1] for pid in workers], compile(11.0))
"""
    assert script(body) == ["0"] * 8 + ["disk"]
    assert len(files(folder)) == 1


def test_fork_while_threads_compile(folder):
    """The memory's lock is free in the child."""
    body = """
import threading, time
stop = False
compile()
def work(seed):
    k = seed
    while not stop:
        k += 4.0
        compile(k)
threads = [threading.Thread(target=work, args=(float(seed),)) for seed in range(3, 6)]
for thread in threads:
    thread.start()
statuses = set()
for i in range(20):
    pid = os.fork()
    if pid == 0:
        compile(3.0), compile(1000.0 + i), cache.info()
        os._exit(0)
    deadline = time.monotonic() + 60
    done = 0
    while not done and time.monotonic() < deadline:
        done, status = os.waitpid(pid, os.WNOHANG)
        time.sleep(0.002)
    statuses.add((done == pid, status))
    if not done:
        os.kill(pid, 9)
        break
stop = True
for thread in threads:
    thread.join()
print(statuses == {(True, 0)})
"""
    assert script(body) == ["True"]


@pytest.mark.skipif("UPCALL_SANITIZED" in os.environ, reason="the sanitizers' allocators don't live through a fork")
def test_fork_while_the_compiler_is_opened(folder):
    """A fork waits for the threads that are inside LLVM: at the first compile the child would have half a library, or its locks."""
    body = """
import threading, time
def work(seed):
    for k in range(5):
        compile(seed + 4.0 * k)
def status(delay):
    threads = [threading.Thread(target=work, args=(float(seed),)) for seed in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(delay)
    pid = os.fork()
    if pid == 0:
        signal.alarm(30)
        compile(1000.0)
        os._exit(0)
    for thread in threads:
        thread.join()
    return os.waitpid(pid, 0)[1]
import signal
def begin_anew(delay):
    pid = os.fork() # before anything is opened
    if pid == 0:
        os._exit(status(delay) != 0)
    return os.waitpid(pid, 0)[1]
print({begin_anew(0.001 * i) for i in range(16)})
"""
    assert script(body) == ["{0}"]
