"""Kinds, states and fonts of organizations, their legal texts, invitations and agency links."""

from enum import StrEnum


class Kind(StrEnum):
    ORGANIZATION = "organization"
    AGENCY = "agency"


class State(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Font(StrEnum):
    """What pages are set in: only what browsers have already, or what we ship ourselves."""

    SANS = "sans"
    SERIF = "serif"
    MONO = "mono"


class LegalKind(StrEnum):
    TERMS = "terms"
    PRIVACY = "privacy"
    IMPRINT = "imprint"


class InvitationState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


class LinkState(StrEnum):
    OFFERED = "offered"
    ACTIVE = "active"
    ENDED = "ended"
