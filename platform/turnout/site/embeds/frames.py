"""Who may frame a page: the sites that its organization allowed, and in a preview our own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast, get_args
from uuid import UUID

from flask import Response, request

from turnout.kernel.context import PublicContext
from turnout.kernel.http.web import FRAMES
from turnout.modules.embeds import api as embeds
from turnout.site.embeds.views import Frame, FrameTheme

POLICY: Final = "Content-Security-Policy"
NOBODY: Final = "frame-ancestors 'none'"
PREVIEW: Final = "preview"
"""Asks for the page as the console shows it beside the code: framed by our own pages alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ancestors:
    """The origins whose pages may frame a page of an organization."""

    origins: tuple[str, ...]
    is_preview: bool

    @property
    def words(self) -> Sequence[str]:
        """As `frame-ancestors` takes them; none where nobody may."""
        return ("'self'",) if self.is_preview else self.origins


def ancestors_of(organization_id: str) -> Ancestors:
    """Who may frame the organization's pages, as its team says now."""
    if request.args.get(PREVIEW) == "1":
        return Ancestors(origins=(), is_preview=True)
    ctx = PublicContext(organization_id=UUID(organization_id))
    return Ancestors(origins=embeds.list_allowed(ctx), is_preview=False)


def frame_of(ancestors: Ancestors, *, outside: str) -> Frame:
    """What the framed page knows of itself; `outside` is the same on a page of its own."""
    asked = request.args.get("theme", "")
    theme = cast("FrameTheme", asked) if asked in get_args(FrameTheme) else ""
    return Frame(
        origins=ancestors.origins,
        outside=outside,
        is_preview=ancestors.is_preview,
        theme=theme,
    )


def framed(response: Response, ancestors: Ancestors) -> Response:
    """Let these sites frame the page, and no other.

    The older header knows no lists, and goes: browsers that read the policy pass it over.
    """
    if not ancestors.words:
        return response
    allowed = f"frame-ancestors {' '.join(ancestors.words)}"
    response.headers[POLICY] = response.headers[POLICY].replace(NOBODY, allowed)
    response.headers[FRAMES] = "SAMEORIGIN" if ancestors.is_preview else ""
    return response
