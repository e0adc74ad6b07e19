"""Two employees sign in with their company: one by OpenID Connect, one by SAML.

Nothing here knows the protocols. A browser is played that follows redirects, presses the button of
a person at the provider, and sends on the form that the provider made.
"""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import httpx

from turnout_dev.demo.context import DemoContext, People
from turnout_dev.demo.reporter import DemoFailed

EMPLOYEES = {
    "oidc": ("tess@staff.meridian.example", "admin"),
    "saml": ("priya@contractors.meridian.example", "staff"),
}
"""By each protocol: who comes in, and what the company's groups make of them."""
MOST_STEPS = 20
SECONDS = 20.0


class _Form(HTMLParser):
    """The first form of a page: where it leads, what it hides, and the button with some text."""

    def __init__(self, answer: httpx.Response, wanted: str) -> None:
        super().__init__()
        self.action, self.fields = "", dict[str, str]()
        self._wanted, self._button = wanted, ("", "")
        self._address = str(answer.url)
        self.feed(answer.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form" and not self.action:
            self.action = urljoin(self._address, said.get("action", ""))
        elif tag == "input" and said.get("type") == "hidden":
            self.fields[said["name"]] = said.get("value", "")
        elif tag == "button":
            self._button = (said.get("name", ""), said.get("value", ""))

    def handle_data(self, data: str) -> None:
        name, value = self._button
        if name and self._wanted in data:
            self.fields[name] = value


def sign_in(demo: DemoContext, people: People) -> None:
    """Each protocol once: who is led to the provider comes back as the member they are."""
    listed = people.owner.get(f"{people.base}/identity-providers")["items"]
    addresses = {each["kind"]: each["sign_in_url"] for each in listed if each["state"] == "active"}
    for kind, (email, role) in EMPLOYEES.items():
        if kind not in addresses:
            raise DemoFailed(f"{people.organization_slug} has no provider of {kind}: `make up`")
        with httpx.Client(trust_env=False, timeout=SECONDS) as browser:
            landed = _led(browser, f"{addresses[kind]}?next=/account", email)
            is_in = email in landed.text
            demo.reporter.hold(f"{email} is signed in ({kind})", is_so=is_in, found=landed.url)
        members = people.owner.pages(f"{people.base}/members")
        found = next((each["role"] for each in members if each["email"] == email), None)
        demo.reporter.check(
            f"their role by the company's groups ({kind})", expected=role, found=found
        )


def _led(browser: httpx.Client, url: str, email: str) -> Any:
    """Where a browser ends that goes through the provider as this person."""
    answer = browser.get(url)
    for _ in range(MOST_STEPS):
        if answer.is_redirect:
            answer = browser.get(urljoin(str(answer.url), answer.headers["Location"]))
        elif answer.is_success and answer.url.path != "/account":
            form = _Form(answer, email)
            answer = browser.post(form.action, data=form.fields)
        else:
            return answer
    raise DemoFailed(f"{email} is led from page to page and comes in nowhere: {answer.url}")
