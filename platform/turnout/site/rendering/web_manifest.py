"""Areas of the site as apps that can be installed: what they are called, and where they begin."""

import json
from dataclasses import dataclass
from typing import Any, Final

from flask import Response

from turnout.site.l10n.i18n import speech
from turnout.site.rendering.assets import Assets
from turnout.site.rendering.headers import page_response

CONTENT_TYPE: Final = "application/manifest+json"
KEPT: Final = "private, max-age=3600"
"""In the reader's language, so no cache in between keeps it."""
PAPER: Final = "#faf9f6"
"""The `--paper` of the light theme in `tokens.css`: the window's colour until the page is drawn."""
DARK_PAPER: Final = "#131619"
"""The same of the dark theme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledApp:
    """An area that is installed on its own; its texts are in the reader's language."""

    address: str
    name: str
    short_name: str
    description: str
    colour: str = PAPER


def manifest_response(assets: Assets, app: InstalledApp) -> Response:
    """The app's manifest, in the language of who asks."""
    body = manifest_json(assets.icon(), app)
    return page_response(body, caching=KEPT, content_type=CONTENT_TYPE)


def manifest_json(icon: str | None, app: InstalledApp) -> str:
    """An app to install (W3C Web App Manifest).

    `icon` is the address of a drawing, which fits every size.
    """
    said = speech()
    icons = [
        {"src": icon, "type": "image/svg+xml", "sizes": "any", "purpose": purpose}
        for purpose in ("any", "maskable")
        if icon
    ]
    manifest: dict[str, Any] = {
        "id": app.address,
        "name": app.name,
        "short_name": app.short_name,
        "description": app.description,
        "lang": said.language,
        "dir": said.direction,
        "start_url": app.address,
        "scope": app.address,
        "display": "standalone",
        "background_color": app.colour,
        "theme_color": app.colour,
        "icons": icons,
    }
    return json.dumps(manifest, ensure_ascii=False)
