"""A release under load: roll of every role, migration beside the former code, and back again.

TURNOUT_FORMER names the commit of the former release (else the last tag, else the one before the
newest migration), TURNOUT_ORDERS how many orders there are (100,000).
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tests.drills.environment import ENOUGH, Environment
from tests.drills.listeners import Listeners
from tests.drills.load import Load
from tests.drills.locks import Locks
from tests.drills.pods import Pods
from tests.drills.report import Report
from tests.drills.volume import fill, orders_wanted
from tests.faults.mini_stack import MiniStack
from turnout_dev.stack.roles import run_turnout
from turnout_dev.stack.settings import role_environment
from turnout_dev.stack.state import ROOT

NEW: Mapping[str, str] = {}
LONGEST_WAIT_SECONDS = 2.0


def drill(report: Report, made: Environment) -> None:
    commit, number = former_commit(), orders_wanted(100_000)
    former = unpack(commit, made.folder / "former")
    old = {"PYTHONPATH": f"{former}/platform", "TURNOUT_WEB_DIST": str(ROOT / "platform/web/dist")}
    report.did(f"former release unpacked: {commit}")
    run_turnout("migrate", environment=role_environment({**made.stack.settings, **old}))
    pods = Pods(made.stack)
    try:
        pods.roll(old)
        made.world = prepare(made.stack, former, old)
        fill(report, made, number)
        play(report, made, pods, old)
    finally:
        pods.close()


def play(report: Report, made: Environment, pods: Pods, old: Mapping[str, str]) -> None:
    here, event = made.world["organization_id"], made.world["event_id"]
    stream = f"{made.stack.settings['TURNOUT_REALTIME_URL']}/live/v1/organizations/{here}"
    pods.exits.clear()
    with made.load(rate=5) as load, Listeners(f"{stream}/events/{event}/tickets") as listeners:
        time.sleep(3)
        report.figure("roll of every role, same code (s)", pods.roll(old))
        _counted(report, load, listeners, "after a roll of every role")
        migrate(report, made)
        _counted(report, load, listeners, "after the migration, the former code serving")
        time.sleep(3)
        report.figure("roll to the new release (s)", pods.roll(NEW))
        _counted(report, load, listeners, "after the roll to the new release")
        time.sleep(3)
        report.figure("roll back to the former release (s)", pods.roll(old))
        _counted(report, load, listeners, "after the roll back")
        time.sleep(3)
    tally = load.finish()
    report.figure("orders requested and answered", f"{len(tally.tries)}, {len(tally.told)}")
    report.figure(
        "median and 99th of an order (ms)", f"{tally.median_ms():.0f}, {tally.median_ms(0.99):.0f}"
    )
    report.figure("pages asked for", len(tally.pages))
    report.figure("live streams opened, ended whole", f"{listeners.opened}, {listeners.ended}")
    failed = [each for each in tally.pages if each.outcome != "200"]
    report.claim("0 failed requests", not tally.failed and not failed)
    report.claim("no live stream was torn", not listeners.torn)
    report.claim(
        f"all {len(pods.exits)} replaced processes ended by themselves with 0",
        pods.exits and all(code == 0 for _, code in pods.exits),
    )
    made.judge(tally, later_seconds=0)


def migrate(report: Report, made: Environment) -> None:
    began = time.monotonic()
    with Locks(made.database_url()) as locks:
        run_turnout("migrate", environment=role_environment(made.stack.settings))
    report.did("migrated by the new release while the former one served")
    report.figure("migration (s)", time.monotonic() - began)
    closed = [f"{table} {seconds:.2f}" for table, seconds in locks.closed_seconds().items()]
    report.figure("tables closed to everybody else (s)", ", ".join(closed[:8]) or "none")
    report.figure("longest wait for a lock (s)", locks.longest_wait_seconds)
    report.claim(
        f"nobody waits for a lock longer than {LONGEST_WAIT_SECONDS:.0f} s",
        locks.longest_wait_seconds < LONGEST_WAIT_SECONDS,
    )


def former_commit() -> str:
    given = os.environ.get("TURNOUT_FORMER")
    if given:
        return _git("rev-parse", given)
    tags = _git("tag", "--list", "v*", "--sort=-creatordate").split()
    newest = _git("log", "-1", "--format=%H", "--diff-filter=A", "--", "migrations/versions")
    return _git("rev-parse", tags[0] if tags else f"{newest}^")


def unpack(commit: str, folder: Path) -> Path:
    """The code, migrations and tests of a commit, without a checkout of it."""
    folder.mkdir()
    parts = ("platform/turnout", "platform/turnout_dev", "migrations", "tests")
    archive = subprocess.run(
        ["git", "archive", commit, *parts], cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archive.stdout, check=True)
    return folder


def prepare(stack: MiniStack, former: Path, old: Mapping[str, str]) -> dict[str, str]:
    """An organization that sells, made by the former release."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.setup", f"http://{stack.provider}", str(ENOUGH)],
        cwd=former,
        env=role_environment({**stack.settings, **old}),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    made: dict[str, str] = json.loads(done.stdout)
    return made


def _counted(report: Report, load: Load, listeners: Listeners, when: str) -> None:
    tally = load.tally
    report.did(when)
    failed = len(tally.failed) + sum(each.outcome != "200" for each in tally.pages)
    report.figure(f"failed requests {when}", f"{failed} ({tally.outcomes()})")
    report.figure(f"torn streams {when}", len(listeners.torn))


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.strip()
