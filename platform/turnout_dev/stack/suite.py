"""`make test`: vitest and pytest, both run to their end, closing with their own summaries."""

import os
import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

from turnout_dev.stack import frontend, roles
from turnout_dev.stack.postgres import ensure_postgres
from turnout_dev.stack.redis import ensure_redis
from turnout_dev.stack.state import ROOT, STATE

WORKERS = "3"
"""One more than the cores of a small machine: a third of the tests' time is waiting."""
LONG_SECONDS = 8 * 60
SLOWEST = 10
BROWSER = "tests/browser"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def run(arguments: Sequence[str]) -> int:
    """Run everything; the exit code is 0 only if both runners are content."""
    (ROOT / "build").mkdir(exist_ok=True)
    frontend.install()
    frontend.build()
    ensure_postgres(STATE / "test", durable=False)
    ensure_redis(STATE / "test")
    web_code, web_summary = _vitest()
    summaries, codes = list(web_summary), [web_code]
    for name, wanted in _runs(arguments):
        report = ROOT / "build" / f"{name}.xml"
        started = time.monotonic()
        code = _pytest(wanted, report)
        if time.monotonic() - started > LONG_SECONDS:
            print("\n".join(_slowest(report)))
        codes.append(code)
        summaries += _summary(report, code)
    print("\n".join(["", *summaries]), flush=True)
    return next(filter(None, codes), 0)


def _runs(arguments: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The browser's tests run by themselves: their event loop never stops, others start one."""
    if arguments:
        return [("pytest", list(arguments))]
    return [("pytest", [f"--ignore={BROWSER}"]), ("browser", [BROWSER])]


def _vitest(web: Path = frontend.WEB) -> tuple[int, list[str]]:
    npx = shutil.which("npx")
    if npx is None or not any(web.glob("src/**/*.test.ts*")):
        return 0, []
    command = [npx, "--no-install", "vitest", "run", "--coverage"]
    outcome = roles.run(command, cwd=web, env={**os.environ, "NO_COLOR": "1", "CI": "1"})
    print(outcome.stdout, flush=True)
    lines = [COLOUR.sub("", line).strip() for line in outcome.stdout.splitlines()]
    summary = [line for line in lines if re.match(r"(Test Files|Tests)\s", line)]
    return outcome.returncode, [f"vitest  {line}" for line in summary]


def _pytest(arguments: Sequence[str], report: Path) -> int:
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-n", WORKERS, f"--junitxml={report}"]
    return subprocess.run([*command, *arguments], cwd=ROOT, check=False).returncode


def _slowest(report: Path) -> list[str]:
    cases = [
        (float(case.get("time", "0")), f"{case.get('classname')}::{case.get('name')}")
        for case in _cases(report)
    ]
    rows = sorted(cases, reverse=True)[:SLOWEST]
    return ["", "The slowest ten:", *(f"  {seconds:7.2f} s  {name}" for seconds, name in rows)]


def _summary(report: Path, code: int) -> list[str]:
    """Repeat pytest's own count, so that it stands last however long the output was."""
    if not report.exists():
        return [f"pytest  ended with code {code} before it could report"]
    suite = next(ET.parse(report).getroot().iter("testsuite"))  # noqa: S314 - our own file
    count = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
    passed = count["tests"] - count["failures"] - count["errors"] - count["skipped"]
    words = [f"{passed} passed"]
    words += [f"{number} {name}" for name, number in count.items() if name != "tests" and number]
    return [f"pytest  {', '.join(words)} in {float(suite.get('time', '0')):.1f} s"]


def _cases(report: Path) -> list[ET.Element]:
    return list(ET.parse(report).getroot().iter("testcase")) if report.exists() else []  # noqa: S314
