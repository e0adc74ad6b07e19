"""The addresses of the scanner: its page, what installs it as an app, and what keeps it offline.

The page is the same for everybody in one language. Who the device is, its script knows by itself:
the joining code stands behind the `#`, which browsers send to nobody.
"""

from dataclasses import dataclass
from typing import Final

from flask import Flask, Response
from markupsafe import Markup

from turnout.kernel.errors import NotFound
from turnout.site.l10n.i18n import _
from turnout.site.layout.page_access import LOOK, add_pages, count_request, page
from turnout.site.layout.views import Page
from turnout.site.rendering.assets import Assets
from turnout.site.rendering.headers import PERSONAL, page_response, with_camera, with_printing
from turnout.site.rendering.renderer import Renderer, script_json
from turnout.site.rendering.web_manifest import DARK_PAPER, InstalledApp, manifest_response

ADDRESS: Final = "/door"
SCRIPT: Final = "text/javascript; charset=utf-8"
ENTRY: Final = "door"
WORKER: Final = "door-worker.js"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorShell:
    """What the template shows until the script takes over."""

    files_json: Markup


def shell_of(assets: Assets) -> DoorShell:
    """The page with all that its script may fetch later: texts, decoder, signatures, fonts."""
    fonts = (assets.font(), assets.late_fonts())
    files = [*assets.later(ENTRY), *(each for each in fonts if each)]
    return DoorShell(files_json=script_json(sorted(set(files))))


def worker_script(assets: Assets) -> bytes | None:
    """The service worker as it was built; None without a build."""
    path = assets.directory / WORKER
    return path.read_bytes() if path.is_file() else None


class DoorRoutes:
    """One page, its manifest and its worker, none of which says anything about anybody."""

    def __init__(self, renderer: Renderer, assets: Assets) -> None:
        self._renderer = renderer
        self._assets = assets

    def add_to(self, app: Flask) -> None:
        rules = (
            (ADDRESS, self.door, LOOK),
            (f"{ADDRESS}/manifest.webmanifest", self.door_manifest, LOOK),
            (f"{ADDRESS}/worker.js", self.door_worker, LOOK),
        )
        add_pages(app, rules)

    @page("the same for everybody: a device proves itself to the API")
    def door(self) -> Response:
        count_request()
        about = Page(title=_("Scanner"), indexable=False)
        body = self._renderer.page("door.html", about, shell_of(self._assets))
        return with_printing(with_camera(page_response(body, caching=PERSONAL)))

    @page("names and colours of the app are no secret")
    def door_manifest(self) -> Response:
        scanner = InstalledApp(
            address=ADDRESS,
            name=_("Turnout scanner"),
            short_name=_("Scanner"),
            description=_("Checks tickets at the entrance, with and without a connection."),
            colour=DARK_PAPER,
        )
        return manifest_response(self._assets, scanner)

    @page("the script that keeps the scanner offline is the same for everybody")
    def door_worker(self) -> Response:
        """It may look after the page, which stands one level above it."""
        script = worker_script(self._assets)
        if script is None:
            raise NotFound
        response = Response(script, content_type=SCRIPT)
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Service-Worker-Allowed"] = ADDRESS
        return response
