"""What people write stays text: in titles, descriptions, names, answers and addresses.

The visitors' browser is told to ignore our content policy, so that what would run without it
runs; the policy itself is looked at apart.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import buying, orders
from tests.browser.scenes import SCENES
from turnout_sdk.testing.local_http import local_client

MARK = "window.hostile=1"
HOSTILE = f"\"'><script>{MARK}</script><img src=x onerror={MARK}>{{{{7*191}}}}${{{MARK}}}"
LINK = f"javascript:{MARK}"
DESCRIPTION = (
    f"<p onclick='{MARK}'>ok</p><script>{MARK}</script><img src=x onerror='{MARK}'>"
    f"<a href='{LINK}'>go</a><svg onload='{MARK}'></svg><iframe srcdoc='<script>{MARK}</script>'>"
)
QUESTION = {
    "key": "note",
    "type": "short_text",
    "scope": "attendee",
    "label": {"en": f"Question {HOSTILE}"},
    "help": {"en": HOSTILE},
}
QUERIES = (
    f"/events?q={HOSTILE}",
    f"/events?place={HOSTILE}&tag={HOSTILE}&category={HOSTILE}",
    f"/sign-in?next={LINK}",
    f"/sign-in?next=//evil.example/{HOSTILE}",
    f"/{HOSTILE}",
    f"/?lang={HOSTILE}",
)


@pytest.fixture(scope="module")
def hostile(stage):
    event = stage.open_event(
        title=f"Night {HOSTILE}",
        summary=HOSTILE,
        description=DESCRIPTION,
        category=HOSTILE[:40],
        tags=(HOSTILE[:30],),
        types={HOSTILE: {"capacity": 50, "description": HOSTILE}},
        organization={"name": f"Org {HOSTILE}"},
        form={"language": "en", "questions": [QUESTION]},
    )
    talk = {"title": HOSTILE, "speaker": HOSTILE, "company": HOSTILE, "abstract": DESCRIPTION}
    return event, stage.add_talks(event, talk)["session"]


@pytest.fixture
def stranger(visit):
    """A visitor whose browser does not know our content policy."""
    visitor = visit(bypass_csp=True)
    visitor.page.on("dialog", lambda dialog: dialog.dismiss())
    return visitor


def assert_nothing_ran(visitor):
    assert visitor.page.evaluate("window.hostile") is None, visitor.page.url
    assert "1337" not in visitor.page.locator("body").inner_text()
    links = visitor.page.locator("a").evaluate_all("all => all.map((each) => each.href)")
    assert [each for each in links if each.startswith("javascript:")] == []


def test_what_an_organizer_wrote_does_not_run(stranger, hostile):
    event, session = hostile
    paths = [
        event.path,
        f"/{event.organization}",
        f"{event.path}/checkout",
        session,
        "/events",
        "/",
    ]
    for path in paths:
        stranger.open(path)
        assert_nothing_ran(stranger)
        stranger.keep("hostile")
    stranger.open(event.path)
    assert stranger.page.get_by_role("heading", level=1).inner_text() == f"Night {HOSTILE}"


def test_names_and_addresses_of_buyers_do_not_run(stranger, hostile, stack):
    with local_client(base_url=stack.address) as http:
        guests = (HOSTILE, "Ben")
        order = orders.place(http, hostile[0], HOSTILE, guests=guests, email=buying.EMAIL)
        ticket = f"{order.path}/tickets/{order.ticket_id}"
    for path in (ticket, f"{ticket}/attendee", f"{order.path}/cancel", order.path):
        stranger.open(path)
        assert_nothing_ran(stranger)
        stranger.keep("order")
    assert HOSTILE in stranger.page.locator("main").inner_text()


def test_questions_and_answers_in_the_checkout_do_not_run(stranger, hostile):
    buying.open_only_ticket(stranger, hostile[0])
    buying.say_who_comes(stranger, HOSTILE, email=buying.EMAIL)
    stranger.page.get_by_label(f"Question {HOSTILE}").fill(HOSTILE)
    assert_nothing_ran(stranger)
    stranger.keep("questions")
    stranger.button(buying.COMPLETE).click()
    stranger.page.wait_for_url("**/orders/**")
    assert_nothing_ran(stranger)
    stranger.link(re.compile("^Change name")).click()
    expect(stranger.page.get_by_label(f"Question {HOSTILE}")).to_have_value(HOSTILE)
    assert_nothing_ran(stranger)


@pytest.mark.parametrize("path", QUERIES)
def test_what_stands_in_an_address_does_not_run(stranger, path):
    stranger.expect_complaint("status of 4")
    stranger.open(path)
    assert_nothing_ran(stranger)


def test_signing_in_never_leads_to_another_site(visit, stage, stack):
    person = stage.do("make_person")
    visitor = visit()
    visitor.open("/sign-in?next=//evil.example/")
    visitor.fill_sign_in(person)
    visitor.page.wait_for_url(f"{stack.address}/account**")


DECODER_OF = dict.fromkeys(("/door", "/leads"), " 'wasm-unsafe-eval'")
"""The scanners read codes by WebAssembly of ours; no text becomes a script by that."""


def test_every_page_forbids_what_is_not_from_our_own_files(places, stack):
    """Read from the answers: `test_every_page` shows each page, and hears when it breaks its policy."""
    with local_client(base_url=stack.address, follow_redirects=True) as http:
        for name, scene in SCENES.items():
            if scene.is_signed_in:
                continue
            answer = http.get(scene.path.format(**places.words))
            policy = answer.headers.get("content-security-policy", "")
            rules = dict(each.strip().split(" ", 1) for each in policy.split(";") if each.strip())
            assert answer.status_code == scene.status, name
            assert rules["default-src"] == "'none'", name
            decoder = DECODER_OF.get(scene.path.partition("#")[0], "")
            assert rules["script-src"] == f"'self'{decoder}", name
            assert rules["style-src"] == "'self'", name
            assert rules["base-uri"] == "'none'", name
            assert policy.count("unsafe") == decoder.count("unsafe"), name


def test_the_policy_stops_a_script_that_got_into_a_page(visit):
    visitor = visit()
    visitor.expect_complaint("Content Security Policy")
    visitor.open("/")
    visitor.page.evaluate(
        """(code) => {
          const script = document.createElement("script");
          script.textContent = code;
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", `<img src="x:" onerror="${code}">`);
        }""",
        MARK,
    )
    visitor.page.wait_for_timeout(200)
    assert visitor.page.evaluate("window.hostile") is None
