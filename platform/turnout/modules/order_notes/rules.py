"""Limits of notes and tags. Pure."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.errors import FieldError

MOST_TAGS: Final = 200
MOST_TAGS_OF_ONE: Final = 20
LONGEST_NOTE: Final = 4_000
LONGEST_TAG: Final = 40


def tag_errors(wanted: Sequence[UUID], known: Collection[UUID]) -> list[FieldError]:
    """Name each tag that the organization has not."""
    return [
        FieldError(f"/tag_ids/{place}", "The organization has no such tag.")
        for place, tag_id in enumerate(wanted)
        if tag_id not in known
    ]
