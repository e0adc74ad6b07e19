"""Lighthouse on the pages that matter: `make lighthouse`.

Simulated mobile, the median of five runs a page, against the stack that runs, which should have
nothing else to do. Pages behind a sign-in are opened by the demo's organizer, for the first time.
Every report is kept as JSON beside a summary in `.turnout/browser/lighthouse`. Exits with 1 when a
median is below its threshold.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import sync_playwright

from turnout_dev.browser_checks import chromium
from turnout_dev.browser_checks.sign_in import passphrase_of, sign_in
from turnout_dev.demo.callers import Caller
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.settings import environment
from turnout_dev.stack.state import STATE, choose_port

FOLDER: Final = STATE / "browser" / "lighthouse"
PROGRAM: Final = chromium.PACKAGES / "node_modules" / "lighthouse" / "cli" / "index.js"
THRESHOLDS: Final = {"performance": 95, "accessibility": 100, "best-practices": 95, "seo": 100}
SHIFT: Final = "cumulative-layout-shift"
FIGURES: Final[Mapping[str, float | None]] = {
    "first-contentful-paint": 1_500,
    "largest-contentful-paint": 2_500,
    "interactive": 4_000,
    "total-blocking-time": None,
    SHIFT: 0.1,
}
"""What is measured besides the scores, and the budget; milliseconds but for the layout's shift."""
SIGNED_IN: Final = {"inbox": "inbox", "editor": "message-templates/{template}"}
"""Of the console, under the organization."""
CONSOLE: Final = {"accessibility": 100, "best-practices": 95}
"""What pages behind a sign-in are judged by; how soon they are there is written down."""
ORGANIZER: Final = "dana@meridian.example"
ORGANIZATION: Final = "meridian"
TEMPLATE: Final = {"message": "order-confirmed", "language": "en"}
RUNS: Final = 5
PAGE_SECONDS: Final = 180
PROGRAMME: Final = "FOSDEM"


@dataclass(frozen=True, slots=True)
class Asked:
    """A page to judge."""

    path: str
    is_signed_in: bool = False

    @property
    def thresholds(self) -> Mapping[str, int]:
        return CONSOLE if self.is_signed_in else THRESHOLDS

    @property
    def budgets(self) -> Mapping[str, float | None]:
        """Of figures; None where one is only written down."""
        if self.is_signed_in:
            return dict.fromkeys(FIGURES) | {SHIFT: FIGURES[SHIFT]}
        return FIGURES


@dataclass(frozen=True, slots=True)
class Median:
    """One page's figures over all its runs."""

    page: str
    asked: Asked
    scores: Mapping[str, int]
    figures: Mapping[str, float]

    def shortfalls(self) -> list[str]:
        """What is below its threshold or above its budget, in words."""
        low = [
            f"{self.page}: {name} {self.scores[name]}, at least {least}"
            for name, least in self.asked.thresholds.items()
            if self.scores[name] < least
        ]
        high = [
            f"{self.page}: {name} {self.figures[name]:g}, below {most:g}"
            for name, most in self.asked.budgets.items()
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
    chromium.install_packages()
    pages = pages_of(address)
    if not chosen.page or SIGNED_IN.keys() & set(chosen.page):
        pages |= signed_in_pages_of(address)
    wanted = {name: pages[name] for name in chosen.page or pages}
    FOLDER.mkdir(parents=True, exist_ok=True)
    medians = [measure(name, address, page, runs=chosen.runs) for name, page in wanted.items()]
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


def pages_of(address: str) -> dict[str, Asked]:
    """The pages that are judged, with the largest programme there is as the event."""
    with urllib.request.urlopen(f"{address}/api/v1/events?q={PROGRAMME}&limit=1") as answer:  # noqa: S310 - our own
        found = json.load(answer)["items"]
    if not found:
        raise StackError(f"There is no {PROGRAMME} on this stack. Run `make demo` first.")
    event = f"/{found[0]['organization']['slug']}/{found[0]['slug']}"
    paths = {
        "landing": "/",
        "directory": "/events",
        "event": event,
        "checkout": f"{event}/checkout",
    }
    return {name: Asked(path) for name, path in paths.items()}


def signed_in_pages_of(address: str) -> dict[str, Asked]:
    """Pages of the console, which the organizer of the demo opens."""
    template = find_template(address)
    return {
        name: Asked(f"/console/{ORGANIZATION}/{path.format(template=template)}", is_signed_in=True)
        for name, path in SIGNED_IN.items()
    }


@contextmanager
def signed_in_browser(address: str) -> Iterator[int]:
    """The port of a browser in which the organizer has signed in; it ends with the block."""
    program, port = chromium.find(), choose_port(None)
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as engine:
        context = engine.chromium.launch_persistent_context(
            profile,
            executable_path=program.path,
            args=[*chromium.FLAGS, f"--remote-debugging-port={port}"],
            env={**os.environ, **program.environment},
            base_url=address,
        )
        try:
            sign_in(context.pages[0], ORGANIZER)
            yield port
        finally:
            context.close()


def find_template(address: str) -> str:
    """The id of a mail in the organizer's own words; begun where there is none."""
    with Caller(address).signed_in(ORGANIZER, passphrase_of(ORGANIZER)) as organizer:
        entered = organizer.get("/api/v1/me/organizations")["items"]
        [id_] = [each["id"] for each in entered if each["slug"] == ORGANIZATION]
        path = f"/api/v1/organizations/{id_}/message-templates"
        found = organizer.get(path)["items"] or [organizer.post(path, TEMPLATE, expect=201)]
    return str(found[0]["id"])


def measure(name: str, address: str, asked: Asked, *, runs: int) -> Median:
    """Run Lighthouse so many times on one page; raises StackError with its words when it fails."""
    reports = []
    for number in range(1, runs + 1):
        report = run_page(address, asked, FOLDER / f"{name}-{number}.json")
        print(f"{name} {number}/{runs}: {scores_of(report)}", flush=True)
        reports.append(report)
    return median_of(name, asked, reports)


def run_page(address: str, asked: Asked, output: Path) -> dict[str, Any]:
    """One report; each of a page behind a sign-in in a browser that knows nothing yet."""
    url = f"{address}{asked.path}"
    if not asked.is_signed_in:
        return run_once(url, output)
    with signed_in_browser(address) as port:
        report = run_once(url, output, f"--port={port}", "--disable-storage-reset")
    if report["finalDisplayedUrl"] != url:
        raise StackError(f"{asked.path} led to {report['finalDisplayedUrl']}.")
    return report


def run_once(url: str, output: Path, *options: str) -> dict[str, Any]:
    program = chromium.find()
    command = ["node", str(PROGRAM), url, "--quiet", "--output=json", f"--output-path={output}"]
    command += options
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


def median_of(name: str, asked: Asked, reports: Sequence[Mapping[str, Any]]) -> Median:
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
    return Median(name, asked, scores, figures)


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
