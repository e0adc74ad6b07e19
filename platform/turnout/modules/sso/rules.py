"""Decisions of enterprise sign-in: which role groups give, what reasons mean. Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from turnout.kernel.errors import FieldError
from turnout.kernel.security.permissions import OWNER
from turnout.kernel.typed_addresses import ascii_address
from turnout.kernel.values import from_attributes
from turnout.modules.sso.types import (
    NewIdentityProvider,
    ProviderKind,
    RoleRules,
    StoredTest,
    TestedSignIn,
    TestSignIn,
)

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
SAML_EXPLANATIONS: Final[Mapping[str, str]] = {
    "metadata-unreachable": "Its metadata cannot be fetched. Open the address in a browser.",
    "metadata-address": "An address in it is not one that we call or send people to: use https.",
    "metadata-too-long": "The document is longer than 2 MB: give the metadata of this one alone.",
    "metadata-malformed": "The document is no SAML 2.0 metadata. Copy it from the provider again.",
    "metadata-no-provider": "The document has no such identity provider: check its entity id.",
    "metadata-many-providers": "The document describes several providers: say which by entity_id.",
    "metadata-no-sign-in-address": "It has no address to sign in at by HTTP-Redirect.",
    "metadata-no-certificate": "It has no certificate that its responses are signed by.",
    "metadata-lapsed": "The metadata says itself that it is no longer good: fetch it anew.",
    "certificate-malformed": "This is no X.509 certificate: paste all of it, with both lines.",
    "certificate-weak": "The certificate's key is too weak: RSA from 2,048 bits on, or EC.",
    "certificate-expired": "The provider's certificate here has ended: add its new one.",
    "saml-malformed": "What came is no SAML message that can be read.",
    "saml-too-long": "The message is too long: have the provider send fewer groups.",
    "saml-doctype": "The message declares a document type, which no honest provider does.",
    "saml-comment": "The message has comments in it, which can hide a name.",
    "saml-schema": "The message is not as the SAML 2.0 schema has it.",
    "saml-version": "The message is not of SAML 2.0.",
    "saml-duplicate-id": "Two parts of the message have the same ID.",
    "saml-not-one-assertion": "The response has not exactly one assertion.",
    "saml-not-signed": "It is not signed: have the provider sign its assertions.",
    "saml-signature-shape": "Its signature is not shaped as the standard has it.",
    "saml-algorithm": "It uses an algorithm that is too weak: choose RSA-SHA256 at the provider.",
    "saml-signature": "No certificate that stands here signed it: copy the provider's new one.",
    "saml-encryption": "It could not be decrypted: give the provider our certificate again.",
    "saml-not-encrypted": "Assertions must be encrypted here, and this one is not.",
    "saml-status": "The provider refused: is the person assigned to the application there?",
    "saml-issuer": "It is of another provider: copy its entity id to here, exactly.",
    "saml-destination": "It was sent to another address: check the ACS URL at the provider.",
    "saml-audience": "It is for another service: check the audience (our entity id) there.",
    "saml-condition": "It sets a condition that we do not know.",
    "saml-recipient": "It is for another address: check the ACS (recipient) URL there.",
    "saml-time": "It is too old or not valid yet: compare the clocks.",
    "saml-in-response-to": "It answers no request of ours that is open: begin anew from here.",
    "saml-unasked": "The sign-in began at the provider, which is not allowed here yet.",
    "saml-subject": "It names nobody (Subject).",
    "saml-name-id": "Its NameID is missing, or another one each time: send a persistent one.",
    "saml-session": "It does not say that anybody signed in, or the session is over.",
    "saml-replayed": "It came a second time.",
    "logout-malformed": "What came is no logout message.",
}
"""The same for SAML."""


NO_ENTITY_ID: Final = "It has no metadata yet: give its address, the document, or the entity id."


def kind_errors(new: NewIdentityProvider) -> list[FieldError]:
    """A client is what OpenID Connect has; SAML has metadata."""
    said = {"client_id": new.client_id, "client_secret": new.client_secret}
    return change_errors(new.kind, {name: value for name, value in said.items() if value})


def change_errors(kind: str, changes: Mapping[str, Any]) -> list[FieldError]:
    if kind == ProviderKind.OIDC:
        return []
    says = "SAML has no client; its metadata stands in saml."
    named = ("client_id", "client_secret")
    return [FieldError(f"/{name}", says) for name in named if name in changes]


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
    return groups_of(each for each in listed[:MOST_GROUPS] if isinstance(each, str))


def groups_of(said: Iterable[str]) -> tuple[str, ...]:
    """Groups as they count: each once, none empty or too long, and not too many."""
    good = (each for each in said if 0 < len(each) <= LONGEST_GROUP)
    return tuple(dict.fromkeys(good))[:MOST_GROUPS]


def domain_of(email: str) -> str:
    return ascii_address(email).rpartition("@")[2].lower()


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
    return EXPLANATIONS.get(reason) or SAML_EXPLANATIONS.get(reason, "")


def shown_test(found: StoredTest, *, now: datetime) -> TestSignIn:
    """What came of a test sign-in, in plain words."""
    said = TestedSignIn(**found.result or {})
    return from_attributes(
        TestSignIn,
        said,
        id=found.id,
        state=_state_of(found, said, now),
        explanation=explanation_of(said.reason),
        groups=tuple(said.groups),
        created_at=found.created_at,
        finished_at=found.finished_at,
    )


def _state_of(found: StoredTest, said: TestedSignIn, now: datetime) -> str:
    if found.finished_at is None:
        return "waiting" if now < found.expires_at else "lapsed"
    return "refused" if said.reason else "worked"
