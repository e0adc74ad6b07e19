"""A new adapter: a distribution whose conformance tests list the verbs that it has to fill in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from turnout_sdk.scaffold.files import checked_name, render, title_case, write_new
from turnout_sdk.testing.quality import Quality, rules_for
from turnout_sdk.version import SDK_VERSION, Version

TEMPLATES: Final = Path(__file__).parent / "templates"

FIRST_FAKE_PORT: Final = 8100


@dataclass(frozen=True, slots=True)
class Port:
    """What the SDK offers for one kind: the protocols an adapter begins with, what it can do."""

    protocols: tuple[str, ...]
    capabilities: str = "Capabilities()"
    names: tuple[str, ...] = ("Capabilities",)


KINDS: Final[Mapping[str, Port]] = {
    "payments": Port(
        ("Starts", "Verifies", "Reads", "Refunds", "Fetches", "Finds"),
        'Capabilities(currencies=frozenset({"EUR"}), methods=(Method(key="card", title="Card"),),'
        " refund=True)",
        ("Capabilities", "Method"),
    ),
    "sms": Port(("Sends",)),
    "email": Port(("Sends",)),
    "calendar": Port(("Authorizes", "Writes", "Removes")),
    "push": Port(("Sends",)),
    "chat": Port(("Posts",)),
    "storage": Port(("Puts", "Gets", "Deletes")),
    "search": Port(("Indexes", "Searches")),
    "crm": Port(("Pulls", "Pushes"), "Capabilities(pull=True, push=True)"),
    "challenge": Port(("Shows", "Judges")),
    "wallet": Port(("Keeps",), 'Capabilities(button={"en": "Add to the wallet"}, objects=True)'),
}
# Asked of every new payments adapter, although only the highest level needs it.
ASKED_BESIDES: Final[Mapping[str, tuple[str, ...]]] = {"payments": ("lost-operations-found",)}


def create(folder: Path, kind: str, vendor: str, *, place: str) -> list[Path]:
    """Make package, settings, fake, tests, quality.yaml and README in a folder.

    `place` is the folder as a person in their shell calls it.
    """
    checked_name(vendor, "vendor")
    port = KINDS[kind]
    needed = [rule.key for rule in rules_for(Quality(), kind, "silver")]
    rules = [*needed, *ASKED_BESIDES.get(kind, ())]
    words = {
        "vendor": vendor,
        "place": place,
        "sdk": _range(),
        "Vendor": title_case(vendor),
        "title": vendor.replace("_", " ").title(),
        "kind": kind,
        "KIND": kind.upper(),
        "port": kind,
        "port_number": str(FIRST_FAKE_PORT + sum(vendor.encode()) % 800),
        "capabilities": port.capabilities,
        "names": ", ".join(port.names),
        "listed": ", ".join(port.protocols),
        "rules": "\n".join(f"  {rule}: open" for rule in rules),
    }
    return write_new(folder, render(TEMPLATES / "adapter", words))


def _range() -> str:
    """Write the range of SDKs that a new adapter begins with: this one, and what keeps to it."""
    present = Version.parse(SDK_VERSION)
    return f">={present.major}.{present.minor},<{present.major + 1}"
