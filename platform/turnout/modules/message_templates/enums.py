"""Words of message templates."""

from enum import StrEnum


class TemplateState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class BlockType(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NOTE = "note"
    """A paragraph in small print."""
    BUTTON = "button"
    LINK = "link"
    DIVIDER = "divider"
    EVENT = "event"
    """When and where."""
    ORDER = "order"
    """Its lines and the total."""
    PAYMENT = "payment"
    """How to pay by bank transfer."""
    WALLETS = "wallets"
    SESSIONS = "sessions"
    EVENTS = "events"
    FOOTER = "footer"
    """Why the mail came, the legal pages, and unsubscribing where it is news."""


class RenderOutcome(StrEnum):
    OWN = "own"
    FALLBACK = "fallback"
