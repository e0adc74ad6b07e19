"""Challenges as they cross the module's border."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from turnout.kernel.http.answers import one_of
from turnout_sdk.page_fields import Origins


class ChallengeAction(StrEnum):
    """What an answer to a challenge is good for; it is good for nothing else."""

    WAITING_ROOM = "waiting_room"
    ORDER = "order"


class ChallengeAlgorithm(StrEnum):
    """How a challenge is answered."""

    PROOF_OF_WORK = "SHA-256"
    SERVICE = "token"
    """By a token of the organization's challenge service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChallenge:
    """What somebody wants to do by solving a challenge."""

    action: ChallengeAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """What is asked of whoever might be a program: a proof of work, or a token of a service."""

    component: ClassVar[str] = "Challenge"

    challenge: Annotated[
        str,
        "Of a proof of work: append `~` and a whole number; the answer is the first text whose hash"
        " fits. Of a token: it goes to `createChallengeAnswer` with the token.",
    ]
    algorithm: Annotated[str, one_of(ChallengeAlgorithm)]
    difficulty_bits: Annotated[
        int, "With so many zero bits the hash of the answer must begin; 0 where a token is asked."
    ]
    expires_at: Annotated[datetime, "Until then the answer is good, once."]
    binding: Annotated[
        str, "Of a token: what the service's widget is given, where it keeps data of the page."
    ] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChallengeAnswer:
    """A token that the widget of the organization's challenge service gave."""

    challenge: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeAnswer:
    """What a token is worth: an answer, or another challenge where its service does not answer."""

    component: ClassVar[str] = "ChallengeAnswer"

    answer: Annotated[
        str | None, "Send it as `Turnout-Challenge`, once, with what the challenge was for."
    ]
    challenge: Annotated[
        Challenge | None,
        "A proof of work to solve instead: the service could not be asked. Null with an answer.",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeWidget:
    """The widget of an organization's challenge service, as a page of ours shows it."""

    title: str
    module: str
    """The address, at our own origin, of the module that draws it."""
    options: Mapping[str, str]
    origins: Origins
