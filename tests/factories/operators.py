"""Operators of the platform, signed in with a second factor."""

from dataclasses import dataclass

from tests.factories.people import MadeUser, make_user
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.modules.identity import api as identity
from turnout.modules.operators import api as operators
from turnout.modules.operators import queries


@dataclass(frozen=True, slots=True)
class MadeOperator:
    user: MadeUser
    headers: dict[str, str]


def make_operator(role: str = "operator") -> MadeOperator:
    user = make_user()
    job = SystemContext(job="test.operators")
    operators.make_operator(job, user.email, role=role)
    return MadeOperator(user, strong_bearer(user))


def strong_bearer(user: MadeUser) -> dict[str, str]:
    """A login of the person that was proved by a second factor."""
    signed_in = identity.open_login(
        SystemContext(job="test.sign-in"),
        user.id,
        client=identity.Client(address="192.0.2.7", agent="tests"),
        has_second_factor=True,
    )
    return {"Authorization": f"Bearer {signed_in.access_token}"}


def leave_one_operator(kept: MadeOperator) -> None:
    """End every other operator: other tests' operators stand in the same table."""
    with transaction(SystemContext(job="test.operators")) as tx:
        found = queries.find_operator_by_user(tx, kept.user.id)
        for operator_id in queries.lock_roles(tx):
            if found is not None and operator_id != found.id:
                queries.end_operator(tx, operator_id)
