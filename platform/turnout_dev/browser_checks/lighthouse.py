"""Lighthouse on the pages that matter: `make lighthouse`.

Simulated mobile, the median of five runs a page, against the stack that runs, which should have
nothing else to do. Every report is kept as JSON beside a summary in `.turnout/browser/lighthouse`.
Exits with 1 when a median is below its threshold.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from turnout_dev.browser_checks import chromium
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.settings import environment
from turnout_dev.stack.state import STATE

FOLDER: Final = STATE / "browser" / "lighthouse"
PROGRAM: Final = chromium.PACKAGES / "node_modules" / "lighthouse" / "cli" / "index.js"
THRESHOLDS: Final = {"performance": 95, "accessibility": 100, "best-practices": 95, "seo": 100}
FIGURES: Final = {
    "first-contentful-paint": 1_500,
    "largest-contentful-paint": 2_500,
    "interactive": 4_000,
    "total-blocking-time": None,
    "cumulative-layout-shift": 0.1,
}
"""What is measured besides the scores, and the budget; milliseconds but for the layout's shift."""
RUNS: Final = 5
PAGE_SECONDS: Final = 180
PROGRAMME: Final = "FOSDEM"


@dataclass(frozen=True, slots=True)
class Median:
    """One page's figures over all its runs."""

    page: str
    path: str
    scores: Mapping[str, int]
    figures: Mapping[str, float]

    def shortfalls(self) -> list[str]:
        """What is below its threshold or above its budget, in words."""
        low = [
            f"{self.page}: {name} {self.scores[name]}, at least {least}"
            for name, least in THRESHOLDS.items()
            if self.scores[name] < least
        ]
        high = [
            f"{self.page}: {name} {self.figures[name]:g}, below {most:g}"
            for name, most in FIGURES.items()
            if most is not None and self.figures[name] >= most
        ]
        return low + high


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m turnout_dev.browser_checks.lighthouse", description=__doc__
    )
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--page", action="append", help="only this page; may be repeated")
    chosen = parser.parse_args(words)
    address = str(environment()["TURNOUT_PUBLIC_URL"])
    pages = pages_of(address)
    wanted = {name: pages[name] for name in chosen.page or pages}
    chromium.install_packages()
    FOLDER.mkdir(parents=True, exist_ok=True)
    medians = [measure(name, address, path, runs=chosen.runs) for name, path in wanted.items()]
    summary = {
        "load": os.getloadavg(),
        "runs": chosen.runs,
        "pages": [told(each) for each in medians],
    }
    (FOLDER / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    short = [line for each in medians for line in each.shortfalls()]
    print(table(medians))
    print("\n".join(["", *(f"✗ {line}" for line in short)] if short else ["", "✓ all within"]))
    return 1 if short else 0


def pages_of(address: str) -> dict[str, str]:
    """The pages that are judged, with the largest programme there is as the event."""
    with urllib.request.urlopen(f"{address}/api/v1/events?q={PROGRAMME}&limit=1") as answer:  # noqa: S310 - our own
        found = json.load(answer)["items"]
    if not found:
        raise StackError(f"There is no {PROGRAMME} on this stack. Run `make demo` first.")
    event = f"/{found[0]['organization']['slug']}/{found[0]['slug']}"
    return {"landing": "/", "directory": "/events", "event": event, "checkout": f"{event}/checkout"}


def measure(name: str, address: str, path: str, *, runs: int) -> Median:
    """Run Lighthouse so many times on one page; raises StackError with its words when it fails."""
    reports = []
    for number in range(1, runs + 1):
        report = run_once(f"{address}{path}", FOLDER / f"{name}-{number}.json")
        print(f"{name} {number}/{runs}: {scores_of(report)}", flush=True)
        reports.append(report)
    return median_of(name, path, reports)


def run_once(url: str, output: Path) -> dict[str, Any]:
    program = chromium.find()
    command = ["node", str(PROGRAM), url, "--quiet", "--output=json", f"--output-path={output}"]
    command += ["--form-factor=mobile", "--throttling-method=simulate"]
    command += [f"--chrome-flags={' '.join(('--headless', *chromium.FLAGS))}"]
    outcome = subprocess.run(
        command,
        env={**os.environ, **program.environment, "CHROME_PATH": str(program.path)},
        capture_output=True,
        text=True,
        timeout=PAGE_SECONDS,
        check=False,
    )
    if outcome.returncode:
        raise StackError(f"Lighthouse failed on {url}:\n{outcome.stderr}")
    report: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return report


def median_of(name: str, path: str, reports: Sequence[Mapping[str, Any]]) -> Median:
    scores = {
        each: round(statistics.median(scores_of(report)[each] for report in reports))
        for each in THRESHOLDS
    }
    figures = {
        each: round(
            statistics.median(report["audits"][each]["numericValue"] for report in reports), 3
        )
        for each in FIGURES
    }
    return Median(name, path, scores, figures)


def scores_of(report: Mapping[str, Any]) -> dict[str, int]:
    """Scores in hundredths; one that Lighthouse could not work out counts as nothing."""
    categories = report["categories"]
    return {name: round((categories[name]["score"] or 0) * 100) for name in THRESHOLDS}


def told(median: Median) -> dict[str, Any]:
    return asdict(median)


def table(medians: Sequence[Median]) -> str:
    heads = ("page", *THRESHOLDS, "FCP ms", "LCP ms", "TTI ms", "TBT ms", "CLS")
    rows = [
        (
            each.page,
            *(str(each.scores[name]) for name in THRESHOLDS),
            *(f"{each.figures[name]:g}" for name in FIGURES),
        )
        for each in medians
    ]
    widths = [max(len(row[index]) for row in (heads, *rows)) for index in range(len(heads))]
    lines = (
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in (heads, *rows)
    )
    return "\n".join(lines)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except StackError as error:
        sys.exit(f"\n{error}")
