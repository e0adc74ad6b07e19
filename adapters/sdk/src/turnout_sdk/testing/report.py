"""The report by capability, as an integrator reads it at the end of a run."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from turnout_sdk.adapter import Adapter
from turnout_sdk.testing import quality
from turnout_sdk.testing.verdict import DOCS, summary


class Result(NamedTuple):
    """How one test of one adapter ended, for the report."""

    adapter: Adapter[Any]
    about: str
    report: pytest.TestReport
    path: Path


def write(out: Any, results: list[Result], left_out: list[tuple[str, str, str]]) -> None:
    """Write one block per adapter: capabilities, what failed, what was left out and why."""
    for key in dict.fromkeys(each.adapter.key for each in results):
        mine = [each for each in results if each.adapter.key == key]
        adapter = mine[0].adapter
        out.write_sep("-", f"{adapter.title} ({adapter.kind.value})")
        for about in dict.fromkeys(each.about for each in mine):
            _write_capability(out, about, [each.report for each in mine if each.about == about])
        for what, why in dict.fromkeys((what, why) for of, what, why in left_out if of == key):
            out.write_line(f"  · {what}: {why}")
        _write_level(out, mine)


def _write_capability(out: Any, about: str, reports: list[Any]) -> None:
    passed = sum(report.passed for report in reports)
    sign, colour = ("✓", {"green": True}) if passed == len(reports) else ("✗", {"red": True})
    out.write_line(f"  {sign} {about.lower()}: {passed} of {len(reports)}", **colour)
    for report in reports:
        if not report.passed:
            sentence = report.nodeid.rpartition("::test_")[2].replace("_", " ")
            rule, said = summary(report)
            out.write_line(f"      {sentence}")
            out.write_line(f"        {said} ({DOCS}#{rule})")


def _write_level(out: Any, mine: list[Result]) -> None:
    try:
        claimed = quality.read(quality.find_file(mine[0].path.parent))
    except ValueError as error:
        out.write_line(f"  quality: {error}")
        return
    holds = all(each.report.passed for each in mine)
    out.write_line(f"  quality: {claimed.level}{'' if holds else ', which does not hold yet'}")
    for rule, why in claimed.exemptions.items():
        out.write_line(f"    exempt from {rule}: {why}")
