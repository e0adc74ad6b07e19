"""API tokens and service accounts, made as their owners make them."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from tests.factories.people import MadeOrganization, MadeUser, context_of
from turnout.kernel import clock
from turnout.kernel.ids import new_id
from turnout.modules.api_tokens import api as api_tokens


@dataclass(frozen=True, slots=True)
class MadeToken:
    id: UUID
    secret: str

    @property
    def headers(self) -> dict[str, str]:
        """As `bearer` of a person: `client.get(path, headers=token.headers)`."""
        return {"Authorization": f"Bearer {self.secret}"}


def make_token(
    organization: MadeOrganization,
    *scopes: str,
    owner: MadeUser | None = None,
    account_id: UUID | None = None,
    event_ids: tuple[UUID, ...] | None = None,
    days: float = 30,
) -> MadeToken:
    """A token of the owner's (or of who is named), or of a service account that they manage."""
    new = api_tokens.NewApiToken(
        name="nightly import",
        scopes=scopes,
        expires_at=clock.now() + timedelta(days=days),
        event_ids=event_ids,
        service_account_id=account_id,
    )
    ctx = context_of(organization, owner or organization.owner)
    issued = api_tokens.create_token(ctx, new)
    return MadeToken(issued.token.id, issued.secret)


def make_account(
    organization: MadeOrganization,
    role: str = "staff",
    *,
    event_ids: tuple[UUID, ...] | None = None,
) -> UUID:
    """A service account with this role; its id."""
    new = api_tokens.NewServiceAccount(name=f"robot {new_id()}", role=role, event_ids=event_ids)
    return api_tokens.create_account(context_of(organization, organization.owner), new).id
