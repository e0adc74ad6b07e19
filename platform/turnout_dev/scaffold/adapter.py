"""A new adapter: a distribution whose contract tests list the verbs that it has to fill in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from turnout_dev.scaffold.files import Refused, checked_name, render, title_case, write_new


@dataclass(frozen=True, slots=True)
class Port:
    """What the SDK offers for one kind: its module, and the protocols an adapter must speak."""

    module: str
    protocols: tuple[str, ...]
    capabilities: str
    rules: tuple[str, ...]
    """Of the quality scale, which the new adapter has yet to keep."""


KINDS: Final[Mapping[str, Port]] = {
    "payments": Port(
        "payments",
        ("Starts", "Verifies", "Reads", "Refunds", "Fetches", "Finds"),
        'Capabilities(currencies=frozenset({"EUR"}), methods=(Method(key="card", title="Card"),),'
        " refund=True)",
        (
            "idempotency-keys-passed-on",
            "unclear-outcomes-reported",
            "webhooks-verified-on-raw-body",
            "webhook-secret-rotation",
            "facts-from-webhook-and-fetch-agree",
            "money-in-minor-units",
            "secrets-never-shown",
            "time-outs-honoured",
            "health-check",
            "provider-fake-included",
        ),
    ),
    "email": Port(
        "email",
        ("Sends",),
        "Capabilities()",
        (
            "message-id-kept",
            "header-injection-refused",
            "unclear-outcomes-reported",
            "all-recipients-or-none",
            "secrets-never-shown",
            "time-outs-honoured",
            "health-check",
        ),
    ),
    "storage": Port(
        "storage",
        ("Puts", "Gets", "Deletes", "Presigns"),
        "Capabilities()",
        (
            "all-of-a-file-or-nothing",
            "links-expire",
            "secrets-never-shown",
            "time-outs-honoured",
            "health-check",
        ),
    ),
}
"""Kinds that the SDK has ports for; another kind begins with its protocols in the SDK."""


def create(root: Path, kind: str, vendor: str) -> list[Path]:
    """Make `adapters/<vendor>`: package, settings, tests, quality.yaml, README."""
    checked_name(vendor, "vendor")
    if kind not in KINDS:
        raise Refused(f"The SDK has no port for {kind} yet; it has {', '.join(sorted(KINDS))}.")
    port = KINDS[kind]
    names = ["Capabilities", *(["Method"] if kind == "payments" else [])]
    words = {
        "vendor": vendor,
        "Vendor": title_case(vendor),
        "title": vendor.replace("_", " ").title(),
        "kind": kind,
        "KIND": kind.upper(),
        "port": port.module,
        "capabilities": port.capabilities,
        "names": ", ".join(names),
        "protocols": ", ".join(sorted(port.protocols)),
        "listed": ", ".join(port.protocols),
        "rules": "\n".join(f"  {rule}: open" for rule in port.rules),
    }
    files = render("adapter", words)
    return write_new(root, {f"adapters/{vendor}/{name}": text for name, text in files.items()})
