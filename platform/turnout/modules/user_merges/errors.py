"""Refusals of user_merges."""

from turnout.kernel.errors import Conflict, NotFound


class UserMergeNotFound(NotFound):
    code = "user_merges.missing"
    title = "There is no such merge"


class UsersShareOrganization(Conflict):
    """`organizations` are the names of those in which both accounts are members."""

    code = "user_merges.both-members"
    title = "Both accounts are members of the same organization; end one membership, then merge"

    def __init__(self, organizations: list[str]) -> None:
        super().__init__(organizations=organizations)
        self.organizations = organizations


class UserUnmergeable(Conflict):
    """`reason` is `suspended`, `unverified`, `operator`, `being-erased` or `being-merged`."""

    code = "user_merges.unmergeable"
    title = "This account cannot be merged as it is"

    def __init__(self, user_id: str, reason: str) -> None:
        super().__init__(user_id=user_id, reason=reason)
        self.reason = reason
