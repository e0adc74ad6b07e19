"""A checkout under fraud rules: it proves an effort by itself, or says that nothing more goes."""

from playwright.sync_api import expect

from tests.browser import buying
from tests.browser.conftest import PHONE


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
