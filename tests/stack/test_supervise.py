"""The supervisor, for real: roles that are killed come back, and leave nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from turnout_dev.stack import supervise
from turnout_dev.stack.roles import Role

SECONDS_TO_RETURN = 2
PATIENCE = 20

# A role tells its number to the test, has a child as servers do, and then waits.
STEADY = """
import os, socket, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as test:
    test.sendall(f"{os.getpid()} {child.pid}".encode())
child.wait()
"""
# A role that cannot start: it says so and dies at once.
BROKEN = """
import os, socket, sys
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as test:
    test.sendall(f"{os.getpid()} 0".encode())
sys.exit(1)
"""


@pytest.fixture
def calls() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(PATIENCE)
        yield listener


@pytest.fixture
def start(tmp_path, calls):
    def started(program: str) -> None:
        supervise.start(tmp_path, [role_of(program, tmp_path, calls)], dict(os.environ))

    yield started
    supervise.stop(tmp_path)


def role_of(program: str, folder: Path, calls: socket.socket) -> Role:
    file = folder / "role.py"
    file.write_text(program, encoding="utf-8")
    return Role("steady", (sys.executable, str(file), str(calls.getsockname()[1])))


def next_call(calls: socket.socket) -> tuple[int, int]:
    connection, _ = calls.accept()
    with connection:
        own, child = connection.makefile().read().split()
    return int(own), int(child)


def is_gone(number: int) -> bool:
    try:
        psutil.Process(number).wait(timeout=PATIENCE)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return psutil.Process(number).status() == psutil.STATUS_ZOMBIE
    return True


def test_a_killed_role_is_back_within_two_seconds_every_time(start, calls):
    start(STEADY)
    own, _ = next_call(calls)

    for _ in range(3):
        killed_at = time.monotonic()
        os.kill(own, signal.SIGKILL)
        again, _ = next_call(calls)

        assert time.monotonic() - killed_at < SECONDS_TO_RETURN
        assert again != own
        own = again


def test_a_killed_role_leaves_no_child_that_holds_its_port(start, calls):
    start(STEADY)
    own, child = next_call(calls)

    os.kill(own, signal.SIGKILL)
    next_call(calls)

    assert is_gone(child)


def test_a_role_that_dies_at_once_is_tried_on_and_on(start, calls):
    start(BROKEN)

    seen = {next_call(calls)[0] for _ in range(6)}

    assert len(seen) == 6


def test_starting_twice_keeps_the_first_supervisor(start, calls, tmp_path):
    start(STEADY)
    next_call(calls)
    first = supervise.supervisor(tmp_path)

    start(STEADY)

    assert first is not None
    assert supervise.supervisor(tmp_path) == first


def test_other_settings_replace_the_supervisor_and_its_roles(start, calls, tmp_path, monkeypatch):
    start(STEADY)
    own, _ = next_call(calls)
    monkeypatch.setenv("TURNOUT_LOG_LEVEL", "DEBUG")

    start(STEADY)

    assert next_call(calls)[0] != own
    assert is_gone(own)


def test_stopping_ends_every_process(start, calls, tmp_path):
    start(STEADY)
    numbers = next_call(calls)

    assert supervise.stop(tmp_path)
    assert all(is_gone(number) for number in numbers)
    assert supervise.supervisor(tmp_path) is None
    assert not supervise.stop(tmp_path)


def test_roles_of_a_killed_supervisor_are_cleared_away(start, calls, tmp_path):
    start(STEADY)
    numbers = next_call(calls)
    watcher = supervise.supervisor(tmp_path)
    assert watcher is not None
    watcher.kill()

    supervise.clear_leftovers(tmp_path)

    assert all(is_gone(number) for number in numbers)


def test_a_stranger_with_a_reused_number_is_left_alone(tmp_path):
    program = [sys.executable, "-c", "import signal; signal.pause()"]
    with subprocess.Popen(program, start_new_session=True) as stranger:
        (tmp_path / "run").mkdir()
        (tmp_path / "run" / "web.group").write_text(str(stranger.pid), encoding="utf-8")

        supervise.clear_leftovers(tmp_path)

        assert stranger.poll() is None
        stranger.kill()


def test_a_path_with_blanks_and_percent_signs_is_no_obstacle(tmp_path, calls):
    state = tmp_path / "100% mine"
    state.mkdir()
    supervise.start(state, [role_of(STEADY, state, calls)], dict(os.environ))
    try:
        assert next_call(calls)
    finally:
        supervise.stop(state)
