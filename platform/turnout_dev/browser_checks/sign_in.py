"""Sign in as one of the demo's people, in a browser."""

from typing import Final

from playwright.sync_api import Page

from turnout_dev.demo.second_factor import code_of, secret_of
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.summary import sign_ins

CODE_TRIES: Final = 2


def passphrase_of(email: str) -> str:
    """The one of a demo person; StackError names those there are."""
    people = {each["email"]: str(each["password"]) for each in sign_ins()}
    if email not in people:
        raise StackError(f"{email} is none of the demo's people: {', '.join(people)}")
    return people[email]


def sign_in(page: Page, email: str) -> None:
    """Sign in at the form, with a code where the person has a second factor."""
    page.goto("/sign-in")
    for name, typed in (("email", email), ("password", passphrase_of(email))):
        field = page.locator(f"main [name={name}]")
        field.fill(typed)
        field.press("Enter")
    if secret_of(email):
        _prove(page, email)
    page.wait_for_url(lambda url: "/sign-in" not in url)


def _prove(page: Page, email: str) -> None:
    """Type the code of the second step; one that was used a moment ago counts no more."""
    field = page.locator("main [name=code]")
    for _ in range(CODE_TRIES):
        code = code_of(email)
        field.fill(code)
        field.press("Enter")
        page.wait_for_load_state()
        if not field.count():
            return
        while code_of(email) == code:
            page.wait_for_timeout(500)
