"""Pages behind the links of speakers and sponsors: their own part, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, request

from turnout.kernel.context import PublicContext
from turnout.kernel.errors import Invalid, TurnoutError
from turnout.kernel.http.request_info import request_id
from turnout.kernel.http.secret_tries import counts_wrong_secrets
from turnout.modules.programme import api as programme
from turnout.modules.sponsors import api as sponsors
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import Personal
from turnout.site.l10n.i18n import _
from turnout.site.layout.page_access import count_holder, page

FORM: Final = "own-part"
LONGEST: Final = 100_000
HOLDER: Final = "whoever has the secret of a speaker's or a sponsor's link"


class SelfServicePages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page(HOLDER)
    @counts_wrong_secrets
    def speaker(self, organization_id: UUID, secret: str) -> Response:
        """Sessions to look at, and the speaker's own words to write."""
        count_holder()
        ctx = PublicContext(organization_id=organization_id, request_id=request_id())
        error, is_saved = "", False
        if request.method == "POST":
            error = _save(ctx, secret)
            is_saved = not error
        part = programme.open_speaker_part(ctx, secret)
        view = SpeakerPage(part=part, token=csrf.token_of(FORM), error=error, is_saved=is_saved)
        status = 422 if error else 200
        return self._personal.page("own_speaker.html", view, title=part.event.title, status=status)

    @page(HOLDER)
    @counts_wrong_secrets
    def sponsor(self, organization_id: UUID, secret: str) -> Response:
        count_holder()
        ctx = PublicContext(organization_id=organization_id, request_id=request_id())
        part = sponsors.open_sponsor_part(ctx, secret)
        return self._personal.page(
            "own_sponsor.html", SponsorPage(part=part), title=part.event.title
        )


def _save(ctx: PublicContext, secret: str) -> str:
    """Write what the form says; what is wrong with it, for a person."""
    try:
        csrf.require_own(FORM)
        changes = {
            "biography": typed("biography", longest=LONGEST),
            "professional_title": typed("professional_title", longest=200),
            "company": typed("company", longest=200),
        }
        programme.change_own_part(ctx, secret, changes=changes, version=_version())
    except csrf.Stale:
        return _("This page was open for too long. Look it through and send it again.")
    except Invalid as refused:
        return _(refused.errors[0].detail if refused.errors else str(refused))
    except TurnoutError as refused:
        if refused.status not in (409, 412):
            raise
        return _("Someone changed it in the meantime. Check it and send it again.")
    return ""


def _version() -> int | None:
    text = typed("version", longest=18)
    return int(text) if text.isascii() and text.isdecimal() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTalk:
    title: str
    starts_at: datetime
    ends_at: datetime
    room: str
    role: str
    is_off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerPage:
    part: programme.SpeakerPart
    token: str
    error: str = ""
    is_saved: bool = False

    @property
    def talks(self) -> list[OwnTalk]:
        """In order of time, at the event's own clock."""
        zone = ZoneInfo(self.part.event.time_zone)
        return [
            OwnTalk(
                title=each.session.title,
                starts_at=each.session.starts_at.astimezone(zone),
                ends_at=each.session.ends_at.astimezone(zone),
                room=each.room,
                role=each.role,
                is_off=each.session.state == "cancelled",
            )
            for each in self.part.sessions
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorPage:
    part: sponsors.SponsorPart
