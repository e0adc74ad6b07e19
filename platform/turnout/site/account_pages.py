"""Where links of account mails lead: a page first, since opening a link must change nothing."""

from typing import Final

from flask import Response, request

from turnout.kernel.errors import Gone, Invalid, NotFound
from turnout.kernel.http import request_id
from turnout.modules.identity import api as identity
from turnout.site.access import count_request, page
from turnout.site.headers import PERSONAL, page_response
from turnout.site.rendering import Renderer
from turnout.site.texts import _
from turnout.site.views import FormPage, MessagePage, Page

GONE_STATUS: Final = 410


class AccountPages:
    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    @page("whoever reads the address's mail")
    def verify_email(self, token: str) -> Response:
        """A button that proves the address; pressing it is what uses the link."""
        count_request("secret")
        if request.method != "POST":
            return self._form(
                FormPage(
                    title=_("Confirm your address"),
                    text=_("One click, and you can sign in with it."),
                    button=_("Confirm"),
                )
            )
        try:
            identity.verify_email(token, request_id=request_id())
        except (Gone, NotFound):
            return self._over()
        return self._message(
            MessagePage(
                title=_("Your address is confirmed"),
                text=_("You can sign in now."),
                kind="good",
            )
        )

    @page("whoever reads the address's mail")
    def reset_password(self, token: str) -> Response:
        count_request("secret")
        error = ""
        if request.method == "POST":
            try:
                identity.reset_password(
                    token, request.form.get("password", ""), request_id=request_id()
                )
            except (Gone, NotFound):
                return self._over()
            except Invalid as refused:
                error = refused.errors[0].detail if refused.errors else str(refused)
            else:
                return self._message(
                    MessagePage(
                        title=_("Your password is changed"),
                        text=_("You are signed out everywhere. Sign in with the new one."),
                        kind="good",
                    )
                )
        return self._form(
            FormPage(
                title=_("Choose a new password"),
                text=_("At least eight characters; a few words are easy to keep in mind."),
                button=_("Save the password"),
                asks_password=True,
                error=error,
            )
        )

    def _over(self) -> Response:
        view = MessagePage(
            title=_("This link was used or is too old"),
            text=_("Ask for another one; only the newest link works."),
            kind="problem",
        )
        return self._message(view, status=GONE_STATUS)

    def _message(self, view: MessagePage, *, status: int = 200) -> Response:
        return self._page("message.html", view, title=view.title, status=status)

    def _form(self, view: FormPage) -> Response:
        status = 422 if view.error else 200
        return self._page("form.html", view, title=view.title, status=status)

    def _page(self, template: str, view: object, *, title: str, status: int) -> Response:
        body = self._renderer.page(template, Page(title=title, indexable=False), view)
        return page_response(body, caching=PERSONAL, status=status)
