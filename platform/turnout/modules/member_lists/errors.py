"""Refusals of member lists and their numbers."""

from enum import StrEnum

from turnout.kernel.errors import Conflict, FieldError, Invalid, NotFound


class MemberListNotFound(NotFound):
    code = "member-lists.none"
    title = "There is no such member list"


class MemberListNameTaken(Conflict):
    code = "member-lists.name-taken"
    title = "Another member list has this name"


class MemberListInUse(Conflict):
    code = "member-lists.in-use"
    title = "A price rule is for the members of this list; delete the rule first"


class MemberNumberNotFound(NotFound):
    code = "member-lists.no-number"
    title = "The member list has no such number"


class NumberReason(StrEnum):
    """Why a number gives no member price; the words never change."""

    UNKNOWN = "member-number-unknown"
    ENDED = "member-number-ended"
    USED_UP = "member-number-used-up"
    TOO_MANY = "member-number-too-many"


SAYS = {
    NumberReason.UNKNOWN: "This member number is not valid here. Please check how it is spelled.",
    NumberReason.ENDED: "This membership has ended.",
    NumberReason.USED_UP: "This member number has been used as often as it may be.",
    NumberReason.TOO_MANY: "This member number is for fewer tickets than these.",
}


class MemberNumberRefused(Invalid):
    """The member number of a basket is refused; the field error says why."""

    code = "member-lists.number-refused"
    title = "The member number cannot be used"

    def __init__(self, reason: NumberReason) -> None:
        super().__init__(FieldError("/member_number", SAYS[reason], reason.value))
        self.reason = reason
