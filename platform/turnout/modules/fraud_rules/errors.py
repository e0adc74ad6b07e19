"""Refusals of fraud rules."""

from turnout.kernel.errors import Forbidden, NotFound, TurnoutError


class FraudRuleNotFound(NotFound):
    code = "fraud-rules.none"
    title = "There is no such fraud rule"


class ChallengeRequired(Forbidden):
    """The challenge is one of `createChallenge`, with all its fields; send the answer along."""

    code = "fraud-rules.challenge-required"
    title = "Please solve the challenge, and send this again with its answer"


class TooManyOrders(TurnoutError):
    """`subject` says what was counted together."""

    status = 429
    code = "fraud-rules.too-many"
    title = "Too much was ordered from here; please try again later, or contact the organizer"

    def __init__(self, *, subject: str, retry_after_seconds: int) -> None:
        super().__init__(subject=subject, retry_after_seconds=retry_after_seconds)
        self.headers = {"Retry-After": str(retry_after_seconds)}
