"""The demo's enterprise signs in with its company: both protocols, ready to try after `make up`.

`python -m turnout_dev.identity_provider.company` sets up the two identity providers of the demo
organization Meridian, once the stack serves. What stands already is left as it is.
"""

import secrets
from pathlib import Path
from typing import Final

from turnout.cli import start_command
from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.outbound.dns_records import answered_by
from turnout.modules.domains import api as domains
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.saml import api as saml
from turnout.modules.sso import api as sso
from turnout_dev.identity_provider.configuration import Configuration, Party, Person, client
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.state import STATE, secret

ORGANIZATION: Final = "meridian"
OWNER: Final = "dana@meridian.example"
STAFF: Final = "staff.meridian.example"
CONTRACTORS: Final = "contractors.meridian.example"
CLIENT_ID: Final = "turnout"
RULES: Final = sso.RoleRules(
    mappings=(
        sso.GroupMapping(group="events-team", role="admin"),
        sso.GroupMapping(group="front-desk", role="staff"),
    )
)
PEOPLE: Final = (
    Person(id="p-101", name="Tess Okafor", email=f"tess@{STAFF}", groups=("events-team",),
           via=("openid",)),
    Person(id="p-102", name="Jonas Weir", email=f"jonas@{STAFF}", groups=("front-desk",),
           via=("openid",)),
    Person(id="p-103", name="Amal Haddad (in no group)", email=f"amal@{STAFF}", via=("openid",)),
    Person(id="c-201", name="Priya Raman", email=f"priya@{CONTRACTORS}", groups=("front-desk",),
           via=("saml",)),
    Person(id="c-202", name="Otto Lind", email=f"otto@{CONTRACTORS}", groups=("events-team",),
           via=("saml",)),
    Person(id="c-203", name="Ines Prado (deactivated)", email=f"ines@{CONTRACTORS}",
           groups=("front-desk",), active=False, via=("saml",)),
)  # fmt: skip


def set_up(ctx: OrganizationContext, configuration: Configuration) -> None:
    """Both providers of an organization, with proven domains, and us known to them.

    StackError in production: whoever likes comes in by this provider.
    """
    if runtime.current().settings.is_production:
        raise StackError("The identity provider for trying things out is not for production.")
    configuration.set_people(PEOPLE)
    for domain in (STAFF, CONTRACTORS):
        _prove(ctx, domain)
    known = {each.name: each for each in sso.list_identity_providers(ctx)}
    _set_up_openid(ctx, configuration, known.get("Meridian staff"))
    _set_up_saml(ctx, configuration, known.get("Meridian contractors"))


def demo_owner() -> OrganizationContext:
    found, owner = organizations.find_by_slug(ORGANIZATION), identity.find_user(OWNER)
    ctx = organizations.membership_of(found.id, owner.id) if found and owner else None
    if ctx is None:
        raise StackError(f"{OWNER} is no member of {ORGANIZATION}: are the demo tenants applied?")
    return ctx


def _prove(ctx: OrganizationContext, host: str) -> None:
    """Prove a domain that is in no name server: its record is answered here."""
    found = next((each for each in domains.list_domains(ctx) if each.host == host), None)
    domain = found or domains.add_domain(ctx, host)
    if domain.proven_at is None:
        with answered_by(lambda _: [domain.record_value]):
            domains.verify_domain(ctx, domain.id)


def _set_up_openid(
    ctx: OrganizationContext, configuration: Configuration, found: sso.IdentityProvider | None
) -> None:
    folder = configuration.file.parent
    secret_of_client = secret(folder, "client_secret", lambda: secrets.token_urlsafe(32))
    said = {
        "issuer": configuration.issuer,
        "client_id": CLIENT_ID,
        "client_secret": secret_of_client,
    }
    if found is None:
        new = sso.NewIdentityProvider(name="Meridian staff", **said, domains=(STAFF,), rules=RULES)
        found = sso.create_identity_provider(ctx, new)
    elif found.issuer != configuration.issuer or not configuration.has_client(
        CLIENT_ID, secret_of_client
    ):
        found = sso.update_identity_provider(ctx, found.id, said)
    configuration.set_clients([client(CLIENT_ID, secret_of_client, found)])
    _switch_on(ctx, found)


def _set_up_saml(
    ctx: OrganizationContext, configuration: Configuration, found: sso.IdentityProvider | None
) -> None:
    if found is None:
        new = sso.NewIdentityProvider(
            name="Meridian contractors", kind="saml", domains=(CONTRACTORS,), rules=RULES
        )
        found = sso.create_identity_provider(ctx, new)
        saml.update_connection(ctx, found.id, {"is_idp_initiated_allowed": True})
    metadata = f"{configuration.issuer}/saml/metadata"
    if found.issuer != metadata:
        saml.set_metadata(ctx, found.id, saml.NewMetadata(url=metadata))
    ours = f"{found.sign_in_url}/metadata"
    configuration.trust(f"{runtime.current().settings.public_url.rstrip('/')}/sso/")
    configuration.set_parties([Party(entity_id=ours, name="Turnout, as Meridian contractors")])
    _switch_on(ctx, found)


def _switch_on(ctx: OrganizationContext, found: sso.IdentityProvider) -> None:
    if found.state == sso.ProviderState.DRAFT:
        sso.update_identity_provider(ctx, found.id, {"state": sso.ProviderState.ACTIVE})


def main() -> None:
    start_command()
    set_up(demo_owner(), Configuration(Path(STATE) / "identity-provider" / "configuration.json"))


if __name__ == "__main__":
    main()
