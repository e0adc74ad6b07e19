"""Whatever registers, joins, leaves, lapses and is resized: the waitlist serves as a heap says.

The model keeps who waits in a heap of (class, arrival) and the places as numbers. After each step
it settles: whoever is first gets what is free.
"""

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.factories import work
from tests.factories.queues import RANKS, served
from tests.modules.session_waitlist.conftest import Workshop
from tests.prove.counts import PROVE

from turnout.kernel import clock
from turnout.modules.events import api as events

PEOPLE = ("ada", "bo", "cy", "di", "eve", "fay")
OFFERED_FOR = timedelta(hours=1)
LIVES, STEPS = (340, 30) if PROVE else (2, 10)
"""Waitlists, and steps of each: 10,000 steps at length."""


class Model:
    """What the waitlist should be: pure Python, a heap, and no database."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.registered = set()
        self.waiting = {}
        self.offers = {}
        self.arrivals = 0
        self.gives = False

    @property
    def free(self):
        return self.capacity - len(self.registered) - len(self.offers)

    def settle(self, until):
        """Offers without a place wait again, the last of the queue first; free places are given."""
        last = sorted(self.offers, key=lambda who: self.offers[who][0], reverse=True)
        for who in last[: max(-self.free, 0)]:
            (rank, arrival), _ = self.offers.pop(who)
            self.waiting[who] = (rank, arrival, 1)
        for who, _ in served(self.waiting, self.free):
            rank, arrival, _ = self.waiting.pop(who)
            if self.gives:
                self.registered.add(who)
            else:
                self.offers[who] = ((rank, arrival), until)


class SessionWaitlist(RuleBasedStateMachine):
    def __init__(self, client):
        super().__init__()
        self.place = Workshop(client, places=2)
        self.place.open(offer_minutes=60)
        self.place.buy(*PEOPLE)
        self.model = Model(2)
        self.now = clock.now()
        self.frozen = clock.frozen(self.now)
        self.frozen.__enter__()
        self.is_over = False

    def teardown(self):
        self.frozen.__exit__(None, None, None)

    def settle(self):
        work.drain()
        if not self.is_over:
            self.model.settle(self.now + OFFERED_FOR)

    @rule(who=st.sampled_from(PEOPLE))
    def register(self, who):
        model = self.model
        others = len(model.offers.keys() - {who}) + len(model.waiting.keys() - {who})
        has_room = len(model.registered) + others < model.capacity
        is_in = who in model.registered
        answer = self.place.register(who)
        if self.is_over:
            assert (answer.status_code == 201) is is_in, answer.json
            return
        assert (answer.status_code == 201) is (is_in or has_room), answer.json
        if has_room and not is_in:
            model.registered.add(who)
            model.offers.pop(who, None)
            model.waiting.pop(who, None)

    @rule(who=st.sampled_from(PEOPLE))
    def sign_off(self, who):
        self.place.sign_off(who)
        self.model.registered.discard(who)
        self.settle()

    @rule(who=st.sampled_from(PEOPLE))
    def join(self, who):
        model = self.model
        if self.is_over or who in model.waiting or who in model.offers:
            return
        answer = self.place.join(who)
        may = who not in model.registered and model.free - len(model.waiting) <= 0
        assert (answer.status_code == 201) is may, answer.json
        if may:
            model.arrivals += 1
            model.waiting[who] = (RANKS["standard"], model.arrivals, 1)

    @rule(who=st.sampled_from(PEOPLE))
    def leave(self, who):
        assert self.place.leave(who).status_code == 204
        self.model.waiting.pop(who, None)
        self.model.offers.pop(who, None)
        self.settle()

    @rule(who=st.sampled_from(PEOPLE))
    def accept(self, who):
        answer = self.place.accept(who)
        is_offered = who in self.model.offers
        assert (answer.status_code == 200) is is_offered, answer.json
        if is_offered:
            del self.model.offers[who]
            self.model.registered.add(who)

    @rule(who=st.sampled_from(PEOPLE), priority=st.sampled_from(sorted(RANKS)))
    def move_class(self, who, priority):
        if who in self.model.waiting:
            assert self.place.classify(who, priority).status_code == 200
            _, arrival, _ = self.model.waiting[who]
            self.model.waiting[who] = (RANKS[priority], arrival, 1)

    @rule(capacity=st.integers(1, 5))
    def resize(self, capacity):
        self.place.change(capacity=capacity)
        self.model.capacity = capacity
        self.settle()

    @rule(gives=st.booleans())
    def say_how_places_are_given(self, gives):
        self.place.open(offer_minutes=60, gives_at_once=gives)
        self.model.gives = gives
        self.settle()

    @rule(minutes=st.sampled_from((20, 61)))
    def let_time_pass(self, minutes):
        self.frozen.__exit__(None, None, None)
        self.now += timedelta(minutes=minutes)
        self.frozen = clock.frozen(self.now)
        self.frozen.__enter__()
        late = [who for who, (_, until) in self.model.offers.items() if until <= self.now]
        work.run_timed("session_waitlist.pass_on_due")
        for who in late:
            del self.model.offers[who]
        self.settle()

    @rule(rarely=st.integers(0, 9))
    def cancel_the_event(self, rarely):
        if rarely or self.is_over:
            return
        events.cancel_event(self.place.ctx, self.place.shop.event_id)
        self.is_over = True
        work.drain()
        self.model.waiting.clear()
        self.model.offers.clear()

    @invariant()
    def the_database_says_what_the_model_says(self):
        assert sorted(self.place.registered()) == sorted(self.model.registered)
        names = {str(held.id): name for name, held in self.place.tickets.items()}
        listed = {
            state: [names[each["ticket_id"]] for each in self.place.listed(state=state)]
            for state in ("waiting", "offered")
        }
        queue = sorted(self.model.waiting, key=lambda who: self.model.waiting[who][:2])
        assert listed["waiting"] == queue
        assert sorted(listed["offered"]) == sorted(self.model.offers)


def test_the_waitlist_of_a_session_is_a_heap_by_class_and_arrival(client, queued):
    run_state_machine_as_test(
        lambda: SessionWaitlist(client),
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
