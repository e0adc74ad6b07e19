"""Adapters see turnout_sdk and their vendor's library; a vendor's name occurs under its adapter."""

import re
from pathlib import Path
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

from turnout_dev.contracts.sources import NOT_OURS, Breach, imported_names, python_files

OUT_OF_SIGHT = {"flask", "sqlalchemy", "celery", "psycopg", "redis"}


def foreign_imports(root: Path, folder: str = "adapters") -> list[Breach]:
    """Say which shipped file of an adapter imports the platform or another adapter.

    Read from the files instead of the import graph: an adapter need not be installed to be held.
    """
    breaches = []
    for source in python_files(root, *_shipped_folders(root, folder)):
        own = source.path.relative_to(root).parts[3]
        for node, name in imported_names(source):
            first = name.partition(".")[0]
            foreign = first == "turnout" or first.startswith("turnout_")
            if first in OUT_OF_SIGHT or (foreign and first not in {own, "turnout_sdk"}):
                breaches.append(source.breach(node, f"an adapter may not know {first}"))
    return breaches


def _shipped_folders(root: Path, folder: str) -> list[str]:
    packages = (root / folder).glob("*/src/*/")
    return [path.relative_to(root).as_posix() for path in sorted(packages) if path.is_dir()]


class Adapters(Contract):
    type_name = "adapters"
    folder = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 - import-linter calls it so
        breaches = foreign_imports(Path.cwd(), str(self.folder))
        return ContractCheck(
            kept=not breaches, metadata={"refused": [str(each) for each in breaches]}
        )

    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in cast("list[str]", check.metadata["refused"]):
            output.print_error(line)


NEITHER_VENDOR = {"sdk", "smtp"}
"""Folders of adapters that name no vendor: the SDK itself, and a protocol."""

EXPECTED = {
    "aws", "banktransfer", "elasticsearch", "firebase", "google", "hubspot", "mailgun",
    "microsoft", "opensearch", "paypal", "razorpay", "sendgrid", "slack", "stripe", "twilio",
}  # fmt: skip
"""Vendors whose adapters are planned: their names are kept out before their folders are there."""

ALLOWED_FILES = {
    "platform/turnout/modules/social_logins/providers.yaml",
    "platform/turnout/site/sso/products.yaml",
}
"""Sign-in buttons and set-up guides carry the name of the provider they are for; data."""

PROTOCOL_WORDS = {
    "sandbox": re.compile(r"Content-Security-Policy|\b[a-z]+-src\b"),
    "apple": re.compile("-apple-system"),
}
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
