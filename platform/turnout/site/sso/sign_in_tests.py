"""Test sign-ins in a browser: where one begins, and where its answer leads."""

import json
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response

from turnout.kernel.context import OrganizationContext
from turnout.modules.sso import api as sso
from turnout.site.l10n.formats import role_name
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import go_to
from turnout.site.sso.views import CONNECTION, DETAILS, DOMAINS, ROLES, VALUES, TestView

LONGEST_CLAIM: Final = 2000
MENDED_AT: Final = {
    "domain-not-proven": DOMAINS,
    "no-role": ROLES,
    "role-gone": ROLES,
    "token-endpoint-refused": CONNECTION,
    "id-token-audience": CONNECTION,
    "provider-refused": VALUES,
    "no-email": VALUES,
    "id-token-missing": VALUES,
    "saml-issuer": CONNECTION,
    "saml-signature": CONNECTION,
    "saml-unasked": DETAILS,
    "saml-not-encrypted": DETAILS,
}
"""The step of the set-up at which a reason is mended."""
AT_THE_PROVIDER: Final = frozenset(
    {
        "saml-too-long", "saml-not-signed", "saml-algorithm", "saml-encryption", "saml-status",
        "saml-destination", "saml-audience", "saml-recipient", "saml-name-id",
    }
)  # fmt: skip
"""Mended there, with the values that the first step shows."""


def mended_at(reason: str) -> str:
    if reason.startswith(("discovery-", "keys-", "metadata-", "certificate-")):
        return CONNECTION
    return VALUES if reason in AT_THE_PROVIDER else MENDED_AT.get(reason, "")


def begin_in_browser(
    ctx: OrganizationContext, provider_id: UUID, *, back_to: str, link_id: UUID | None = None
) -> Response:
    """Send the browser to where the test begins; it comes back below `back_to`.

    By a link and not by a form: `form-action` would stop a redirect to elsewhere.
    """
    begun = sso.create_test_sign_in(ctx, provider_id, back_to=back_to, link_id=link_id)
    return go_to(urlsplit(begun.sign_in_url).path)


def last_test(tests: list[sso.TestSignIn], zone: str) -> TestView | None:
    """The newest test that somebody has done, of those listed."""
    done = next((each for each in tests if each.finished_at is not None), None)
    return test_view(done, zone) if done else None


def test_view(test: sso.TestSignIn, zone: str) -> TestView:
    is_good = not test.reason
    at = test.finished_at or test.created_at
    return TestView(
        is_good=is_good,
        at=at.astimezone(ZoneInfo(zone)),
        text=_("Everything fits: this person would be signed in.")
        if is_good
        else _(test.explanation),
        detail=test.detail,
        mend=mended_at(test.reason),
        claims=tuple((name, _shown(value)) for name, value in sorted(test.claims.items())),
        email=test.email,
        name=test.name,
        groups=test.groups,
        role=role_name(test.role) if test.role else "",
        is_known=test.is_known,
        document=test.document,
    )


def _shown(value: object) -> str:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        text = ", ".join(value)
    else:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text[:LONGEST_CLAIM]
