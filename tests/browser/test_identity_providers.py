"""An administrator who has never seen Turnout sets up Keycloak, following only the page.

Keycloak itself is played by the independent provider of the tests: what one does there are the
lines that the page shows, each counted as a step.
"""

from dataclasses import dataclass, field

import pytest
from filelock import FileLock
from playwright.sync_api import expect

from tests.browser.stack import Stage, identity_provider_address
from tests.browser.visitor import Visitor
from tests.factories.openid_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    OpenIdProvider,
    Person,
    running_provider,
)
from tests.factories.saml_server import serving_saml

MOST_STEPS = 25


@dataclass(slots=True)
class Steps:
    """What the administrator does, one after another."""

    visitor: Visitor
    done: list[str] = field(default_factory=list)

    def click(self, name: str, *, within: str = "main") -> None:
        self.done.append(f"click {name}")
        self.visitor.page.locator(within).get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.done.append(f"follow {name}")
        self.visitor.link(name).click()

    def type(self, label: str, text: str) -> None:
        self.done.append(f"type {label}")
        self.visitor.page.get_by_label(label, exact=True).first.fill(text)

    def choose(self, label: str, text: str) -> None:
        self.done.append(f"choose {label}")
        self.visitor.page.get_by_label(label, exact=True).first.select_option(label=text)

    def tick(self, label: str) -> None:
        self.done.append(f"tick {label}")
        self.visitor.page.get_by_label(label, exact=True).check()

    def read_instructions(self) -> None:
        """Each line of what is to be done at the provider is a step there."""
        lines = self.visitor.page.locator(".guide-steps li").all_inner_texts()
        self.done += [f"at the provider: {line}" for line in lines]


@pytest.fixture
def port(stack):
    """Of the one local provider that the stack calls: one test at a time."""
    with FileLock(stack.state / "identity-provider.lock"):
        yield int(identity_provider_address(stack).rpartition(":")[2])


@pytest.fixture
def keycloak(port):
    with running_provider(port) as provider:
        yield provider


@pytest.fixture
def keycloak_by_saml(port):
    with serving_saml(port) as provider:
        yield provider


def section(name: str) -> str:
    return f"section[aria-labelledby={name}]"


def test_keycloak_is_set_up_in_25_steps_by_the_page_alone(stage, visit, keycloak):
    owner = stage.do("make_owner")
    visitor = visit()
    visitor.sign_in(owner)
    visitor.open(f"/account/organizations/{owner['id']}")
    steps = Steps(visitor)
    steps.follow("Sign-in")
    steps.click("Keycloak")
    expect(visitor.heading("1. At Keycloak")).to_be_visible()
    visitor.keep("draft")
    _at_keycloak(steps, keycloak)

    steps.type("Issuer", keycloak.issuer)
    steps.type("Client ID", CLIENT_ID)
    steps.type("Client secret", CLIENT_SECRET)
    steps.click("Save", within=section("connection"))
    expect(visitor.page.get_by_text("Saved. Now try a sign-in below.")).to_be_visible()

    _prove_domain(steps, stage, owner)
    keycloak.person = Person("grace", f"grace@{owner['domain']}", more={"groups": ["crew"]})
    _map_and_try(steps)
    visitor.keep("tested")
    visitor.expect_sound()
    _switch_on(steps)
    assert len(steps.done) <= MOST_STEPS, "\n".join(steps.done)


def test_keycloak_is_set_up_by_saml_in_25_steps_by_the_page_alone(
    stage, visit, keycloak_by_saml, tmp_path
):
    owner, keycloak = stage.do("make_owner"), keycloak_by_saml
    visitor = visit()
    visitor.sign_in(owner)
    visitor.open(f"/account/organizations/{owner['id']}")
    steps = Steps(visitor)
    steps.follow("Sign-in")
    steps.tick("SAML 2.0")
    steps.click("Keycloak")
    expect(visitor.heading("1. At Keycloak")).to_be_visible()
    visitor.keep("draft")
    visitor.expect_sound()
    steps.read_instructions()
    with visitor.page.expect_download() as kept:
        steps.follow("Our metadata as a file")
    kept.value.save_as(tmp_path / "metadata.xml")
    keycloak.register((tmp_path / "metadata.xml").read_bytes())

    steps.type("Address of its metadata", keycloak.metadata_url)
    steps.click("Save", within=section("connection"))
    expect(visitor.page.get_by_text("Saved. Now try a sign-in below.")).to_be_visible()
    _prove_domain(steps, stage, owner)
    keycloak.person = Person("grace", f"grace@{owner['domain']}", more={"groups": ["crew"]})
    _map_and_try(steps)
    expect(visitor.page.get_by_text("AttributeStatement")).to_be_hidden()
    visitor.page.get_by_text("The response as it came").click()
    expect(visitor.page.get_by_text("AttributeStatement").first).to_be_visible()
    visitor.keep("tested")
    visitor.expect_sound()
    _switch_on(steps)
    assert len(steps.done) <= MOST_STEPS, "\n".join(steps.done)


def _prove_domain(steps: Steps, stage: Stage, owner: dict[str, str]) -> None:
    visitor = steps.visitor
    steps.type("Add a domain", owner["domain"])
    steps.click("Add", within=section("domains"))
    expect(visitor.page.get_by_text(f"_turnout-challenge.{owner['domain']}")).to_be_visible()
    visitor.keep("record")
    steps.done.append("at the name server: set the TXT record")
    stage.do("publish_record", organization_id=owner["id"], host=owner["domain"])
    steps.done.append("wait for it, and look again")
    visitor.reload_until(visitor.page.locator(section("domains")).get_by_text("Proven", exact=True))


def _map_and_try(steps: Steps) -> None:
    steps.type("Group", "crew")
    steps.choose("Role", "Staff")
    steps.click("Save", within=section("roles"))
    steps.follow("Test sign-in")
    expect(steps.visitor.heading("It works")).to_be_visible()


def _switch_on(steps: Steps) -> None:
    visitor = steps.visitor
    steps.follow("Go on with the set-up")
    steps.click("Switch it on", within=section("on"))
    expect(visitor.page.get_by_text("your people can sign in with it")).to_be_visible()
    visitor.keep("on")
    visitor.expect_sound()


def _at_keycloak(steps: Steps, keycloak: OpenIdProvider) -> None:
    """What the page has one do there: the redirect URI that it shows is what is registered."""
    steps.read_instructions()
    shown = steps.visitor.page.locator(f"{section('values')} code").first
    keycloak.redirects_begin = shown.inner_text().strip()
    assert keycloak.redirects_begin.endswith("/return")
    host = steps.visitor.page.url.split("/account", 1)[0]
    assert keycloak.redirects_begin.startswith(host)
