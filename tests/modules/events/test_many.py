"""However many events and sessions there are, lists and pages take as many statements."""

import pytest
from tests.bench.large_organization import make_large_organization, questions
from tests.factories.redis_lines import redis_of

from turnout.kernel import runtime


@pytest.fixture
def cost(plain_postgresql, app, client, queued, statements, postgres, database_name):
    """Statements of each question in an organization with so many events and sessions.

    Nothing is in Redis when a question is counted: what it keeps for a second or four would
    count or not by how fast the machine is.
    """

    def count(events, sessions):
        crowd = make_large_organization(
            postgres.superuser_url(database_name), events=events, sessions=sessions
        )
        found = {}
        for name, address in questions(crowd).items():
            assert client.get(address(0), headers=crowd.bearer).status_code == 200, address(0)
            redis_of(runtime.current().redis).flushdb()
            runtime.current().redis.forget_all()
            del statements[:]
            assert client.get(address(1), headers=crowd.bearer).status_code == 200
            found[name] = len(statements)
        return found

    return count


def test_statements_do_not_grow_with_events_and_sessions(cost):
    few, many = cost(3, 4), cost(24, 30)
    assert many == few
    assert max(many.values()) <= 8, many
