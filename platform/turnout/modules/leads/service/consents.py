"""What a ticket's holder says about sponsors having their details, and what they take back.

Only who holds the ticket says it, on its page; nobody of the organization, and no sponsor. A
consent is of the holder who gave it: it ends with a transfer, or with another email address.
"""

from collections.abc import Collection
from uuid import UUID

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import NotFound
from turnout.modules.events import api as events
from turnout.modules.leads import policies, rules
from turnout.modules.leads.errors import LeadsNotOffered, StatementChanged
from turnout.modules.leads.facts import LeadConsentGiven, LeadsWithdrawn
from turnout.modules.leads.metrics import CONSENTS
from turnout.modules.leads.queries import consents, stands
from turnout.modules.leads.service.stands import form_of
from turnout.modules.leads.statement import WORDING, kept_text, statement_of, words_of
from turnout.modules.leads.types import ConsentChoice, LeadConsent
from turnout.modules.orders import api as orders
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import api as transfers


def offered_among(tx: Transaction, ticket_ids: Collection[UUID]) -> set[UUID]:
    """Those of these tickets whose holders have something to decide; one statement at most."""
    return consents.offered_among(tx, ticket_ids) if ticket_ids else set()


def get_consent(
    ctx: PublicContext,
    ticket_id: UUID,
    *,
    language: str | None = None,
    order_id: UUID | None = None,
) -> LeadConsent:
    """What the holder would agree to, whether they do, and which sponsors have their details.

    `order_id` is the order that the caller was let into, where it was not the ticket itself.
    """
    policies.require_holder(ctx)
    with transaction(ctx) as tx:
        return _shown(tx, _ticket(tx, ticket_id, order_id), language)


def set_consent(
    ctx: PublicContext, ticket_id: UUID, choice: ConsentChoice, *, order_id: UUID | None = None
) -> LeadConsent:
    """Agree to the statement that was shown, or take everything back; at once, for all sponsors.

    StatementChanged when it is another one by now; LeadsNotOffered where no sponsor collects leads
    or the ticket is not valid. Taking back is always possible.
    """
    policies.require_holder(ctx)
    with transaction(ctx) as tx:
        ticket = _ticket(tx, ticket_id, order_id)
        if choice.is_given:
            _give(tx, ticket, choice)
        else:
            _take_back(tx, ticket)
        return _shown(tx, ticket, choice.language)


def withdraw_from_sponsor(
    ctx: PublicContext, ticket_id: UUID, sponsor_id: UUID, *, order_id: UUID | None = None
) -> None:
    """Take back what one sponsor has; their scans get nothing until it is allowed again."""
    policies.require_holder(ctx)
    with transaction(ctx) as tx:
        ticket = _ticket(tx, ticket_id, order_id)
        _require_shared(tx, ticket.id, sponsor_id)
        if consents.block(tx, ticket.id, sponsor_id):
            tx.publish(
                LeadsWithdrawn(
                    event_id=ticket.event_id,
                    ticket_id=ticket.id,
                    sponsor_id=sponsor_id,
                    reason="attendee",
                    count=1,
                )
            )
            tx.after_commit.append(lambda: CONSENTS.add(said="sponsor_withdrawn"))


def allow_sponsor(
    ctx: PublicContext, ticket_id: UUID, sponsor_id: UUID, *, order_id: UUID | None = None
) -> None:
    """Let a sponsor's next scan have the details again; what was taken back stays away."""
    policies.require_holder(ctx)
    with transaction(ctx) as tx:
        ticket = _ticket(tx, ticket_id, order_id)
        _require_shared(tx, ticket.id, sponsor_id)
        consents.unblock(tx, ticket.id, sponsor_id)


def withdraw_of_address(tx: Transaction, email: str) -> None:
    """Take back everything that sponsors have of tickets whose holder has an address.

    For who has asked whether it may be, at the holder's own wish.
    """
    for ticket in tickets.list_held(tx, email):
        _take_back(tx, ticket)


def ticket_of_transfer(ctx: PublicContext, transfer_id: UUID) -> UUID:
    """The ticket that somebody was given; TicketPassedOn once it is another one's."""
    policies.require_holder(ctx)
    with transaction(ctx) as tx:
        return transfers.read_transferred_ticket(tx, transfer_id).ticket_id


