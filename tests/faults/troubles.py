"""What befalls the stack while people buy and come in: each trouble is over when it returns."""

import random
import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import redis

from tests.drills import databases
from tests.faults.buyers import Told
from tests.faults.mini_stack import MiniStack
from tests.faults.test_kills import Reaper
from turnout_dev.stack import account
from turnout_dev.stack.postgres import Postgres

VOLUME, WAL_MEGABYTES = "wal", 320
WAL_SETTINGS = {"max_wal_size": "96MB", "min_wal_size": "32MB", "wal_recycle": "off"}
"""So that a segment is written anew each time, and finds no room."""
FLUSHES, FLUSH_SECONDS = 12, 0.6
HANG_SECONDS = 14.0
"""Longer than one call to a provider may take, twice."""
SLOW_ROUNDS, SLOW_SECONDS, BREATH_SECONDS = 6, 1.6, 0.4
FULL_SECONDS = 8.0
AHEAD_SECONDS = 7_200
"""Longer than places are kept for somebody who does not pay."""


@dataclass(slots=True)
class Scene:
    """What a trouble may take away; it notes what it did."""

    stack: MiniStack
    postgres: Postgres
    told: Told
    chance: random.Random
    wal: Path | None
    """The small volume that WAL is written to; None where none could be made."""
    later: int = 0
    """How far ahead the clocks of all roles are, seconds."""
    did: list[str] = field(default_factory=list)

    def wait(self, least: float, most: float) -> None:
        time.sleep(self.chance.uniform(least, most))


Trouble = Callable[[Scene], None]


def killed_roles(scene: Scene) -> None:
    """Every role is killed, in an order and a way that chance picks, and Redis with them."""
    reaper = Reaper(scene.stack, scene.told, scene.chance)
    reaper.work()
    scene.did += [f"{who} × {count}" for who, count in reaper.killed.items()]
    scene.did.append(f"realtime: {scene.stack.kill('realtime', scene.chance)}")


def restarted_database(scene: Scene) -> None:
    """PostgreSQL dies without a word, then is restarted in order."""
    scene.wait(1, 3)
    databases.kill(scene.postgres)
    scene.wait(0.2, 2)
    databases.start(scene.postgres)
    scene.did.append("database killed and started")
    scene.wait(2, 4)
    scene.postgres.stop()
    databases.start(scene.postgres)
    scene.did.append("database restarted")


def forgetful_redis(scene: Scene) -> None:
    """Redis forgets everything, queues too, again and again."""
    with redis.Redis.from_url(scene.stack.settings["TURNOUT_REDIS_URL"]) as client:
        for _ in range(FLUSHES):
            client.flushall()
            scene.wait(0, 2 * FLUSH_SECONDS)
    scene.did.append(f"FLUSHALL × {FLUSHES}")


def slow_provider(scene: Scene) -> None:
    """The payment provider stands still most of the time."""
    for _ in range(SLOW_ROUNDS):
        with scene.stack.paused("provider"):
            time.sleep(SLOW_SECONDS)
        time.sleep(BREATH_SECONDS)
    scene.did.append(f"provider slow × {SLOW_ROUNDS}")


def hanging_provider(scene: Scene) -> None:
    """The payment provider takes requests and answers none, then dies."""
    scene.wait(0.5, 2)
    with scene.stack.paused("provider"):
        time.sleep(HANG_SECONDS)
    scene.did.append(f"provider hung {HANG_SECONDS:.0f} s")
    scene.did.append(f"provider: {scene.stack.kill('provider', scene.chance)}")


def full_disk(scene: Scene) -> None:
    """The volume of WAL is full for a while; what was said to be done stays done."""
    assert scene.wal is not None
    scene.wait(1, 3)
    filler = scene.wal / "filler"
    with filler.open("wb") as file, suppress(OSError):
        while file.write(b"\0" * 65_536):
            file.flush()
    until = time.monotonic() + FULL_SECONDS
    refused = 0
    while time.monotonic() < until:
        refused += not _switches(scene.postgres)
        time.sleep(0.2)
    filler.unlink()
    if databases.is_in_recovery(scene.postgres.superuser_url()):
        databases.kill(scene.postgres)
        databases.start(scene.postgres)
    scene.did.append(f"WAL full for {FULL_SECONDS:.0f} s, refused × {refused}")
    assert refused, "the volume was not full"


def _switches(server: Postgres) -> bool:
    """Ask for a new segment of WAL, and say whether it came."""
    try:
        with psycopg.connect(server.superuser_url(), connect_timeout=2) as connection:
            connection.execute("SELECT pg_switch_wal()")
            connection.execute("CREATE TEMPORARY TABLE full_disk (number integer)")
    except psycopg.Error:
        return False
    return True


def jumping_clocks(scene: Scene) -> None:
    """All clocks jump hours ahead, then back, each time with a power failure."""
    before = scene.later
    for later in (before + AHEAD_SECONDS, before):
        scene.wait(1, 3)
        scene.stack.power_failure()
        scene.stack.start(later_seconds=later)
        scene.did.append(f"clocks {later - before:+d} s")
    scene.later = before + AHEAD_SECONDS  # what was written meanwhile is due by then


TROUBLES: dict[str, Trouble] = {
    "killed roles": killed_roles,
    "restarted database": restarted_database,
    "forgetful Redis": forgetful_redis,
    "slow provider": slow_provider,
    "hanging provider": hanging_provider,
    "full disk": full_disk,
    "jumping clocks": jumping_clocks,
}


def befall(trouble: Trouble, scene: Scene) -> threading.Thread:
    """Let it happen beside the sale; what it raises is noted as `failed: …`."""

    def work() -> None:
        try:
            trouble(scene)
        except Exception as error:  # noqa: BLE001  the run says so, and is not passed
            scene.did.append(f"failed: {type(error).__name__}: {error}")

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def small_volume(server: Postgres) -> Path | None:
    """Put WAL on a volume of its own that is easily filled; None where none can be made."""
    volume = server.data.parent / VOLUME
    volume.mkdir(exist_ok=True)
    size = f"size={WAL_MEGABYTES}m,mode=0700"
    if not account.is_root() or shutil.which("mount") is None:
        return None
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(volume)], capture_output=True, check=False
    )
    if done.returncode:
        return None
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        for name, value in WAL_SETTINGS.items():
            connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")  # type: ignore[arg-type]
    server.stop()
    log = server.data / "pg_wal"
    shutil.copytree(log, volume / "pg_wal")
    shutil.rmtree(log)
    log.symlink_to(volume / "pg_wal")
    for path in (volume, *volume.rglob("*")):
        account.hand_over(path)
    databases.start(server)
    return volume


def take_down(home: Path) -> None:
    """Give the small volume of a server's home back, once the server has ended."""
    if (home / VOLUME).is_mount():
        subprocess.run(["umount", "--lazy", str(home / VOLUME)], capture_output=True, check=False)
