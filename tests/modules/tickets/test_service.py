"""Tickets against the real database: issued once, voided, handed over, proved by their codes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import psycopg
import pytest
from tests.factories.people import enter, member_context
from tests.factories.tickets import Occasion, code_of, make_occasion, make_tickets
from tests.factories.work import drain
from tests.reading.qr import codes_in_pdf, texts_of_pdf

from turnout.kernel import runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import NotFound
from turnout.kernel.ids import new_id
from turnout.modules.tickets import api as tickets
from turnout.modules.tickets import codes, service
from turnout_sdk.money import Money


def listed(occasion: Occasion, reference) -> list[tickets.Ticket]:
    with transaction(occasion.ctx) as tx:
        return tickets.list_of(tx, reference)


def voided(occasion: Occasion, reference, reason: str = "cancelled", **some) -> int:
    with transaction(occasion.ctx) as tx:
        return tickets.void(tx, reference=reference, reason=reason, **some)


def facts_of(connection: psycopg.Connection, occasion: Occasion) -> list[tuple[str, dict]]:
    enter(connection, occasion.ctx.organization_id)
    return connection.execute(
        "SELECT name, payload FROM outbox WHERE name LIKE 'tickets.%' ORDER BY recorded_at"
    ).fetchall()


def test_tickets_are_issued_valid_and_in_the_order_of_the_seats(occasion: Occasion) -> None:
    issued = make_tickets(occasion, "Ada", "Grace", "山田")

    assert listed(occasion, issued[0].reference) == issued
    assert [ticket.holder_name for ticket in issued] == ["Ada", "Grace", "山田"]
    assert [ticket.position for ticket in issued] == [1, 2, 3]
    assert all(ticket.is_valid for ticket in issued)
    assert len({ticket.nonce for ticket in issued}) == 3


def test_issuing_is_announced_with_its_commit(occasion: Occasion, owner_connection) -> None:
    issued = make_tickets(occasion, "Ada", "Grace")

    assert facts_of(owner_connection, occasion) == [
        (
            "tickets.issued.v1",
            {
                "reference": str(issued[0].reference),
                "event_id": str(occasion.event_id),
                "count": 2,
            },
        )
    ]


def test_an_attendee_gets_one_valid_ticket_however_often_it_is_tried(occasion: Occasion) -> None:
    [ticket] = make_tickets(occasion)
    again = tickets.NewTicket(
        attendee_id=ticket.attendee_id,
        ticket_type_id=ticket.ticket_type_id,
        holder_name="Ada",
        holder_email="ada@people.example",
    )

    with pytest.raises(tickets.TicketsAlreadyIssued), transaction(occasion.ctx) as tx:
        tickets.issue(tx, event_id=occasion.event_id, reference=ticket.reference, seats=[again])

    assert listed(occasion, ticket.reference) == [ticket]


def test_an_attendee_whose_ticket_is_void_may_get_another(occasion: Occasion) -> None:
    [ticket] = make_tickets(occasion)
    voided(occasion, ticket.reference)
    seat = tickets.NewTicket(
        attendee_id=ticket.attendee_id,
        ticket_type_id=ticket.ticket_type_id,
        holder_name="Ada",
        holder_email="ada@people.example",
    )

    with transaction(occasion.ctx) as tx:
        [second] = tickets.issue(
            tx, event_id=occasion.event_id, reference=ticket.reference, seats=[seat]
        )

    assert second.is_valid


def test_a_code_proves_itself_under_the_published_key(occasion: Occasion) -> None:
    [ticket] = make_tickets(occasion)

    code = code_of(occasion, ticket)

    keys = service.list_event_keys(occasion.ctx, occasion.event_id)
    public = {kid: codes.load_public_key(key) for kid, key in keys.items()}
    claims = codes.verify(public, code, event_id=occasion.event_id)
    assert (claims.ticket_id, claims.nonce) == (ticket.id, ticket.nonce)
    assert code_of(occasion, ticket) == code


def test_each_event_signs_with_a_key_of_its_own(occasion: Occasion) -> None:
    other = make_occasion(occasion.ctx, title="Another")
    for each in (occasion, other):
        code_of(each, make_tickets(each)[0])

    first = service.list_event_keys(occasion.ctx, occasion.event_id)
    second = service.list_event_keys(occasion.ctx, other.event_id)
    assert len(first) == len(second) == 1
    assert first.keys() != second.keys()


def test_a_published_event_has_its_key_before_the_first_buyer(occasion, queued) -> None:
    drain()

    assert len(service.list_event_keys(occasion.ctx, occasion.event_id)) == 1


def test_the_private_key_is_sealed_and_stays_out_of_the_audit_log(
    occasion: Occasion, owner_connection
) -> None:
    with transaction(occasion.ctx) as tx:
        key = tickets.signing_key(tx, occasion.event_id)

    facts_of(owner_connection, occasion)  # enters the organization
    [(stored,)] = owner_connection.execute("SELECT private_key FROM event_keys").fetchall()
    logged = owner_connection.execute(
        "SELECT after::text FROM audit_entries"
        " WHERE table_name = 'event_keys' AND organization_id = %s",
        [occasion.ctx.organization_id],
    ).fetchall()
    assert key.private_bytes not in stored
    assert len(logged) == 1
    assert "private_key" not in logged[0][0]
    assert "public_key" in logged[0][0]


def test_nonces_stay_out_of_the_audit_log(occasion: Occasion, owner_connection) -> None:
    make_tickets(occasion)

    facts_of(owner_connection, occasion)
    [(logged,)] = owner_connection.execute(
        "SELECT after FROM audit_entries WHERE table_name = 'tickets' AND organization_id = %s",
        [occasion.ctx.organization_id],
    ).fetchall()
    assert "nonce" not in logged
    assert logged["holder_name"] == "Ada Lovelace"


def test_many_first_buyers_at_once_share_one_key(occasion: Occasion) -> None:
    barrier = Barrier(6)

    def first_use(_: int) -> str:
        barrier.wait()
        with transaction(occasion.ctx) as tx:
            return service.signing_key(tx, occasion.event_id).id

    with ThreadPoolExecutor(6) as pool:
        ids = set(pool.map(first_use, range(6)))

    assert ids == set(service.list_event_keys(occasion.ctx, occasion.event_id))
    assert len(ids) == 1


def test_a_key_made_in_a_transaction_that_failed_is_not_used_again(occasion: Occasion) -> None:
    lost: list[codes.SigningKey] = []

    def make_and_fail() -> None:
        with transaction(occasion.ctx) as tx:
            lost.append(tickets.signing_key(tx, occasion.event_id))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        make_and_fail()

    with transaction(occasion.ctx) as tx:
        kept = tickets.signing_key(tx, occasion.event_id)
    assert kept.id != lost[0].id
    assert set(service.list_event_keys(occasion.ctx, occasion.event_id)) == {kept.id}


def test_an_event_that_is_not_there_has_no_key(occasion: Occasion) -> None:
    with pytest.raises(NotFound), transaction(occasion.ctx) as tx:
        tickets.signing_key(tx, new_id())


@pytest.mark.parametrize(
    ("reason", "state"), [("refunded", "refunded"), ("cancelled", "void"), ("disputed", "void")]
)
def test_voiding_says_why_and_happens_once(
    occasion: Occasion, reason: str, state: str, owner_connection
) -> None:
    issued = make_tickets(occasion, "Ada", "Grace")

    assert voided(occasion, issued[0].reference, reason) == 2
    assert voided(occasion, issued[0].reference, "another reason") == 0

    assert {ticket.state for ticket in listed(occasion, issued[0].reference)} == {state}
    assert {ticket.void_reason for ticket in listed(occasion, issued[0].reference)} == {reason}
    names = [name for name, _ in facts_of(owner_connection, occasion)]
    assert names == ["tickets.issued.v1", "tickets.voided.v1"]


def test_some_tickets_of_an_order_can_be_voided_alone(occasion: Occasion) -> None:
    ada, grace = make_tickets(occasion, "Ada", "Grace")

    assert voided(occasion, ada.reference, ticket_ids=[grace.id]) == 1

    assert [ticket.is_valid for ticket in listed(occasion, ada.reference)] == [True, False]


def test_a_transfer_gives_a_new_code_and_kills_the_old_one(occasion: Occasion) -> None:
    [ticket] = make_tickets(occasion)
    before = code_of(occasion, ticket)

    with transaction(occasion.ctx) as tx:
        after = tickets.transfer(
            tx, ticket.id, tickets.NewHolder(name="Grace Hopper", email="grace@people.example")
        )

    assert after.holder_name == "Grace Hopper"
    assert after.nonce != ticket.nonce
    assert code_of(occasion, after) != before


def test_a_void_ticket_cannot_change_hands(occasion: Occasion) -> None:
    [ticket] = make_tickets(occasion)
    voided(occasion, ticket.reference)

    with pytest.raises(tickets.TicketIsVoid), transaction(occasion.ctx) as tx:
        tickets.transfer(tx, ticket.id, tickets.NewHolder(name="G", email="g@people.example"))
    with pytest.raises(tickets.TicketNotFound), transaction(occasion.ctx) as tx:
        tickets.transfer(tx, new_id(), tickets.NewHolder(name="G", email="g@people.example"))


def pdf_options_for(occasion: Occasion, **values) -> tickets.PdfOptions:
    line = tickets.PdfLine(name="Early bird", price=Money(12_050, "EUR"))
    return tickets.PdfOptions(
        order_number="REG-20261001-7ZK4Q9", lines={occasion.ticket_type_id: line}, **values
    )


def test_the_pdf_has_a_page_per_valid_ticket_that_lets_its_holder_in(occasion: Occasion) -> None:
    issued = make_tickets(occasion, "Ada Lovelace", "محمد عبد الله", "Grace Hopper")
    voided(occasion, issued[0].reference, ticket_ids=[issued[2].id])

    pdf = tickets.render_pdf(occasion.ctx, issued[0].reference, pdf_options_for(occasion))

    assert codes_in_pdf(pdf) == [code_of(occasion, ticket) for ticket in issued[:2]]
    first, second = texts_of_pdf(pdf)
    for said in ("Ada Lovelace", "Cloud Summit", "Tsavo Hall", "Brussels Time", "€120.50",
                 "REG-20261001-7ZK4Q9", "Early bird", issued[0].short_code):  # fmt: skip
        assert said in first
    assert "محمد عبد الله" in second


def test_the_pdf_speaks_the_language_of_the_order(occasion: Occasion) -> None:
    [ticket] = make_tickets(occasion)

    pdf = tickets.render_pdf(
        occasion.ctx, ticket.reference, pdf_options_for(occasion, language="de")
    )

    [text] = texts_of_pdf(pdf)
    assert "120,50" in text
    assert "Sa., 14. Nov., 09:00 – So., 15. Nov. 2026, 18:00" in text


def test_a_guest_gets_the_same_pdf(occasion: Occasion) -> None:
    [ticket] = make_tickets(occasion)
    guest = PublicContext(organization_id=occasion.ctx.organization_id)

    mine = tickets.render_pdf(guest, ticket.reference, pdf_options_for(occasion))

    assert mine == tickets.render_pdf(occasion.ctx, ticket.reference, pdf_options_for(occasion))


def test_without_valid_tickets_there_is_nothing_to_print(occasion: Occasion) -> None:
    [ticket] = make_tickets(occasion)
    voided(occasion, ticket.reference)

    for reference in (ticket.reference, new_id()):
        with pytest.raises(tickets.NoTickets):
            tickets.render_pdf(occasion.ctx, reference, pdf_options_for(occasion))


def test_the_calendar_entry_names_event_place_and_page(occasion: Occasion) -> None:
    [ticket] = make_tickets(occasion)

    holding = tickets.Holding(reference=ticket.reference)
    ics = tickets.render_calendar_of(
        occasion.ctx, holding, url="http://turnout.test/harbour/cloud-summit"
    ).decode()
    ics = ics.replace("\r\n ", "")

    for line in (
        "SUMMARY:Cloud Summit",
        "DTSTART;TZID=Europe/Brussels:20261114T090000",
        f"UID:{ticket.reference}-{occasion.event_id}@turnout.test",
        "URL:http://turnout.test/harbour/cloud-summit",
        "STATUS:CONFIRMED",
    ):
        assert line in ics


def test_reading_a_code_costs_no_statement_once_the_keys_are_known(
    occasion: Occasion, statements
) -> None:
    [ticket] = make_tickets(occasion)
    code = code_of(occasion, ticket)
    tickets.read_code(occasion.ctx, code, event_id=occasion.event_id)
    statements.clear()

    claims = tickets.read_code(occasion.ctx, code, event_id=occasion.event_id)

    assert claims.ticket_id == ticket.id
    assert statements == []


def test_guessing_key_ids_does_not_reach_the_database_each_time(
    occasion: Occasion, statements
) -> None:
    [ticket] = make_tickets(occasion)
    strange = codes.SigningKey.generate()
    claims = codes.Claims(event_id=occasion.event_id, ticket_id=ticket.id, nonce=ticket.nonce)
    statements.clear()

    for _ in range(40):
        with pytest.raises(codes.UnknownKey):
            tickets.read_code(occasion.ctx, codes.sign(strange, claims), event_id=occasion.event_id)

    assert len(statements) <= 11


def test_a_process_that_knows_its_keys_finds_a_new_events_key_at_once(occasion: Occasion) -> None:
    tickets.read_code(
        occasion.ctx, code_of(occasion, make_tickets(occasion)[0]), event_id=occasion.event_id
    )
    newer = make_occasion(occasion.ctx, title="Just announced")
    [ticket] = make_tickets(newer)

    claims = tickets.read_code(newer.ctx, code_of(newer, ticket), event_id=newer.event_id)

    assert claims.ticket_id == ticket.id


def test_another_organization_sees_neither_tickets_nor_keys(occasion: Occasion) -> None:
    [ticket] = make_tickets(occasion)
    code = code_of(occasion, ticket)
    stranger = replace(occasion, ctx=member_context())

    assert listed(stranger, ticket.reference) == []
    assert voided(stranger, ticket.reference) == 0
    with pytest.raises(NotFound):
        service.list_event_keys(stranger.ctx, occasion.event_id)
    with pytest.raises(codes.UnknownKey):
        tickets.read_code(stranger.ctx, code, event_id=occasion.event_id)
    with pytest.raises(tickets.NoTickets):
        tickets.render_pdf(stranger.ctx, ticket.reference, pdf_options_for(occasion))


def test_the_database_refuses_a_ticket_to_another_organizations_event(occasion: Occasion) -> None:
    stranger = make_occasion(member_context())
    foreign = replace(stranger, event_id=occasion.event_id)

    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        make_tickets(foreign)


def test_a_key_of_one_organization_does_not_open_in_another(
    occasion: Occasion, owner_connection
) -> None:
    with transaction(occasion.ctx) as tx:
        tickets.signing_key(tx, occasion.event_id)
    facts_of(owner_connection, occasion)
    [(stored,)] = owner_connection.execute("SELECT private_key FROM event_keys").fetchall()

    with pytest.raises(ValueError, match="belongs elsewhere"):
        runtime.current().keys.open(
            stored, organization_id=new_id(), field="event_keys.private_key"
        )


def test_an_event_that_is_gone_for_good_needs_no_key(occasion: Occasion) -> None:
    gone = new_id()
    tickets.ensure_event_key(occasion.ctx, gone)
    with pytest.raises(NotFound):
        service.list_event_keys(occasion.ctx, gone)
