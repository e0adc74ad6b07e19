"""What a browser does between us and a provider, and what is looked at afterwards."""

from typing import Any

import httpx
from lxml import html

from tests.factories.independent_provider import Form, local
from tests.site.browser import Browser, Shown
from turnout.modules.identity import api as identity


def form_with(answer: httpx.Response, field: str) -> Form | None:
    """The form of a page that has a field of this name."""
    if not answer.text.strip():
        return None
    for form in html.fromstring(answer.text).forms:
        if field in form.fields:
            said = {name: value for name, value in form.form_values() if name}
            return Form(str(form.action), said)
    return None


def is_signed_in(browser: Browser) -> bool:
    return browser.open("/account").status == 200


def sign_out(browser: Browser) -> Shown:
    return browser.send(browser.open("/account").form_to("/sign-out"))


def leaving_url(browser: Browser) -> str:
    return str(sign_out(browser).answer.headers["Refresh"].partition("url=")[2])


def role_of(company: Any, email: str) -> str | None:
    found = identity.find_user(email)
    return None if found is None else company.role_of(found.id)


def carried(browser: Browser, answer: httpx.Response, kind: str) -> Shown:
    """Bring a logout message of Keycloak's to us, by redirect or by the form that it made."""
    if answer.is_redirect:
        return browser.open(local(answer.headers["Location"]))
    form = form_with(answer, kind)
    assert form is not None, answer.text
    sent = browser.client.post(local(form.action), data=form.fields, environ_base=browser.sender)
    return browser._shown(local(form.action), sent)
