"""Decisions about names, grants and legal texts: pure, without clock or database."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from turnout.kernel.errors import FieldError, Invalid, OrganizationClosing
from turnout.kernel.security.sanitize import sanitize
from turnout.kernel.time_zones import zone_names
from turnout.kernel.typed_addresses import is_mailable, is_sender_name, is_web_address, mail_address
from turnout.modules.organizations.errors import OrganizationSuspended
from turnout.modules.organizations.types import Font, LegalWording, Member, State
from turnout.modules.roles import api as roles
from turnout_sdk.currencies import exponent_of

SLUG: Final = re.compile(r"[a-z0-9](?:[a-z0-9]|-(?!-)){1,61}[a-z0-9]")
LOCALE: Final = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
COLOR: Final = re.compile(r"#[0-9a-f]{6}")
NEVER: Final = datetime.max.replace(tzinfo=UTC)
LONGEST_NAME: Final = 120
LONGEST_WEBSITE: Final = 500
HIDDEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
RESERVED: Final = frozenset({
    "about", "account", "admin", "admins", "agency", "api", "app", "apps", "assets", "auth",
    "adapters", "door",
    "billing", "blog", "cart", "checkout", "console", "contact", "dashboard", "demo-mailbox",
    "directory", "discover", "docs", "download", "embed", "event", "events", "favicon", "feed",
    "files", "fonts", "forgot-password", "graphql", "healthz", "help", "home", "hooks", "imprint",
    "index", "invitations", "invite", "join", "leads", "legal", "live", "login", "logout", "mail",
    "mailbox", "me", "oembed",
    "media", "metrics", "my-tickets", "new", "not-me", "oauth", "order", "orders", "organization",
    "organizations", "preview",
    "pricing", "privacy", "problems", "public", "readyz", "realtime", "register", "reset-password",
    "robots", "root", "s", "saml", "scim", "search", "security", "settings", "sign-in", "sign-out",
    "sign-up", "sitemap", "sso", "static", "status", "support", "system", "terms", "ticket",
    "tickets", "transfers", "turnout", "unsubscribe", "upload", "user", "users", "verify",
    "verify-email", "waitlist", "waiting-room", "wallet",
    "wallets", "well-known", "www",
})  # fmt: skip
"""Names that are, or may become, the platform's own addresses."""


def require_open_state(state: str) -> None:
    """Refuse what a suspended or closed organization does not do, with the reason."""
    if state == State.SUSPENDED:
        raise OrganizationSuspended
    if state != State.ACTIVE:
        raise OrganizationClosing


def slug_errors(slug: str, pointer: str = "/slug") -> list[FieldError]:
    """ASCII only, so that no name can look like another; 3 to 63 characters, not reserved."""
    if not SLUG.fullmatch(slug):
        return [
            FieldError(
                pointer,
                "Use 3 to 63 small letters a-z, digits and single hyphens, none at the ends.",
            )
        ]
    if slug in RESERVED:
        return [FieldError(pointer, "This name is kept for the platform; choose another.")]
    return []


def locale_errors(locale: str) -> list[FieldError]:
    if LOCALE.fullmatch(locale):
        return []
    return [FieldError("/locale", "Use a language tag, such as en or de-CH.")]


def name_errors(name: str, pointer: str = "/name") -> list[FieldError]:
    if not 1 <= len(name.strip()) <= LONGEST_NAME or HIDDEN.search(name):
        return [FieldError(pointer, f"Use 1 to {LONGEST_NAME} visible characters.")]
    return []


def _sender_errors(name: str) -> list[FieldError]:
    """Mails are sent in this name: with an address in it, they would seem to come from there."""
    if is_sender_name(name):
        return []
    return [FieldError("/name", "A name has no @: emails are sent in this name.")]


