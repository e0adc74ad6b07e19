"""A provider's response: its shape, its signatures, then every claim of its one assertion.

What is read is what was verified: after the signature counts, nothing outside the verified
element is looked at. The order is fixed, so that a refusal names the first thing that is wrong.
"""

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any, Final

from onelogin.saml2.xml_utils import OneLogin_Saml2_XML as Schemas  # type: ignore[import-untyped]

from turnout.saml import signatures, xml
from turnout.saml.errors import SamlRefused
from turnout.saml.messages import SUCCESS
from turnout.saml.types import Assertion, NameId, Provider, Service

SKEW: Final = timedelta(seconds=120)
OLDEST: Final = timedelta(hours=1)
BEARER: Final = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
TRANSIENT: Final = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
ENTITY: Final = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity"
NAME_ID_PARTS: Final = ("Format", "NameQualifier", "SPNameQualifier")
LONGEST_NAME_ID: Final = 255
LONGEST_VALUE: Final = 1000
MOST_VALUES: Final = 500
LONGEST_SESSION_INDEX: Final = 500
CONDITIONS: Final = ("AudienceRestriction", "OneTimeUse", "ProxyRestriction")
SCHEMA: Final = "saml-schema-protocol-2.0.xsd"


def read_response(
    root: Any, provider: Provider, service: Service, *, now: datetime, is_encryption_needed: bool
) -> Assertion:
    """What the response says about somebody; SamlRefused for the first thing that is wrong."""
    if root.tag != xml.tag("samlp", "Response"):
        raise SamlRefused("saml-malformed", "it is no Response")
    xml.require_unique_ids(root)
    _require_version(root)
    _require_success(root)
    sealed = _require_one_assertion(root)
    require_schema(root)
    is_proved = _verify_response(root, provider, now)
    _require_response_claims(root, provider, service, now, is_signed=is_proved)
    if sealed:
        assertion = _opened(root, service)
        is_proved = False  # what is sealed has to be signed inside
    elif is_encryption_needed:
        raise SamlRefused("saml-not-encrypted")
    else:
        assertion = root.find(xml.tag("saml", "Assertion"))
    if signatures.signature_of(assertion) is not None:
        signatures.verify(assertion, provider.certificates, now=now)
    elif not is_proved:
        raise SamlRefused("saml-not-signed", "neither the response nor the assertion is signed")
    return _read_assertion(root, assertion, provider, service, now, was_encrypted=sealed)


def require_schema(root: Any) -> None:
    """Hold a document against the schema of SAML 2.0, as python3-saml brings it.

    Of XML Encryption it knows version 1.0: the one element that 1.1 adds is left out for it.
    """
    found = Schemas.validate_xml(_without_masks(root), SCHEMA)
    if isinstance(found, str):
        raise SamlRefused("saml-schema", "the schema of SAML 2.0 does not allow it")


def _without_masks(root: Any) -> Any:
    """The document without the MGF of RSA-OAEP, where it stands as XML Encryption 1.1 has it."""
    if next(xml.everywhere(root, "xenc11", "MGF"), None) is None:
        return root
    copy = deepcopy(root)
    for method in xml.everywhere(copy, "xenc", "EncryptionMethod"):
        mask = xml.child(method, "xenc11", "MGF")
        if mask is not None and len(mask) == 0:
            method.remove(mask)
    return copy


def _require_version(root: Any) -> None:
    if root.get("Version") != "2.0":
        raise SamlRefused("saml-version", f"it says {str(root.get('Version'))[:20]}")
    if not root.get("ID"):
        raise SamlRefused("saml-schema", "it has no ID")


def _require_success(root: Any) -> None:
    status = xml.child(root, "samlp", "Status")
    code = None if status is None else xml.child(status, "samlp", "StatusCode")
    said = "" if code is None else str(code.get("Value"))
    if said == SUCCESS:
        return
    inner = None if code is None else xml.child(code, "samlp", "StatusCode")
    more = "" if inner is None else str(inner.get("Value"))
    message = None if status is None else xml.child(status, "samlp", "StatusMessage")
    words = [each.rpartition(":")[2] for each in (said, more) if each]
    if message is not None and message.text:
        words.append(" ".join(message.text.split())[:150])
    raise SamlRefused("saml-status", ", ".join(words))


