"""PostgreSQL dies under load and its standby, which commits waited for, takes over."""

import time

from tests.drills import databases
from tests.drills.environment import Environment
from tests.drills.report import Report
from turnout_dev.stack.postgres import Postgres

SECONDS = 12.0
LOOKS = 3
LOOK_SECONDS = 0.5
"""The watcher promotes after three looks without an answer, as managed services and Patroni do."""


def drill(report: Report, made: Environment) -> None:
    made.open_shop()
    standby = databases.standby_of(made.postgres)
    report.did("a standby follows by streaming")
    with made.load() as load:
        time.sleep(SECONDS)
    report.figure(
        "median of an order, commits wait for the disk alone (ms)", load.tally.median_ms()
    )

    databases.wait_for(made.postgres, "standby")
    with made.load() as load:
        time.sleep(SECONDS)
        fail_over(report, made, made.postgres, standby, "synchronous")
        time.sleep(5)
    tally = load.finish()
    report.figure("median of an order, commits wait for the standby (ms)", tally.median_ms())
    report.figure("errors for buyers, synchronous (s)", tally.errors_seconds())
    report.figure("what they met", tally.outcomes())
    report.claim("errors last less than 30 seconds", tally.errors_seconds() < 30)
    made.judge(tally, standby)


def fail_over(
    report: Report, made: Environment, primary: Postgres, standby: Postgres, how: str
) -> None:
    databases.kill(primary)
    _promote(report, made, standby, time.monotonic(), how)


def _promote(
    report: Report, made: Environment, standby: Postgres, killed_at: float, how: str
) -> None:
    """What a watcher does: looks, is sure, promotes, and turns the name to the new server."""
    report.did(f"{how}: PostgreSQL killed")
    time.sleep(LOOKS * LOOK_SECONDS)
    databases.promote(standby)
    databases.wait_until(
        lambda: not databases.is_in_recovery(standby.superuser_url()), "the standby is promoted"
    )
    made.database_address.point_at([f"127.0.0.1:{standby.port}"])
    took = time.monotonic() - killed_at
    report.did(f"{how}: the standby promoted, the address turned to it")
    report.figure(f"from the kill to a server that takes writes, {how} (s)", took)
