"""Free and unpaid orders: how many an address gets before its owner has to be known."""

from turnout.kernel import runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction
from turnout.kernel.security.address_proofs import proves_address
from turnout.modules.identity import api as identity
from turnout.modules.orders.checkout import queries
from turnout.modules.orders.errors import AddressUnconfirmed
from turnout.modules.orders.types import Order
from turnout.modules.organizations import api as organizations


def require_own_address(tx: Transaction, email: str, *, placed: int, proof: str) -> None:
    """AddressUnconfirmed where an address got many free orders and its owner is not signed in.

    Each confirmed order is a mail, and nobody has paid for it: without a bound, anybody could
    have anybody mailed. Signed in is whose token comes along, or whom a page gave a `proof`;
    members order for anybody. Orders that come at the same instant may pass together.
    """
    if not isinstance(tx.ctx, PublicContext):
        return
    most = runtime.current().settings.free_orders_per_address
    if placed < most:
        return
    user_id = tx.ctx.user_id
    if user_id is not None and organizations.find_member_of(tx, user_id) is not None:
        return
    person = identity.get_people(tx, [user_id]).get(user_id) if user_id else None
    is_own = person is not None and person.is_verified and person.email == email.strip().lower()
    if not is_own and not proves_address(email, proof):
        raise AddressUnconfirmed(most=most)


def may_mail_unpaid(tx: Transaction, order: Order) -> bool:
    """Whether the buyer of an order without any money may be written to about paying.

    Instructions for a bank transfer are a mail that costs nobody anything: past the bound of free
    orders the page alone says how to pay, and nobody is told that such an order has lapsed.
    """
    most = runtime.current().settings.free_orders_per_address
    return order.paid_minor > 0 or queries.count_unpaid_before(tx, order) < most