def _require_one_assertion(root: Any) -> bool:
    """One assertion in the whole document, right below the response; whether it is sealed."""
    plain = list(xml.everywhere(root, "saml", "Assertion"))
    sealed = list(xml.everywhere(root, "saml", "EncryptedAssertion"))
    if len(plain) + len(sealed) != 1 or (plain + sealed)[0].getparent() is not root:
        raise SamlRefused("saml-not-one-assertion", f"it has {len(plain) + len(sealed)}")
    for signature in xml.everywhere(root, "ds", "Signature"):
        if signature.getparent() is not root and signature.getparent() not in plain:
            raise SamlRefused("saml-signature-shape", "a signature stands where none belongs")
    return bool(sealed)


def _verify_response(root: Any, provider: Provider, now: datetime) -> bool:
    if signatures.signature_of(root) is None:
        return False
    signatures.verify(root, provider.certificates, now=now)
    return True


def _require_response_claims(
    root: Any, provider: Provider, service: Service, now: datetime, *, is_signed: bool
) -> None:
    issuer = xml.child(root, "saml", "Issuer")
    if issuer is not None:
        _require_issuer(issuer, provider)
    destination = root.get("Destination")
    if destination != service.acs_url and (destination is not None or is_signed):
        raise SamlRefused("saml-destination", f"it says {str(destination)[:200]}")
    _require_young(root, now)


def _opened(root: Any, service: Service) -> Any:
    sealed = root.find(xml.tag("saml", "EncryptedAssertion"))
    assertion = signatures.decrypted(sealed, service.keys)
    xml.require_unique_ids(assertion)
    inside = [*xml.everywhere(assertion, "saml", "Assertion"),
              *xml.everywhere(assertion, "saml", "EncryptedAssertion")]  # fmt: skip
    if inside != [assertion]:
        raise SamlRefused("saml-not-one-assertion", "there are assertions in the assertion")
    for signature in xml.everywhere(assertion, "ds", "Signature"):
        if signature.getparent() is not assertion:
            raise SamlRefused("saml-signature-shape", "a signature stands where none belongs")
    if signatures.signature_of(assertion) is None:
        raise SamlRefused("saml-not-signed", "the encrypted assertion is not signed inside")
    return assertion


def _read_assertion(
    root: Any,
    assertion: Any,
    provider: Provider,
    service: Service,
    now: datetime,
    *,
    was_encrypted: bool,
) -> Assertion:
    _require_version(assertion)
    _require_issuer(xml.child(assertion, "saml", "Issuer"), provider)
    _require_young(assertion, now)
    _require_conditions(assertion, service, now)
    subject = xml.child(assertion, "saml", "Subject")
    if subject is None:
        raise SamlRefused("saml-subject", "the assertion names nobody")
    asked = str(root.get("InResponseTo") or "")
    lapses_at, confirmed = _require_confirmation(subject, service, now)
    if confirmed != asked:
        raise SamlRefused("saml-in-response-to", "response and assertion answer different requests")
    session_index, session_ends_at = _session(assertion, now)
    return Assertion(
        id=str(assertion.get("ID")),
        name_id=name_id_of(subject),
        session_index=session_index,
        session_ends_at=session_ends_at,
        lapses_at=lapses_at + SKEW,
        in_response_to=asked,
        attributes=_attributes(assertion),
        was_encrypted=was_encrypted,
        document=xml.written(assertion).decode(),
    )


def _require_issuer(issuer: Any | None, provider: Provider) -> None:
    said = xml.text_of(issuer)
    form = None if issuer is None else issuer.get("Format")
    if said != provider.entity_id or form not in (None, ENTITY):
        raise SamlRefused("saml-issuer", f"it says {said[:200] or 'nothing'}")


def _require_young(node: Any, now: datetime) -> None:
    issued = xml.instant_of(node, "IssueInstant")
    if issued is None or issued > now + SKEW or issued < now - OLDEST:
        raise SamlRefused("saml-time", f"it was issued at {node.get('IssueInstant')}")


def _require_window(node: Any, now: datetime) -> datetime | None:
    """Until when it counts; SamlRefused before and after."""
    start, end = xml.instant_of(node, "NotBefore"), xml.instant_of(node, "NotOnOrAfter")
    if start is not None and start > now + SKEW:
        raise SamlRefused("saml-time", f"it is not good before {node.get('NotBefore')}")
    if end is not None and end <= now - SKEW:
        raise SamlRefused("saml-time", f"it was good until {node.get('NotOnOrAfter')}")
    return end


