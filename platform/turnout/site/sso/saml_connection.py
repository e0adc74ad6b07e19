"""SAML's part of the set-up: values to copy, metadata, certificates of both sides, details."""

from typing import Final
from zoneinfo import ZoneInfo

from flask import request

from turnout.modules.saml import api as saml
from turnout.modules.sso import api as sso
from turnout.site.forms.csrf import typed
from turnout.site.l10n.i18n import _, marked
from turnout.site.sso.products import SamlGuide
from turnout.site.sso.views import (
    BY_HAND,
    DETAILS,
    METADATA,
    CertificateLine,
    CopyValue,
    Problem,
    SamlView,
)

LONGEST_PEMS: Final = 80_000
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
        "entity_id": "",
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
