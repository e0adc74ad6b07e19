"""The page on which a person pays at a fake: plain forms that work without scripts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import parse_qs, urlencode, urlsplit

from turnout_sdk.testing.provider.app import Refusal
from turnout_sdk.testing.serving import Reply, Request

STYLE = "/assets/pay.css"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """A provider's own accent, by day and by night, with what is written on it."""

    accent: str
    on_accent: str
    accent_at_night: str
    on_accent_at_night: str


@dataclass(frozen=True, slots=True)
class Button:
    """One ending that a person can choose; `$amount` in its label is what is to pay."""

    action: str
    label: str
    note: str
    is_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is shown: the banner names the provider, and says that this is not it."""

    provider: str
    title: str
    amount: str
    facts: Mapping[str, str]
    buttons: Sequence[Button] = ()
    back: tuple[str, str] | None = None
    """Label and address of the way back."""
    footer: str = ""
    shops: Iterable[str] = ()
    """Where the forms may lead: browsers hold form-action against the target of a redirect too."""


def show(page: Page) -> Reply:
    """Write a page that nobody keeps and that loads nothing from elsewhere."""
    facts = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>\n"
        for label, value in page.facts.items()
    )
    label, address = page.back or ("", "")
    words = {
        "provider": escape(page.provider),
        "title": escape(page.title),
        "amount": escape(page.amount),
        "facts": facts,
        "form": _form(page),
        "back": f'<p><a class="back" href="{escape(address)}">{escape(label)}</a></p>'
        if address
        else "",
        "footer": escape(page.footer),
    }
    body = Template(_text("page.html")).substitute(words)
    return html(body, policy_of(page.shops))


def respond(
    request: Request,
    *,
    page: Callable[[], Reply],
    actions: Iterable[str],
    press: Callable[[str], str],
) -> Reply:
    """Show the page, or let a button act and send the buyer to the address that `press` returns.

    Where it refuses, the button was pressed twice or in an old tab: the page says where the
    payment stands.
    """
    if request.method == "GET":
        return page()
    action = pressed(request)
    if action not in actions:
        return plain(400, "This button is not known.")
    try:
        return see_other(press(action))
    except Refusal:
        return see_other(request.target)


def actions_of(buttons: Mapping[str, Iterable[Button]]) -> frozenset[str]:
    """Name everything that the buttons of a page's stages do."""
    return frozenset(each.action for stage in buttons.values() for each in stage)


def policy_of(shops: Iterable[str]) -> str:
    """Write the policy of a page whose forms may lead to these addresses only."""
    parts = [urlsplit(each) for each in shops]
    origins = sorted({f"{part.scheme}://{part.netloc}" for part in parts if part.netloc})
    targets = " ".join(["'self'", *origins])
    return (
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action {targets}"
    )


def html(body: str, policy: str) -> Reply:
    """Answer with a page that nobody keeps, under its content policy."""
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return Reply(body=body.encode(), headers=headers)


def style(colours: Colours) -> Reply:
    """Answer with the style sheet of every page, in the provider's colours."""
    body = Template(_text("pay.css")).substitute(asdict(colours))
    return Reply(body=body.encode(), headers={"Content-Type": "text/css; charset=utf-8"})


def pressed(request: Request) -> str:
    """Name the button that was pressed; empty without one."""
    return parse_qs(request.body.decode("ascii", "replace")).get("action", [""])[0]


def see_other(address: str) -> Reply:
    return Reply(status=303, headers={"Location": address, "Cache-Control": "no-store"})


def plain(status: int, text: str) -> Reply:
    headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
    return Reply(status=status, body=f"{text}\n".encode(), headers=headers)


def with_query(address: str, **more: str) -> str:
    """Add to the query of an address, as a provider does when it sends a buyer back."""
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(more)}"


def _form(page: Page) -> str:
    if not page.buttons:
        return ""
    buttons = "".join(
        f'<li><button class="button{" primary" if each.is_first else ""}" name="action"'
        f' value="{escape(each.action)}">{escape(each.label.replace("$amount", page.amount))}'
        f"<small>{escape(each.note)}</small></button></li>\n"
        for each in page.buttons
    )
    return f'<form method="post"><ul class="choices">\n{buttons}</ul></form>'


@cache
def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
