"""Embeds as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedOrigin:
    """A site whose pages may show the organization's checkout and events."""

    component: ClassVar = "EmbedOrigin"
    id: UUID
    origin: Annotated[str, "Scheme and host, as browsers write them: `https://www.example.org`."]
    note: Annotated[str, "For the team, such as whose site it is."]
    version: int
    created_at: datetime
    created_by: Annotated[str, "The actor, as the audit log names them."]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEmbedOrigin:
    """What an organizer says about a site."""

    origin: str
    note: str = ""
