"""Refusals of discounts and their codes."""

from enum import StrEnum

from turnout.kernel.errors import Conflict, FieldError, Invalid, NotFound


class DiscountNotFound(NotFound):
    code = "discounts.none"
    title = "There is no such discount"


class CodeTaken(Conflict):
    code = "discounts.code-taken"
    title = "Another discount has this code, or one that reads like it"


class DiscountInUse(Conflict):
    code = "discounts.in-use"
    title = "Orders have used this discount, so it is kept; archive it"


class CodeNotFound(NotFound):
    code = "discounts.no-code"
    title = "The discount has no such code"


class CodeInUse(Conflict):
    code = "discounts.code-in-use"
    title = "Orders have used this code, so it is kept; pause it"


class CodeReason(StrEnum):
    """Why a code is refused; the words never change."""

    UNKNOWN = "code-unknown"
    ENDED = "code-ended"
    USED_UP = "code-used-up"
    USED_BY_YOU = "code-used-by-you"
    NOT_FOR_THESE = "code-not-for-these"
    TOO_FEW = "code-too-few"
    TOO_LITTLE = "code-too-little"
    OTHER_CURRENCY = "code-other-currency"
    NOT_COMBINABLE = "code-not-combinable"


SAYS = {
    CodeReason.UNKNOWN: "This code is not valid here. Please check how it is spelled.",
    CodeReason.ENDED: "This code has ended.",
    CodeReason.USED_UP: "This code has been used up.",
    CodeReason.USED_BY_YOU: "You have used this code as often as one person may.",
    CodeReason.NOT_FOR_THESE: "This code is not for these tickets.",
    CodeReason.TOO_FEW: "This code is for more tickets than these.",
    CodeReason.TOO_LITTLE: "This code is for orders of a higher price.",
    CodeReason.OTHER_CURRENCY: "This code does not count in the currency that you pay in.",
    CodeReason.NOT_COMBINABLE: "This code cannot be combined with another one.",
}


class DiscountCodeRefused(Invalid):
    """A code of a basket is refused; the field error says which one, and why."""

    code = "discounts.code-refused"
    title = "A code cannot be used"

    def __init__(self, position: int, reason: CodeReason) -> None:
        super().__init__(FieldError(f"/codes/{position}", SAYS[reason], reason.value))
        self.reason = reason