def end_of_former_holders(tx: Transaction, order_id: UUID) -> None:
    """End what those agreed to who do not hold a ticket of this order any more."""
    ticket_ids = tickets.list_ids(tx, order_id)
    ended = consents.end_former_consents(tx, ticket_ids)
    for (event_id, ticket_id), count in consents.withdraw_former_leads(tx, ticket_ids).items():
        tx.publish(
            LeadsWithdrawn(
                event_id=event_id,
                ticket_id=ticket_id,
                sponsor_id=None,
                reason="new_holder",
                count=count,
            )
        )
    if ended:
        tx.after_commit.append(lambda: CONSENTS.add(said="withdrawn"))


def _give(tx: Transaction, ticket: tickets.Ticket, choice: ConsentChoice) -> None:
    settings = stands.get_settings(tx, ticket.event_id)
    if not (settings.is_enabled and ticket.is_valid):
        raise LeadsNotOffered
    if choice.statement_version != settings.statement_version:
        raise StatementChanged(statement_version=settings.statement_version)
    language = choice.language or events.get_event(tx, ticket.event_id).language
    form = form_of(tx, ticket.event_id)
    words = words_of(
        settings,
        rules.shared_questions(form),
        language,
        fallback=form.language if form else language,
    )
    consents.give_consent(
        tx,
        ticket.id,
        shares=rules.shares_of(settings),
        statement=kept_text(statement_of(settings, language), words),
        statement_version=settings.statement_version,
        wording=WORDING,
        language=language,
    )
    tx.publish(
        LeadConsentGiven(
            event_id=ticket.event_id,
            ticket_id=ticket.id,
            statement_version=settings.statement_version,
        )
    )
    tx.after_commit.append(lambda: CONSENTS.add(said="given"))


def _take_back(tx: Transaction, ticket: tickets.Ticket) -> None:
    was_given = consents.end_consent(tx, ticket.id)
    count = consents.withdraw_leads(tx, ticket.id)
    if was_given or count:
        tx.publish(
            LeadsWithdrawn(
                event_id=ticket.event_id,
                ticket_id=ticket.id,
                sponsor_id=None,
                reason="attendee",
                count=count,
            )
        )
        tx.after_commit.append(lambda: CONSENTS.add(said="withdrawn"))


def _shown(tx: Transaction, ticket: tickets.Ticket, language: str | None) -> LeadConsent:
    settings = stands.get_settings(tx, ticket.event_id)
    language = language or events.get_event(tx, ticket.event_id).language
    form = form_of(tx, ticket.event_id)
    questions = rules.shared_questions(form)
    found = consents.find_consent(tx, ticket.id)
    own = found if found is not None and found.is_of_holder else None
    is_given = own is not None and own.is_given
    return LeadConsent(
        is_offered=settings.is_enabled and ticket.is_valid,
        is_given=is_given,
        statement=statement_of(settings, language),
        shares=words_of(
            settings, questions, language, fallback=form.language if form else language
        ),
        statement_version=settings.statement_version,
        is_changed=is_given
        and own is not None
        and (own.statement_version != settings.statement_version or own.wording != WORDING),
        given_at=own.given_at if own else None,
        withdrawn_at=own.withdrawn_at if own else None,
        shared_with=consents.list_shared_with(tx, ticket.id),
        event_id=ticket.event_id,
    )


def _require_shared(tx: Transaction, ticket_id: UUID, sponsor_id: UUID) -> None:
    """NotFound for a sponsor that never had anything of the holder."""
    if all(each.sponsor_id != sponsor_id for each in consents.list_shared_with(tx, ticket_id)):
        raise NotFound


def _ticket(tx: Transaction, ticket_id: UUID, order_id: UUID | None) -> tickets.Ticket:
    """The ticket, if it is the caller's to decide about; TicketPassedOn, else NotFound."""
    ticket = tickets.find_ticket(tx, ticket_id)
    if ticket is None or order_id not in {None, ticket.reference}:
        raise NotFound
    if order_id is not None and ticket.is_transferred:
        raise orders.TicketPassedOn
    return ticket
