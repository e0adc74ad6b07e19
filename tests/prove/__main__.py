"""`make prove`: the long version of every proof, and a table of what was shown.

Money first, then every property with all of its examples, new ones each time; then every page in
every theme and language in a real browser, then roles killed under load.

Exits with 1 when a proof fails. TURNOUT_SEED repeats a run. Arguments go to pytest.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
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
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


def main(arguments: Sequence[str]) -> int:
    began = time.monotonic()
    seed = os.environ.get("TURNOUT_SEED") or str(int(time.time()))
    ensure_postgres(STATE / "test", durable=False)
    ensure_redis(STATE / "test")
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "proofs"
        environment = os.environ | {
            "TURNOUT_PROVE": "1",
            "TURNOUT_SEED": seed,
            "TURNOUT_PROOFS": str(notes),
        }
        commands = [[sys.executable, "-m", *command] for command in _commands(arguments)]
        if not arguments:
            commands.append(["npm", "--prefix", str(ROOT / "platform/web"), "run", "coverage"])
        failed = [broken for command in commands for broken in run(command, environment)]
        shown = [json.loads(line) for line in notes.read_text("utf-8").splitlines()]
    sys.stdout.write(table(shown, failed))
    sys.stdout.write(f"\nseed {seed}, {time.monotonic() - began:.0f} s\n")
    return 1 if failed else 0


def run(command: Sequence[str], environment: dict[str, str]) -> list[str]:
    """Run one step and show it as it goes; the names of what failed."""
    lines = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        for line in process.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            lines.append(line)
    if process.returncode == 0:
        return []
    return FAILED.findall("".join(lines)) or [" ".join(command)]


def table(shown: Sequence[dict[str, str]], failed: Sequence[str]) -> str:
    """What was shown, and under it what was not."""
    rows = sorted((each["proof"], each["shown"]) for each in shown)
    width = max((len(proof) for proof, _ in rows), default=0)
    lines = [f"  {proof.ljust(width)}  {what}" for proof, what in rows]
    broken = [f"  ✗ {each}" for each in failed] or ["  every proof holds"]
    return "\n".join(["", "What was shown:", *lines, "", *broken, ""])


def _commands(arguments: Sequence[str]) -> list[list[str]]:
    pytest = ["pytest", "-q", "-rfE", "--tb=short"]
    commands = [[*pytest, "-n", WORKERS, "--dist", "loadgroup", "tests/prove", *arguments]]
    if not arguments:
        commands[0] += HISTORIES
        commands.append([*pytest, "-n", WORKERS, "-m", "hypothesis", "tests", "adapters"])
        commands[-1].append(f"--ignore={BROWSER}")
        commands.append([*pytest, "-n", WORKERS, "-m", "crowd", "tests", "adapters"])
        commands[-1].append(f"--ignore={BROWSER}")
        commands.append(["tests.prove.empty_environments"])
        commands.append([*pytest, "-n", WORKERS, "--dist", "load", BROWSER])
        commands.append([*pytest, "tests/faults"])
    return commands


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