def _require_conditions(assertion: Any, service: Service, now: datetime) -> None:
    conditions = xml.child(assertion, "saml", "Conditions")
    if conditions is None:
        raise SamlRefused("saml-audience", "the assertion is for everybody")
    _require_window(conditions, now)
    known = {xml.tag("saml", name) for name in CONDITIONS}
    if any(each.tag not in known for each in conditions):
        raise SamlRefused("saml-condition", "it has a condition that we do not know")
    restrictions = xml.children(conditions, "saml", "AudienceRestriction")
    for each in restrictions:
        named = [xml.text_of(audience) for audience in xml.children(each, "saml", "Audience")]
        if service.entity_id not in named:
            raise SamlRefused("saml-audience", f"it is for {', '.join(named)[:200] or 'nobody'}")
    if not restrictions:
        raise SamlRefused("saml-audience", "the assertion is for everybody")


def _require_confirmation(subject: Any, service: Service, now: datetime) -> tuple[datetime, str]:
    """Until when the bearer's confirmation counts, and to which request it answers."""
    fault = SamlRefused("saml-recipient", "there is no confirmation of a bearer")
    for each in xml.children(subject, "saml", "SubjectConfirmation"):
        data = xml.child(each, "saml", "SubjectConfirmationData")
        if each.get("Method") != BEARER or data is None:
            continue
        if data.get("Recipient") != service.acs_url:
            says = f"it is for {str(data.get('Recipient'))[:200]}"
            fault = SamlRefused("saml-recipient", says)
            continue
        try:
            until = _require_window(data, now)
        except SamlRefused as refused:
            fault = refused
            continue
        if until is None:
            fault = SamlRefused("saml-time", "the confirmation has no NotOnOrAfter")
            continue
        return until, str(data.get("InResponseTo") or "")
    raise fault


def name_id_of(parent: Any) -> NameId:
    """The NameID: the whole text, printable, and the same at each sign-in."""
    node = xml.child(parent, "saml", "NameID")
    if node is None:
        raise SamlRefused("saml-name-id", "there is no NameID that we can read")
    value = xml.text_of(node)
    if not value or len(value) > LONGEST_NAME_ID or not value.isprintable():
        raise SamlRefused("saml-name-id", "the NameID is empty, too long, or unprintable")
    said = {
        name: str(node.get(name) or "") for name in ("Format", "NameQualifier", "SPNameQualifier")
    }
    if any(len(each) > LONGEST_VALUE for each in said.values()):
        raise SamlRefused("saml-name-id", "the NameID's qualifiers are too long")
    return NameId(
        value=value,
        format=said["Format"],
        name_qualifier=said["NameQualifier"],
        sp_name_qualifier=said["SPNameQualifier"],
    )


def _session(assertion: Any, now: datetime) -> tuple[str, datetime | None]:
    statements = xml.children(assertion, "saml", "AuthnStatement")
    if not statements:
        raise SamlRefused("saml-session", "it does not say that anybody signed in")
    ends: list[datetime] = []
    for each in statements:
        began, end = (
            xml.instant_of(each, "AuthnInstant"),
            xml.instant_of(each, "SessionNotOnOrAfter"),
        )
        if began is None or began > now + SKEW:
            raise SamlRefused("saml-session", "the sign-in is in the future")
        if end is not None and end <= now - SKEW:
            raise SamlRefused("saml-session", "the session at the provider has ended")
        ends += [end] if end is not None else []
    index = str(statements[0].get("SessionIndex") or "")
    if len(index) > LONGEST_SESSION_INDEX:
        raise SamlRefused("saml-session", "the session's index is too long")
    return index, min(ends, default=None)


def _attributes(assertion: Any) -> Mapping[str, tuple[str, ...]]:
    said: dict[str, list[str]] = {}
    friendly: dict[str, list[str]] = {}
    for statement in xml.children(assertion, "saml", "AttributeStatement"):
        for each in xml.children(statement, "saml", "Attribute"):
            values = [_value(one) for one in xml.children(each, "saml", "AttributeValue")]
            values = [one for one in values[:MOST_VALUES] if one]
            said.setdefault(str(each.get("Name")), []).extend(values)
            if each.get("FriendlyName"):
                friendly.setdefault(str(each.get("FriendlyName")), []).extend(values)
    return {name: tuple(values) for name, values in (friendly | said).items()}


def _value(node: Any) -> str:
    """A text value; one with elements in it (an XML value) is none that we use."""
    return "" if len(node) else (node.text or "").strip()[:LONGEST_VALUE]
