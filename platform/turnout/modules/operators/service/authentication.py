"""What an operator's token opens, and who is an operator at all."""

from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.context import (
    Actor,
    ActorKind,
    OperatorContext,
    OrganizationContext,
    SystemContext,
)
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http.access import Authenticator, Principal
from turnout.kernel.http.secret_tries import count_wrong_token, network
from turnout.kernel.security import permissions
from turnout.kernel.security.crypto import hash_token
from turnout.modules.api_tokens import api as api_tokens
from turnout.modules.identity import api as identity
from turnout.modules.operators import policies, queries, rules
from turnout.modules.operators.errors import OperatorTokenNotGenuine
from turnout.modules.operators.types import KnownOperatorToken
from turnout.modules.security_events import api as security_events
from turnout.modules.security_events.api import SecurityEventKind
from turnout.modules.support_access import api as support_access

JOB: Final = "operators.authenticate"


class _Authenticator:
    """Operators' tokens are judged here, everything else below.

    Nothing of it is remembered: an operator who was ended, a token that was revoked, opens nothing
    at the next request.
    """

    def __init__(self, below: Authenticator) -> None:
        self._below = below

    def authenticate(self, bearer: str, *, entering: UUID | None = None) -> Principal:
        if not rules.is_ours(bearer):
            return self._below.authenticate(bearer, entering=entering)
        known = None
        if rules.is_shaped(bearer):
            with transaction(SystemContext(job=JOB)) as tx:
                known = queries.find_known_token(tx, hash_token(bearer))
                if known is not None and _is_suspended(tx, known.user_id):
                    known = None
                if known is not None:
                    queries.note_use(tx, known.id)
        if known is None:
            count_wrong_token()
            security_events.record_on_platform(
                SecurityEventKind.OPERATOR_TOKEN_REFUSED, address=network()
            )
            raise OperatorTokenNotGenuine
        return Principal(
            actor=Actor(ActorKind.TOKEN, str(known.id)),
            operator_token_id=known.id,
            prefetched=known,
        )

    def authorize(
        self, principal: Principal, organization_id: UUID, *, request_id: str
    ) -> OrganizationContext | None:
        """To organizations an operator's token is a stranger's; their login may be let in."""
        if principal.operator_token_id is not None:
            return None
        found = self._below.authorize(principal, organization_id, request_id=request_id)
        if found is not None or principal.login_id is None or principal.user_id is None:
            return found
        return enter_as_support(
            principal.user_id,
            organization_id,
            second_factor_at=principal.second_factor_at,
            request_id=request_id,
        )

    def operate(
        self, principal: Principal, *, address: str, request_id: str
    ) -> OperatorContext | None:
        """The rights of an operator; of a token, those that are also among its scopes."""
        if principal.operator_token_id is not None:
            known: KnownOperatorToken = principal.prefetched
            scopes = permissions.for_operator_tokens(known.scopes)
            return OperatorContext(
                operator_id=known.operator_id,
                user_id=known.user_id,
                actor=principal.actor,
                role=known.role,
                permissions=permissions.of_operator_role(known.role) & scopes,
                address=address,
                request_id=request_id,
            )
        if principal.user_id is None or principal.login_id is None:
            return None
        with transaction(SystemContext(job=JOB, request_id=request_id)) as tx:
            found = queries.find_operator_by_user(tx, principal.user_id)
            if found is None or _is_suspended(tx, principal.user_id):
                return None
        return OperatorContext(
            operator_id=found.id,
            user_id=found.user_id,
            actor=principal.actor,
            role=found.role,
            permissions=permissions.of_operator_role(found.role),
            login_id=principal.login_id,
            address=address,
            request_id=request_id,
        )


def enter_as_support(
    user_id: UUID, organization_id: UUID, *, second_factor_at: datetime | None, request_id: str
) -> OrganizationContext | None:
    """How one of the platform's support acts in an organization whose owner has let it in.

    None for anybody else, and for a login that no second factor has proved. Asked at each request:
    an operator who was ended, a consent that is over, opens nothing.
    """
    if second_factor_at is None:
        return None
    job = SystemContext(job=JOB, request_id=request_id)
    with transaction(job) as tx:
        found = queries.find_operator_by_user(tx, user_id)
        if found is None or _is_suspended(tx, user_id):
            return None
    if policies.ENTER_ORGANIZATIONS not in permissions.of_operator_role(found.role):
        return None
    return support_access.enter(job, organization_id, user_id)


def _is_suspended(tx: Transaction, user_id: UUID) -> bool:
    person = identity.get_people(tx, [user_id]).get(user_id)
    return person is None or person.is_disabled


def authenticator() -> Authenticator:
    """What app.py plugs into the kernel: operators' tokens, and below them everybody's."""
    return _Authenticator(api_tokens.authenticator())
