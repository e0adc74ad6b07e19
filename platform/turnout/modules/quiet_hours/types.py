"""Quiet hours as they cross the module's border."""

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """When a person is left alone each night, by the clocks of where they are."""

    component = "QuietHours"
    is_on: bool
    starts: Annotated[str, "As clocks show it: `21:00`."]
    ends: Annotated[str, "On the next day, where it is not after the start: `08:00`."]
