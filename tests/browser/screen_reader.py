"""What a screen reader is told: by the browser's own accessibility tree, and by live regions."""

from dataclasses import dataclass
from typing import Any

from tests.browser.keyboard import Keyboard

SAID = (
    "checked",
    "pressed",
    "selected",
    "expanded",
    "invalid",
    "required",
    "disabled",
    "multiline",
)
"""States that are said; false ones only where their being false is news."""
QUIET = ("", "false", "none")


@dataclass(slots=True)
class ScreenReader(Keyboard):
    """Moves by keyboard, and reads what has the focus."""

    def focused(self) -> str:
        """As it is read aloud: `button Bold, pressed: true`, with its description after a dash."""
        nodes = self._nodes()
        found = [each for each in nodes if _properties(each).get("focused") == "true"]
        assert found, "nothing has the focus"
        return _spoken(found[-1])

    def expect_all_named(self) -> None:
        """Everything that takes the focus says what it is."""
        nameless = [
            _spoken(each)
            for each in self._nodes()
            if _properties(each).get("focusable") == "true"
            and not _text(each, "name")
            and _text(each, "role") not in ("RootWebArea", "generic", "none", "dialog", "main")
        ]
        assert not nameless, nameless

    def _nodes(self) -> list[dict[str, Any]]:
        client = self.visitor.context.new_cdp_session(self.visitor.page)
        try:
            nodes: list[dict[str, Any]] = client.send("Accessibility.getFullAXTree")["nodes"]
        finally:
            client.detach()
        return [each for each in nodes if not each.get("ignored")]


def _text(node: dict[str, Any], key: str) -> str:
    return str(node.get(key, {}).get("value", "")).strip()


def _properties(node: dict[str, Any]) -> dict[str, str]:
    return {
        each["name"]: str(each["value"].get("value", "")).lower()
        for each in node.get("properties", ())
    }


def _spoken(node: dict[str, Any]) -> str:
    states = _properties(node)
    said = [f"{name}: {states[name]}" for name in SAID if states.get(name, "") not in QUIET]
    spoken = ", ".join([f"{_text(node, 'role')} {_text(node, 'name')}".strip(), *said])
    described = _text(node, "description")
    return f"{spoken} - {described}" if described else spoken
