"""What of an order goes back together, and what cannot stay behind."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.offers import an_offer

from turnout.kernel.errors import Invalid
from turnout.kernel.ids import new_id
from turnout.modules.orders.cancellation import rules
from turnout.modules.orders.types import SoldLine
from turnout.modules.tickets import api as tickets

POOL = new_id()


def a_line(type_id=None, *, quantity=1, seats=None, left=None, unit_minor=1000):
    type_id = type_id or new_id()
    return SoldLine(
        id=new_id(),
        ticket_type_id=type_id,
        quantity=quantity,
        left=quantity if left is None else left,
        unit_minor=unit_minor,
        draws={POOL: quantity},
        seats={type_id: quantity} if seats is None else seats,
    )


def some_tickets(type_id, number, *, passed_on=0):
    """Valid tickets, each of an attendee of its own."""
    return [
        tickets.Ticket(
            id=new_id(),
            event_id=POOL,
            ticket_type_id=type_id,
            reference=POOL,
            attendee_id=new_id(),
            holder_name=f"Guest {position}",
            holder_email="",
            nonce=bytes(8),
            state="valid",
            issued_at=datetime(2027, 1, 1, tzinfo=UTC),
            voided_at=None,
            void_reason=None,
            position=position,
            transfer_id=new_id() if position < passed_on else None,
        )
        for position in range(number)
    ]


def kinds_of(*every):
    return {each.attendee_id: each.ticket_type_id for each in every}


def test_plain_tickets_go_one_by_one():
    line = a_line(quantity=3)
    own = some_tickets(line.ticket_type_id, 3)
    found = rules.group_tickets([line], own, kinds_of(*own))
    assert [len(piece.tickets) for piece in found] == [1, 1, 1]
    assert all(piece.units == {line.id: 1} for piece in found)


def test_tables_and_bundles_go_whole_with_whatever_shares_their_types():
    seat = new_id()
    table = a_line(quantity=1, seats={seat: 4})
    single = a_line(seat, quantity=1)
    other = a_line(quantity=1)
    own = [*some_tickets(seat, 5), *some_tickets(other.ticket_type_id, 1)]
    found = rules.group_tickets([table, single, other], own, kinds_of(*own))
    assert sorted(len(piece.tickets) for piece in found) == [1, 5]
    [together] = [piece for piece in found if len(piece.tickets) > 1]
    assert dict(together.units) == {table.id: 1, single.id: 1}


def test_all_tickets_of_one_person_s_pass_go_together():
    both = a_line(quantity=2)
    first, second = some_tickets(new_id(), 2), some_tickets(new_id(), 2)
    people = [new_id(), new_id()]
    own = [
        tickets.Ticket(**{**fields_of(each), "attendee_id": person})
        for night in (first, second)
        for each, person in zip(night, people, strict=True)
    ]
    kinds = dict.fromkeys(people, both.ticket_type_id)
    found = rules.group_tickets([both], own, kinds)
    assert [len(piece.tickets) for piece in found] == [2, 2]
    assert all(piece.units == {both.id: 1} for piece in found)


def fields_of(ticket):
    return {name: getattr(ticket, name) for name in ticket.__dataclass_fields__}


def test_part_of_a_piece_cannot_go():
    seat = new_id()
    table = a_line(seats={seat: 3})
    own = some_tickets(seat, 3)
    found = rules.group_tickets([table], own, kinds_of(*own))
    with pytest.raises(Invalid) as refused:
        rules.select_items(found, [own[0].id])
    assert refused.value.errors[0].code == "goes-together"
    with pytest.raises(Invalid) as refused:
        rules.select_items(found, [new_id()])
    assert refused.value.errors[0].code == "unknown-ticket"


def carrying(host, *, most=1, seats=False, quantity=2):
    """An add-on with its line, on tickets of a type."""
    offer = an_offer(
        sold_as="add_on",
        requires_ticket_types=(host,),
        maximum_per_ticket=most,
        places=1 if seats else 0,
    )
    line = a_line(offer.ticket_type_id, quantity=quantity, seats=None if seats else {})
    return offer, line


@given(tickets_sold=st.integers(1, 6), most=st.integers(1, 3), gone=st.data())
def test_add_ons_never_outnumber_the_tickets_that_carry_them(tickets_sold, most, gone):
    host = an_offer()
    line = a_line(host.ticket_type_id, quantity=tickets_sold)
    worn = gone.draw(st.integers(1, tickets_sold * most))
    shirt, shirts = carrying(host.ticket_type_id, most=most, quantity=worn)
    own = some_tickets(line.ticket_type_id, tickets_sold)
    found = rules.group_tickets([line, shirts], own, kinds_of(*own))
    back = gone.draw(st.integers(1, tickets_sold))
    offers = {each.ticket_type_id: each for each in (host, shirt)}
    units = rules.units_to_cancel(found[:back], [line, shirts], offers)
    stays = tickets_sold - back
    assert units[line.id] == back
    assert worn - units.get(shirts.id, 0) == min(worn, stays * most)


def test_a_ticket_that_needs_another_does_not_stay_by_itself():
    host = an_offer()
    line = a_line(host.ticket_type_id, quantity=1)
    workshop, places = carrying(host.ticket_type_id, seats=True, quantity=1)
    own = [*some_tickets(host.ticket_type_id, 1), *some_tickets(workshop.ticket_type_id, 1)]
    found = rules.group_tickets([line, places], own, kinds_of(*own))
    offers = {each.ticket_type_id: each for each in (host, workshop)}
    [alone] = [piece for piece in found if line.id in piece.units]
    with pytest.raises(Invalid) as refused:
        rules.units_to_cancel([alone], [line, places], offers)
    assert refused.value.errors[0].code == "needs-add-on"
    assert rules.units_to_cancel(found, [line, places], offers) == {
        line.id: 1,
        places.id: 1,
    }


def test_a_piece_knows_that_a_part_of_it_was_passed_on():
    seat = new_id()
    own = some_tickets(seat, 3, passed_on=1)
    [table] = rules.group_tickets([a_line(seats={seat: 3})], own, kinds_of(*own))
    assert table.is_transferred


@given(sold=st.integers(1, 9), per_unit=st.integers(1, 5), left=st.data())
def test_units_take_their_share_of_what_the_line_takes(sold, per_unit, left):
    line = SoldLine(
        id=new_id(),
        ticket_type_id=POOL,
        quantity=sold,
        left=left.draw(st.integers(0, sold)),
        unit_minor=1,
        draws={POOL: sold * per_unit},
        seats={POOL: sold * per_unit},
    )
    assert line.draws_of(line.left) == {POOL: line.left * per_unit}
    assert line.seats_left == line.left * per_unit
