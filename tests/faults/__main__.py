"""`make faults`: people buy, pay and come in while the stack is hurt, run after run, by a seed.

`--runs` of them, each with one trouble (`--list` names them), in an order that the seed says; none
begins after `--minutes`. The report is JSON. Exits with 1 when a promise did not hold. A checkout
has one of them at a time: two would end one another's servers.
"""

import argparse
import json
import random
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from tests.faults import runs
from tests.faults.troubles import TROUBLES
from turnout_dev.stack.state import STATE

FOLDER = STATE / "faults"
DISK = "full disk"


def main(words: Sequence[str]) -> int:
    asked = _parser().parse_args(words)
    if asked.list:
        for name, trouble in TROUBLES.items():
            _say(f"  {name:20} {trouble.__doc__}")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is taken down
    try:
        with FileLock(STATE / "faults.lock", timeout=0):
            return _play(asked)
    except Timeout:
        _say("Faults are played in this checkout already: wait for their end, or use another one.")
        return 1


def _play(asked: argparse.Namespace) -> int:
    names = [each for each in TROUBLES if any(word in each for word in asked.only or [""])]
    played, skipped = [], []
    ends = time.monotonic() + 60 * asked.minutes
    with runs.server(FOLDER) as (postgres, volume):
        if volume is None and DISK in names:
            names.remove(DISK)
            skipped.append(f"{DISK}: no volume of its own can be mounted here")
        for number, name in enumerate(in_order(names, asked.runs, asked.seed), start=1):
            if time.monotonic() > ends:
                skipped.append(f"runs {number} to {asked.runs}: {asked.minutes:g} minutes are over")
                break
            run = runs.Run(number, name, f"{asked.seed}:{number}")
            runs.play(run, FOLDER, postgres, volume)
            played.append(run)
            _tell(run)
    has_passed = bool(played) and all(each.has_passed for each in played)
    document = {
        "seed": asked.seed,
        "passed": has_passed,
        "runs": [each.as_document() for each in played],
        "skipped": skipped,
    }
    report = Path(asked.report)
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(json.dumps(document, indent=2, default=str) + "\n", encoding="utf-8")
    for each in skipped:
        _say(f"skipped: {each}")
    passed = sum(each.has_passed for each in played)
    _say(f"{passed} of {len(played)} runs passed with seed {asked.seed}: {report}")
    return 0 if has_passed else 1


def in_order(names: Sequence[str], count: int, seed: int) -> list[str]:
    """So many troubles: all of them, in an order of chance, before one comes again."""
    chance = random.Random(seed)  # noqa: S311  an order, no secret
    found: list[str] = []
    while names and len(found) < count:
        found += chance.sample(names, len(names))
    return found[:count]


def _tell(run: runs.Run) -> None:
    figures = ", ".join(f"{name} {value}" for name, value in run.figures.items())
    _say(f"{run.number:3} {run.trouble}: {'passed' if run.has_passed else 'FAILED'} ({figures})")
    _say(f"    {'; '.join(run.did)}")
    for promise, rows in run.broken.items():
        _say(f"    broken: {promise}: {rows}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--runs", type=int, default=len(TROUBLES))
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", nargs="+", metavar="WORD", help="troubles whose names hold one")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--report", default=str(FOLDER / "report.json"))
    parser.add_argument("--list", action="store_true", help="name the troubles")
    return parser


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
