"""A ticket beside a model: agreed, scanned, noted, taken back, refused, allowed and passed on.

Two stands scan in any order. Whatever happens, a sponsor sees a person only while the present
holder agrees, and never a note that was made about another one.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.factories.work import drain
from tests.modules.leads.conftest import Expo, Guest, StandMember, make_expo
from tests.prove.counts import PROVE

STANDS = st.sampled_from(("wicks", "glow"))
YES_OR_NO = st.booleans()


@dataclass
class LeadOf:
    """A sponsor's lead as the model has it."""

    holder: int
    is_active: bool = True
    is_blocked: bool = False
    note: str = ""


@dataclass
class Model:
    holder: int = 0
    has_agreed: bool = False
    leads: dict[str, LeadOf] = field(default_factory=dict)

    def own(self, stand: str) -> LeadOf | None:
        """The lead of the present holder."""
        found = self.leads.get(stand)
        return found if found is not None and found.holder == self.holder else None

    def is_seen(self, stand: str) -> bool:
        found = self.own(stand)
        return found is not None and found.is_active and self.has_agreed


class Leads(RuleBasedStateMachine):
    def __init__(self, client: Any) -> None:
        super().__init__()
        self.expo: Expo = make_expo(client)
        self.guest: Guest = self.expo.guest()
        self.sponsors: dict[str, UUID] = {"wicks": self.expo.wicks, "glow": self.expo.glow}
        self.members: dict[str, StandMember] = {
            name: self.expo.member(sponsor) for name, sponsor in self.sponsors.items()
        }
        self.model, self.notes = Model(), 0

    @initialize()
    def begin(self) -> None:
        """Both stands have met somebody who agreed: from here everything may happen."""
        self.agree()
        self.scan("wicks")
        self.scan("glow")

    @rule()
    def agrees(self) -> None:
        self.agree()

    def agree(self) -> None:
        assert self.guest.say(is_given=True).json["is_given"] is True
        self.model.has_agreed = True

    @rule()
    def take_back(self) -> None:
        assert self.guest.say(is_given=False).json["is_given"] is False
        self.model.has_agreed = False
        for lead in self.model.leads.values():
            lead.is_active, lead.note = False, ""

    @rule(stand=STANDS)
    def scans(self, stand: str) -> None:
        self.scan(stand)

    def scan(self, stand: str) -> None:
        self.notes += 1
        note = f"Note {self.notes}"
        answer = self.members[stand].scan(self.guest, note=note).json
        lead = self.model.own(stand)
        if not self.model.has_agreed:
            assert answer["reason"] == "no_consent"
        elif lead is not None and lead.is_blocked:
            assert answer["reason"] == "withdrawn"
        elif lead is not None and lead.is_active:
            assert answer["verdict"] == "already"
            lead.note = f"{lead.note}\n{note}".strip()
        else:
            assert answer["verdict"] == "collected"
            self.model.leads[stand] = LeadOf(holder=self.model.holder, note=note)

    @rule(stand=STANDS)
    def refuse(self, stand: str) -> None:
        lead = self.model.own(stand)
        assert self.guest.refuse(self.sponsors[stand]) == (404 if lead is None else 204)
        if lead is not None:
            lead.is_active, lead.is_blocked, lead.note = False, True, ""

    @rule(stand=STANDS)
    def allow(self, stand: str) -> None:
        lead = self.model.own(stand)
        assert self.guest.allow(self.sponsors[stand]) == (404 if lead is None else 204)
        if lead is not None:
            lead.is_blocked = False

    @rule(is_handled=YES_OR_NO, agrees_at_once=YES_OR_NO)
    def change_holder(self, *, is_handled: bool, agrees_at_once: bool) -> None:
        """Somebody else has the ticket; what follows from it is handled now, or later."""
        self.model.holder += 1
        order = self.guest.order
        answer = self.expo.client.patch(
            f"{self.expo.shop.orders_path}/{order['id']}/attendees/{order['attendees'][0]['id']}",
            json={"name": f"Guest {self.model.holder}", "email": self.email},
            headers=self.guest.secret,
        )
        assert answer.status_code == 200, answer.json
        self.model.has_agreed = False
        if is_handled:
            drain()
        if agrees_at_once:
            self.agree()

    @invariant()
    def sponsors_see_whom_they_may_and_nothing_else(self) -> None:
        for stand, member in self.members.items():
            found = member.leads()
            assert len(found) == (1 if stand in self.model.leads else 0)
            for each in found:
                is_seen = self.model.is_seen(stand)
                assert each["state"] == ("active" if is_seen else "withdrawn")
                assert each["email"] == (self.email if is_seen else None)
                assert each["note"] == (self.model.leads[stand].note if is_seen else "")

    @invariant()
    def the_holder_sees_who_has_their_details(self) -> None:
        said = {
            UUID(each["sponsor_id"]): each["is_blocked"]
            for each in self.guest.consent().json["shared_with"]
        }
        own = {stand: self.model.own(stand) for stand in self.sponsors}
        assert said == {
            self.sponsors[stand]: lead.is_blocked for stand, lead in own.items() if lead
        }

    @property
    def email(self) -> str:
        number = self.model.holder
        return "ada@engine.example" if number == 0 else f"guest-{number}@people.example"


def test_a_sponsor_sees_a_person_only_while_the_present_holder_agrees(client, queued):
    run_state_machine_as_test(
        lambda: Leads(client),
        settings=settings(
            max_examples=60 if PROVE else 4,
            stateful_step_count=25,
            deadline=timedelta(seconds=30),
            suppress_health_check=list(HealthCheck),
        ),
    )
