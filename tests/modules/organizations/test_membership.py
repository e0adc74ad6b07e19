"""Standings are remembered, and a change is seen by the very next request."""

from datetime import timedelta

import pytest
from tests.factories.people import add_member, context_of, make_organization
from tests.factories.redis_lines import redis_of

from turnout.kernel import clock, runtime
from turnout.kernel.context import SystemContext, system_in
from turnout.modules.organizations import api as organizations
from turnout.modules.organizations.errors import OrganizationSuspended
from turnout.modules.roles import membership_cache
from turnout.modules.roles.api import Grant

pytestmark = pytest.mark.usefixtures("running")


def stand(organization, user):
    return organizations.membership_of(organization.id, user.id)


def member_id_of(organization, user):
    owner = context_of(organization, organization.owner)
    from turnout.kernel.db.tx import transaction

    with transaction(owner) as tx:
        return tx.query(
            "SELECT id FROM memberships WHERE user_id = %(user_id)s", {"user_id": user.id}
        )[0][0]


def test_the_second_look_asks_no_database(statements):
    organization = make_organization()
    stand(organization, organization.owner)
    statements.clear()
    assert stand(organization, organization.owner).permissions
    assert statements == []


def test_a_removed_member_is_out_at_once():
    organization = make_organization()
    staff = add_member(organization, "staff")
    assert stand(organization, staff)
    organizations.remove_member(
        context_of(organization, organization.owner), member_id_of(organization, staff)
    )
    assert stand(organization, staff) is None


def test_a_new_role_counts_at_once():
    organization = make_organization()
    staff = add_member(organization, "staff")
    assert "orders.refund" not in stand(organization, staff).permissions
    organizations.update_member(
        context_of(organization, organization.owner),
        member_id_of(organization, staff),
        grant=Grant(role="admin"),
    )
    assert "orders.refund" in stand(organization, staff).permissions


def test_a_reader_that_looked_before_the_change_cannot_bring_it_back():
    organization = make_organization()
    staff = add_member(organization, "staff")
    redis_of(runtime.current().redis).delete(membership_cache._name(organization.id, staff.id))
    before = stand(organization, staff)
    old = membership_cache.find(organization.id, staff.id)
    organizations.remove_member(
        context_of(organization, organization.owner), member_id_of(organization, staff)
    )
    membership_cache.put(organization.id, staff.id, old, epoch=0)
    assert before is not None
    assert stand(organization, staff) is None


def test_suspending_an_organization_ends_every_standing():
    organization = make_organization()
    assert stand(organization, organization.owner)
    organizations.set_state(SystemContext(job="test"), organization.id, state="suspended")
    with pytest.raises(OrganizationSuspended):
        stand(organization, organization.owner)


def test_a_grant_with_an_end_is_not_remembered_past_it():
    organization = make_organization()
    end = clock.now() + timedelta(seconds=5)
    staff = add_member(organization, "staff", expires_at=end)
    assert stand(organization, staff)
    with clock.frozen(end + timedelta(seconds=1)):
        assert stand(organization, staff) is None


def test_someone_who_joins_is_in_at_once():
    organization, other = make_organization(), make_organization()
    assert stand(organization, other.owner) is None
    organizations.add_member(
        system_in(organization.id, "test"), other.owner.id, grant=Grant(role="staff")
    )
    assert stand(organization, other.owner)