def settings_errors(said: Mapping[str, Any]) -> list[FieldError]:
    """What is wrong with an organization's fields; an empty list is good."""
    website, contact, color = said["website"], said["contact_email"], said["brand_color"]
    checks = (
        (_is_currency(said["currency"]), "/currency", "Use an ISO 4217 code, such as EUR."),
        (
            said["time_zone"] in zone_names(),
            "/time_zone",
            "Use a name of the IANA time zone database, such as Africa/Nairobi.",
        ),
        (
            not website or is_web_address(website, longest=LONGEST_WEBSITE),
            "/website",
            "Use an address that begins with https:// or http://.",
        ),
        (
            not contact or is_mailable(contact),
            "/contact_email",
            "This is not an email address we can use.",
        ),
        (
            not color or bool(COLOR.fullmatch(color)),
            "/brand_color",
            "Use a colour as # and six small hexadecimal digits.",
        ),
        (said["font"] in set(Font), "/font", f"Choose one of {', '.join(Font)}."),
    )
    wrong = [FieldError(pointer, says) for holds, pointer, says in checks if not holds]
    return [
        *slug_errors(said["slug"]),
        *name_errors(said["name"]),
        *_sender_errors(said["name"]),
        *wrong,
        *locale_errors(said["locale"]),
    ]


def address_of(text: str, pointer: str = "/email") -> str:
    """The one spelling under which an address is known: ASCII, small letters; Invalid otherwise.

    Nothing is folded beyond that: two addresses that only look alike stay two.
    """
    address = mail_address(text)
    if address is None:
        raise Invalid(FieldError(pointer, "This is not an email address we can use."))
    return address


def widens(
    before: Member, grant: roles.Grant, *, had: frozenset[str], gets: frozenset[str]
) -> bool:
    """Whether a grant gives more than the membership has: rights, events or time."""
    events = None if before.event_ids is None else set(before.event_ids)
    return (
        not gets <= had
        or (events is not None and not events.issuperset(grant.event_ids or {None}))
        or (before.expires_at is not None and (grant.expires_at or NEVER) > before.expires_at)
    )


def raise_if(errors: list[FieldError]) -> None:
    if errors:
        raise Invalid(*errors)


def _is_currency(code: str) -> bool:
    try:
        exponent_of(code)
    except ValueError:
        return False
    return True


MOST_LANGUAGES: Final = 20
LONGEST_LEGAL_TEXT: Final = 200_000
"""Signs of a text in one language; the whole request takes a megabyte."""


def clean_legal_texts(texts: Mapping[str, LegalWording]) -> dict[str, LegalWording]:
    """The texts as they are kept: harmless HTML or an address of the web, one of both for each.

    Invalid names the language and the field that is wrong.
    """
    if not 1 <= len(texts) <= MOST_LANGUAGES:
        says = f"Write the text in at least one language and at most {MOST_LANGUAGES}."
        raise Invalid(FieldError("/texts", says))
    too_long = [tag for tag, wording in texts.items() if len(wording.html) > LONGEST_LEGAL_TEXT]
    if too_long:
        says = f"Use at most {LONGEST_LEGAL_TEXT} signs."
        raise_if([FieldError(f"{_pointer_of(tag)}/html", says, "too-long") for tag in too_long])
    kept = {
        tag: LegalWording(html=sanitize(wording.html), url=wording.url.strip())
        for tag, wording in texts.items()
    }
    errors = [error for tag, wording in kept.items() for error in _wording_errors(tag, wording)]
    raise_if(errors)
    return kept


def in_language(
    texts: Mapping[str, LegalWording], wanted: Sequence[str], *, otherwise: str
) -> tuple[str, LegalWording]:
    """The text in the first wanted language that it has, else in the organization's, else any.

    `de` finds `de-CH` and the other way round: the same language of another place is better
    than another language.
    """
    for tag in (*wanted, otherwise):
        found = tag if tag in texts else _of_same_language(texts, tag)
        if found is not None:
            return found, texts[found]
    first = min(texts)
    return first, texts[first]


def _of_same_language(texts: Mapping[str, LegalWording], tag: str) -> str | None:
    language = tag.partition("-")[0]
    return next((each for each in sorted(texts) if each.partition("-")[0] == language), None)


def _wording_errors(tag: str, wording: LegalWording) -> list[FieldError]:
    below = _pointer_of(tag)
    if not LOCALE.fullmatch(tag):
        return [FieldError(below, "Use a language tag, such as en or de-CH.")]
    if bool(wording.html) == bool(wording.url):
        says = "Write the text, or give the address where it stands: one of both."
        return [FieldError(f"{below}/html", says)]
    if wording.url and not is_web_address(wording.url, longest=LONGEST_WEBSITE):
        says = "Use an address that begins with https:// or http://."
        return [FieldError(f"{below}/url", says)]
    return []


def _pointer_of(tag: str) -> str:
    return f"/texts/{tag[:40].replace('~', '~0').replace('/', '~1')}"
