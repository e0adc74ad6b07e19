"""A visitor with a browser: reads the forms of a page and sends them as a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from tests.factories.people import PASSWORD, MadeUser

from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity

ORIGIN = "http://turnout.test"
SWITCHER = "/account/language"
"""The form at the foot of every page, which is nobody's business here."""
FORMS = ("/sign-in", "/sign-up", "/forgot-password", "/verify-email")


@dataclass(slots=True)
class Form:
    action: str
    values: dict[str, str] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    is_hidden: bool = False
    """Until a script shows it."""


@dataclass(slots=True)
class Shown:
    """What an address answered, as a person sees it."""

    answer: Any
    path: str
    forms: list[Form]
    text: str

    @property
    def status(self) -> int:
        return int(self.answer.status_code)

    @property
    def location(self) -> str:
        return str(self.answer.headers.get("Location", ""))

    @property
    def form(self) -> Form:
        (only,) = (each for each in self.forms if not each.is_hidden)
        return only

    def form_to(self, action: str) -> Form:
        return next(each for each in self.forms if each.action == action)


class Browser:
    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        raw = new_id().int
        self.address = f"2001:db8:{raw >> 16 & 0xFFFF:x}:{raw & 0xFFFF:x}::1"

    def open(self, path: str) -> Shown:
        return self._shown(path, self.client.get(path, environ_base=self.sender))

    def send(self, form: Form, *, origin: str | None = ORIGIN, **typed: str) -> Shown:
        """Send a form with what was typed; hidden values go along as they stand."""
        answer = self.client.post(
            form.action,
            data={**form.values, **typed},
            headers={} if origin is None else {"Origin": origin},
            environ_base=self.sender,
        )
        return self._shown(form.action, answer)

    def sign_in(self, user: MadeUser, password: str = PASSWORD, *, path: str = "/sign-in") -> Shown:
        return self.send(self.open(path).form, email=user.email, password=password)

    def cookie(self, name: str) -> str | None:
        found = self.client.get_cookie(name, domain="localhost")
        return found.value if found else None

    def put_cookie(self, name: str, value: str) -> None:
        self.client.set_cookie(name, value, domain="localhost")

    @property
    def sender(self) -> dict[str, str]:
        return {"REMOTE_ADDR": self.address, "HTTP_HOST": "turnout.test"}

    def _shown(self, path: str, answer: Any) -> Shown:
        text = answer.get_data(as_text=True)
        reader = _Reader(path)
        reader.feed(text)
        return Shown(answer, path, reader.forms, text)


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self.is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_inside = given.get("action") != SWITCHER
            if self.is_inside:
                action = given.get("action") or self.path
                self.forms.append(Form(action, is_hidden="hidden" in given))
        elif tag == "input" and self.is_inside:
            if given["type"] == "hidden":
                self.forms[-1].values[given["name"]] = given.get("value", "")
            else:
                self.forms[-1].labels.append(given["name"])

    def handle_endtag(self, tag: str) -> None:
        self.is_inside = self.is_inside and tag != "form"


def nobody() -> str:
    return f"nobody-{new_id().hex}@people.example"


def mails_to(email: str) -> list[identity.IdentityMail]:
    found = map(identity.find_identity_mail, identity.list_unsent_identity_mails(limit=10_000))
    return [mail for mail in found if mail and mail.email == email]


def person_of(user: MadeUser) -> identity.Person:
    found = identity.find_user(user.email)
    assert found is not None
    return found
