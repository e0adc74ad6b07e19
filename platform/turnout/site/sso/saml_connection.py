"""SAML's part of the set-up: values to copy, metadata, certificates of both sides, details."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import request

from turnout.kernel.errors import Invalid
from turnout.modules.saml import api as saml
from turnout.modules.sso import api as sso
from turnout.site.forms.csrf import typed
from turnout.site.l10n.i18n import _, marked
from turnout.site.sso.problems import problem_of
from turnout.site.sso.products import SamlGuide
from turnout.site.sso.testing import DETAILS
from turnout.site.sso.views import CertificateLine, CopyValue, Problem, SamlView

METADATA, BY_HAND = "metadata", "by-hand"
"""Steps of the set-up besides those of every protocol; both stand under `connection`."""
LONGEST: Final = 1000
LONGEST_FILE: Final = 900_000
LONGEST_PEMS: Final = 80_000
PEM: Final = re.compile(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)
TITLES: Final = {
    "provider": marked("The provider's"),
    "active": marked("Ours: we sign by it"),
    "next": marked("Ours: the next one"),
    "former": marked("Ours: the former one"),
}
ENDING: Final = {
    "provider": marked("It ends soon. Paste the provider's new one below it; both count."),
    "service": marked("It ends soon. Make the next one, give it to the provider, then switch."),
}
DETAIL_FIELDS: Final = ("email_attribute", "name_attribute")
BY_HAND_FIELDS: Final = ("provider_entity_id", "sso_url", "slo_url")
Write = Callable[..., object]


@dataclass(frozen=True, slots=True, kw_only=True)
class SamlWriter:
    """How what was typed is written: by a member, or by whoever has a link."""

    set_metadata: Write
    update: Write


def saml_values(
    guide: SamlGuide, provider: sso.IdentityProvider, found: saml.SamlConnection
) -> tuple[CopyValue, ...]:
    values = [
        CopyValue(label=guide.entity_label, value=found.entity_id),
        CopyValue(label=guide.acs_label, value=found.acs_url),
    ]
    if guide.logout_label:
        values.append(CopyValue(label=guide.logout_label, value=found.single_logout_url))
    return (
        *values,
        CopyValue(label=_("Address of our metadata"), value=found.service_metadata_url),
        CopyValue(label=_("Sign-in address, for a tile"), value=provider.sign_in_url),
    )


def saml_view(
    guide: SamlGuide, found: saml.SamlConnection, *, problem: Problem, zone: str
) -> SamlView:
    here = ZoneInfo(zone)
    return SamlView(
        guide=guide,
        provider_entity_id=found.provider_entity_id,
        sso_url=found.sso_url,
        metadata_url=found.metadata_url,
        refreshed_at=found.refreshed_at.astimezone(here) if found.refreshed_at else None,
        refresh_problem=_(found.refresh_explanation),
        certificates=tuple(_line(each, here) for each in found.certificates),
        our_metadata=found.service_metadata_url,
        our_certificate=found.service_metadata_url.removesuffix("metadata") + "certificate.pem",
        is_encryption_needed=found.is_encryption_needed,
        is_idp_initiated_allowed=found.is_idp_initiated_allowed,
        by_hand=problem.step == BY_HAND,
    )


def typed_saml(found: saml.SamlConnection, problem: Problem) -> dict[str, str]:
    """What stands in the fields: what was typed where it was refused, else what is kept."""
    pems = [each.certificate for each in found.certificates if each.side == "provider"]
    kept = {
        "url": found.metadata_url,
        "provider_entity_id": found.provider_entity_id,
        "sso_url": found.sso_url,
        "slo_url": found.slo_url,
        "certificates": "\n".join(each.strip() for each in pems),
        "email_attribute": found.email_attribute,
        "name_attribute": found.name_attribute,
    }
    if problem.step in (METADATA, BY_HAND, DETAILS):
        kept |= {name: typed(name, longest=LONGEST_PEMS) for name in kept if name in request.form}
    return kept


def save_metadata(writer: SamlWriter) -> Problem | None:
    """Take metadata by address or as a file; what is wrong with it stands at its field."""
    url, document = typed("url", longest=LONGEST).strip(), _file()
    if document is None:
        return Problem(step=METADATA, fields={"file": _("This is no file of text in UTF-8.")})
    if not url and not document:
        says = _("Give the address of the metadata, or the file.")
        return Problem(step=METADATA, fields={"url": says})
    # A file that somebody chose counts before the address that stood there already.
    new = saml.NewMetadata(document=document) if document else saml.NewMetadata(url=url)
    try:
        writer.set_metadata(new)
    except Invalid as refused:
        return _renamed(problem_of(METADATA, refused), {"document": "file"})
    return None


def save_by_hand(writer: SamlWriter) -> Problem | None:
    """Write entity id, addresses and certificates as they were typed."""
    said = {name: typed(name, longest=LONGEST).strip() for name in BY_HAND_FIELDS}
    pasted = typed("certificates", longest=LONGEST_PEMS).strip()
    needed = {**said, "certificates": pasted}
    missing = [name for name in needed if name != "slo_url" and not needed[name]]
    if missing:
        says = _("Please fill this in.")
        return Problem(step=BY_HAND, fields=dict.fromkeys(missing, says))
    changes: dict[str, Any] = {**said, "certificates": PEM.findall(pasted) or [pasted]}
    try:
        writer.update(changes)
    except Invalid as refused:
        return _at_certificates(problem_of(BY_HAND, refused))
    return None


def save_details(writer: SamlWriter) -> Problem | None:
    """Write which attributes count, and what is allowed; a link cannot allow all of it."""
    changes: dict[str, Any] = {name: typed(name, longest=256).strip() for name in DETAIL_FIELDS}
    for name in ("is_encryption_needed", "is_idp_initiated_allowed"):
        changes[name] = bool(typed(name))
    try:
        writer.update(changes)
    except Invalid as refused:
        return problem_of(DETAILS, refused)
    return None


SAML_STEPS: Final[Mapping[str, Callable[[SamlWriter], Problem | None]]] = {
    METADATA: save_metadata,
    BY_HAND: save_by_hand,
    DETAILS: save_details,
}


def _line(each: saml.SamlCertificate, here: ZoneInfo) -> CertificateLine:
    is_ours = each.side == saml.CertificateSide.SERVICE
    return CertificateLine(
        id=each.id,
        title=_(TITLES[each.state if is_ours else each.side]),
        ends_at=each.ends_at.astimezone(here),
        fingerprint=each.fingerprint,
        warning=_(ENDING[each.side]) if each.warning else "",
        may_sign=is_ours and each.state == saml.CertificateState.NEXT,
        may_delete=is_ours and each.state != saml.CertificateState.ACTIVE,
    )


def _file() -> str | None:
    """The document of a file that was chosen; empty without one, None for what is no text."""
    file = request.files.get("file")
    if file is None:
        return ""
    try:
        return file.stream.read(LONGEST_FILE).decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _renamed(problem: Problem, names: Mapping[str, str]) -> Problem:
    fields = {names.get(name, name): says for name, says in problem.fields.items()}
    return Problem(step=problem.step, text=problem.text, fields=fields)


def _at_certificates(problem: Problem) -> Problem:
    names = {name: name.partition("/")[0] for name in problem.fields}
    return _renamed(problem, names)
