"""A person's calendars elsewhere that follow what they hold: connecting and disconnecting them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from flask import Response, request

from turnout.kernel.context import PersonContext
from turnout.kernel.errors import NotFound, TurnoutError
from turnout.modules.calendars import api as calendars
from turnout.modules.identity import api as identity
from turnout.site.forms import csrf
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import ACCOUNT, go_to, sign_in_path
from turnout.site.layout.page_access import count_request, find_viewer, page
from turnout.site.layout.views import FormPage, Link, MessagePage

GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"
PATH: Final = f"{ACCOUNT}/calendars"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    """A provider, and how the person's calendar there stands; an empty state: none."""

    key: str
    title: str
    state: str
    synced_at: datetime | None
    is_late: bool
    entries_left: int
    gives_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarsPage:
    calendars: tuple[CalendarView, ...]
    zone: str
    saved: bool


class CalendarPages(FormPages):
    @page(GUESTS)
    def calendars(self) -> Response:
        """What is shared with whom, before anybody is asked for anything."""
        count_request()
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(PATH))
        zone = identity.get_me(viewer).time_zone
        view = CalendarsPage(
            calendars=tuple(_view(each, zone) for each in calendars.list_calendars(viewer)),
            zone=zone,
            saved="saved" in request.args,
        )
        return self._personal.page("calendars.html", view, title=_("Your calendars"))

    @page(GUESTS)
    def connect_calendar(self, key: str) -> Response:
        """Send the browser to the provider, which asks for consent."""
        count_request("sign-in")
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(PATH))
        try:
            return go_to(calendars.begin_link(viewer, key))
        except calendars.CalendarEnding as refused:
            return self._refused(refused)

    @page(GUESTS)
    def finish_calendar(self) -> Response:
        """The provider's answer; its state says whose it is, and how old."""
        count_request("sign-in")
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(PATH))
        state, code = request.args.get("state", ""), request.args.get("code", "")
        try:
            calendars.finish_link(viewer, state=state, code=code)
        except (
            calendars.CalendarAttemptOver,
            calendars.CalendarAway,
            calendars.CalendarEnding,
            calendars.CalendarRefused,
        ) as refused:
            return self._refused(refused)
        return go_to(f"{PATH}?saved=1")

    @page(GUESTS)
    def disconnect_calendar(self, key: str) -> Response:
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(PATH))
        links = {each.adapter_key for each in calendars.list_links(viewer)}
        if key not in links:
            count_request()
            return go_to(PATH)
        known = {each.key: each for each in calendars.list_calendars(viewer)}.get(key)
        title = _title(key)
        view = FormPage(
            title=_("Disconnect %(calendar)s?", calendar=title),
            text=_text_of_end(known),
            button=_("Disconnect"),
            links=(Link(label=_("Back to your calendars"), url=PATH),),
        )
        return self.answered(
            "calendar", view, lambda: self._disconnected(viewer, key), tries="write"
        )

    def _disconnected(self, viewer: PersonContext, key: str) -> Response:
        try:
            calendars.end_link(viewer, key)
        except NotFound:
            return go_to(PATH)
        return csrf.renew(go_to(f"{PATH}?saved=1"))

    def _refused(self, refused: TurnoutError) -> Response:
        view = MessagePage(
            title=_("The calendar is not connected"),
            text=_(refused.title),
            kind="problem",
            action=Link(label=_("Back to your calendars"), url=PATH),
        )
        return self._personal.message(view, status=refused.status)


def _view(calendar: calendars.Calendar, zone: str) -> CalendarView:
    synced_at = calendar.synced_at
    return CalendarView(
        key=calendar.key,
        title=calendar.title,
        state=calendar.state,
        synced_at=synced_at.astimezone(ZoneInfo(zone)) if synced_at else None,
        is_late=calendar.is_late,
        entries_left=calendar.entries_left,
        gives_back=calendar.gives_back,
    )


def _text_of_end(calendar: calendars.Calendar | None) -> str:
    """What disconnecting does, and what it cannot do."""
    if calendar is not None and calendar.entries_left:
        return _(
            "We cannot reach this calendar any more: the entries that we made stay. Connect it "
            "again first if you want us to remove them."
        )
    if calendar is None or calendar.gives_back:
        return _("We remove the entries that we made and give the access back.")
    return _(
        "We remove the entries that we made and forget the access. The permission stays on your "
        "list of apps at %(calendar)s until you remove it there.",
        calendar=calendar.title,
    )


def _title(key: str) -> str:
    """What a provider is called; its key once it is set up no more."""
    try:
        return calendars.provider_of(key).title
    except calendars.CalendarNotFound:
        return key
