"""The door against the real database: once only, and every refusal with its reason."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from tests.factories.people import add_member, context_of, enter, make_organization, member_context
from tests.factories.redis_lines import redis_of
from tests.factories.tickets import (
    Occasion,
    code_of,
    make_occasion,
    make_ticket_type,
    make_tickets,
)
from tests.factories.work import drain

from turnout.kernel import clock, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Forbidden, NotFound
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import live
from turnout.modules.checkin import api as checkin
from turnout.modules.checkin import service
from turnout.modules.checkin.errors import (
    AdmissionNotFound,
    AlreadyUndone,
    ListNameTaken,
    ListNotFound,
)
from turnout.modules.events import api as events
from turnout.modules.tickets import api as tickets
from turnout.modules.tickets import codes


def scan(occasion: Occasion, code: str, **sent) -> checkin.Verdict:
    return checkin.scan(occasion.ctx, occasion.event_id, checkin.Scan(code=code, **sent))


def a_ticket(occasion: Occasion, **values) -> tuple[tickets.Ticket, str]:
    [ticket] = make_tickets(occasion, "Ada Lovelace", **values)
    return ticket, code_of(occasion, ticket)


def test_a_valid_ticket_gets_in_and_the_scanner_shows_name_and_type(occasion: Occasion) -> None:
    _, code = a_ticket(occasion)

    verdict = scan(occasion, code, gate="North")

    assert verdict.reason == "admitted"
    assert (verdict.attendee_name, verdict.ticket_type) == ("Ada Lovelace", "Early bird")
    assert verdict.gate == "North"


def test_the_second_scan_is_refused_with_time_and_gate_of_the_first(occasion: Occasion) -> None:
    _, code = a_ticket(occasion)
    at = datetime(2026, 11, 14, 9, 30, tzinfo=UTC)
    with clock.frozen(at):
        first = scan(occasion, code, gate="North")

    with clock.frozen(at + timedelta(minutes=7)):
        second = scan(occasion, code, gate="South")

    assert second.reason == "already_admitted"
    assert (second.admitted_at, second.gate) == (at, "North")
    assert second.admission_id == first.admission_id


def test_many_gates_at_once_admit_a_ticket_once_and_all_name_the_first(occasion: Occasion) -> None:
    _, code = a_ticket(occasion)
    scan(occasion, code_of(occasion, make_tickets(occasion)[0]))  # keys, list and names are known
    barrier = Barrier(8)

    def at_gate(number: int) -> checkin.Verdict:
        barrier.wait()
        return scan(occasion, code, gate=f"Gate {number}")

    with ThreadPoolExecutor(8) as pool:
        verdicts = list(pool.map(at_gate, range(8)))

    [winner] = [each for each in verdicts if each.reason == "admitted"]
    losers = [each for each in verdicts if each is not winner]
    assert {each.reason for each in losers} == {"already_admitted"}
    assert {each.gate for each in losers} == {winner.gate}
    assert {each.admission_id for each in losers} == {winner.admission_id}


def test_a_scan_sent_again_with_its_id_is_answered_the_same(occasion: Occasion) -> None:
    _, code = a_ticket(occasion)
    first = scan(occasion, code, gate="North", scan_id="scan-0001")

    again = scan(occasion, code, gate="North", scan_id="scan-0001")
    another = scan(occasion, code, gate="North", scan_id="scan-0002")

    assert again == first
    assert another.reason == "already_admitted"


def test_what_is_no_code_is_malformed_and_costs_its_line_in_the_log(
    occasion: Occasion, statements
) -> None:
    verdict = scan(occasion, "https://evil.example/free-entry")

    assert verdict.reason == "malformed"
    assert len(statements) <= len(("public keys, once a minute", "the line"))


def test_a_code_signed_by_a_stranger_is_told_apart(occasion: Occasion) -> None:
    ticket, code = a_ticket(occasion)
    claims = codes.Claims(event_id=occasion.event_id, ticket_id=ticket.id, nonce=ticket.nonce)
    stranger = codes.SigningKey.generate()
    with transaction(occasion.ctx) as tx:
        kid = tickets.signing_key(tx, occasion.event_id).id

    assert scan(occasion, codes.sign(stranger, claims)).reason == "unknown_key"
    forged = codes.sign(codes.SigningKey(kid, stranger.private), claims)
    assert scan(occasion, forged).reason == "forged"
    assert scan(occasion, code).reason == "admitted"


def test_a_genuine_code_for_a_ticket_that_was_never_issued_is_refused(occasion: Occasion) -> None:
    with transaction(occasion.ctx) as tx:
        key = tickets.signing_key(tx, occasion.event_id)
    claims = codes.Claims(event_id=occasion.event_id, ticket_id=new_id(), nonce=bytes(8))

    assert scan(occasion, codes.sign(key, claims)).reason == "unknown_ticket"


def test_another_events_ticket_is_at_the_wrong_door(occasion: Occasion) -> None:
    other = make_occasion(occasion.ctx, title="Another")
    _, code = a_ticket(other)
    a_ticket(occasion)

    verdict = scan(occasion, code)

    assert verdict.reason == "wrong_event"
    assert verdict.attendee_name is None


@pytest.mark.parametrize(("reason", "shown"), [("refunded", "refunded"), ("cancelled", "void")])
def test_a_void_ticket_stays_outside_and_the_scanner_says_why(
    occasion: Occasion, reason: str, shown: str
) -> None:
    ticket, code = a_ticket(occasion)
    with transaction(occasion.ctx) as tx:
        tickets.void(tx, reference=ticket.reference, reason=reason)

    assert scan(occasion, code).reason == shown


def test_a_transferred_ticket_admits_its_new_holder_only(occasion: Occasion) -> None:
    ticket, old = a_ticket(occasion)
    with transaction(occasion.ctx) as tx:
        ticket = tickets.transfer(
            tx, ticket.id, tickets.NewHolder(name="Grace Hopper", email="g@people.example")
        )

    assert scan(occasion, old).reason == "transferred"
    verdict = scan(occasion, code_of(occasion, ticket))
    assert (verdict.reason, verdict.attendee_name) == ("admitted", "Grace Hopper")


def test_the_short_code_lets_in_once_as_the_qr_does(occasion: Occasion) -> None:
    ticket, code = a_ticket(occasion)

    first = scan(occasion, ticket.short_code.lower())

    assert (first.reason, first.attendee_name) == ("admitted", "Ada Lovelace")
    assert scan(occasion, code).reason == "already_admitted"
    assert scan(occasion, "0000-0000").reason == "unknown_ticket"


def test_the_barcode_number_lets_in_once_as_the_qr_does(occasion: Occasion) -> None:
    ticket, code = a_ticket(occasion)
    other = f"{(int(ticket.barcode_number) + 1) % 2**64:020}"

    assert scan(occasion, other).reason == "unknown_ticket"
    assert scan(occasion, f"{2**64}").reason == "malformed"
    first = scan(occasion, ticket.barcode_number)

    assert (first.reason, first.attendee_name) == ("admitted", "Ada Lovelace")
    assert scan(occasion, code).reason == "already_admitted"


def test_the_short_code_of_a_ticket_that_changed_hands_is_dead(occasion: Occasion) -> None:
    ticket, _ = a_ticket(occasion)
    with transaction(occasion.ctx) as tx:
        tickets.transfer(tx, ticket.id, tickets.NewHolder(name="G", email="g@people.example"))

    assert scan(occasion, ticket.short_code).reason == "unknown_ticket"
    assert scan(occasion, ticket.barcode_number).reason == "unknown_ticket"


def new_list(occasion: Occasion, name: str = "Side door", **values) -> checkin.CheckinList:
    return checkin.create_list(
        occasion.ctx, occasion.event_id, checkin.NewList(name=name, **values)
    )


def test_a_list_for_some_types_refuses_the_others(occasion: Occasion) -> None:
    special = make_ticket_type(
        occasion.ctx, occasion.event_id, pool_id=occasion.pool_id, name="Backstage"
    )
    backstage = new_list(occasion, ticket_type_ids=[special])
    _, plain = a_ticket(occasion)
    _, good = a_ticket(occasion, ticket_type_id=special)

    assert scan(occasion, plain, list_id=backstage.id).reason == "wrong_list"
    verdict = scan(occasion, good, list_id=backstage.id)
    assert (verdict.reason, verdict.list_id) == ("admitted", backstage.id)


def test_lists_count_entries_apart(occasion: Occasion) -> None:
    _, code = a_ticket(occasion)
    side = new_list(occasion)

    assert scan(occasion, code).reason == "admitted"
    assert scan(occasion, code, list_id=side.id).reason == "admitted"
    assert scan(occasion, code, list_id=side.id).reason == "already_admitted"


def test_a_list_admits_from_its_opening_until_its_end(occasion: Occasion) -> None:
    opens = datetime(2026, 11, 14, 8, tzinfo=UTC)
    closes = datetime(2026, 11, 14, 10, tzinfo=UTC)
    morning = new_list(occasion, opens_at=opens, closes_at=closes)
    reasons = []
    for at in (opens - timedelta(seconds=1), opens, closes - timedelta(seconds=1), closes):
        _, code = a_ticket(occasion)
        with clock.frozen(at):
            reasons.append(scan(occasion, code, list_id=morning.id).reason)

    assert reasons == ["not_yet", "admitted", "admitted", "over"]


def test_a_daily_list_admits_once_each_day_where_the_event_is(occasion: Occasion) -> None:
    daily = new_list(occasion, once_per="day")
    _, code = a_ticket(occasion)
    reasons = []
    for at in (
        datetime(2026, 11, 14, 22, 59, tzinfo=UTC),  # 23:59 in Brussels
        datetime(2026, 11, 14, 23, 1, tzinfo=UTC),  # 0:01 of the next day
        datetime(2026, 11, 15, 22, 0, tzinfo=UTC),
    ):
        with clock.frozen(at):
            reasons.append(scan(occasion, code, list_id=daily.id).reason)

    assert reasons == ["admitted", "admitted", "already_admitted"]


def test_a_daily_list_follows_its_event_to_another_zone(occasion: Occasion, queued) -> None:
    daily = new_list(occasion, once_per="day")
    events.change_event(occasion.ctx, occasion.event_id, {"time_zone": "Asia/Tokyo"}, version=None)
    drain()

    zones = {
        each.id: each.time_zone for each in checkin.list_lists(occasion.ctx, occasion.event_id)
    }
    assert zones[daily.id] == "Asia/Tokyo"


def test_two_lists_of_an_event_have_two_names(occasion: Occasion) -> None:
    new_list(occasion, "Hall")

    with pytest.raises(ListNameTaken):
        new_list(occasion, "Hall")


def test_publishing_makes_the_default_list_and_only_one(occasion: Occasion, queued) -> None:
    drain()
    _, code = a_ticket(occasion)
    scan(occasion, code)

    [only] = checkin.list_lists(occasion.ctx, occasion.event_id)
    assert only.is_default


def test_a_list_that_is_not_there_is_no_verdict(occasion: Occasion) -> None:
    _, code = a_ticket(occasion)

    with pytest.raises(ListNotFound):
        scan(occasion, code, list_id=new_id())


def test_a_warm_scan_is_one_statement_and_a_refusal_has_its_line(
    occasion: Occasion, statements
) -> None:
    scan(occasion, a_ticket(occasion)[1])
    _, code = a_ticket(occasion)
    taken = []
    for _ in range(2):
        statements.clear()
        scan(occasion, code)
        taken.append(len(statements))

    assert taken == [1, 2]


def test_an_entry_is_announced_with_its_commit(occasion: Occasion, owner_connection) -> None:
    ticket, code = a_ticket(occasion)
    verdict = scan(occasion, code)
    scan(occasion, code)

    enter(owner_connection, occasion.ctx.organization_id)
    told = owner_connection.execute(
        "SELECT payload, actor FROM outbox WHERE name = 'checkin.admitted.v1'"
    ).fetchall()
    expected = {
        "ticket_id": str(ticket.id),
        "event_id": str(occasion.event_id),
        "list_id": str(verdict.list_id),
    }
    assert told == [(expected, str(occasion.ctx.actor))]


def test_the_team_hears_the_counts_while_somebody_looks(occasion: Occasion) -> None:
    name = live.channel(live.CHECKINS, occasion.ctx.organization_id, occasion.event_id)
    link = runtime.current().redis
    live.send_marks()
    redis_of(link).delete(live.MARKS)
    heard = []
    with redis_of(link).pubsub(ignore_subscribe_messages=True) as ear:
        ear.subscribe(name)
        ear.get_message(timeout=1)
        admitted = scan(occasion, a_ticket(occasion)[1]).admission_id
        assert live.publish_marked(link) == 0, "nobody looks yet"
        service.open_stream(occasion.ctx, occasion.event_id)
        live.publish_marked(link)
        heard.append(ear.get_message(timeout=2)["data"])
        live._pace._due.clear()
        checkin.undo_admission(occasion.ctx, occasion.event_id, admitted, reason="Wrong person")
        live.publish_marked(link)
        heard.append(ear.get_message(timeout=2)["data"])
    assert [json.loads(each)["lists"][0]["entries"] for each in heard] == [1, 0]
    assert not any(b"Ada" in each for each in heard)


def test_counts_say_who_is_inside_beside_who_could_be(occasion: Occasion) -> None:
    for gate in ("North", "North", "South"):
        scan(occasion, a_ticket(occasion)[1], gate=gate)
    a_ticket(occasion)

    figures = checkin.count_inside(occasion.ctx, occasion.event_id)

    [parts] = [each.parts for each in figures.lists]
    assert {part.gate: part.entries for part in parts} == {"North": 2, "South": 1}
    [valid] = figures.valid
    assert (valid.ticket_type_id, valid.tickets) == (occasion.ticket_type_id, 4)


def test_an_undone_entry_admits_again_and_leaves_its_trace(
    occasion: Occasion, owner_connection
) -> None:
    _, code = a_ticket(occasion)
    entry = scan(occasion, code)
    undo = (occasion.ctx, occasion.event_id, entry.admission_id)

    checkin.undo_admission(*undo, reason="wrong person")

    assert scan(occasion, code).reason == "admitted"
    with pytest.raises(AlreadyUndone):
        checkin.undo_admission(*undo, reason="again")
    with pytest.raises(AdmissionNotFound):
        checkin.undo_admission(occasion.ctx, occasion.event_id, new_id(), reason="none")
    [(logged,)] = owner_connection.execute(
        "SELECT after FROM audit_entries WHERE table_name = 'admissions' AND action = 'update'"
        " AND organization_id = %s",
        [occasion.ctx.organization_id],
    ).fetchall()
    assert (logged["undo_reason"], logged["undone_by"]) == ("wrong person", str(occasion.ctx.actor))


def test_who_may_scan_who_may_undo(running) -> None:
    organization = make_organization()
    occasion = make_occasion(context_of(organization, organization.owner))
    staff = context_of(organization, add_member(organization, "staff"))
    partner = context_of(organization, add_member(organization, "partner"))
    _, code = a_ticket(occasion)

    entry = scan(replace(occasion, ctx=staff), code)

    assert entry.reason == "admitted"
    with pytest.raises(Forbidden):
        checkin.undo_admission(staff, occasion.event_id, entry.admission_id, reason="oops")
    with pytest.raises(Forbidden):
        scan(replace(occasion, ctx=partner), code)
    guest = PublicContext(organization_id=organization.id)
    with pytest.raises(Forbidden):
        scan(replace(occasion, ctx=guest), code)


def test_a_grant_for_another_event_finds_nothing_here(running) -> None:
    organization = make_organization()
    ctx = context_of(organization, organization.owner)
    occasion, other = make_occasion(ctx), make_occasion(ctx, title="Another")
    limited = add_member(organization, "staff", event_ids=(other.event_id,))

    with pytest.raises(NotFound):
        scan(replace(occasion, ctx=context_of(organization, limited)), a_ticket(occasion)[1])


def test_another_organization_cannot_let_our_guests_in(occasion: Occasion) -> None:
    _, code = a_ticket(occasion)
    stranger = replace(occasion, ctx=member_context())

    assert scan(stranger, code).reason == "unknown_key"
    assert scan(occasion, code).reason == "admitted"
    with pytest.raises(NotFound):
        checkin.count_inside(stranger.ctx, occasion.event_id)


def test_without_redis_the_door_still_works(occasion: Occasion) -> None:
    link = runtime.current().redis
    servers = link.servers
    before, servers._rests_until = servers._rests_until, float("inf")
    try:
        assert scan(occasion, a_ticket(occasion)[1]).reason == "admitted"
    finally:
        servers._rests_until = before
