"""A vendor's name occurs under its adapter only."""

import re
from pathlib import Path

from turnout_dev.contracts.sources import NOT_OURS, Breach

NEITHER_VENDOR = {"sdk", "smtp"}
"""Folders of adapters that name no vendor: the SDK itself, and a protocol."""

EXPECTED = {
    "aws", "banktransfer", "elasticsearch", "firebase", "google", "hubspot", "mailgun",
    "microsoft", "opensearch", "paypal", "razorpay", "sendgrid", "slack", "stripe", "twilio",
}  # fmt: skip
"""Vendors whose adapters are planned: their names are kept out before their folders are there."""

ALLOWED_FILES = {"platform/turnout/modules/identity/providers.yaml"}
"""Sign-in buttons carry the name of the provider they lead to; the file is data."""

PROTOCOL_WORDS = {"sandbox": re.compile(r"Content-Security-Policy|\b[a-z]+-src\b")}
"""Words that a line may say when it speaks of the protocol they come from."""

READ = {".py", ".yaml", ".yml", ".json", ".toml", ".html", ".j2", ".sql", ".liquid"}
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def vendors(root: Path) -> set[str]:
    folders = {path.name for path in (root / "adapters").glob("*/") if path.is_dir()}
    found = {name for name in folders - NEITHER_VENDOR if not name.startswith((".", "_"))}
    return found | EXPECTED


def vendor_names(root: Path) -> list[Breach]:
    """Find vendors' names as words, or as parts of identifiers, in what the platform ships."""
    names = vendors(root)
    breaches: list[Breach] = []
    for path in sorted((root / "platform/turnout").rglob("*")):
        place = path.relative_to(root).as_posix()
        if not path.is_file() or path.suffix not in READ or place in ALLOWED_FILES:
            continue
        if NOT_OURS.intersection(path.parts):
            continue
        breaches.extend(_in_file(path, place, names))
    return breaches


def _in_file(path: Path, place: str, names: set[str]) -> list[Breach]:
    return [
        Breach(f"{place}:{number}", f"{word} belongs under adapters/{word}")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for word in sorted(names & words(line))
        if not (word in PROTOCOL_WORDS and PROTOCOL_WORDS[word].search(line))
    ]


def words(line: str) -> set[str]:
    """Split text and identifiers alike: `StripeGateway`, `stripe_key` → stripe."""
    return {word.lower() for word in WORD.findall(line)}
