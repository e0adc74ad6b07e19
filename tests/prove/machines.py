"""`make machines`: each state machine of the sale for 10,000 steps, with new examples each time.

Holds, codes, both waitlists, the waiting room, currencies and price rules, each in a process of its own, one
after the other. TURNOUT_SEED repeats a run; names as arguments (`ARGS="holds codes"`) narrow it.
What was shown is written to build/machines.json. Exits with 1 when one fails.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
STEPS: Final = 10_000
MACHINES: Final = {
    "holds": "tests/modules/inventory/test_stock.py::TestStock",
    "codes": "tests/modules/discounts/test_uses.py::test_uses_are_counted_as_a_model_counts_them",
    "waitlist": "tests/modules/waitlist/test_model.py",
    "session-waitlist": "tests/modules/session_waitlist/test_session_waitlist_model.py",
    "waiting-room": "tests/modules/waiting_room/test_model.py",
    "currencies": "tests/modules/event_currencies/test_currency_model.py",
    "price-rules": "tests/modules/price_rules/test_holds.py"
    "::test_prices_are_those_of_a_model_and_every_hold_keeps_its_own",
}


def main(arguments: Sequence[str]) -> int:
    unknown = [each for each in arguments if each not in MACHINES]
    if unknown:
        sys.stdout.write(f"There are: {', '.join(MACHINES)}. Not: {', '.join(unknown)}.\n")
        return 2
    seed = os.environ.get("TURNOUT_SEED") or str(int(time.time()))
    found = [run(each, seed) for each in arguments or MACHINES]
    for each in found:
        word = "holds" if each["holds"] else "FAILED"
        sys.stdout.write(f"{each['machine']:18}{word:8}{each['seconds']:8.0f} s\n")
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    (build / "machines.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"{STEPS} steps and more each, seed {seed}\n")
    return 0 if all(each["holds"] for each in found) else 1


def run(machine: str, seed: str) -> dict[str, Any]:
    """One machine at length; what became of it."""
    began = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, MACHINES[machine]],
        cwd=ROOT,
        env={**os.environ, "TURNOUT_PROVE": "1", "TURNOUT_SEED": seed},
        check=False,
    )
    seconds = time.monotonic() - began
    return {"machine": machine, "seed": seed, "holds": done.returncode == 0, "seconds": seconds}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
