"""What is counted of challenges."""

from typing import Final

from turnout.kernel.observability.metrics import counter

ISSUED: Final = counter("turnout_challenges_issued", "Proofs of work that were asked for")
ANSWERED: Final = counter(
    "turnout_challenges_answered",
    "Answers to challenges by what they were worth",
    outcome=("solved", "wrong", "lapsed", "used"),
)
BLIND: Final = counter(
    "turnout_challenges_without_redis", "Challenges issued or answered while Redis was away"
)
JUDGED: Final = counter(
    "turnout_challenge_tokens",
    "Tokens of challenge services by what became of them",
    outcome=("person", "program", "foreign", "unreachable", "busy"),
)
