"""Sponsors and their levels as they cross the border: frozen, without a database behind them."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from turnout.kernel.values import from_attributes
from turnout.modules.programme.api import OwnEvent
from turnout.modules.sponsors.models import SponsorLevelRow, SponsorRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorLevel:
    id: UUID
    name: str
    position: int

    @classmethod
    def of(cls, row: SponsorLevelRow) -> Self:
        return from_attributes(cls, row)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSponsor:
    name: str
    level_id: UUID | None = None
    description: str = ""
    url: str | None = None
    logo_file_id: UUID | None = None
    contact_name: str = ""
    contact_email: str | None = None
    is_public: bool = True
    position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSponsor:
    """What anyone may know of a sponsor."""

    id: UUID
    name: str
    description: str
    url: str | None
    logo_file_id: UUID | None

    @classmethod
    def of(cls, row: SponsorRow) -> Self:
        return from_attributes(cls, row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsor(PublicSponsor):
    """With what is for the team; no page shows whom to write to."""

    level_id: UUID | None
    contact_name: str
    contact_email: str | None
    is_public: bool
    position: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorsOfLevel:
    """A level with its public sponsors, both in their order; without a name for those of none."""

    name: str
    sponsors: tuple[PublicSponsor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorPart:
    """What a sponsor sees by their link; they change nothing."""

    event: OwnEvent
    sponsor: PublicSponsor
    level: str
    is_public: bool
