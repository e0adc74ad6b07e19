"""The audit log as members read it: complete, theirs alone, and in pages."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from turnout.kernel import clock
from turnout.kernel.context import (
    Actor,
    ActorKind,
    OrganizationContext,
    SystemContext,
    system_in,
)
from turnout.kernel.db.pagination import PageRequest, page_request
from turnout.kernel.errors import Forbidden, Invalid
from turnout.kernel.ids import new_id
from turnout.modules.audit import api as audit
from turnout.modules.audit.errors import WholeLogOnly
from turnout.modules.audit.policies import READ
from turnout.modules.organizations import api as organizations

pytestmark = pytest.mark.usefixtures("running")


def member(organization_id: UUID, **changes: object) -> OrganizationContext:
    ctx = OrganizationContext(
        organization_id=organization_id,
        actor=Actor(ActorKind.USER, str(new_id())),
        permissions=frozenset({READ}),
        request_id="request-of-the-test",
    )
    return replace(ctx, **changes)


@pytest.fixture
def organization_id() -> UUID:
    slug = f"audited-{new_id().hex[-12:]}"
    new = organizations.NewOrganization(name="Audited", slug=slug)
    return organizations.create_organization(SystemContext(job="test.audit"), new)


def rename(organization_id: UUID, name: str) -> OrganizationContext:
    """Change the organization as a person, and return who did."""
    ctx = member(organization_id, permissions=frozenset({READ, "organizations.manage"}))
    organizations.update_organization(ctx, organizations.OrganizationUpdate(name=name))
    return ctx


def found(ctx: OrganizationContext, **wanted: object) -> list[audit.AuditEntry]:
    return audit.search(ctx, audit.AuditSearch(**wanted), PageRequest()).items


def test_a_change_is_told_with_who_what_before_and_after(organization_id: UUID) -> None:
    who = rename(organization_id, "Renamed")
    entry = found(who, table="organizations", action="update")[0]
    assert (entry.actor, entry.request_id) == (str(who.actor), "request-of-the-test")
    assert entry.row_id == organization_id
    assert (entry.before or {})["name"] == "Audited"
    assert (entry.after or {})["name"] == "Renamed"
    assert abs(entry.at - clock.now()) < timedelta(minutes=1)


def test_the_newest_come_first_and_pages_do_not_overlap(organization_id: UUID) -> None:
    for number in range(5):
        rename(organization_id, f"Name {number}")
    ctx, names, cursor = member(organization_id), [], None
    for _ in range(3):
        page = audit.search(
            ctx, audit.AuditSearch(table="organizations", action="update"), page_request(cursor, 2)
        )
        names += [(entry.after or {})["name"] for entry in page.items]
        cursor = page.next_cursor
    assert names == ["Name 4", "Name 3", "Name 2", "Name 1", "Name 0"]
    assert cursor is None


def test_every_filter_narrows(organization_id: UUID) -> None:
    who = rename(organization_id, "Renamed")
    everything = found(who)
    later = clock.now() + timedelta(hours=1)
    assert {entry.action for entry in found(who, action="insert")} == {"insert"}
    assert {entry.actor for entry in found(who, actor=str(who.actor))} == {str(who.actor)}
    assert {entry.row_id for entry in found(who, row_id=organization_id)} == {organization_id}
    assert found(who, request_id="request-of-the-test")
    assert found(who, since=later) == []
    assert found(who, until=later) == everything
    assert 0 < len(found(who, actor=str(who.actor))) < len(everything)


def test_another_organization_s_log_is_not_there(organization_id: UUID) -> None:
    rename(organization_id, "Renamed")
    assert found(member(new_id())) == []
    assert found(member(new_id()), row_id=organization_id) == []


def test_the_log_is_for_members_with_the_permission_and_the_whole_organization(
    organization_id: UUID,
) -> None:
    with pytest.raises(Forbidden):
        found(member(organization_id, permissions=frozenset()))
    with pytest.raises(WholeLogOnly):
        found(member(organization_id, event_ids=frozenset({new_id()})))


def test_a_period_that_ends_before_it_begins_is_refused(organization_id: UUID) -> None:
    now = clock.now()
    with pytest.raises(Invalid) as refusal:
        found(member(organization_id), since=now, until=now - timedelta(days=1))
    assert [error.pointer for error in refusal.value.errors] == ["?until"]


@pytest.mark.parametrize(
    "cursor", ["bm9uc2Vuc2U", "WyJ4IiwiMDE5MzAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAwIl0"]
)
def test_a_cursor_that_is_not_ours_is_a_field_error(organization_id: UUID, cursor: str) -> None:
    with pytest.raises(Invalid) as refusal:
        audit.search(member(organization_id), audit.AuditSearch(), page_request(cursor, 10))
    assert [error.pointer for error in refusal.value.errors] == ["?cursor"]


def test_a_job_inside_an_organization_may_read(organization_id: UUID) -> None:
    assert found(system_in(organization_id, "test.audit"))
