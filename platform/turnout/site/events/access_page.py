"""The form for an access code. It stands at every event's address, so it tells of none."""

from flask import Response, request

from turnout.kernel.errors import RateLimited
from turnout.site.account.account_views import Field, FormPage
from turnout.site.events import private_events
from turnout.site.forms import csrf
from turnout.site.forms.csrf import Stale, typed
from turnout.site.forms.form_pages import RefusedForm, refused
from turnout.site.l10n.i18n import _
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.private_page import Personal
from turnout.site.layout.safe_redirects import go_to
from turnout.site.rendering.renderer import Renderer

FORM = "access-code"
WRONG_STATUS = 422


class AccessPage:
    def __init__(self, renderer: Renderer) -> None:
        self._personal = Personal(renderer)

    @page("whoever has a code types it here")
    def access(self, organization: str, event: str) -> Response:
        """The same answer to a wrong code, a code of elsewhere, and an event that is not there."""
        if request.method != "POST":
            count_request("read")
            return self._personal.form(_form())
        try:
            count_request("secret")
            csrf.require_own(FORM)
        except (RateLimited, Stale) as error:
            return self._again(refused(_form(), error))
        code = typed("code", longest=private_events.LONGEST_CODE).strip()
        if not code or private_events.open_with(organization, event, code) is None:
            says = _("This code opens nothing here. Please check it letter by letter.")
            return self._again(RefusedForm(_form(error=says), WRONG_STATUS))
        return private_events.admit((organization, event), code, go_to(f"/{organization}/{event}"))

    def _again(self, shown: RefusedForm) -> Response:
        return shown.mark(self._personal.form(shown.view))


def _form(*, error: str = "") -> FormPage:
    return FormPage(
        title=_("Enter your access code"),
        text=_("Some events are for invited people. The code is in your invitation."),
        button=_("Open the event"),
        fields=(
            Field(
                name="code",
                label=_("Access code"),
                autocomplete="off",
                longest=private_events.LONGEST_CODE,
                hint=_("Spaces, hyphens and small letters do not matter."),
                error=error,
                is_first=True,
            ),
        ),
        hidden=((csrf.FIELD, csrf.token_of(FORM)),),
    )
