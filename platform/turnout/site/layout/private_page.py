"""Answers with a page that is one person's: kept by nobody, with who is signed in at its head."""

from flask import Response

from turnout.modules.identity import api as identity
from turnout.site.account.account_views import FormPage
from turnout.site.forms import csrf
from turnout.site.layout.current_user import find_viewer, has_dead_login, with_cookies
from turnout.site.layout.views import MessagePage, Page
from turnout.site.rendering.headers import PERSONAL, page_response
from turnout.site.rendering.renderer import Renderer
from turnout.site.tickets.offline_copies import marked_person


class Personal:
    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def message(self, view: MessagePage, *, status: int = 200) -> Response:
        return self.page("message.html", view, title=view.title, status=status)

    def form(self, view: FormPage) -> Response:
        status = 422 if view.is_wrong else 200
        return self.page("form.html", view, title=view.title, status=status)

    def page(self, template: str, view: object, *, title: str, status: int = 200) -> Response:
        about = Page(title=title, indexable=False, is_signed_in=find_viewer() is not None)
        response = page_response(
            self._renderer.page(template, about, view), caching=PERSONAL, status=status
        )
        # With `no-referrer` browsers say `Origin: null` when the page's form is sent.
        response.headers["Referrer-Policy"] = "strict-origin"
        if has_dead_login():
            with_cookies(response, identity.ended_cookies())
        return csrf.keep(marked_person(response))
