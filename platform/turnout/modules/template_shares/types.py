"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateShare:
    """A template of an agency's and the clients that may make events of it."""

    template_id: UUID
    clients: Annotated[list[UUID] | None, "Null: all clients, those to come too"]
    shared_by: Annotated[UUID | None, "Null: a manifest says so"]
    shared_at: datetime
    version: int
    uses: Annotated[int, "How many events clients have made of it"] = 0
    title: str = ""
    slug: str = ""

    @classmethod
    def of(cls, **row: Any) -> "TemplateShare":
        listed = row["clients"]
        clients = None if listed is None else [UUID(each) for each in listed]
        return cls(**row | {"clients": clients})


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedWithClient:
    """Which template of which agency a client may use now."""

    agency_id: UUID
    agency_name: str
    agency_slug: str
    template_id: UUID
    shared_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTemplate:
    """A template of an agency's, as the client sees it before making an event of it."""

    template_id: UUID
    agency_id: UUID
    agency_name: str
    agency_slug: str
    title: str
    summary: str
    kind: str
    category: str
    language: str
    languages: Annotated[list[str], "In which it has texts, its own first"]
    shared_at: datetime
