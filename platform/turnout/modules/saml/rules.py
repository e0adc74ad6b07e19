"""Decisions of SAML: what an assertion's attributes mean, whom to warn when. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from turnout.modules.saml.types import (
    CertificateSide,
    CertificateState,
    StoredCertificate,
    StoredConnection,
)
from turnout.modules.sso.api import SsoPerson, SsoRefused, groups_of
from turnout.saml.responses import TRANSIENT
from turnout.saml.types import Assertion

WARNING_DAYS: Final = (30, 7, 1)
EMAIL_FORMAT: Final = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
EMAILS: Final = ("email", "mail", "emailaddress", "emailAddress", "Email",
                 "urn:oid:0.9.2342.19200300.100.1.3",
                 "urn:oid:1.2.840.113549.1.9.1")  # fmt: skip
NAMES: Final = ("displayName", "displayname", "urn:oid:2.16.840.1.113730.3.1.241")
GIVEN: Final = ("firstName", "givenName", "givenname", "given_name", "urn:oid:2.5.4.42")
FAMILY: Final = ("lastName", "sn", "surname", "family_name", "urn:oid:2.5.4.4")
GROUPS: Final = ("groups", "memberOf", "Group")
"""What products call them: by themselves, or as the end of an address (`…/claims/groups`)."""
LONGEST_NAME: Final = 120
LONGEST_SHOWN: Final = 60_000
MOST_SHOWN: Final = 100


def person_of(
    assertion: Assertion, connection: StoredConnection, *, group_claim: str, hint: bytes
) -> SsoPerson:
    """Who it is. Of two addresses in one assertion the NameID counts, where it is one."""
    if assertion.name_id.format == TRANSIENT:
        says = "it is transient: have the provider send a persistent one, or the address"
        raise SsoRefused("saml-name-id", says)
    said = _called(assertion.attributes)
    names = GROUPS if group_claim == "groups" else (group_claim,)
    return SsoPerson(
        subject=assertion.name_id.value,
        email=_email(assertion, connection),
        is_email_denied=False,
        name=_name(said, connection)[:LONGEST_NAME],
        groups=groups_of(each for name in names for each in said.get(name, ())),
        session_id=assertion.session_index,
        session_ends_at=assertion.session_ends_at,
        hint=hint,
        said=dict(list(assertion.attributes.items())[:MOST_SHOWN]),
        document=assertion.document[:LONGEST_SHOWN],
    )


def _email(assertion: Assertion, connection: StoredConnection) -> str:
    name_id = assertion.name_id
    if name_id.format == EMAIL_FORMAT:
        return name_id.value
    names = (connection.email_attribute,) if connection.email_attribute else EMAILS
    found = _first(_called(assertion.attributes), names)
    if len({each.lower() for each in found}) > 1:
        raise SsoRefused("no-email", "the assertion says several addresses")
    if "@" in name_id.value and not connection.email_attribute:
        return name_id.value
    return found[0] if found else ""


def _name(said: Mapping[str, tuple[str, ...]], connection: StoredConnection) -> str:
    names = (connection.name_attribute,) if connection.name_attribute else NAMES
    found = _first(said, names)
    if not found:
        found = (*_first(said, GIVEN)[:1], *_first(said, FAMILY)[:1])
        return " ".join(" ".join(found).split())
    return " ".join(found[0].split())


def _called(said: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Attributes by their names, and by the ends of names that are addresses."""
    ends = {name.rpartition("/")[2]: values for name, values in said.items() if "/" in name}
    return {**ends, **said}


def _first(said: Mapping[str, tuple[str, ...]], names: Iterable[str]) -> tuple[str, ...]:
    return next((said[name] for name in names if said.get(name)), ())


def missing(connection: StoredConnection, certificates: Iterable[StoredCertificate]) -> list[str]:
    """What a connection lacks before it can sign anybody in."""
    lacks = []
    if not connection.sso_url:
        lacks.append("It has no address to sign in at: give its metadata, or sso_url.")
    if not any(each.side == CertificateSide.PROVIDER for each in certificates):
        lacks.append("It has no certificate that its responses are signed by.")
    return lacks


def signing_order(certificates: Iterable[StoredCertificate]) -> list[StoredCertificate]:
    """Our certificates: the one that signs first, then those that only decrypt."""
    order = (CertificateState.ACTIVE, CertificateState.NEXT, CertificateState.FORMER)
    ours = [each for each in certificates if each.side == CertificateSide.SERVICE]
    return sorted(ours, key=lambda each: (order.index(CertificateState(each.state)), each.id))


def warning_of(certificate: StoredCertificate, *, now: datetime) -> str:
    """What to do about a certificate that ends soon; empty while there is time."""
    if certificate.state == CertificateState.FORMER:
        return ""
    left = certificate.ends_at - now
    if left > timedelta(days=WARNING_DAYS[0]):
        return ""
    when = f"ends on {certificate.ends_at:%d %B %Y}" if left > timedelta() else "has ended"
    if certificate.side == CertificateSide.PROVIDER:
        return f"This certificate {when}. Add the provider's new one here; both count meanwhile."
    return f"This certificate {when}. Make the next one, give it to the provider, then switch."


def warning_due(ends_at: datetime, warned_days: int | None, *, now: datetime) -> int | None:
    """The last threshold that was passed and not warned of: 30, 7 or 1 days before the end."""
    passed = [days for days in WARNING_DAYS if ends_at - now <= timedelta(days=days)]
    if not passed or (warned_days is not None and warned_days <= passed[-1]):
        return None
    return passed[-1]
