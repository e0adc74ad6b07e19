"""The front door of orders."""

from turnout.kernel.security.address_proofs import prove_address
from turnout.modules.orders.answers.queries import list_answers_of_orders
from turnout.modules.orders.answers.rules import GivenAnswers
from turnout.modules.orders.answers.service import (
    AttendeeUpdate,
    NewAttendee,
    answer_placed,
    answers_of_attendee,
    attendee_has_other_tickets,
    form_of_attendee,
    missing_answers_of,
    remove_answers,
    replace_attendee,
    update_attendee,
    update_attendee_of_ticket,
)
from turnout.modules.orders.answers.types import RemovedAnswers
from turnout.modules.orders.cancellation.queries import list_differences as list_stock_differences
from turnout.modules.orders.cancellation.service import (
    cancel_tickets,
    claim_event_refund,
    may_claim_refund,
    quote_in,
)
from turnout.modules.orders.checkout.channels import SalesChannel
from turnout.modules.orders.checkout.rules import (
    AttendeeInput,
    Basket,
    BasketLine,
    Complimentary,
    Quote,
    SaleContext,
    quote,
)
from turnout.modules.orders.checkout.service import (
    get_sale,
    place_desk_order,
    place_order,
    place_order_in,
)
from turnout.modules.orders.errors import AlreadyInside, NotWaiting, TicketGone, TicketPassedOn
from turnout.modules.orders.hooks import OFFERED_PLACES, TICKETS_VOIDED
from turnout.modules.orders.policies import APPROVE, EDIT, GIVE_AWAY, READ, REFUND
from turnout.modules.orders.queries import (
    buyer_of,
    contacts_of,
    count_of_event,
    find_id,
    get_summary,
    get_whole_order,
    list_part_ids,
    list_units_bought,
    lock_summary,
)
from turnout.modules.orders.rectifications.service import (
    correct_answer,
    correct_name,
    list_correctable_answers,
    require_answer_fits,
)
from turnout.modules.orders.rectifications.types import AnswerPlace, CorrectableAnswer
from turnout.modules.orders.refunds.queries import (
    OrderTaxes,
    list_money,
    list_refund_lines,
    list_taxes,
)
from turnout.modules.orders.refunds.service import (
    places_of,
    preview_token_of,
    refund_in,
    refund_order,
    settle_refunds,
)
from turnout.modules.orders.rules import hide_transferred_attendees
from turnout.modules.orders.secrets import (
    HEADER,
    TICKET_HEADER,
    TRANSFER_HEADER,
    holds_ticket,
    may_answer,
    opens,
    order_secret,
    proves,
    requires_buyer_or,
    ticket_secret,
    transfer_secret,
)
from turnout.modules.orders.service.approval import approve_in, deny_in
from turnout.modules.orders.service.free_orders import may_mail_unpaid
from turnout.modules.orders.service.holds import repair_stock
from turnout.modules.orders.service.moves import list_sold_lines, move_line, move_to_event
from turnout.modules.orders.service.orders import (
    LinkedItem,
    cancel_in,
    get_order,
    list_links_of_address,
    list_links_of_person,
    order_path,
    path_of,
    secret_of,
    ticket_path,
    transfer_path,
)
from turnout.modules.orders.service.payment import get_payment_options, start_payment
from turnout.modules.orders.service.payment_sync import sync_in, sync_with_payments
from turnout.modules.orders.service.received_payments import (
    await_payment,
    follow_received,
    prepare_received,
)
from turnout.modules.orders.service.reviews import approve_review_in, refuse_review_in
from turnout.modules.orders.terms.rules import ApplicableTerms, BuyerTerms, is_open
from turnout.modules.orders.terms.service import (
    applicable_terms_of,
    create_plan,
    set_buyer_terms,
    terms_of_event,
)
from turnout.modules.orders.terms.types import PlanOffer
from turnout.modules.orders.ticket_documents.service import (
    holding_of,
    pdf_options_of,
    render_ticket_calendar,
    render_ticket_pdf,
)
from turnout.modules.orders.ticket_documents.types import TicketFile
from turnout.modules.orders.types import (
    Contact,
    Order,
    OrderAttendee,
    OrderLine,
    OrderMoney,
    OrderSummary,
    OrderTicket,
    PaymentChoice,
    PaymentOptions,
    RefundLine,
    RefundRequested,
    ReturnMoney,
    SoldLine,
)
