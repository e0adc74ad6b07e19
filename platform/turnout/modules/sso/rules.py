"""Decisions of enterprise sign-in: which role groups give, what reasons mean. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from turnout.kernel.errors import FieldError
from turnout.kernel.security.permissions import OWNER
from turnout.modules.sso.types import RoleRules

DOMAIN: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)
MOST_GROUPS: Final = 500
LONGEST_GROUP: Final = 256
EXPLANATIONS: Final[Mapping[str, str]] = {
    "discovery-unreachable": "Its discovery document cannot be fetched. Check the issuer here.",
    "discovery-malformed": "Its discovery document lacks what is needed. Check the issuer here.",
    "discovery-wrong-issuer": "The document names another issuer. Copy that one to here, exactly.",
    "discovery-address": "An address of the provider is not one that we call: it must be public.",
    "discovery-unsupported": "The provider lacks RS256, PS256 or ES256, or PKCE with S256.",
    "keys-unreachable": "Its keys (jwks_uri) cannot be fetched.",
    "keys-malformed": "Its keys are of no kind that we take: RSA from 2,048 bits on, or EC.",
    "provider-refused": "The provider refused: is the person assigned to the application there?",
    "answer-malformed": "The provider's answer has no code, or says a thing twice.",
    "answer-wrong-issuer": "The answer names another provider (iss).",
    "token-endpoint-unreachable": "Its token endpoint did not answer.",
    "token-endpoint-refused": "It did not take the code: check client id, secret and redirect URI.",
    "token-answer-malformed": "Its token endpoint answered something else than tokens.",
    "id-token-missing": "There was no ID token: allow the scope openid at the provider.",
    "id-token-malformed": "The ID token cannot be read.",
    "id-token-algorithm": "The ID token is signed by an algorithm that we do not take: use RS256.",
    "id-token-header": "The header of the ID token wants to say which key to trust.",
    "id-token-key": "The ID token names a key that the provider does not publish.",
    "id-token-signature": "The signature of the ID token is wrong.",
    "id-token-issuer": "The ID token is of another issuer.",
    "id-token-audience": "The ID token is for another client: check the client id here.",
    "id-token-authorized-party": "The ID token was given to another party (azp).",
    "id-token-time": "The ID token has expired or is not valid yet: compare the clocks.",
    "id-token-nonce": "The ID token belongs to another attempt.",
    "id-token-subject": "The ID token names nobody (sub).",
    "id-token-access-token": "The ID token belongs to another access token.",
    "logout-token-malformed": "What came is no logout token.",
    "logout-token-repeated": "The logout token came a second time.",
    "no-email": "The provider said no address: have it send the claim email.",
    "email-not-verified": "The provider itself says that the address is not verified.",
    "domain-not-proven": "The address is of a domain that is not proven for this provider.",
    "account-disabled": "The person's account here is disabled.",
    "address-taken": "The account with this address is linked to somebody else at the provider.",
    "no-role": "No group of the person is mapped to a role, and there is no default role.",
    "role-gone": "The role that the mapping names is there no more.",
    "deprovisioned": "The directory (SCIM) has the person as inactive.",
    "provider-off": "The identity provider is not switched on.",
}
"""What is wrong and where to change it, by the reason in the sign-in log."""


def role_of(rules: RoleRules, groups: Iterable[str]) -> str | None:
    """The role of who has these groups: the first mapping that fits, else the default."""
    had = frozenset(groups)
    for each in rules.mappings:
        if each.group in had:
            return each.role
    return rules.default_role


def groups_in(claims: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The groups of a claim: a list of texts, or one text; anything else is none."""
    said = claims.get(name)
    listed = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    texts = [each for each in listed[:MOST_GROUPS] if isinstance(each, str)]
    return tuple(dict.fromkeys(each for each in texts if 0 < len(each) <= LONGEST_GROUP))


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].lower()


def domain_errors(domains: Iterable[str]) -> list[FieldError]:
    says = "Write a domain such as example.com."
    return [
        FieldError(f"/domains/{index}", says)
        for index, each in enumerate(domains)
        if len(each) > 253 or not DOMAIN.fullmatch(each)  # noqa: PLR2004  RFC 1035
    ]


def role_errors(rules: RoleRules) -> list[FieldError]:
    """A provider makes nobody an owner."""
    says = "An identity provider makes nobody an owner; owners do that."
    errors = [
        FieldError(f"/mappings/{index}/role", says)
        for index, each in enumerate(rules.mappings)
        if each.role == OWNER
    ]
    if rules.default_role == OWNER:
        errors.append(FieldError("/default_role", says))
    return errors


def explanation_of(reason: str) -> str:
    return EXPLANATIONS.get(reason, "")
