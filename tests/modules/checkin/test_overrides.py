"""Overrides: whom a rule of a list refuses is let in with a reason, once, and counted apart."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from tests.factories.people import add_member, bearer, context_of, make_organization
from tests.factories.tickets import (
    Occasion,
    code_of,
    make_occasion,
    make_ticket_type,
    make_tickets,
)

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Forbidden
from turnout.kernel.ids import new_id
from turnout.modules.checkin import api as checkin
from turnout.modules.tickets import api as tickets
from turnout.modules.tickets import codes


@pytest.fixture
def occasion(running: Any) -> Occasion:
    organization = make_organization()
    return make_occasion(context_of(organization, organization.owner))


def a_ticket(occasion: Occasion, **values: Any) -> tuple[tickets.Ticket, str]:
    [ticket] = make_tickets(occasion, "Ada Lovelace", **values)
    return ticket, code_of(occasion, ticket)


def scan(occasion: Occasion, code: str, **sent: Any) -> checkin.Verdict:
    return checkin.scan(occasion.ctx, occasion.event_id, checkin.Scan(code=code, **sent))


def override(
    occasion: Occasion, code: str, *, reason: str = "The organizer said so", **sent: Any
) -> checkin.Verdict:
    shown = checkin.Scan(code=code, **{"scan_id": new_id().hex, **sent})
    return checkin.override(occasion.ctx, occasion.event_id, shown, reason=reason)


def count(occasion: Occasion, list_id: Any = None) -> tuple[int, int]:
    """Entries and overrides by a list; by the default one without any."""
    lists = checkin.count_inside(occasion.ctx, occasion.event_id).lists
    [found] = [each for each in lists if list_id in (None, each.list_id)][:1]
    return found.entries, found.overrides


def make_list(occasion: Occasion, **stated: Any) -> checkin.CheckinList:
    new = checkin.NewList(name="Side", **stated)
    return checkin.create_list(occasion.ctx, occasion.event_id, new)


def test_whom_the_rules_let_in_needs_no_override(occasion: Occasion) -> None:
    _, code = a_ticket(occasion)
    verdict = override(occasion, code)
    assert (verdict.reason, verdict.overridden) == ("admitted", None)
    assert count(occasion) == (1, 0)


def test_somebody_who_is_in_is_let_in_again_and_counted_once(occasion: Occasion) -> None:
    _, code = a_ticket(occasion)
    first = scan(occasion, code)
    again = override(occasion, code, gate="South")
    assert (again.verdict, again.overridden) == ("admitted", "already_admitted")
    assert (again.admission_id, again.gate) == (first.admission_id, "South")
    assert (again.attendee_name, again.ticket_type) == ("Ada Lovelace", "Early bird")
    assert count(occasion) == (1, 1)
    assert scan(occasion, code).reason == "already_admitted"


@pytest.mark.parametrize("rule", ["wrong_list", "not_yet", "over"])
def test_a_ticket_that_a_list_refuses_is_let_in_and_inside_from_then_on(
    occasion: Occasion, rule: str
) -> None:
    hour = timedelta(hours=1)
    other = make_ticket_type(
        occasion.ctx, occasion.event_id, pool_id=occasion.pool_id, name="Backstage"
    )
    states: dict[str, dict[str, Any]] = {
        "wrong_list": {"ticket_type_ids": [other]},
        "not_yet": {"opens_at": clock.now() + hour},
        "over": {"closes_at": clock.now() - hour},
    }
    side = make_list(occasion, **states[rule])
    _, code = a_ticket(occasion)
    assert scan(occasion, code, list_id=side.id).reason == rule

    verdict = override(occasion, code, list_id=side.id)

    assert (verdict.reason, verdict.overridden) == ("admitted", rule)
    assert count(occasion, side.id) == (1, 1)
    assert override(occasion, code, list_id=side.id).overridden == "already_admitted"
    assert count(occasion, side.id)[0] == 1


def test_what_is_no_valid_ticket_is_never_let_in(occasion: Occasion) -> None:
    ticket, code = a_ticket(occasion)
    elsewhere = make_occasion(occasion.ctx, title="Another")
    _, foreign = a_ticket(elsewhere)
    void, void_code = a_ticket(occasion)
    refunded, refunded_code = a_ticket(occasion)
    with transaction(occasion.ctx) as tx:
        tickets.void(tx, reference=void.reference, reason="cancelled")
        tickets.void(tx, reference=refunded.reference, reason="refunded")
        holder = tickets.NewHolder(name="Next", email="next@people.example")
        tickets.transfer(tx, ticket.id, holder)
    with transaction(occasion.ctx) as tx:
        kid = tickets.signing_key(tx, occasion.event_id).id
    claims = codes.Claims(event_id=occasion.event_id, ticket_id=ticket.id, nonce=ticket.nonce)
    forged = codes.sign(codes.SigningKey(kid, codes.SigningKey.generate().private), claims)
    said = {
        "transferred": code,
        "wrong_event": foreign,
        "void": void_code,
        "refunded": refunded_code,
        "malformed": "no ticket at all",
        "forged": forged,
    }
    assert {name: override(occasion, shown).reason for name, shown in said.items()} == {
        name: name for name in said
    }
    assert count(occasion) == (0, 0)


def test_the_same_override_sent_again_is_answered_the_same(occasion: Occasion) -> None:
    side = make_list(occasion, closes_at=clock.now() - timedelta(hours=1))
    _, code = a_ticket(occasion)
    answers = [override(occasion, code, list_id=side.id, scan_id="scan-0001") for _ in range(3)]
    assert answers[0].overridden == "over"
    assert answers[1:] == answers[:1] * 2
    assert count(occasion, side.id) == (1, 1)


def test_many_gates_that_override_at_once_let_in_one(occasion: Occasion) -> None:
    side = make_list(occasion, closes_at=clock.now() - timedelta(hours=1))
    _, code = a_ticket(occasion)
    override(occasion, a_ticket(occasion)[1], list_id=side.id)  # keys, list and names are known
    barrier = Barrier(8)

    def at_gate(number: int) -> checkin.Verdict:
        barrier.wait()
        # Half of them are one scan that is sent several times.
        scan_id = "scan-0001" if number % 2 else f"scan-000{number}-other"
        return override(occasion, code, list_id=side.id, scan_id=scan_id)

    with ThreadPoolExecutor(8) as pool:
        verdicts = list(pool.map(at_gate, range(8)))

    assert {each.reason for each in verdicts} == {"admitted"}
    assert len({each.admission_id for each in verdicts}) == 1
    assert count(occasion, side.id) == (2, 1 + 5)


def test_an_override_is_taken_back_like_any_check_in(occasion: Occasion) -> None:
    side = make_list(occasion, closes_at=clock.now() - timedelta(hours=1))
    _, code = a_ticket(occasion)
    made = override(occasion, code, list_id=side.id)
    assert made.admission_id is not None
    checkin.undo_admission(occasion.ctx, occasion.event_id, made.admission_id, reason="Oops")
    assert count(occasion, side.id) == (0, 1)
    assert scan(occasion, code, list_id=side.id).reason == "over"


def test_an_override_needs_its_permission_and_a_reason(client: Any, running: Any) -> None:
    organization = make_organization()
    occasion = make_occasion(context_of(organization, organization.owner))
    _, code = a_ticket(occasion)
    path = f"/api/v1/organizations/{organization.id}/events/{occasion.event_id}/checkins/override"
    body = {"code": code, "scan_id": "scan-0001", "reason": "Known to us"}
    staff = add_member(organization, "staff")

    def send(user: Any, **changes: Any) -> Any:
        said = {name: each for name, each in {**body, **changes}.items() if each is not None}
        return client.post(path, json=said, headers=bearer(user))

    assert send(staff).status_code == 403
    wrong = (("reason", " "), ("reason", None), ("scan_id", "short"), ("code", ""))
    for name, value in wrong:
        answer = send(organization.owner, **{name: value})
        assert answer.status_code == 422
        assert [each["pointer"] for each in answer.json["errors"]] == [f"/{name}"]
    assert send(organization.owner).json["verdict"] == "admitted"
    with pytest.raises(Forbidden):
        checkin.override(
            context_of(organization, staff),
            occasion.event_id,
            checkin.Scan(code=code, scan_id="scan-0002"),
            reason="x",
        )
