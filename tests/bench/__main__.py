"""`make bench`: the hot paths P1 to P12 against their references, in one run.

Prints absolute rates for the curious and ratios for the judge, writes build/bench.json and
build/bench.svg, and fails when a ratio or a number of statements is past its bar. `ARGS="--only
lists --only pages"` takes some parts; the report has those alone then.
"""

import json
import platform
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from tests.bench import plots, setup
from tests.bench.figures import Figure
from tests.bench.parts import PARTS, Bench

BUILD = Path(__file__).parents[2] / "build"


@click.command()
@click.option("--seconds", default=4.0, help="Length of one measurement.")
@click.option("--rounds", default=3, help="Measurements per figure; the median counts.")
@click.option("--only", multiple=True, type=click.Choice(list(PARTS)), help="Parts; without: all.")
@click.option("--rows", default=1_000_000, help="Orders in the long lists.")
@click.option("--organizations", default=1_000, help="Organizations that orders go over.")
def main(seconds: float, rounds: int, only: Sequence[str], rows: int, organizations: int) -> None:
    """Measure the hot paths against their references."""
    postgres, settings = setup.make_settings()
    sale = setup.make_sale(settings)
    ours, floor = setup.start_ours(settings), setup.start_floor(settings)
    bench = Bench(
        postgres=postgres,
        settings=settings,
        sale=sale,
        ours=ours,
        floor=floor,
        seconds=seconds,
        rounds=rounds,
        rows=rows,
        organizations=organizations,
    )
    figures: list[Figure] = []
    try:
        for name in [each for each in PARTS if not only or each in only]:
            began = time.monotonic()
            figures += PARTS[name](bench)
            click.echo(f"{name}: {time.monotonic() - began:.0f} s")
    finally:
        ours.stop()
        floor.stop()
    report(figures)
    if not all(each.holds for each in figures):
        sys.exit(1)


def report(figures: Sequence[Figure]) -> None:
    click.echo(f"{platform.machine()}, {platform.python_version()}, PostgreSQL durable")
    click.echo(f"{'':50}{'ours':>10}{'reference':>11}{'ratio':>8}  bar")
    for each in figures:
        sign = "≤" if each.at_most else "≥"
        bar = "" if each.bar is None else f"{sign} {each.bar:g}"
        mark = "" if each.holds else "  MISSED"
        click.echo(
            f"{each.name:50}{each.value:10.2f}{each.reference:11.2f}{each.ratio:8.2f}  {bar}{mark}"
        )
    BUILD.mkdir(exist_ok=True)
    data = [asdict(each) for each in figures]
    (BUILD / "bench.json").write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    (BUILD / "bench.svg").write_text(plots.draw(figures), encoding="utf-8")
    judged = [each.ratio for each in figures if each.bar and not each.at_most]
    if judged:
        click.echo(f"median ratio of rates: {statistics.median(judged):.2f}")


if __name__ == "__main__":
    main()
