"""Refusals of sales partners."""

from turnout.kernel.errors import Conflict, FieldError, NotFound
from turnout.modules.ticket_prices.api import SellerUnknown


class SalesPartnerNotFound(NotFound):
    code = "sales-partners.none"
    title = "There is no such sales partner"


class PartnerCodeTaken(Conflict):
    code = "sales-partners.code-taken"
    title = "Another sales partner has a code that reads like this"


class PartnerTokenTaken(Conflict):
    code = "sales-partners.token-taken"
    title = "This API token is another sales partner's"


class SalesPartnerInUse(Conflict):
    code = "sales-partners.in-use"
    title = "Orders came by this sales partner: archive it instead"


class PartnerCodeRefused(SellerUnknown):
    """An order names a sales partner that is not there, or sells no more."""

    code = "sales-partners.code-refused"
    title = "There is no sales partner of this code"

    def __init__(self, pointer: str = "/partner") -> None:
        says = "No sales partner has this code."
        super().__init__(FieldError(pointer, says, "unknown-partner"))
