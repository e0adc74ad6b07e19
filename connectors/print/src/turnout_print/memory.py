"""What a connector keeps on disk: whose station it is, and what it owes Turnout."""

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

DEFAULT: Final = Path("~/.config/turnout-print/station.json")
OWNER_ONLY: Final = 0o600


@dataclass(frozen=True, slots=True)
class Owed:
    """What Turnout has still to be told of a job."""

    job_id: str
    outcome: str
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """Everything that a connector knows of itself."""

    url: str
    organization: str
    token: str
    printer: str
    station: str
    owed: Owed | None = None


class Memory:
    """A file that only its owner can read, written whole or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser()

    def load(self) -> Station | None:
        """What was kept; None before a connector has joined. ValueError for another file."""
        if not self.path.exists():
            return None
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
            owed = kept.pop("owed", None)
            return Station(**kept, owed=Owed(**owed) if owed else None)
        except (ValueError, TypeError, AttributeError) as error:
            raise ValueError(f"{self.path} is not what turnout-print wrote.") from error

    def save(self, station: Station) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(".new")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(station), file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)

    def owe(self, owed: Owed | None) -> None:
        """Keep what Turnout is to be told, or that it was."""
        station = self.load()
        if station is not None:
            self.save(replace(station, owed=owed))
