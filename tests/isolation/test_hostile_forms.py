"""Whatever stands in a field of a page's form, the answer is a page and never a fault of ours.

The forms are those of every page that the furnished organization and its owner can open; a new page
with a form is tried by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any, Final
from urllib.parse import urlencode, urljoin

import pytest
from lxml import html
from tests.isolation.environment import Environment, make_environment
from tests.prove.counts import PROVE, one_in
from tests.site.browser import ORIGIN, Browser

NASTY: Final = (
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"9" * 5_000,
    b"99999999999999999999",
    b"x" * 30_000,
    b"",
    b"-1",
    b"1e400",
    b"NaN",
    b"%00",
    b"..",
    b"true",
    b"a\r\nBcc: x@example.com",
    b"0001-01-01T00:00",
    b"9999-12-31T23:59",
    b"//evil.example",
    b"javascript:alert(1)",
    b"0190b1de-0000-7000-8000-00000000dead",
    "\u0663".encode(),
    "\u00b2".encode(),
    "\u1369".encode(),
    "\u202e".encode(),
    b"a@" + b"x." * 200 + b"example",
)
"""A field gets one of these in turn; in `make prove` each gets all."""
EVERY: Final = 1 if PROVE else len(NASTY)
MOST_FIELDS: Final = 12
"""Of one form: that of a role has a field for each of a hundred permissions."""
TOKEN: Final = "form_token"
ENDS_THE_SIGN_IN: Final = ("/sign-out", "/account/erasure", "/account/password")
SECRETS: Final = {
    "/events/saved/": "saved_search_secret",
    "/me/": "own_part_secret",
    "/orders/": "paid_order_secret",
    "/tickets/": "held_ticket_secret",
    "/transfers/": "transfer_secret",
    "/waitlist/": "waitlist_secret",
}
STANDING: Final = {"kind": "records", "field": "door-notes", "decision": "grant"}
CONTROLS: Final = ("input", "select", "textarea", "button")


@dataclass(frozen=True, slots=True)
class PageForm:
    page: str
    """Where it stands."""
    action: str
    method: str
    names: tuple[str, ...]


@pytest.fixture(scope="module")
def world(app: Any, running: Any) -> Environment:
    return make_environment(app)


@pytest.fixture
def owner(client: Any, world: Environment) -> Browser:
    browser = Browser(client)
    browser.sign_in(world.shop.organization.owner)
    return browser


def page_addresses(app: Any, client: Any, world: Environment) -> Iterator[str]:
    """Every page of the site whose address can be told."""
    ids = world.ids
    event = f"/api/v1/organizations/{ids['organization_id']}/events/{ids['event_id']}"
    known = ids | STANDING | {
        "organization": world.shop.organization.slug,
        "event": client.get(event, headers=world.headers).get_json()["slug"],
        "order_id": ids["paid_order_id"],
    }  # fmt: skip
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("site.") or "GET" not in rule.methods:
            continue
        secret = next((name for part, name in SECRETS.items() if rule.rule.startswith(part)), "")
        values = known | ({"secret": ids[secret]} if secret else {})
        if rule.arguments <= values.keys():
            yield rule.build({name: values[name] for name in rule.arguments})[1]


def forms_of(browser: Browser, page: str) -> list[tuple[PageForm, html.FormElement]]:
    shown = browser.client.get(page, environ_base=browser.sender)
    if shown.status_code != 200 or "html" not in shown.content_type:
        return []
    found = []
    for form in html.fromstring(shown.get_data()).forms:
        action = urljoin(page, form.get("action") or page).partition("#")[0]
        names = {each.get("name") for each in form.iter(*CONTROLS)} - {None, TOKEN}
        fields = tuple(sorted(names)[:MOST_FIELDS])
        found.append((PageForm(page, action, form.method, fields), form))
    return found


def sent(
    browser: Browser, form: html.FormElement, asked: PageForm, field: str, value: bytes
) -> Any:
    """The answer to the form as it stands but for one field; None where it has gone."""
    pairs = [(name, said.encode()) for name, said in form.form_values() if name != field]
    body = urlencode([*pairs, (field, value)])
    if asked.method == "GET":
        path = asked.action.partition("?")[0]
        return browser.client.get(f"{path}?{body}", environ_base=browser.sender)
    return browser.client.post(
        asked.action,
        data=body,
        content_type="application/x-www-form-urlencoded",
        headers={"Origin": ORIGIN},
        environ_base=browser.sender,
    )


def test_no_value_of_any_field_breaks_a_page(
    app: Any, client: Any, world: Environment, owner: Browser
) -> None:
    pages = list(page_addresses(app, client, world))
    assert len(pages) > 150
    seen = {asked: None for page in pages for asked, _ in forms_of(owner, page)}
    chosen = [each for each in seen if not each.action.startswith(ENDS_THE_SIGN_IN)]
    assert len({each.action for each in chosen}) > 50
    wrong: dict[str, int] = {}
    tried, taken = 0, 0
    turn = count()
    for asked in one_in(4, chosen, what="forms"):
        for field in asked.names:
            for value in NASTY[next(turn) % EVERY :: EVERY]:
                now = dict(forms_of(owner, asked.page)).get(asked)
                if now is None:
                    break
                answer = sent(owner, now, asked, field, value)
                tried += 1
                taken += answer.status_code != 403
                if answer.status_code >= 500:
                    wrong[f"{asked.method} {asked.action} {field} {value[:30]!r}"] = (
                        answer.status_code
                    )
    assert tried > 50
    assert taken > tried * 0.8, "most were refused before anybody read them"
    assert not wrong, wrong
