"""Somebody whose interactions are counted: a press, a choice, a field, a link of a mail."""

from dataclasses import dataclass, field

from playwright.sync_api import Locator

from tests.browser.visitor import Visitor
from tests.prove.results import record_result


@dataclass(slots=True)
class Counted:
    """All that a scene does goes through here; `done` says each in turn."""

    visitor: Visitor
    done: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.done)

    def press(self, control: Locator) -> None:
        """Press a button or follow a link; the name is read before the page goes."""
        name = control.get_attribute("aria-label") or control.inner_text().strip()
        self.done.append(f"press {name}")
        control.click()

    def fill(self, label: str, value: str, *, within: Locator | None = None) -> None:
        self.done.append(f"fill {label}")
        place = self.visitor.page.locator("main") if within is None else within
        place.get_by_label(label, exact=True).fill(value)

    def choose(self, label: str, option: str) -> None:
        """Choose in a select; what it says already needs no choice."""
        self.done.append(f"choose {option}")
        self.visitor.page.locator("main").get_by_label(label, exact=True).select_option(
            label=option
        )

    def follow_mail(self, path: str) -> None:
        """Open the link of a mail."""
        self.done.append("follow the link of the mail")
        self.visitor.open(path)

    def prove(self, what: str, *, most: int) -> None:
        """Write down the count as a proof, and each interaction beside the pictures."""
        said = "\n".join(f"{number}. {each}" for number, each in enumerate(self.done, start=1))
        self.visitor.pictures.mkdir(parents=True, exist_ok=True)
        kept = self.visitor.pictures / f"{what.replace(' ', '-')}.txt"
        kept.write_text(f"{said}\n", encoding="utf-8")
        record_result(f"interactions {what}", str(self.count))
        assert self.count <= most, said
