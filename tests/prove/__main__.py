"""`make prove`: the long version of every proof, and a table of what was shown.

Money first, then every property with all of its examples, new ones each time; then every page in
every theme and language in a real browser, then roles killed under load.

Exits with 1 when a proof fails. TURNOUT_SEED repeats a run. `--only` takes some of the parts, as
all of them together take hours; other arguments go to pytest, which then runs tests/prove alone.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from turnout_dev.stack.postgres import ensure_postgres
from turnout_dev.stack.redis import ensure_redis
from turnout_dev.stack.state import ROOT, STATE

WORKERS = "2"
BROWSER = "tests/browser"
HISTORIES = (
    "adapters/bellpay/tests/test_pointing_refusals.py",
    "adapters/sdk/tests/test_kit_quality.py",
    "adapters/sdk/tests/test_kit_refusals.py",
    "tests/architecture/test_imports.py",
    "tests/architecture/test_planted_breaches.py",
    "tests/architecture/test_scaffold.py",
    "tests/flows/test_generated_clients.py",
    "tests/isolation/test_access_matrix.py",
    "tests/isolation/test_attacks.py",
    "tests/isolation/test_bad_input.py",
    "tests/isolation/test_schemathesis.py",
    "tests/modules/files/test_pictures.py",
    "tests/modules/forms/test_agreement.py",
    "tests/modules/orders/test_payment_sync.py",
    "tests/modules/reconciliation/test_return_findings.py",
    "tests/modules/scim/test_conformance.py",
    "tests/stack/test_deploy_script.py",
)
"""Proofs that stand beside what they prove; histories take `counts.HISTORIES` of them."""
PARTS = ("proofs", "properties", "crowds", "environments", "browser", "faults", "coverage")
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


def main(arguments: Sequence[str]) -> int:
    began = time.monotonic()
    only, others = _read(arguments)
    seed = os.environ.get("TURNOUT_SEED") or str(int(time.time()))
    ensure_postgres(STATE / "test", durable=False)
    ensure_redis(STATE / "test")
    took: dict[str, float] = {}
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "proofs"
        environment = os.environ | {
            "TURNOUT_PROVE": "1",
            "TURNOUT_SEED": seed,
            "TURNOUT_PROOFS": str(notes),
        }
        for part, command in _commands(only, others).items():
            part_began = time.monotonic()
            failed += run(command, environment)
            took[part] = time.monotonic() - part_began
        lines = notes.read_text("utf-8").splitlines() if notes.exists() else []
    sys.stdout.write(table([json.loads(line) for line in lines], failed))
    parts = ", ".join(f"{part} {seconds:.0f} s" for part, seconds in took.items())
    sys.stdout.write(f"\nseed {seed}, {time.monotonic() - began:.0f} s: {parts}\n")
    return 1 if failed else 0


def _read(arguments: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The parts that are asked for, and what is pytest's."""
    parser = argparse.ArgumentParser(prog="make prove", description="What is shown at length.")
    parser.add_argument("--only", action="append", choices=PARTS, default=[])
    asked, others = parser.parse_known_args(arguments)
    return asked.only or (PARTS if not others else PARTS[:1]), others


def run(command: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    """Run one step and show it as it goes; the names of what failed."""
    said = bytearray()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        while some := os.read(process.stdout.fileno(), 65_536):
            sys.stdout.buffer.write(some)
            sys.stdout.flush()
            said += some
    if process.returncode == 0:
        return []
    return FAILED.findall(said.decode(errors="replace")) or [" ".join(command)]


def table(shown: Sequence[dict[str, str]], failed: Sequence[str]) -> str:
    """What was shown, and under it what was not."""
    rows = sorted((each["proof"], each["shown"]) for each in shown)
    width = max((len(proof) for proof, _ in rows), default=0)
    lines = [f"  {proof.ljust(width)}  {what}" for proof, what in rows]
    broken = [f"  ✗ {each}" for each in failed] or ["  every proof holds"]
    return "\n".join(["", "What was shown:", *lines, "", *broken, ""])


def _commands(only: Sequence[str], others: Sequence[str]) -> dict[str, Sequence[str]]:
    """The command of each part, in their order."""
    python = (sys.executable, "-m")
    pytest = (*python, "pytest", "-q", "-rfE", "--tb=short")
    among = (*pytest, "-n", WORKERS)
    # What stands in tests/prove is a proof at length as it is.
    elsewhere = ("tests", "adapters", f"--ignore={BROWSER}", "--ignore=tests/prove")
    proofs = (*among, "--dist", "loadgroup", "tests/prove", *others)
    commands = {
        "proofs": proofs if others else (*proofs, *HISTORIES),
        "properties": (*among, "-m", "hypothesis", *elsewhere),
        "crowds": (*among, "-m", "crowd", *elsewhere),
        "environments": (*python, "tests.prove.empty_environments"),
        "browser": (*among, "--dist", "load", BROWSER),
        "faults": (*pytest, "tests/faults"),
        "coverage": ("npm", "--prefix", str(ROOT / "platform/web"), "run", "coverage"),
    }
    return {part: commands[part] for part in PARTS if part in only}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
