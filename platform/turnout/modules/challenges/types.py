"""Challenges as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar


class ChallengeAction(StrEnum):
    """What an answer to a challenge is good for; it is good for nothing else."""

    WAITING_ROOM = "waiting_room"
    ORDER = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChallenge:
    """What somebody wants to do by solving a challenge."""

    action: ChallengeAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """A proof of work that was asked for: find a number that makes a hash begin with zeros."""

    component: ClassVar[str] = "Challenge"

    challenge: Annotated[
        str, "Append `~` and a whole number: the answer is the first text whose hash fits."
    ]
    algorithm: Annotated[str, "The hash of the answer, as UTF-8: always SHA-256."]
    difficulty_bits: Annotated[int, "With so many zero bits the hash of the answer must begin."]
    expires_at: Annotated[datetime, "Until then the answer is good, once."]
