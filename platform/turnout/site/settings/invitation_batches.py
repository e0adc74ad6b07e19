"""Many people are invited by a list on a page: looked through line by line, then sent."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask import Response, request

from turnout.kernel import spreadsheets
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.invitation_batches import api as batches
from turnout.site.forms import csrf, fields
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.i18n import _, language, marked
from turnout.site.layout.page_access import page
from turnout.site.layout.views import Field, FormPage
from turnout.site.settings.entry import GUESTS, Entered, Frame, enter

FORM: Final = "invitation-batch"
MEMBERS: Final = "/members"
LONGEST: Final = 200_000
BAD_STATUS: Final = 422
OUTCOMES: Final = {
    "new": marked("Is invited"),
    "invited": marked("Has an open invitation already"),
    "member": marked("Is a member already"),
}
FAULTS: Final = {
    "email": marked("This is not an email address we can use."),
    "role": marked("There is no such role here."),
    "events": marked("There is no such event here."),
    "twice": marked("This address stands in an earlier line."),
    "rights": marked("You cannot give this role."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    number: int
    email: str
    details: str
    says: str
    is_bad: bool
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPage:
    frame: Frame
    lines: tuple[LineView, ...]
    new: int
    known: int
    bad: int
    room: int | None
    csv: str
    locale: str
    token: str
    is_sendable: bool


class InvitationBatchPages(FormPages):
    @page(GUESTS)
    def invitation_batch(self, organization_id: UUID) -> Response:
        """A list, pasted or as a file; its report; then the button that sends."""
        entered = enter(organization_id, "members.manage", confirmed=True)
        if isinstance(entered, Response):
            return entered
        view = FormPage(
            title=_("Invite many people"),
            text=_(
                "A line for each: email, role, and the events they may work on, if not all."
                " We show what becomes of every line before anything is sent."
            ),
            button=_("Check the list"),
            fields=(
                Field(
                    name="csv",
                    label=_("List as CSV"),
                    kind="lines",
                    autocomplete="off",
                    value=typed("csv", longest=LONGEST),
                    longest=LONGEST,
                    hint=_("For example: ada@example.org, staff, summer-fair"),
                    is_optional=True,
                ),
                Field(
                    name="file",
                    label=_("Or a file"),
                    kind="file",
                    autocomplete="off",
                    is_optional=True,
                ),
                fields.language_field(typed("locale") or language()),
            ),
            links=(entered.link_back(MEMBERS),),
        )
        return self.decided(FORM, view, lambda: self._checked_or_sent(entered))

    def _checked_or_sent(self, entered: Entered) -> Response:
        text, locale = _given(), typed("locale") or language()
        if not request.form.get("send"):
            return self._report(
                entered, batches.check_batch(entered.ctx, text, locale=locale), text
            )
        try:
            batches.send_batch(entered.ctx, text, locale=locale)
        except batches.BadLines:  # somebody changed a role or an event in the meantime
            return self._report(
                entered, batches.check_batch(entered.ctx, text, locale=locale), text
            )
        return csrf.renew(entered.back(MEMBERS, "batch"))

    def _report(self, entered: Entered, report: batches.InvitationReport, text: str) -> Response:
        view = BatchPage(
            frame=entered.frame(MEMBERS),
            lines=tuple(map(_line_view, report.lines)),
            new=report.new,
            known=report.known,
            bad=report.bad,
            room=report.room,
            csv=text,
            locale=typed("locale") or language(),
            token=csrf.token_of(FORM),
            is_sendable=report.is_sendable,
        )
        shown = self.shown("settings_invitation_batch.html", view, _("Invite many people"))
        if report.bad:
            shown.status_code = BAD_STATUS
        return shown


def _given() -> str:
    """What was pasted, or else the file; Invalid for neither, and for what is no text."""
    pasted = typed("csv", longest=LONGEST)
    file = request.files.get("file")
    if pasted.strip() or file is None:
        return pasted
    try:
        return spreadsheets.decode(file.stream.read(LONGEST + 1))[0]
    except spreadsheets.Undecodable:
        says = marked("Save the file as CSV in UTF-8.")
        raise Invalid(FieldError("/file", says, fields.SAME)) from None


def _line_view(line: batches.InvitationLine) -> LineView:
    said = [_(FAULTS[each.code]) for each in line.faults] or [_(OUTCOMES[line.outcome])]
    return LineView(
        number=line.number,
        email=line.email,
        details=" · ".join((line.role, *line.events)),
        says=" ".join(said),
        is_bad=bool(line.faults),
        is_new=line.outcome == "new",
    )
