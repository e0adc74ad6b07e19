"""The plan of an organization, with a meter for each quota, on a page."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask import Response

from turnout.modules.quotas import api as quotas
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.formats import number, size_text
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.page_access import count_request, page
from turnout.site.settings.entry import GUESTS, Frame, enter

KINDS: Final = {
    "members": (marked("Members"), ""),
    "events": (marked("Events"), marked("Events that are over, archived or deleted do not count.")),
    "storage_bytes": (marked("Storage"), marked("Pictures, papers and tickets.")),
    "orders_a_month": (
        marked("Orders this month"),
        marked("Counted every minute; the month ends at midnight, universal time."),
    ),
    "requests_a_minute": (
        marked("API requests a minute"),
        marked("Of members and API tokens together; your public pages do not count."),
    ),
}
COUNTED_UNDER_A_LIMIT: Final = ("requests_a_minute",)
NEARLY: Final = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterView:
    kind: str
    label: str
    hint: str
    says: str
    used: int
    limit: int | None
    is_nearly_full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    frame: Frame
    plan: str
    meters: tuple[MeterView, ...]


class PlanPages(FormPages):
    @page(GUESTS)
    def plan(self, organization_id: UUID) -> Response:
        count_request()
        entered = enter(organization_id, "quotas.read")
        if isinstance(entered, Response):
            return entered
        meter = quotas.get_meter(entered.ctx)
        view = PlanPage(
            frame=entered.frame("/plan"),
            plan=meter.plan,
            meters=tuple(
                _meter_view(each.kind, each.used, each.limit)
                for each in meter.quotas
                if each.kind not in COUNTED_UNDER_A_LIMIT or each.limit is not None
            ),
        )
        return self.shown("settings_plan.html", view, _("Plan"))


def _meter_view(kind: str, used: int, limit: int | None) -> MeterView:
    label, hint = KINDS[kind]
    say = size_text if kind == "storage_bytes" else number
    says = (
        _("%(used)s of %(limit)s", used=say(used), limit=say(limit))
        if limit is not None
        else _("%(used)s, without limit", used=say(used))
    )
    return MeterView(
        kind=kind,
        label=_(label),
        hint=_(hint) if hint else "",
        says=says,
        used=used,
        limit=limit,
        is_nearly_full=limit is not None and used >= NEARLY * limit,
    )
