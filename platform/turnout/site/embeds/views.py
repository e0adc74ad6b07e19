"""What the templates of framed pages show: plain frozen data, filled by the routes."""

from dataclasses import dataclass
from typing import Any, Literal

from markupsafe import Markup

from turnout.site.layout.views import EventCard, OrganizationCard

FrameTheme = Literal["", "light", "dark", "contrast"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A page as it stands in a page of another site."""

    origins: tuple[str, ...]
    """With whom its script speaks."""
    outside: str
    """The same page by itself, for what cannot be done in a frame."""
    is_preview: bool = False
    """Shown in the console, beside the code that puts it into a page."""
    theme: FrameTheme = ""
    """What the site around it asks for; empty: as the device prefers."""

    @property
    def config(self) -> dict[str, Any]:
        """As its script reads it."""
        preview = {"isPreview": True} if self.is_preview else {}
        return {"origins": list(self.origins), "outside": self.outside, **preview}


@dataclass(frozen=True, slots=True, kw_only=True)
class FramedEvents:
    """The events of an organization as another site lists them."""

    organization: OrganizationCard
    events: tuple[EventCard, ...]
    frame: Frame
    config_json: Markup
