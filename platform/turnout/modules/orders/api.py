"""The front door of orders."""

from turnout.modules.orders.errors import (
    AlreadyInside,
    AmountChanged,
    ChangesClosed,
    NotReturnable,
    OrderNotFound,
    TicketGone,
    TicketPassedOn,
    TransferNotFound,
    TransferOver,
    TransfersClosed,
)
from turnout.modules.orders.queries.money import list_money
from turnout.modules.orders.queries.reading import contacts_of, find_id, get_order
from turnout.modules.orders.queries.stocktaking import list_differences as list_stock_differences
from turnout.modules.orders.queries.taxing import OrderTaxes, list_taxes
from turnout.modules.orders.rules import Basket, Guest, Wish
from turnout.modules.orders.secrets import (
    HEADER,
    holds_ticket,
    may_answer,
    order_secret,
    proves,
    ticket_secret,
    transfer_secret,
)
from turnout.modules.orders.service.accepting import (
    Accepted,
    Offered,
    accept_offer,
    decline_offer,
    show_offer,
)
from turnout.modules.orders.service.allowing import (
    set_buyer_terms,
    standing_of_order,
    terms_of_event,
)
from turnout.modules.orders.service.asking_again import settle_refunds
from turnout.modules.orders.service.calling_off import may_return, return_order
from turnout.modules.orders.service.changing import (
    Changes,
    cancel_order,
    change_order,
    list_orders,
    open_order,
)
from turnout.modules.orders.service.deciding import accept_order, decline_order
from turnout.modules.orders.service.following import follow_payments
from turnout.modules.orders.service.giving_back import (
    CancellationQuote,
    Cancelled,
    PieceOffer,
    give_back,
    quote_in,
)
from turnout.modules.orders.service.holding_on import HeldTicket, held_in
from turnout.modules.orders.service.mailing import (
    Found,
    TransferLetter,
    find_mine,
    find_of_address,
    order_path,
    ticket_path,
    transfer_letter,
    transfer_path,
)
from turnout.modules.orders.service.paying import (
    Choice,
    PaymentStarted,
    WaysToPay,
    list_ways,
    start_payment,
    ways_to_pay,
)
from turnout.modules.orders.service.placing import place_order
from turnout.modules.orders.service.planning import create_plan
from turnout.modules.orders.service.renaming import (
    AttendeeChanges,
    NewAttendee,
    change_attendee,
    change_held,
    form_of_attendee,
)
from turnout.modules.orders.service.returning import RefundAsked, refund_order
from turnout.modules.orders.service.stocktaking import mend_stock
from turnout.modules.orders.service.transferring import (
    Recipient,
    TransferView,
    offer_held,
    offer_ticket,
    offers_of,
    withdraw_held,
    withdraw_offer,
)
from turnout.modules.orders.terms import BuyerTerms, Standing
from turnout.modules.orders.types import (
    AttendeeView,
    Contact,
    LineView,
    OrderMoney,
    OrderSummary,
    OrderView,
    PlanOffer,
    PlanView,
    ReturnMoney,
)
