"""Decisions about merges: pure, without clock or database."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from turnout.modules.identity.api import Person
from turnout.modules.user_merges.types import MergeReport

NOTHING: Final = MergeReport(organizations=0, moved={}, ended={})


def unmergeable_because(person: Person, *, stays: bool) -> str:
    """What is in the way in the account itself, which stays or is given up; else empty."""
    if person.is_disabled:
        return "suspended"
    return "unverified" if stays and not person.is_verified else ""


def added(
    report: MergeReport, *, organizations: int, moved: Mapping[str, int], ended: Mapping[str, int]
) -> MergeReport:
    """A report with what was done in one more place."""
    all_moved, all_ended = Counter(report.moved), Counter(report.ended)
    all_moved.update(moved)
    all_ended.update(ended)
    return MergeReport(
        organizations=report.organizations + organizations,
        moved={table: number for table, number in sorted(all_moved.items()) if number},
        ended={table: number for table, number in sorted(all_ended.items()) if number},
    )
