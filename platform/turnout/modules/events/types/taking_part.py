"""Sponsors, links to one's own part, personal agendas, as they cross the border."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from turnout.modules.events.types.programme import Conflict, PublicSpeaker, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorLevel:
    id: UUID
    name: str
    position: int


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
class SelfServiceLink:
    id: UUID
    event_id: UUID
    speaker_id: UUID | None
    sponsor_id: UUID | None
    expires_at: datetime
    revoked_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeSelfServiceLink:
    """The secret is told this once; only its hash is kept."""

    link: SelfServiceLink
    secret: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEvent:
    """The event, for somebody who takes part in it."""

    id: UUID
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    page_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSession:
    """One of the speaker's sessions, with where it is and as what they appear."""

    session: Session
    room: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerPart:
    """What a speaker sees by their link, and nothing else."""

    event: OwnEvent
    speaker: PublicSpeaker
    email: str | None
    sessions: tuple[OwnSession, ...]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorPart:
    """What a sponsor sees by their link; they change nothing."""

    event: OwnEvent
    sponsor: PublicSponsor
    level: str
    is_public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The sessions that a person picked, in order of time, and which of them clash."""

    id: UUID
    event_id: UUID
    sessions: tuple[Session, ...]
    clashes: tuple[Conflict, ...]
    feed_url: str
    """A calendar to subscribe to; whoever has the address reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestAgenda:
    """A new agenda of somebody without an account: `secret` is the only key to it."""

    agenda: Agenda
    secret: str
