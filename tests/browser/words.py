"""What the checkout says in a language: read from its catalogues, so that tests press real words."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from turnout_dev.stack.frontend import WEB


@dataclass(frozen=True, slots=True)
class Words:
    language: str

    def checkout(self, key: str, **values: Any) -> str:
        return _filled(_catalogue("features/checkout", self.language)[key], values)

    def shared(self, key: str, **values: Any) -> str:
        """Of the components that every area uses."""
        return _filled(_catalogue("ui", self.language)[key], values)


@cache
def _catalogue(area: str, language: str) -> dict[str, str]:
    path = WEB / "src" / area / "texts" / f"{language}.json"
    texts: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return texts


def _filled(text: str, values: dict[str, Any]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{{{name}}}}}", str(value))
    return text
