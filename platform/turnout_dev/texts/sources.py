"""Finds every text of pages, mails and invoices in templates and Python files."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import yaml
from babel.messages.extract import extract_from_dir

from turnout.kernel.settings import ROOT

TURNOUT: Final = ROOT / "platform" / "turnout"
KEYWORDS: Final = {"_": None, "gettext": None, "marked": None, "ngettext": (1, 2)}
TEMPLATE: Final = "jinja2.ext:babel_extract"
SPOKEN: Final = {"silent": "false"}
"""A template that cannot be read is an error and not a template without texts."""
Key = str | tuple[str, str]
"""An English text, or its two forms for one and for many."""


def refusals(file: IO[bytes], *_: Any, **__: Any) -> Iterator[tuple[int, None, str, list[str]]]:
    """Find the plain sentences of refusals, as Babel asks.

    Titles of classes, details of fields, and what is wrong with a sign-in (`…EXPLANATIONS`).
    """
    for node in ast.walk(ast.parse(file.read())):
        match node:
            case ast.ClassDef(body=body):
                for each in body:
                    match each:
                        case ast.Assign(
                            targets=[ast.Name(id="title")], value=ast.Constant(value=str() as text)
                        ):
                            yield each.lineno, None, text, []
            case ast.AnnAssign(
                target=ast.Name(id="EXPLANATIONS" | "SAML_EXPLANATIONS"),
                value=ast.Dict(values=values),
            ):
                for value in values:
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        yield value.lineno, None, value.value, []
            case ast.Call(
                func=ast.Name(id="FieldError"), args=[_, ast.Constant(value=str() as text), *_]
            ):
                yield node.lineno, None, text, []


def guides(file: IO[bytes], *_: Any, **__: Any) -> Iterator[tuple[int, None, str, list[str]]]:
    """Find what a guide to an identity provider says in our words: its steps and its groups."""
    for key, said in yaml.safe_load(file.read()).items():
        title = said["title"] if key == "other" else ""  # the others are names
        both = [*said["steps"], *said["saml"]["steps"]]
        for text in filter(None, (*both, said.get("groups"), said["saml"].get("groups"), title)):
            yield 1, None, text, []


@dataclass(frozen=True, slots=True)
class Domain:
    """Texts that share a folder of catalogues."""

    name: str
    catalogues: Path
    sources: tuple[tuple[str, Any], ...]
    """Files below `turnout` by pattern, and how texts are found in them."""

    def keys(self) -> dict[Key, list[str]]:
        """Every text of the domain with the files that it stands in, in order."""
        found: dict[Key, set[str]] = {}
        options = {pattern: SPOKEN for pattern, method in self.sources if method == TEMPLATE}
        for name, _line, message, _comments, _context in extract_from_dir(
            TURNOUT, method_map=self.sources, options_map=options, keywords=KEYWORDS
        ):
            if message:
                key = (message[0], message[1]) if isinstance(message, tuple) else message
                found.setdefault(key, set()).add(name)
        return {key: sorted(found[key]) for key in sorted(found, key=as_text)}


def as_text(key: Key) -> str:
    return key if isinstance(key, str) else key[0]


PAGES: Final = Domain(
    "pages",
    TURNOUT / "site" / "locale",
    (
        ("site/templates/**.html", TEMPLATE),
        ("site/templates/**.xml", TEMPLATE),
        ("site/**.py", "python"),
        ("site/sso/products.yaml", guides),
        # Whose refusals people read on pages: their sentences are keys as well.
        ("kernel/errors.py", refusals),
        ("modules/identity/**.py", refusals),
        ("modules/passkeys/**.py", refusals),
        ("modules/profiles/**.py", refusals),
        ("modules/second_factors/**.py", refusals),
        ("modules/handovers/errors.py", refusals),
        ("modules/ownership_claims/errors.py", refusals),
        ("modules/verifications/errors.py", refusals),
        ("modules/data_requests/**.py", refusals),
        ("modules/domains/**.py", refusals),
        ("modules/invitation_batches/**.py", refusals),
        ("modules/support_access/errors.py", refusals),
        ("modules/quotas/errors.py", refusals),
        ("modules/roles/errors.py", refusals),
        ("modules/agencies/rules.py", refusals),
        ("modules/agencies/errors.py", refusals),
        ("modules/roles/rules.py", refusals),
        ("modules/organizations/rules.py", refusals),
        ("modules/organizations/errors.py", refusals),
        ("modules/orders/**.py", refusals),
        ("modules/transfers/**.py", refusals),
        ("modules/tickets/errors.py", refusals),
        ("modules/invoices/errors.py", refusals),
        ("modules/invoices/service.py", refusals),
        ("modules/sso/rules.py", refusals),
        ("modules/sso/service/*.py", refusals),
        ("modules/saml/errors.py", refusals),
        ("modules/scim/service/directory.py", refusals),
        ("modules/scim_tokens/errors.py", refusals),
        ("modules/saml/service/*.py", refusals),
        ("modules/domains/errors.py", refusals),
    ),
)
MAILS: Final = Domain(
    "mails",
    TURNOUT / "assets" / "mails" / "locale",
    (
        ("assets/mails/**.html", TEMPLATE),
        ("assets/mails/**.txt", TEMPLATE),
        ("assets/mails/**.words", TEMPLATE),
        ("modules/notifications/**.py", "python"),
        ("modules/reminders/presets.py", "python"),
    ),
)
INVOICES: Final = Domain(
    "invoices", TURNOUT / "modules" / "invoices" / "locale", (("modules/invoices/**.py", "python"),)
)
EVENT_PLANS: Final = Domain(
    "event plans",
    TURNOUT / "modules" / "event_plans" / "locale",
    (("modules/event_plans/pdf.py", "python"),),
)
SALES_REPORTS: Final = Domain(
    "sales reports",
    TURNOUT / "modules" / "sales_reports" / "locale",
    (("modules/sales_reports/tables.py", "python"),),
)
ATTENDANCE: Final = Domain(
    "attendance reports",
    TURNOUT / "modules" / "attendance" / "locale",
    (("modules/attendance/pdf.py", "python"),),
)
DISCOUNT_REPORTS: Final = Domain(
    "discount reports",
    TURNOUT / "modules" / "discount_reports" / "locale",
    (("modules/discount_reports/pdf.py", "python"),),
)
FUNNEL_REPORTS: Final = Domain(
    "funnel reports",
    TURNOUT / "modules" / "funnel_reports" / "locale",
    (("modules/funnel_reports/pdf.py", "python"),),
)
ENGAGEMENT_REPORTS: Final = Domain(
    "engagement reports",
    TURNOUT / "modules" / "engagement_reports" / "locale",
    (("modules/engagement_reports/pdf.py", "python"),),
)
CHANNEL_REPORTS: Final = Domain(
    "channel reports",
    TURNOUT / "modules" / "channel_reports" / "locale",
    (("modules/channel_reports/pdf.py", "python"),),
)
DELIVERABILITY: Final = Domain(
    "deliverability",
    TURNOUT / "modules" / "deliverability" / "locale",
    (
        ("modules/deliverability/pdf.py", "python"),
        ("modules/deliverability/kind_names.py", "python"),
    ),
)
OVERVIEWS: Final = Domain(
    "overviews",
    TURNOUT / "modules" / "overviews" / "locale",
    (("modules/overviews/pdf.py", "python"),),
)
PLATFORM_STATISTICS: Final = Domain(
    "platform statistics",
    TURNOUT / "modules" / "platform_statistics" / "locale",
    (("modules/platform_statistics/pdf.py", "python"),),
)
WALLET_PASSES: Final = Domain(
    "wallet passes",
    TURNOUT / "modules" / "wallet_passes" / "locale",
    (("modules/wallet_passes/contents.py", "python"),),
)
CERTIFICATES: Final = Domain(
    "certificates",
    TURNOUT / "modules" / "attendance_certificates" / "locale",
    (("modules/attendance_certificates/pdf.py", "python"),),
)
TICKETS: Final = Domain(
    "tickets",
    TURNOUT / "modules" / "tickets" / "locale",
    (("modules/tickets/pdf.py", "python"),),
)
LEADS: Final = Domain(
    "leads",
    TURNOUT / "modules" / "leads" / "locale",
    (("modules/leads/statement.py", "python"),),
)
TEXT_MESSAGES: Final = Domain(
    "text messages",
    TURNOUT / "modules" / "text_messages" / "locale",
    (("modules/text_messages/words.py", "python"),),
)
INBOX: Final = Domain(
    "inboxes",
    TURNOUT / "modules" / "inbox" / "locale",
    (("modules/inbox/words.py", "python"),),
)
CHAT_MESSAGES: Final = Domain(
    "chat messages",
    TURNOUT / "modules" / "chat_messages" / "locale",
    (("modules/chat_messages/*.py", "python"),),
)
DOMAINS: Final = (
    PAGES, MAILS, INVOICES, EVENT_PLANS, SALES_REPORTS, ATTENDANCE, DISCOUNT_REPORTS,
    FUNNEL_REPORTS, ENGAGEMENT_REPORTS, CHANNEL_REPORTS, DELIVERABILITY,
    OVERVIEWS, PLATFORM_STATISTICS,
    WALLET_PASSES, CERTIFICATES, TICKETS, LEADS, TEXT_MESSAGES, INBOX,
    CHAT_MESSAGES,
)  # fmt: skip
