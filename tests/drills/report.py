"""What a drill did, its figures and its verdict: said while it goes, kept as a page."""

import sys
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Report:
    """One drill. It has passed when everything that was claimed held."""

    name: str
    title: str
    began: float = field(default_factory=time.monotonic)
    steps: list[tuple[float, str]] = field(default_factory=list)
    figures: list[tuple[str, str]] = field(default_factory=list)
    claims: list[tuple[str, bool]] = field(default_factory=list)

    def did(self, what: str) -> None:
        at = time.monotonic() - self.began
        self.steps.append((at, what))
        _say(f"  {at:6.1f} s  {what}")

    def figure(self, name: str, value: object) -> None:
        """A number with its unit, or a text; floats get two digits."""
        text = f"{value:.2f}" if isinstance(value, float) else str(value)
        self.figures.append((name, text))
        _say(f"            {name}: {text}")

    def claim(self, what: str, holds: object) -> None:
        self.claims.append((what, bool(holds)))
        _say(f"          {'✓' if holds else '✗'} {what}")

    @property
    def has_passed(self) -> bool:
        return bool(self.claims) and all(holds for _, holds in self.claims)

    def page(self) -> str:
        """The report as Markdown."""
        verdict = "passed" if self.has_passed else "FAILED"
        return "\n".join(
            [
                f"# Drill {self.name}: {verdict}",
                self.title,
                "",
                "| after | what was done |",
                "| --- | --- |",
                *(f"| {at:.1f} s | {what} |" for at, what in self.steps),
                "",
                "| figure | value |",
                "| --- | --- |",
                *(f"| {name} | {value} |" for name, value in self.figures),
                "",
                *(
                    f"- {'holds' if holds else 'DOES NOT HOLD'}: {what}"
                    for what, holds in self.claims
                ),
                "",
            ]
        )

    def keep(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.name}.md"
        path.write_text(self.page(), encoding="utf-8")
        return path


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
