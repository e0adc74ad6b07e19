"""Two organizations on one pooled connection: never a row of the other, whatever happened before."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from psycopg import errors
from sqlalchemy.exc import SQLAlchemyError
from tests.factories.people import MadeOrganization, make_organization, person_context

from turnout.kernel.context import OrganizationContext, system_in
from turnout.kernel.db import engine
from turnout.kernel.db.tx import Transaction, transaction

SEEN = "SELECT DISTINCT organization_id FROM memberships"
SETTINGS = """
    SELECT current_setting('turnout.organization', true), current_setting('turnout.user', true)
"""


class Interrupted(BaseException):
    """What ends a worker in the middle: no Exception."""


FAILURES = (ValueError, Interrupted, SQLAlchemyError, errors.Error)


def seen_in(ctx: OrganizationContext) -> set[UUID]:
    with transaction(ctx) as tx:
        return {organization_id for (organization_id,) in tx.query(SEEN)}


def fail(tx: Transaction) -> None:
    tx.query("SELECT 1 / 0")


def raise_ours(_tx: Transaction) -> None:
    raise ValueError


def interrupt(_tx: Transaction) -> None:
    raise Interrupted


def stay_in_the_session(tx: Transaction) -> None:
    """A setting made for the whole session would outlive the transaction; it is rolled back."""
    organization = str(tx.organization_id)
    tx.query("SELECT set_config('turnout.organization', %(o)s, false)", {"o": organization})
    raise ValueError


def break_inside_a_savepoint(tx: Transaction) -> None:
    tx.query("SAVEPOINT inner_part")
    tx.query("SELECT set_config('turnout.organization', '', true)")
    tx.query("ROLLBACK TO inner_part")
    raise ValueError


@pytest.mark.parametrize(
    "happens",
    [fail, raise_ours, interrupt, stay_in_the_session, break_inside_a_savepoint],
    ids=lambda each: each.__name__,
)
def test_what_went_wrong_for_one_organization_shows_nothing_to_the_next(
    running: Any, happens: Callable[[Transaction], None]
) -> None:
    one, other = make_organization(), make_organization()
    contexts = [system_in(each.id, "tests") for each in (one, other)]
    for mine, theirs in (contexts, contexts[::-1]):
        with pytest.raises(FAILURES), transaction(mine) as tx:
            happens(tx)
        assert seen_in(theirs) == {theirs.organization_id}
        assert seen_in(mine) == {mine.organization_id}


def test_what_is_left_on_a_connection_opens_nothing(running: Any) -> None:
    """Between transactions, and for a person after an organization, no organization is set."""
    made: MadeOrganization = make_organization()
    other = make_organization()
    for _ in range(10):
        assert seen_in(system_in(made.id, "tests")) == {made.id}
        with transaction(person_context(other.owner)) as tx:
            assert {each for (each,) in tx.query(SEEN)} == {other.id}
            [(organization, user)] = tx.query(SETTINGS)
        assert (organization or None, user) == (None, str(other.owner.id))
    with engine.database().app.connect() as raw:
        cursor = raw.connection.driver_connection.cursor()  # type: ignore[union-attr]
        assert cursor.execute(SEEN).fetchall() == []
        raw.rollback()
