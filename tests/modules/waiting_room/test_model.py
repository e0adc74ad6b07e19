"""Whatever people do, and whatever Redis loses: the queue is as a sorted list says.

The model knows a list of who waits, who shops until when, and one number that grows with time. It
has no Redis; the draw it computes from what is published.
"""

import hmac
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.factories.sales import make_shop
from tests.modules.waiting_room.conftest import Room, Watch
from tests.prove.counts import PROVE

from turnout.kernel import clock
from turnout.modules.waiting_room import queue

PEOPLE = ("ana", "bo", "cy", "di", "el")
OPENS_AFTER = 20
SHOPPING = 60
MOST = 3
LIVES = 340 if PROVE else 3
"""Waiting rooms of 30 steps each."""


@dataclass
class Model:
    """What the waiting room should be; times are seconds since it was switched on."""

    waiting: dict = field(default_factory=dict)
    """Who → key: (0, draw) before the opening, (1, number of arrival) after it."""
    shopping: dict = field(default_factory=dict)
    """Who → until when."""
    used: set = field(default_factory=set)
    allowance: float = 0
    at: float = 0
    gathers: float = 0
    is_paused: bool = False
    is_lost: bool = False
    admitted: int = 0

    def advance(self, now):
        if self.is_lost:
            self.is_lost, self.allowance, self.admitted = False, 0, 0
            self.at, self.gathers = now, now + queue.GATHER_SECONDS
        self.shopping = {who: until for who, until in self.shopping.items() if until > now}
        begins = max(self.at, OPENS_AFTER, self.gathers)
        if not self.is_paused and now >= begins:
            self.allowance = min(self.allowance + (now - begins), 2)
            count = min(int(self.allowance), len(self.waiting), MOST - len(self.shopping))
            for who in sorted(self.waiting, key=self.waiting.get)[: max(count, 0)]:
                del self.waiting[who]
                self.shopping[who] = now + queue.CLAIM_SECONDS
                self.allowance -= 1
                self.admitted += 1
        self.at = now

    def lose(self):
        self.waiting, self.shopping, self.used, self.is_lost = {}, {}, set(), True

    def look(self, who, key, now):
        """What somebody is told: their state, and their number while they wait."""
        self.advance(now)
        if who in self.shopping:
            if who not in self.used:
                self.used.add(who)
                self.shopping[who] = now + SHOPPING
            return "admitted", None
        if who in self.used:
            return "over", None
        self.waiting.setdefault(who, key)
        if now < OPENS_AFTER:
            return "lobby", None
        return "waiting", sorted(self.waiting, key=self.waiting.get).index(who) + 1


class WaitingRoom(RuleBasedStateMachine):
    def __init__(self, client):
        super().__init__()
        self.stack = ExitStack()
        watch = Watch(self.stack)
        shop = make_shop()
        self.room = Room(client, shop, shop.add_type(capacity=50), watch)
        self.begun_at = clock.now()
        self.opens_at = self.begun_at + timedelta(seconds=OPENS_AFTER)
        self.configure()
        self.model = Model()
        self.keys = {}
        self.numbers = {}
        self.arrivals = 0

    def teardown(self):
        self.stack.close()

    @property
    def now(self):
        return (clock.now() - self.begun_at).total_seconds()

    def configure(self, **said):
        left = (self.opens_at - clock.now()).total_seconds()
        self.room.open(opens_in=left, most_shopping=MOST, shopping_minutes=SHOPPING // 60, **said)

    def key_of(self, who):
        """Where somebody stands: by the draw once it is published, else by arrival."""
        kind, number = self.keys[who]
        if kind == 1 or self.now < OPENS_AFTER:
            return kind, number
        path = f"{self.room.at_event}/waiting-room"
        seed = self.room.client.get(path, headers=self.room.owner).json["draw_seed"]
        place = UUID(hex=self.numbers[who]).bytes
        return 0, int.from_bytes(hmac.digest(bytes.fromhex(seed), place, "sha256")[:8]) >> 12

    def draw(self):
        """Once it is open, the model's list has the drawn places."""
        if self.now >= OPENS_AFTER:
            self.model.waiting = {who: self.key_of(who) for who in self.model.waiting}

    def told(self, who):
        answer = self.room.look(who)
        if answer.status_code == 410:
            return "over", None
        return answer.json["state"], answer.json["position"]

    @rule(who=st.sampled_from(PEOPLE))
    def join(self, who):
        self.draw()
        if who in self.keys and self.model.look(who, self.key_of(who), self.now)[0] != "over":
            before = self.room.tokens[who]
            self.room.joined(who)
            assert self.room.tokens[who] == before
            return
        self.model.used.discard(who)
        self.arrivals += 1
        self.keys[who] = (int(self.now >= OPENS_AFTER), self.arrivals)
        self.room.tokens.pop(who, None)
        answer = self.room.join(who)
        assert answer.status_code == 201, answer.json
        self.numbers[who] = answer.json["place"]["draw_number"]
        self.model.advance(self.now)
        self.model.waiting[who] = self.key_of(who)
        said = self.model.look(who, self.key_of(who), self.now)
        assert said == (answer.json["place"]["state"], answer.json["place"]["position"])

    @rule(who=st.sampled_from(PEOPLE))
    def look(self, who):
        if who in self.keys:
            self.draw()
            assert self.told(who) == self.model.look(who, self.key_of(who), self.now)

    @rule(who=st.sampled_from(PEOPLE))
    def leave(self, who):
        if who in self.keys:
            self.draw()
            if self.model.is_lost:
                self.look(who)  # what Redis does not know cannot be left
            assert self.room.leave(who).status_code == 204
            self.model.advance(self.now)
            self.model.waiting.pop(who, None)
            self.model.shopping.pop(who, None)
            self.model.used.add(who)

    @rule(seconds=st.sampled_from((1, 2, 7, 50, 130)))
    def time_goes_by(self, seconds):
        self.room.watch.move(seconds)

    @rule()
    def the_job_runs(self):
        self.draw()
        self.room.run()
        self.model.advance(self.now)

    @rule(is_paused=st.booleans())
    def pause_or_resume(self, is_paused):
        self.draw()
        self.room.run()
        self.model.advance(self.now)
        self.configure(is_paused=is_paused)
        self.model.is_paused = is_paused

    @rule()
    def redis_loses_everything(self):
        self.room.lose()
        self.model.lose()
        self.room.watch.move(1)

    @invariant()
    def as_many_wait_and_shop(self):
        self.draw()
        figures = self.room.figures()
        self.model.advance(self.now)
        assert figures["waiting"] == len(self.model.waiting)
        assert figures["shopping"] == len(self.model.shopping) <= MOST
        assert figures["admitted"] == self.model.admitted


def test_the_waiting_room_serves_as_a_list_says(client):
    run_state_machine_as_test(
        lambda: WaitingRoom(client),
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
