"""The page behind a set-up link: one provider's connection, for whoever has the link."""

from functools import partial
from typing import Final
from uuid import UUID

from flask import Response, request

from turnout.kernel.errors import Invalid, NotFound, RateLimited
from turnout.kernel.http.request_info import request_id
from turnout.kernel.http.secret_tries import counts_wrong_secrets
from turnout.modules.saml import api as saml
from turnout.modules.sso import api as sso
from turnout.modules.sso_setup import api as sso_setup
from turnout.site.forms import csrf
from turnout.site.forms.pages import Personal
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import go_to
from turnout.site.layout.page_access import count_holder, count_request, page
from turnout.site.layout.views import MessagePage
from turnout.site.sso.connection import (
    FORM,
    connection_view,
    require_connection,
    typed_connection,
)
from turnout.site.sso.errors import problem_of, stale
from turnout.site.sso.provider_page import domain_lines
from turnout.site.sso.saml_steps import SAML_STEPS, SamlWriter
from turnout.site.sso.sign_in_tests import begin_in_browser, last_test, test_view
from turnout.site.sso.views import CONNECTION, Problem, SharedPage, TestPage

HOLDER: Final = "whoever has the secret of a set-up link"
ZONE: Final = "UTC"


class SharedLinkPages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page(HOLDER)
    @counts_wrong_secrets
    def shared(self, organization_id: UUID, secret: str) -> Response:
        """Paste, save and test; roles, domains and the switch stay with the organization."""
        count_holder()
        try:
            opened = sso_setup.open_setup(organization_id, secret, request_id=request_id())
        except sso_setup.SetupLinkOver as over:
            return self._over(over)
        problem = Problem()
        if request.method == "POST":
            try:
                saved = _saved(opened, secret)
            except sso_setup.SetupLinkOver as over:
                return self._over(over)
            if saved is None:
                return csrf.renew(go_to(f"{request.path}?saved=1#{CONNECTION}"))
            problem = saved
        return self._shown(opened, problem)

    @page(HOLDER)
    @counts_wrong_secrets
    def shared_test(self, organization_id: UUID, secret: str) -> Response:
        count_holder()
        count_request("sign-in")
        here = f"/sso/setup/{organization_id}/{secret}"
        try:
            opened = sso_setup.open_setup(organization_id, secret, request_id=request_id())
            return begin_in_browser(
                opened.ctx, opened.provider.id, back_to=f"{here}/tests", link_id=opened.link_id
            )
        except sso_setup.SetupLinkOver as over:
            return self._over(over)
        except Invalid as refused:
            problem = problem_of(CONNECTION, refused)
        return self._shown(opened, problem)

    @page(HOLDER)
    @counts_wrong_secrets
    def shared_tested(self, organization_id: UUID, secret: str, test_id: UUID) -> Response:
        count_holder()
        try:
            opened = sso_setup.open_setup(organization_id, secret, request_id=request_id())
        except sso_setup.SetupLinkOver as over:
            return self._over(over)
        test = sso.get_test_sign_in(opened.ctx, opened.provider.id, test_id, link_id=opened.link_id)
        here = f"/sso/setup/{organization_id}/{secret}"
        view = TestPage(
            provider=opened.provider.name,
            test=test_view(test, ZONE),
            back_to=here,
            again=f"{here}/test",
        )
        return self._personal.page("sso_test.html", view, title=_("Test sign-in"))

    def _shown(self, opened: sso_setup.OpenedSetup, problem: Problem) -> Response:
        here = request.path.removesuffix("/test")
        tests = sso.list_test_sign_ins(opened.ctx, opened.provider.id, link_id=opened.link_id)
        view = SharedPage(
            organization=opened.organization_name,
            connection=connection_view(
                opened.ctx,
                opened.provider,
                problem=problem,
                action=here,
                test_url=f"{here}/test",
                zone=ZONE,
                is_shared=True,
            ),
            domains=domain_lines(opened.ctx, opened.provider),
            expires_at=opened.expires_at,
            last_test=last_test(tests, ZONE),
            is_saved="saved" in request.args,
        )
        title = _("Set up sign-in for %(name)s", name=opened.organization_name)
        status = 422 if problem.step else 200
        return self._personal.page("sso_shared.html", view, title=title, status=status)

    def _over(self, over: sso_setup.SetupLinkOver) -> Response:
        view = MessagePage(
            title=_("This link is over"),
            text=_("It lapsed, was revoked, or the set-up is done. Ask whoever sent it to you."),
            kind="problem",
        )
        return self._personal.message(view, status=over.status)


def _saved(opened: sso_setup.OpenedSetup, secret: str) -> Problem | None:
    """Write what was typed; what is wrong with it, if something is."""
    try:
        csrf.require_own(FORM)
    except csrf.Stale:
        return stale()
    if opened.provider.kind == sso.ProviderKind.SAML:
        return _saved_saml(opened, secret)
    missing = require_connection(opened.provider)
    if missing is not None:
        return missing
    try:
        organization_id, said = opened.ctx.organization_id, typed_connection()
        sso_setup.save_by_link(organization_id, secret, said, request_id=request_id())
    except Invalid as refused:
        return problem_of(CONNECTION, refused)
    return None


def _saved_saml(opened: sso_setup.OpenedSetup, secret: str) -> Problem | None:
    save = SAML_STEPS.get(request.form.get("step", ""))
    if save is None:
        raise NotFound
    holder = (opened.ctx.organization_id, secret)
    writer = SamlWriter(
        set_metadata=partial(saml.set_metadata_by_link, *holder, request_id=request_id()),
        update=partial(saml.update_by_link, *holder, request_id=request_id()),
    )
    try:
        return save(writer)
    except RateLimited as refused:
        return problem_of(request.form.get("step", ""), refused)
