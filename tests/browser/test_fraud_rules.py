"""A checkout under fraud rules: it proves an effort by itself, or says that nothing more goes."""

from dataclasses import replace

import pytest
from filelock import FileLock
from playwright.sync_api import expect

from tests.browser import buying
from tests.browser.conftest import PHONE
from tests.browser.stack import identity_provider_address


def test_beyond_the_rule_the_checkout_proves_an_effort_and_goes_on(visit, stage):
    path = stage.do("limit_tickets", title="Harbour Effort", outcome="challenge")
    stage.wait_shown(path, "Get tickets")
    visitor = visit(PHONE)
    visitor.expect_complaint("status of 403")
    visitor.open(f"{path}/checkout")
    buying.choose(visitor, "Entry", 2)
    buying.go_on(visitor)
    buying.say_who_comes(visitor, "Ada Guest", "Bo Guest")
    visitor.button(buying.COMPLETE).click()
    buying.expect_confirmed(visitor, "Harbour Effort")


def test_beyond_a_rule_that_refuses_the_buyer_reads_what_to_do(visit, stage):
    path = stage.do("limit_tickets", title="Harbour Refusal", outcome="refuse")
    stage.wait_shown(path, "Get tickets")
    visitor = visit(PHONE)
    visitor.expect_complaint("status of 429")
    visitor.open(f"{path}/checkout")
    buying.choose(visitor, "Entry", 2)
    buying.go_on(visitor)
    said = visitor.page.get_by_role("alert").filter(has_text="Nothing more can be ordered")
    expect(said).to_be_visible()
    visitor.keep("refused")
    visitor.expect_sound()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_beyond_the_rule_a_person_answers_the_widget_of_the_service_and_goes_on(
    visit, stage, turnstile, theme
):
    title = f"Harbour {theme.title()} Check"
    path = stage.do("limit_tickets", title=title, outcome="challenge", service=turnstile)
    stage.wait_shown(path, "Get tickets")
    visitor = visit(replace(PHONE, theme=theme))
    visitor.expect_complaint("status of 403")
    visitor.open(f"{path}/checkout")
    buying.choose(visitor, "Entry", 2)
    buying.go_on(visitor)
    dialog = visitor.page.get_by_role("dialog", name="Are you a person?")
    expect(dialog).to_contain_text("Cloudflare Turnstile checks it.")
    box = visitor.page.frame_locator("iframe[title=Turnstile]").get_by_label("I am human")
    expect(box).to_be_visible()
    visitor.keep("asked")
    visitor.expect_sound()
    box.check()
    expect(dialog).to_be_hidden()
    buying.say_who_comes(visitor, "Ada Guest", "Bo Guest")
    visitor.button(buying.COMPLETE).click()
    buying.expect_confirmed(visitor, title)


def test_a_service_that_is_not_there_leaves_the_effort_and_lets_nobody_wait(visit, stage, stack):
    """Neither its script comes nor its verdict: the browser proves an effort instead."""
    nowhere = f"http://{identity_provider_address(stack)}"
    with FileLock(stack.state / "identity-provider.lock"):
        path = stage.do(
            "limit_tickets", title="Harbour Outage", outcome="challenge", service=nowhere
        )
        stage.wait_shown(path, "Get tickets")
        visitor = visit(PHONE)
        visitor.expect_complaint("status of 403")
        visitor.expect_complaint("ERR_CONNECTION_REFUSED")
        visitor.open(f"{path}/checkout")
        buying.choose(visitor, "Entry", 2)
        buying.go_on(visitor)
        buying.say_who_comes(visitor, "Ada Guest", "Bo Guest")
        visitor.button(buying.COMPLETE).click()
        buying.expect_confirmed(visitor, "Harbour Outage")
