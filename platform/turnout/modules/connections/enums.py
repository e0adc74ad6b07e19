"""States of connections, and when they take the money."""

from enum import StrEnum


class ConnectionState(StrEnum):
    ACTIVE = "active"
    DISABLED = "disabled"


class CaptureMode(StrEnum):
    """When a payments connection takes the money."""

    AT_ONCE = "at_once"
    BY_HAND = "by_hand"
    """A payment is authorized first; somebody collects it, or lets it go, later."""
