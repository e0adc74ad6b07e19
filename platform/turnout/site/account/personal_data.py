"""The copy of one's data on the account's pages: asked for, being made, ready to download."""

from contextlib import suppress
from typing import Final

from flask import Response, request

from turnout.kernel.context import PersonContext
from turnout.kernel.http.access import is_confirmed
from turnout.kernel.http.answers import file_answer
from turnout.modules.privacy import api as privacy
from turnout.site.forms import csrf
from turnout.site.forms.pages import FormPages, with_token
from turnout.site.l10n.formats import long_day
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import ACCOUNT, PERSONAL_DATA, confirm_path, go_to, sign_in_path
from turnout.site.layout.page_access import count_request, find_viewer, page
from turnout.site.layout.views import FormPage, Link, MessagePage

GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"
FILE: Final = f"{PERSONAL_DATA}/file"
DELETE: Final = f"{PERSONAL_DATA}/delete"
FORM: Final = "personal-data"


class PersonalDataPages(FormPages):
    @page(GUESTS)
    def personal_data(self) -> Response:
        """Ask for a copy of one's data, see whether it is ready, and find the file."""
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(PERSONAL_DATA))
        if not is_confirmed(viewer.confirmed_at):
            return go_to(confirm_path(PERSONAL_DATA))
        found = privacy.find_copy(viewer)
        if found is None or request.method == "POST":
            return self.answered(FORM, _asking(), lambda: _asked(viewer), tries="export")
        count_request()
        is_ready = found.state == privacy.CopyState.READY
        return self._personal.message(_ready(found) if is_ready else _waiting())

    @page(GUESTS)
    def personal_data_file(self) -> Response:
        """The finished copy as a file; the page that says how far it is where there is none."""
        count_request("export")
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(PERSONAL_DATA))
        if not is_confirmed(viewer.confirmed_at):
            return go_to(confirm_path(PERSONAL_DATA))
        try:
            found = privacy.open_copy(viewer)
        except (privacy.CopyNotFound, privacy.CopyNotReady):
            return go_to(PERSONAL_DATA)
        return file_answer(found, "personal-data.json", media_type="application/json")

    @page(GUESTS)
    def personal_data_end(self) -> Response:
        """Delete the copy, or stop making it, once that is confirmed."""
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(PERSONAL_DATA))
        found = privacy.find_copy(viewer)
        if found is None:
            return go_to(PERSONAL_DATA)
        is_ready = found.state == privacy.CopyState.READY
        return self.answered(
            "copy-end", _ending(is_ready=is_ready), lambda: _ended(viewer), tries="write"
        )


def _asking() -> FormPage:
    return FormPage(
        title=_("A copy of your data"),
        text=_(
            "We gather everything that is kept of you, here and by every organizer, without"
            " passwords and other secrets. That takes a while: we write to you when the file is"
            " ready."
        ),
        button=_("Ask for the copy"),
        links=(Link(label=_("Back to your account"), url=ACCOUNT),),
    )


def _waiting() -> MessagePage:
    return MessagePage(
        title=_("We are gathering your data"),
        text=_("You can leave this page. We write to you when the file is ready."),
        kind="mail",
        action=Link(label=_("Is it ready?"), url=PERSONAL_DATA),
        more=Link(label=_("Stop gathering"), url=DELETE),
    )


def _ready(found: privacy.PersonalDataCopy) -> MessagePage:
    assert found.done_at is not None  # noqa: S101  a ready one has both
    assert found.expires_at is not None  # noqa: S101
    return MessagePage(
        title=_("The copy of your data is ready"),
        text=_(
            "It says what was kept of you on %(day)s. You can download it until %(last)s; then we"
            " delete it.",
            day=long_day(found.done_at.date()),
            last=long_day(found.expires_at.date()),
        ),
        kind="good",
        action=Link(label=_("Download your data"), url=FILE),
        more=Link(label=_("Delete the copy"), url=DELETE),
        again=with_token(
            FormPage(title="", button=_("Make a new copy"), action=PERSONAL_DATA), FORM
        ),
    )


def _ending(*, is_ready: bool) -> FormPage:
    return FormPage(
        title=_("Delete the copy of your data?") if is_ready else _("Stop gathering your data?"),
        text=_("The copy goes at once, and its link ends. You can ask for a new one at any time."),
        button=_("Delete the copy") if is_ready else _("Stop gathering"),
        links=(Link(label=_("Keep it"), url=PERSONAL_DATA),),
    )


def _ended(viewer: PersonContext) -> Response:
    with suppress(privacy.CopyNotFound):
        privacy.delete_copy(viewer)
    return csrf.renew(go_to(ACCOUNT))


def _asked(viewer: PersonContext) -> Response:
    try:
        privacy.request_copy(viewer)
    except privacy.AlreadyCopying:
        return go_to(PERSONAL_DATA)
    return csrf.renew(go_to(PERSONAL_DATA))
