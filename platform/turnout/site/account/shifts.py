"""A person's own shifts at the events of every organization that they work for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response

from turnout.kernel.context import PersonContext
from turnout.kernel.errors import Forbidden, NotFound, TurnoutError
from turnout.modules.organizations import api as organizations
from turnout.modules.shifts import api as shifts
from turnout.site.forms.pages import Personal
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import ACCOUNT, go_to, sign_in_path
from turnout.site.layout.page_access import count_request, find_viewer, membership_of, page
from turnout.site.machines.feeds import CALENDAR, download

GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"
PATH: Final = f"{ACCOUNT}/shifts"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftView:
    """A shift by the clock of its event."""

    name: str
    event_title: str
    gate_name: str
    notes: str
    zone: str
    starts_at: datetime
    ends_at: datetime
    overlaps: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationShifts:
    name: str
    calendar_url: str
    shifts: tuple[ShiftView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftsPage:
    organizations: tuple[OrganizationShifts, ...]


class ShiftPages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page(GUESTS)
    def shifts(self) -> Response:
        """What is next for the person, by organization; those of yesterday too."""
        count_request()
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(PATH))
        found = tuple(
            each
            for mine in organizations.list_my_organizations(viewer)
            if mine.agency_id is None and (each := _shifts_at(viewer, mine)) is not None
        )
        view = ShiftsPage(organizations=found)
        return self._personal.page("my_shifts.html", view, title=_("Your shifts"))

    @page(GUESTS)
    def shifts_calendar(self, organization_id: UUID) -> Response:
        """The same of one organization, for a calendar program."""
        count_request()
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(PATH))
        ctx = membership_of(viewer, organization_id)
        if ctx is None:
            raise NotFound
        try:
            body = shifts.my_calendar(ctx)
        except Forbidden:
            raise NotFound from None
        return download(body, "shifts.ics", content_type=CALENDAR)


def _shifts_at(
    viewer: PersonContext, mine: organizations.MyOrganization
) -> OrganizationShifts | None:
    """The person's shifts at one organization; None where they have none, or may not enter."""
    try:
        ctx = membership_of(viewer, mine.id)
        found = shifts.list_my_shifts(ctx) if ctx is not None else []
    except TurnoutError:
        return None
    if not found:
        return None
    return OrganizationShifts(
        name=mine.name,
        calendar_url=f"{ACCOUNT}/organizations/{mine.id}/shifts.ics",
        shifts=tuple(_view(each) for each in found),
    )


def _view(shift: shifts.MyShift) -> ShiftView:
    zone = ZoneInfo(shift.time_zone)
    return ShiftView(
        name=shift.name,
        event_title=shift.event_title,
        gate_name=shift.gate_name or "",
        notes=shift.notes,
        zone=shift.time_zone,
        starts_at=shift.starts_at.astimezone(zone),
        ends_at=shift.ends_at.astimezone(zone),
        overlaps=bool(shift.overlaps),
    )
