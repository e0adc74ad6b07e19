"""Test sign-ins in a browser: where one begins, and where its answer leads."""

import json
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, request

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.request_info import request_id
from turnout.modules.sso import api as sso
from turnout.modules.sso_setup import api as sso_setup
from turnout.site.l10n.formats import role_name
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import go_to
from turnout.site.layout.page_access import ELSEWHERE, browser_secret, with_cookies
from turnout.site.sso.views import Problem, TestView

CONNECTION, DOMAINS, ROLES, VALUES = "connection", "domains", "roles", "values"
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
}
"""The step of the set-up at which a reason is mended; documents of the provider: its issuer."""


def mended_at(reason: str) -> str:
    if reason.startswith(("discovery-", "keys-")):
        return CONNECTION
    return MENDED_AT.get(reason, "")


def begin_in_browser(
    ctx: OrganizationContext, provider_id: UUID, *, back_to: str, link_id: UUID | None = None
) -> Response:
    """Send the browser to the provider; the answer counts in it alone.

    By a link and not by a form: `form-action` would stop a redirect to elsewhere.
    """
    browser = ELSEWHERE.read_or_make(request.cookies)
    url = sso_setup.begin_test_sign_in(
        ctx, provider_id, browser=browser, back_to=back_to, link_id=link_id
    )
    return with_cookies(go_to(url), (ELSEWHERE.holding(browser),))


def find_test_answer(
    organization_id: UUID, provider_id: UUID, answer: dict[str, str]
) -> Response | None:
    """Where to go on when a provider's answer belongs to a test; None when to a sign-in."""
    found = sso_setup.finish_test_sign_in(
        organization_id,
        provider_id,
        answer,
        browser=browser_secret(),
        request_id=request_id(),
    )
    return go_to(f"{found.back_to}/{found.id}") if found else None


def refusal_of(refused: sso.SsoRefused) -> Problem:
    """Why a test could not begin: what the provider's documents lack."""
    text = _(sso.explanation_of(refused.reason))
    return Problem(step="test", text=text, detail=refused.detail)


def test_view(test: sso_setup.TestSignIn, zone: str) -> TestView:
    is_good = not test.reason
    return TestView(
        is_good=is_good,
        at=test.at.astimezone(ZoneInfo(zone)),
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
    )


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text[:LONGEST_CLAIM]
