"""The database itself refuses an admission on a list of another organization."""

import psycopg
import pytest
from tests.distributed import nodes
from tests.factories.people import member_context
from tests.factories.tickets import make_occasion, make_tickets

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.checkin import api as checkin

pytestmark = pytest.mark.usefixtures("running")

REFUSED, SAID = (
    (psycopg.errors.ForeignKeyViolation, "foreign key")
    if nodes.BINARIES
    else (psycopg.errors.InsufficientPrivilege, "row-level security")
)
"""A policy reads the list on plain PostgreSQL, a key does over nodes."""
ADMIT = """
    INSERT INTO admissions (organization_id, id, event_id, list_id, ticket_id, ticket_type_id,
        period, admitted_at, gate, device, method, actor)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(list_id)s, %(ticket_id)s,
        %(ticket_type_id)s, '', %(now)s, '', '', 'scan', 'test')
"""


def write(occasion, list_id):
    [ticket] = make_tickets(occasion, "Asha")
    with transaction(occasion.ctx) as tx:
        tx.query(
            ADMIT,
            {
                "organization_id": tx.organization_id,
                "id": new_id(),
                "event_id": occasion.event_id,
                "list_id": list_id,
                "ticket_id": ticket.id,
                "ticket_type_id": ticket.ticket_type_id,
                "now": tx.now,
            },
        )


def test_an_admission_on_a_list_of_another_organization_is_refused():
    mine, theirs = make_occasion(member_context("owner")), make_occasion(member_context("owner"))
    [own], [foreign] = (checkin.list_lists(each.ctx, each.event_id) for each in (mine, theirs))
    write(mine, own.id)
    with pytest.raises(REFUSED, match=SAID):
        write(mine, foreign.id)
    with pytest.raises(REFUSED, match=SAID):
        write(mine, new_id())
