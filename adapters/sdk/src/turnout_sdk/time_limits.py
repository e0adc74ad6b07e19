"""How long Turnout waits for a call into an adapter: one list, for the platform and for the kit.

A call that takes longer counts as failed, its outcome as unclear, whatever it returns later.
"""

from collections.abc import Mapping
from typing import Final

from turnout_sdk.adapter import Kind

CALL_SECONDS: Final = 5.0
"""What a verb has, all its attempts together, unless it is listed below."""
MAIL_SECONDS: Final = 10.0
STORAGE_SECONDS: Final = 35.0
EVIDENCE_SECONDS: Final = 30.0
"""Evidence of a dispute goes with its files."""
SEARCH_WRITE_SECONDS: Final = 12.0
"""A batch of documents, or a new index."""
_OF_A_KIND: Final[Mapping[Kind, float]] = {Kind.STORAGE: STORAGE_SECONDS}
_OF_A_VERB: Final[Mapping[tuple[Kind, str], float]] = {
    (Kind.EMAIL, "send"): MAIL_SECONDS,
    (Kind.PAYMENTS, "read_statement"): 20.0,
    (Kind.PAYMENTS, "settlements"): 60.0,
    (Kind.PAYMENTS, "submit_evidence"): EVIDENCE_SECONDS,
    (Kind.STORAGE, "health"): CALL_SECONDS,
    **dict.fromkeys(
        (
            (Kind.SEARCH, verb)
            for verb in ("index", "remove", "forget", "entries", "begin", "replace", "drop")
        ),
        SEARCH_WRITE_SECONDS,
    ),
}


def call_seconds(kind: Kind, verb: str) -> float:
    """Return how long a verb of an adapter of this kind may take."""
    return _OF_A_VERB.get((kind, verb), _OF_A_KIND.get(kind, CALL_SECONDS))
