"""A mail server of its own for each test, and a shop whose orders are written to."""

from collections.abc import Iterator

import psycopg
import pytest
from pydantic import SecretStr
from tests.conftest import BEGUN
from tests.factories.redis_lines import redis_of
from tests.factories.sales import MadeShop, make_shop
from tests.modules.notifications.mailbox import Mailbox, serve

from turnout.kernel import cache, runtime
from turnout_dev.stack.state import choose_port


@pytest.fixture
def port() -> int:
    return choose_port(None)


UNAUDITED = "SET LOCAL session_replication_role = replica"
LEAVE_MAILS = """
    UPDATE mails SET state = 'failed', reason = 'The test that wrote it is over.'
    WHERE state IN ('queued', 'sending') AND id < %s
"""
LEAVE_NEWS = "DELETE FROM event_news WHERE id < %s"
LEAVE_ORDER_ACTIONS = """
    UPDATE event_order_actions SET due_at = NULL, done_at = now()
    WHERE due_at IS NOT NULL AND id < %s
"""


@pytest.fixture
def only_own_mails(app, request, postgres, database_name) -> None:
    """Mails that earlier tests left are sent to nobody: a sweep would draw all their tickets.

    Neither is anybody told of events that earlier tests published, cancelled or moved: a round
    takes the oldest hundred, and a thousand of them would keep this test's own waiting.
    """
    with psycopg.connect(postgres.superuser_url(database_name)) as connection:
        connection.execute(UNAUDITED)
        for statement in (LEAVE_MAILS, LEAVE_ORDER_ACTIONS, LEAVE_NEWS):
            connection.execute(statement, [request.node.stash[BEGUN]])


@pytest.fixture
def platform_smtp(app, queued, port, only_own_mails) -> Iterator[int]:
    """The platform's mail server is at this port, where nobody listens yet."""
    current = runtime.current()
    before = current.settings
    smtp_url = SecretStr(f"smtp://127.0.0.1:{port}")
    current.settings = before.model_copy(update={"smtp_url": smtp_url})
    _close_circuit()
    yield port
    current.settings = before
    _close_circuit()


@pytest.fixture
def mailbox(platform_smtp) -> Iterator[Mailbox]:
    box = Mailbox()
    controller = serve(box, platform_smtp)
    yield box
    controller.stop()


@pytest.fixture
def shop(app) -> MadeShop:
    return make_shop()


def _close_circuit() -> None:
    redis_of(runtime.current().redis).delete(cache.key(None, "circuit", "smtp", "platform"))
