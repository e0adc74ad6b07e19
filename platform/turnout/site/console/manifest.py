"""The console as an app that can be installed: what it is called, and where it begins."""

import json
from typing import Any, Final

from flask import Response

from turnout.site.l10n.i18n import _, speech
from turnout.site.layout.page_access import page
from turnout.site.rendering.assets import Assets
from turnout.site.rendering.headers import page_response

CONTENT_TYPE: Final = "application/manifest+json"
KEPT: Final = "private, max-age=3600"
"""In the reader's language, so no cache in between keeps it."""
PAPER: Final = "#faf9f6"
"""The `--paper` of the light theme in `tokens.css`: the window's colour until the page is drawn."""


class ManifestPages:
    """The manifest, in the language of who asks."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets

    @page("names and colours of the app are no secret")
    def console_manifest(self) -> Response:
        body = manifest_json(self._assets.icon())
        return page_response(body, caching=KEPT, content_type=CONTENT_TYPE)


def manifest_json(icon: str | None) -> str:
    """The console as an app to install (W3C Web App Manifest).

    `icon` is the address of a drawing, which fits every size.
    """
    said = speech()
    icons = [
        {"src": icon, "type": "image/svg+xml", "sizes": "any", "purpose": purpose}
        for purpose in ("any", "maskable")
        if icon
    ]
    manifest: dict[str, Any] = {
        "id": "/console",
        "name": _("Turnout console"),
        "short_name": "Turnout",
        "description": _("Your events, orders and attendees."),
        "lang": said.language,
        "dir": said.direction,
        "start_url": "/console",
        "scope": "/console",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
    }
    return json.dumps(manifest, ensure_ascii=False)
