"""`make test`: vitest and pytest, both run to their end, closing with their own summaries.

vitest runs beside pytest, which begins by reading all tests in every worker; then the browser's.
How much of the web its tests reach `make prove` measures: counting takes a fifth of their time.
"""

import os
import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from turnout_dev.stack import frontend
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
    frontend.install(frontend.IDENTITY_PROVIDER)
    frontend.build()
    ensure_postgres(STATE / "test", durable=False)
    ensure_redis(STATE / "test")
    web = start_vitest(ROOT / "build" / "vitest.log")
    summaries: list[str] = []
    codes: list[int] = []
    for name, wanted in _runs(arguments):
        report = ROOT / "build" / f"{name}.xml"
        started = time.monotonic()
        code = _pytest(wanted, report, is_whole=not arguments)
        if time.monotonic() - started > LONG_SECONDS:
            print("\n".join(_slowest(report)))
        codes.append(code)
        summaries += _summary(report, code)
        if web is not None:
            codes.insert(0, web.wait())
            summaries[:0] = web.summary()
            web = None
    print("\n".join(["", *summaries]), flush=True)
    return next(filter(None, codes), 0)


def _runs(arguments: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The browser's tests run by themselves: their event loop never stops, others start one."""
    if arguments:
        return [("pytest", list(arguments))]
    return [("pytest", [f"--ignore={BROWSER}"]), ("browser", [BROWSER])]


@dataclass(frozen=True)
class Vitest:
    """A run that writes to a log, shown when it has ended."""

    process: subprocess.Popen[bytes]
    log: Path

    def wait(self) -> int:
        code = self.process.wait()
        print(self._said(), flush=True)
        return code

    def summary(self) -> list[str]:
        lines = [COLOUR.sub("", line).strip() for line in self._said().splitlines()]
        return [f"vitest  {line}" for line in lines if re.match(r"(Test Files|Tests)\s", line)]

    def _said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


def start_vitest(log: Path, web: Path = frontend.WEB) -> Vitest | None:
    """Begin the web's tests; nothing where there are none, or no Node.js."""
    npx = shutil.which("npx")
    if npx is None or not any(web.glob("src/**/*.test.ts*")):
        return None
    command = [npx, "--no-install", "vitest", "run"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=web,
            env={**os.environ, "NO_COLOR": "1", "CI": "1"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    return Vitest(process, log)


def _pytest(arguments: Sequence[str], report: Path, *, is_whole: bool) -> int:
    """Of a crowd of values a whole run takes a part (`tests/prove/crowds.py`)."""
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-n", WORKERS, f"--junitxml={report}"]
    environment = {**os.environ, "TURNOUT_WHOLE_RUN": "1" if is_whole else "0"}
    return subprocess.run([*command, *arguments], cwd=ROOT, env=environment, check=False).returncode


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
