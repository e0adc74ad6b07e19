"""Decisions about plans and limits: pure, without clock or database."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from turnout.kernel.errors import FieldError
from turnout.modules.quotas.types import QuotaKind, Quotas

Plans = Mapping[str, Mapping[str, int | None]]
SMALLEST_RATE: Final = 10
ADVICE: Final[Mapping[QuotaKind, str]] = {
    QuotaKind.MEMBERS: "Remove a member, or ask the platform for a larger plan.",
    QuotaKind.EVENTS: "Archive or delete an event, or ask the platform for a larger plan.",
}


def limit_of(quotas: Quotas, kind: QuotaKind, *, plans: Plans, storage_bytes: int) -> int | None:
    """The organization's own limit, else its plan's, else the installation's; None: no limit."""
    if kind.value in quotas.limits:
        return quotas.limits[kind.value]
    plan = plans.get(quotas.plan, {})
    if kind.value in plan:
        return plan[kind.value]
    return storage_bytes if kind is QuotaKind.STORAGE_BYTES else None


def quota_errors(quotas: Quotas, *, plans: Plans) -> list[FieldError]:
    errors = []
    if quotas.plan and quotas.plan not in plans:
        known = ", ".join(sorted(plans)) or "none"
        errors.append(FieldError("/plan", f"The installation has these plans: {known}."))
    for name, limit in quotas.limits.items():
        if name not in set(QuotaKind):
            errors.append(FieldError(f"/limits/{name}", f"Choose one of {', '.join(QuotaKind)}."))
        elif limit is not None and limit < smallest_of(name):
            says = f"Use a number from {smallest_of(name)} on, or none."
            errors.append(FieldError(f"/limits/{name}", says))
    return errors


def smallest_of(kind: str) -> int:
    """The smallest limit: without any request, not even the meter could be read."""
    return SMALLEST_RATE if kind == QuotaKind.REQUESTS_A_MINUTE else 0


def refusal_of(kind: QuotaKind, *, limit: int, used: int) -> str:
    return f"The plan allows {limit} {kind.value}, and {used} are used. {ADVICE[kind]}"


def month_of(now: datetime) -> datetime:
    """The first instant of the month in UTC."""
    return now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def next_month(now: datetime) -> datetime:
    first = month_of(now)
    return first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
