"""`make drill NAME=restore`: play an accident with real processes, count, and report.

Without a name the drills are listed; `all` plays one after another. Reports are kept in
`.turnout/drills/reports`. Exits with 1 when a claim does not hold.
"""

import signal
import sys
from collections.abc import Sequence
from importlib import import_module

from filelock import FileLock, Timeout

from tests.drills.environment import environment
from tests.drills.monitor import ToolMissing
from tests.drills.report import Report
from turnout_dev.stack.state import STATE

DRILLS = ("restore", "failover", "outages", "release", "keys", "alerts", "nodes")


def main(arguments: Sequence[str]) -> int:
    names = list(DRILLS) if list(arguments) == ["all"] else list(arguments)
    unknown = [each for each in names if each not in DRILLS]
    if unknown or not names:
        for name in DRILLS:
            sys.stdout.write(f"  {name:12} {title_of(name)}\n")
        return 1 if unknown else 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is taken down
    return max(play(name) for name in names)


def title_of(name: str) -> str:
    return (import_module(f"tests.drills.{name}").__doc__ or "").splitlines()[0]


def play(name: str) -> int:
    """One drill in an environment of its own; 0 when everything held."""
    report = Report(name, title_of(name))
    sys.stdout.write(f"{name}: {report.title}\n")
    played = import_module(f"tests.drills.{name}")
    place = getattr(played, "environment", environment)
    try:
        with FileLock(STATE / f"drill-{name}.lock", timeout=0), place(name, report) as made:
            played.drill(report, made)
    except Timeout:
        sys.stdout.write(f"{name}: is played in this checkout already\n")
        return 1
    except ToolMissing as missing:
        sys.stdout.write(f"{name}: skipped, {missing}\n")
        return 0
    path = report.keep(STATE / "drills" / "reports")
    verdict = "passed" if report.has_passed else "FAILED"
    sys.stdout.write(f"{name}: {verdict}, {path}\n")
    return 0 if report.has_passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
