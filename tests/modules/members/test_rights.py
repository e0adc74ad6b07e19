"""Members who hold a right, as jobs write to them."""

from datetime import timedelta

import pytest
from tests.factories.people import add_member, make_organization

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db import pagination
from turnout.kernel.db.tx import transaction
from turnout.modules.members import api as members
from turnout.modules.payments import api as payments

pytestmark = pytest.mark.usefixtures("running")


def told(made, right=payments.READ):
    with transaction(system_in(made.id, "tests")) as tx:
        return {each.email for each in members.people_with(tx, right)}


def test_whoever_holds_a_right_for_everything_and_still_today_is_found():
    made = make_organization()
    admin = add_member(made, "admin")
    limited = add_member(made, "admin", expires_at=clock.now() + timedelta(hours=1))
    add_member(made, "partner")
    assert told(made) == {made.owner.email, admin.email, limited.email}
    with clock.frozen(clock.now() + timedelta(hours=2)):
        assert told(made) == {made.owner.email, admin.email}


def test_all_of_them_are_found_however_many_portions_they_are(monkeypatch):
    made = make_organization()
    admins = {add_member(made, "admin").email for _ in range(4)}
    monkeypatch.setattr(pagination, "MOST", 2)
    assert told(made) == {made.owner.email, *admins}
