"""The door beside a model of it: whatever happens in whatever order, nobody gets in twice."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule
from tests.factories.people import member_context
from tests.factories.tickets import Occasion, code_of, make_occasion, make_tickets
from tests.prove.counts import examples

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.checkin import api as checkin
from turnout.modules.tickets import api as tickets


class Door(RuleBasedStateMachine):
    """Issue, scan, override, take back, void, refund and hand over, and predict each verdict."""

    guests = Bundle("guests")
    occasion: Occasion

    @initialize()
    def open(self) -> None:
        self.occasion = make_occasion(member_context())
        self.state: dict[str, str] = {}
        self.codes: dict[str, list[str]] = {}
        self.inside: dict[str, object] = {}
        self.overrides = 0
        self.tickets: dict[str, tickets.Ticket] = {}

    @rule(target=guests)
    def issue(self) -> str:
        [ticket] = make_tickets(self.occasion, "Guest")
        name = str(ticket.id)
        self.tickets[name] = ticket
        self.state[name] = "valid"
        self.codes[name] = [code_of(self.occasion, ticket)]
        return name

    @rule(guest=guests)
    def scan_the_newest_code(self, guest: str) -> None:
        verdict = self._scan(self.codes[guest][-1])
        if self.state[guest] != "valid":
            assert verdict.reason == self.state[guest]
        elif guest in self.inside:
            assert verdict.reason == "already_admitted"
            assert verdict.admission_id == self.inside[guest]
        else:
            assert verdict.reason == "admitted"
            self.inside[guest] = verdict.admission_id

    @rule(guest=guests)
    def scan_an_old_code(self, guest: str) -> None:
        if len(self.codes[guest]) > 1:
            expected = "transferred" if self.state[guest] == "valid" else self.state[guest]
            assert self._scan(self.codes[guest][0]).reason == expected

    @rule(guest=guests)
    def take_back(self, guest: str) -> None:
        if guest in self.inside:
            checkin.undo_admission(
                self.occasion.ctx,
                self.occasion.event_id,
                self.inside.pop(guest),  # type: ignore[arg-type]
                reason="wrong person",
            )

    @rule(guest=guests)
    def let_in_anyway(self, guest: str) -> None:
        verdict = checkin.override(
            self.occasion.ctx,
            self.occasion.event_id,
            checkin.Scan(code=self.codes[guest][-1], scan_id=new_id().hex),
            reason="Known to us",
        )
        if self.state[guest] != "valid":
            assert verdict.reason == self.state[guest]
            return
        assert verdict.reason == "admitted"
        if guest in self.inside:
            assert verdict.overridden == "already_admitted"
            assert verdict.admission_id == self.inside[guest]
            self.overrides += 1
        else:
            assert verdict.overridden is None
            self.inside[guest] = verdict.admission_id

    @rule(guest=guests, reason=st.sampled_from(["refunded", "cancelled"]))
    def void(self, guest: str, reason: str) -> None:
        with transaction(self.occasion.ctx) as tx:
            count = tickets.void(
                tx,
                reference=self.tickets[guest].reference,
                reason=reason,
            )
        assert count == (self.state[guest] == "valid")
        if self.state[guest] == "valid":
            self.state[guest] = "refunded" if reason == "refunded" else "void"

    @rule(guest=guests)
    def hand_over(self, guest: str) -> None:
        handing = (self.tickets[guest].id,)
        if self.state[guest] != "valid":
            with pytest.raises(tickets.TicketIsVoid), transaction(self.occasion.ctx) as tx:
                tickets.transfer(
                    tx, *handing, tickets.NewHolder(name="x", email="x@people.example")
                )
            return
        with transaction(self.occasion.ctx) as tx:
            holder = tickets.NewHolder(name="Next", email="next@people.example")
            ticket = tickets.transfer(tx, *handing, holder)
        self.codes[guest].append(code_of(self.occasion, ticket))

    def _scan(self, code: str) -> checkin.Verdict:
        return checkin.scan(
            self.occasion.ctx, self.occasion.event_id, checkin.Scan(code=code, gate="North")
        )

    def teardown(self) -> None:
        if not hasattr(self, "occasion"):
            return
        figures = checkin.count_inside(self.occasion.ctx, self.occasion.event_id)
        assert sum(each.entries for each in figures.lists) == len(self.inside)
        assert sum(each.overrides for each in figures.lists) == self.overrides


@pytest.mark.usefixtures("running")
class TestDoor(Door.TestCase):  # type: ignore[misc]
    settings = settings(
        max_examples=examples(50),
        stateful_step_count=20,
        deadline=timedelta(seconds=10),
        suppress_health_check=list(HealthCheck),
    )
