"""Decisions about erasures: pure, without clock or database."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from turnout.modules.privacy.types import ErasureReport, KeptData, PersonalTable, Subject

LONGEST_REASON: Final = 1_000
EMPTY: Final = ErasureReport(
    organizations=0, deleted={}, anonymised={}, files=0, audit_entries=0, kept=()
)


def due_at(now: datetime, *, grace_days: int) -> datetime:
    return now + timedelta(days=grace_days)


def words_of(subject: Subject) -> list[str]:
    """By which a person is found in texts: their addresses, in small letters."""
    return sorted({each.lower() for each in subject.emails if each})


def part_report(
    tables: Mapping[str, PersonalTable],
    rows: Mapping[str, int],
    *,
    organizations: int,
    files: int,
    audit_entries: int,
) -> ErasureReport:
    """What was found in one place and what became of it."""
    found = {name: number for name, number in rows.items() if number}
    deleted = {name: number for name, number in found.items() if tables[name].deletes_rows}
    changed = {
        name: number
        for name, number in found.items()
        if tables[name].changed_columns and name not in deleted
    }
    return ErasureReport(
        organizations=organizations,
        deleted=deleted,
        anonymised=changed,
        files=files,
        audit_entries=audit_entries,
        kept=tuple(
            KeptData(table=name, columns=columns, rows=number, reason=reason)
            for name, number in sorted(found.items())
            for reason, columns in tables[name].kept_by_reason.items()
        ),
    )


def joined(reports: Iterable[ErasureReport]) -> ErasureReport:
    """Several parts as one report."""
    parts = list(reports)
    deleted, anonymised, kept = Counter[str](), Counter[str](), Counter[tuple[object, ...]]()
    for part in parts:
        deleted.update(part.deleted)
        anonymised.update(part.anonymised)
        for each in part.kept:
            kept[(each.table, each.columns, each.reason)] += each.rows
    return ErasureReport(
        organizations=sum(part.organizations for part in parts),
        deleted=dict(sorted(deleted.items())),
        anonymised=dict(sorted(anonymised.items())),
        files=sum(part.files for part in parts),
        audit_entries=sum(part.audit_entries for part in parts),
        kept=tuple(
            KeptData(table=str(table), columns=tuple(columns), rows=rows, reason=str(reason))  # type: ignore[arg-type]  # as counted above
            for (table, columns, reason), rows in sorted(kept.items(), key=str)
        ),
    )
