"""Pages behind the links of speakers and sponsors: their own part, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.context import PublicContext
from turnout.kernel.errors import Invalid, NotFound, TurnoutError
from turnout.kernel.http.request_info import request_id
from turnout.kernel.http.secret_tries import counts_wrong_secrets
from turnout.modules.files import api as files
from turnout.modules.programme import api as programme
from turnout.modules.session_files import api as session_files
from turnout.modules.sponsors import api as sponsors
from turnout.site.events.session_files import KINDS
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed, typed_version
from turnout.site.forms.pages import Personal
from turnout.site.l10n import formats
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.addresses import go_to
from turnout.site.layout.page_access import count_holder, page

FORM: Final = "own-part"
LONGEST: Final = 100_000
LONGEST_TITLE: Final = 200
ENVELOPE_BYTES: Final = 20_000
"""What a form adds around one file."""
SAID_HERE: Final = (409, 413, 415, 422)
DONE: Final = {
    "sent": marked("We have your file. People can open it once the organizer approves it."),
    "withdrawn": marked("The file is deleted."),
}
HOLDER: Final = "whoever has the secret of a speaker's or a sponsor's link"


class SelfServicePages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page(HOLDER)
    @counts_wrong_secrets
    def speaker(self, organization_id: UUID, secret: str) -> Response:
        """Sessions to look at, their files to send, and the speaker's own words to write."""
        count_holder()
        ctx = PublicContext(organization_id=organization_id, request_id=request_id())
        if request.method != "POST":
            words = DONE.get(request.args.get("done", ""))
            return self._shown(ctx, secret, done=_(words) if words else "")
        if error := _save(ctx, secret):
            return self._shown(ctx, secret, error=error)
        return self._shown(ctx, secret, done=_("Saved. The event's pages show it within seconds."))

    @page(HOLDER)
    @counts_wrong_secrets
    def send_file(self, organization_id: UUID, secret: str) -> AnyResponse:
        """Take a file of one of the speaker's sessions, which an organizer then approves."""
        count_holder()
        ctx = PublicContext(organization_id=organization_id, request_id=request_id())
        return self._after(ctx, secret, _send_file(ctx, secret), done="sent")

    @page(HOLDER)
    @counts_wrong_secrets
    def withdraw_file(
        self, organization_id: UUID, secret: str, session_file_id: UUID
    ) -> AnyResponse:
        """Take back a file that nobody approved yet."""
        count_holder()
        ctx = PublicContext(organization_id=organization_id, request_id=request_id())
        return self._after(
            ctx, secret, _withdraw_file(ctx, secret, session_file_id), done="withdrawn"
        )

    def _after(self, ctx: PublicContext, secret: str, error: str, *, done: str) -> AnyResponse:
        if error:
            return self._shown(ctx, secret, error=error)
        return go_to(f"/me/speaker/{ctx.organization_id}/{secret}?done={done}")

    def _shown(
        self, ctx: PublicContext, secret: str, *, error: str = "", done: str = ""
    ) -> Response:
        part = programme.open_speaker_part(ctx, secret)
        view = SpeakerPage(
            part=part,
            token=csrf.token_of(FORM),
            error=error,
            done=done,
            files=tuple(session_files.list_submissions(ctx, secret)),
            files_url=f"/me/speaker/{ctx.organization_id}/{secret}/files",
        )
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
        programme.change_own_part(ctx, secret, changes=changes, version=typed_version())
    except csrf.Stale:
        return _("This page was open for too long. Look it through and send it again.")
    except Invalid as refused:
        return _(refused.errors[0].detail if refused.errors else str(refused))
    except TurnoutError as refused:
        if refused.status not in (409, 412):
            raise
        return _("Someone changed it in the meantime. Check it and send it again.")
    return ""


def _send_file(ctx: PublicContext, secret: str) -> str:
    """Keep the file of the form; what is wrong with it, for a person."""
    request.max_content_length = files.MAX_FILE_BYTES + ENVELOPE_BYTES
    try:
        csrf.require_own(FORM)
        offered = request.files.get("file")
        if offered is None or not offered.filename:
            return _("Choose a file.")
        kind, session = typed("kind"), typed("session")
        session_files.submit_file(
            ctx,
            secret,
            session_files.NewSubmission(
                session_id=UUID(session),
                kind=session_files.SessionFileKind(kind),
                title=typed("title", longest=LONGEST_TITLE),
                name=offered.filename,
                data=offered.stream.read(),
                declared_type=offered.mimetype or "",
            ),
        )
    except csrf.Stale:
        return _("This page was open for too long. Look it through and send it again.")
    except ValueError as unknown:
        raise NotFound from unknown
    except TurnoutError as refused:
        return _refused(refused)
    return ""


def _withdraw_file(ctx: PublicContext, secret: str, file_id: UUID) -> str:
    try:
        csrf.require_own(FORM)
        session_files.withdraw_submission(ctx, secret, file_id)
    except csrf.Stale:
        return _("This page was open for too long. Look it through and send it again.")
    except TurnoutError as refused:
        return _refused(refused)
    return ""


def _refused(refused: TurnoutError) -> str:
    """What is wrong with the file, or in the way of it, in words; any other refusal is a page."""
    if refused.status not in SAID_HERE:
        raise refused
    if isinstance(refused, Invalid) and refused.errors:
        return _(refused.errors[0].detail)
    return _(refused.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTalk:
    title: str
    starts_at: datetime
    ends_at: datetime
    room: str
    role: str
    is_off: bool
    id: UUID
    files: tuple["OwnFile", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile:
    """A file that the speaker sent."""

    title: str
    about: str
    is_approved: bool
    withdraw_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerPage:
    part: programme.SpeakerPart
    token: str
    files: tuple[session_files.Submission, ...]
    files_url: str
    error: str = ""
    done: str = ""
    kinds: tuple[tuple[str, str], ...] = tuple((str(kind), words) for kind, words in KINDS.items())
    """What a file may be, in words that are still to be translated."""

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
                id=each.session.id,
                files=tuple(
                    self._own(file) for file in self.files if file.session_id == each.session.id
                ),
            )
            for each in self.part.sessions
        ]

    def _own(self, file: session_files.Submission) -> OwnFile:
        return OwnFile(
            title=file.title,
            about=f"{_(KINDS[file.kind])}, {formats.size_text(file.bytes)}",
            is_approved=file.state is session_files.SessionFileState.APPROVED,
            withdraw_url=f"{self.files_url}/{file.id}/withdraw",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorPage:
    part: sponsors.SponsorPart
