"""Rows of all organizations that workers take: each once, the oldest first, none that is locked."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid4

import pytest

from turnout.kernel.context import PublicContext, SystemContext
from turnout.kernel.db.claims import Claim, ClaimedRow
from turnout.kernel.db.tx import transaction
from turnout.kernel.messaging.facts import Fact

pytestmark = pytest.mark.usefixtures("running")
WORKER = SystemContext(job="tests.claims")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWritten(Fact):
    name: ClassVar[str] = "kernel-test.letter-written.v1"
    post: UUID
    """Those of one test."""


CLAIM = Claim(
    "outbox",
    due="dispatched_at IS NULL AND name = %(name)s AND payload->>'post' = %(post)s",
    first="id",
    taken="dispatched_at = %(now)s",
)


class Post:
    """Letters of several organizations, that workers take."""

    def __init__(self) -> None:
        self.id = uuid4()
        self.written: list[ClaimedRow] = []

    def write(self, organization_id: UUID) -> None:
        with transaction(PublicContext(organization_id=organization_id)) as tx:
            self.written.append(
                ClaimedRow(organization_id, tx.publish(LetterWritten(post=self.id)))
            )

    @contextmanager
    def taking(self, limit: int) -> Iterator[list[ClaimedRow]]:
        """What a worker has taken and not committed yet."""
        with transaction(WORKER) as tx:
            values = {"now": tx.now, "name": LetterWritten.name, "post": str(self.id)}
            yield CLAIM.take(tx, values, limit=limit)

    def take(self, limit: int) -> list[ClaimedRow]:
        with self.taking(limit) as taken:
            return taken


@pytest.fixture
def post() -> Post:
    made = Post()
    for _ in range(3):
        organization_id = uuid4()
        made.write(organization_id)
        made.write(organization_id)
    return made


def test_the_oldest_are_taken_first_and_each_once(post: Post) -> None:
    in_turn = sorted(row.id for row in post.written)
    taken = [post.take(2) for _ in range(4)]
    assert [len(each) for each in taken] == [2, 2, 2, 0]
    assert [sorted(row.id for row in each) for each in taken[:3]] == [
        in_turn[place : place + 2] for place in (0, 2, 4)
    ]


def test_what_another_worker_holds_is_skipped_and_not_waited_for(post: Post) -> None:
    with post.taking(3) as held, ThreadPoolExecutor(1) as other:
        taken = other.submit(post.take, 6).result(timeout=20)
    assert sorted((*held, *taken)) == sorted(post.written)


def test_what_a_worker_gave_up_is_there_for_the_next(post: Post) -> None:
    with pytest.raises(LookupError), post.taking(6):
        raise LookupError
    assert sorted(post.take(6)) == sorted(post.written)


def test_many_workers_take_each_once(post: Post) -> None:
    for _ in range(20):
        post.write(uuid4())
    begun = threading.Barrier(4)

    def work() -> list[ClaimedRow]:
        begun.wait(timeout=20)
        mine: list[ClaimedRow] = []
        while taken := post.take(2):
            mine += taken
        return mine

    with ThreadPoolExecutor(4) as workers:
        each = [done.result(timeout=60) for done in [workers.submit(work) for _ in range(4)]]
    left = post.take(len(post.written))
    assert sorted([*left, *(row for mine in each for row in mine)]) == sorted(post.written)
