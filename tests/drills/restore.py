"""The database's machine is lost under load: it is restored to the last committed order.

TURNOUT_ORDERS says how many orders lie in it besides (none).
"""

import os
import time

import psycopg

from tests.drills import databases
from tests.drills.environment import Environment
from tests.drills.load import Tally
from tests.drills.report import Report
from tests.drills.volume import fill, orders_wanted

SECONDS, LONGEST_SECONDS = 12.0, 600.0
SIZE = "SELECT pg_database_size(current_database()) / 1048576"


def drill(report: Report, made: Environment) -> None:
    made.open_shop()
    if number := orders_wanted(0):
        fill(report, made, number)
    report.figure("load average", ", ".join(f"{each:.0f}" for each in os.getloadavg()))
    with psycopg.connect(made.database_url()) as connection:
        row = connection.execute(SIZE).fetchone()
    report.figure("database (MB)", row[0] if row else 0)
    base = made.postgres.data.with_name("base")
    report.figure("base backup (s)", databases.back_up(made.postgres, base))
    report.did("base backup made and verified")
    lose_the_machine(report, made, streamed=False)
    report.figure("base backup of the restored server (s)", databases.back_up(made.postgres, base))
    lose_the_machine(report, made, streamed=True)


def lose_the_machine(report: Report, made: Environment, *, streamed: bool) -> None:
    """Kill the server and remove its data while people buy; play the archive; count."""
    how = "streamed" if streamed else "by segment"
    base, stream = (made.postgres.data.with_name(each) for each in ("base", "stream"))
    receiver = databases.Receiver(made.postgres, stream) if streamed else None
    databases.wait_for(made.postgres, databases.ARCHIVE if streamed else "")
    with made.load() as load:
        time.sleep(SECONDS)
        databases.kill(made.postgres)
        lost_at = time.monotonic()
        told = dict(load.tally.told)
        report.did(
            f"archive {how}: the server killed and its data removed, {len(told)} orders told"
        )
        if receiver:
            receiver.stop()
        archives = [made.archive, *([stream] if streamed else [])]
        took = databases.restore(made.postgres, base, archives)
        report.did(f"archive {how}: base backup put in place, WAL played, opened for writes")
        present = made.orders()
        time.sleep(5)
    tally = load.finish()
    lost = [each for each, at in told.items() if each not in present and at < lost_at]
    report.figure(f"restore, archive {how} (s)", took)
    report.figure(f"errors for buyers, archive {how} (s)", tally.errors_seconds())
    report.figure(f"median of an order, archive {how} (ms)", tally.median_ms())
    report.figure(f"orders told of before, archive {how}", len(told))
    report.figure(f"committed orders lost, archive {how}", len(lost))
    report.claim("a restore takes less than ten minutes", took < LONGEST_SECONDS)
    if streamed:
        report.claim("with the WAL streamed, no committed order is lost", not lost)
        report.claim("errors last less than ten minutes", tally.errors_seconds() < LONGEST_SECONDS)
        made.judge(tally)
    else:
        report.claim(
            "by segment, what is lost is what the last segments held", _is_tail(tally, lost)
        )


def _is_tail(tally: Tally, lost: list[str]) -> bool:
    """The lost ones are the youngest: none of them is older than one that was kept, by seconds."""
    kept = [at for each, at in tally.told.items() if each not in lost]
    return not lost or max(tally.told[each] for each in lost) <= max(kept, default=0.0)
