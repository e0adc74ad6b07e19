"""The addresses of the console and of sponsors' stands: one page each, which its script fills."""

from typing import Final

from flask import Flask, Response, request

from turnout.kernel.context import SystemContext
from turnout.modules.operators import api as operators
from turnout.site.console.shell import shell_of
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import go_to, own_path, sign_in_path
from turnout.site.layout.page_access import (
    LOOK,
    add_pages,
    count_request,
    find_person,
    marked_person,
    page,
)
from turnout.site.layout.views import Page
from turnout.site.rendering.assets import Assets
from turnout.site.rendering.headers import (
    PERSONAL,
    page_response,
    with_camera,
    with_previews,
    with_printing,
)
from turnout.site.rendering.renderer import Renderer
from turnout.site.rendering.web_manifest import InstalledApp, manifest_response

ADDRESS: Final = "/console"
LEADS: Final = "/leads"
GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"


class ConsoleRoutes:
    """Every address below `/console` is the same page; its script reads the rest of the address."""

    def __init__(self, renderer: Renderer, assets: Assets, *, listens_to: str) -> None:
        self._renderer = renderer
        self._assets = assets
        self._listens_to = listens_to

    def add_to(self, app: Flask) -> None:
        rules = (
            (ADDRESS, self.console, LOOK),
            (f"{ADDRESS}/manifest.webmanifest", self.console_manifest, LOOK),
            (LEADS, self.leads, LOOK),
        )
        add_pages(app, rules)
        add_pages(app, ((f"{ADDRESS}/<path:place>", self.console, LOOK),), named="placed_")

    @page(GUESTS)
    def console(self, place: str = "") -> Response:  # noqa: ARG002  the script reads it
        count_request()
        person = find_person()
        if person is None:
            return go_to(sign_in_path(_here()))
        about = Page(title=_("Console"), indexable=False)
        role = operators.find_role(SystemContext(job="site.console"), person.id)
        shell = shell_of(person, self._listens_to, operator_role=role)
        body = self._renderer.page("console.html", about, shell)
        answer = page_response(body, caching=PERSONAL, listens_to=self._listens_to)
        return marked_person(with_previews(with_printing(answer)))

    @page("the same for everybody: a stand member's link proves itself to the API")
    def leads(self) -> Response:
        """Whose link it is, the script knows: it stands behind the `#`, which nobody is sent."""
        count_request()
        about = Page(title=_("Collect leads"), indexable=False)
        body = self._renderer.page("leads.html", about, None)
        return with_camera(page_response(body, caching=PERSONAL))

    @page("names and colours of the app are no secret")
    def console_manifest(self) -> Response:
        console = InstalledApp(
            address=ADDRESS,
            name=_("Turnout console"),
            short_name="Turnout",
            description=_("Your events, orders and attendees."),
        )
        return manifest_response(self._assets, console)


def _here() -> str:
    """This page as an address to come back to."""
    query = request.query_string.decode("ascii", "replace")
    return own_path(f"{request.path}?{query}" if query else request.path, otherwise=ADDRESS)
