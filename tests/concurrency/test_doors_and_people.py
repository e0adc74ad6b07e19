"""One ticket at many gates, and owners who leave at the same moment."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import add_member, bearer, make_organization, member_context
from tests.factories.tickets import code_of, make_occasion, make_tickets

from turnout.kernel.ids import new_id

OWNERS = """
    SELECT count(*) FROM memberships
    WHERE organization_id = %(organization_id)s AND role = 'owner'
"""
MEMBER = "SELECT id FROM memberships WHERE organization_id = %(o)s AND user_id = %(u)s"
INSIDE = """
    SELECT count(*) FILTER (WHERE undone_at IS NULL), count(*) FROM admissions
    WHERE ticket_id = %(ticket_id)s
"""


def caller(app: Any) -> Any:
    client = app.test_client()
    client.environ_base["HTTP_HOST"] = "turnout.test"
    return client


@pytest.fixture
def door(app: Any) -> Callable[..., Any]:
    """Scan a code at a gate; the verdict."""
    occasion = make_occasion(member_context())
    staff = bearer_of(occasion.ctx)
    path = f"/api/v1/organizations/{occasion.ctx.organization_id}/events/{occasion.event_id}"

    def scan(code: str, gate: str, **more: Any) -> dict[str, Any]:
        answer = caller(app).post(
            f"{path}/checkins", json={"code": code, "gate": gate, **more}, headers=staff
        )
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return dict(answer.get_json())

    scan.occasion = occasion  # type: ignore[attr-defined]  # what the door belongs to
    scan.undo = lambda admission_id: (  # type: ignore[attr-defined]
        caller(app)
        .post(f"{path}/checkins/{admission_id}/undo", json={"reason": "mistake"}, headers=staff)
        .status_code
    )
    return scan


def bearer_of(ctx: Any) -> dict[str, str]:
    from turnout.modules.identity import api as identity

    return {"Authorization": f"Bearer {identity.mint_access_token(ctx.user_id, agent='tests')}"}


def test_one_ticket_at_many_gates_at_once_lets_one_person_in(
    door: Any, at_once: Any, ask: Any
) -> None:
    [ticket] = make_tickets(door.occasion)
    code = code_of(door.occasion, ticket)
    verdicts = at_once(*(lambda n=n: door(code, f"gate {n}") for n in range(8)))
    admitted = [each for each in verdicts if each["verdict"] == "admitted"]
    refused = [each for each in verdicts if each["verdict"] != "admitted"]
    assert len(admitted) == 1
    assert {each["reason"] for each in refused} == {"already_in"} or all(
        each["admitted_at"] for each in refused
    )
    assert {each["admitted_at"] for each in refused} == {admitted[0]["admitted_at"]}
    assert ask(INSIDE, ticket_id=ticket.id) == [(1, 1)]


def test_one_scan_that_is_sent_again_at_once_is_answered_the_same(
    door: Any, at_once: Any, ask: Any
) -> None:
    [ticket] = make_tickets(door.occasion)
    code, scan_id = code_of(door.occasion, ticket), new_id().hex
    verdicts = at_once(*(lambda: door(code, "north", scan_id=scan_id) for _ in range(4)))
    assert {each["verdict"] for each in verdicts} == {"admitted"}
    assert ask(INSIDE, ticket_id=ticket.id) == [(1, 1)]


def test_scans_while_a_check_in_is_taken_back_never_let_two_in(
    door: Any, at_once: Any, ask: Any
) -> None:
    [ticket] = make_tickets(door.occasion)
    code = code_of(door.occasion, ticket)
    first = door(code, "north")
    at_once(
        *(lambda n=n: door(code, f"gate {n}") for n in range(4)),
        lambda: door.undo(first["admission_id"]),
        lambda: door.undo(first["admission_id"]),
    )
    [(inside, ever)] = ask(INSIDE, ticket_id=ticket.id)
    assert inside <= 1
    assert ever <= 2


def test_owners_who_all_step_down_at_once_leave_one(app: Any, at_once: Any, ask: Any) -> None:
    organization = make_organization()
    owners = [organization.owner, *(add_member(organization, "owner") for _ in range(3))]
    path = f"/api/v1/organizations/{organization.id}"

    def id_of(user: Any) -> UUID:
        [(found,)] = ask(MEMBER, o=organization.id, u=user.id)
        return UUID(str(found))

    ids = {user.id: id_of(user) for user in owners}

    def step_down(user: Any) -> int:
        body = {"role": "staff"}
        return int(
            caller(app)
            .patch(f"{path}/members/{ids[user.id]}", json=body, headers=bearer(user))
            .status_code
        )

    def leave(user: Any) -> int:
        return int(caller(app).post(f"{path}/leave", headers=bearer(user)).status_code)

    def remove(user: Any, other: Any) -> int:
        return int(
            caller(app).delete(f"{path}/members/{ids[other.id]}", headers=bearer(user)).status_code
        )

    first, second, third, fourth = owners
    answers = at_once(
        lambda: step_down(first),
        lambda: leave(second),
        lambda: remove(third, fourth),
        lambda: remove(fourth, third),
    )
    assert all(each < 500 for each in answers)
    [(left,)] = ask(OWNERS, organization_id=organization.id)
    assert left == 1


def test_who_was_removed_is_out_at_the_next_request(app: Any) -> None:
    """Whatever is remembered of a membership, its end counts at once."""
    organization = make_organization()
    member = add_member(organization, "admin")
    path = f"/api/v1/organizations/{organization.id}"
    headers = bearer(member)
    client = caller(app)
    assert client.get(f"{path}/events", headers=headers).status_code == 200
    assert client.post(f"{path}/leave", headers=headers).status_code == 204
    assert client.get(f"{path}/events", headers=headers).status_code == 404


def test_who_was_limited_is_limited_at_the_next_request(app: Any, ask: Any) -> None:
    organization = make_organization()
    member = add_member(organization, "admin")
    path = f"/api/v1/organizations/{organization.id}"
    headers, owner = bearer(member), bearer(organization.owner)
    client = caller(app)
    assert client.get(f"{path}/connections", headers=headers).status_code == 200
    [(member_id,)] = ask(MEMBER, o=organization.id, u=member.id)
    lowered = client.patch(f"{path}/members/{member_id}", json={"role": "staff"}, headers=owner)
    assert lowered.status_code == 200
    assert client.get(f"{path}/connections", headers=headers).status_code == 403
