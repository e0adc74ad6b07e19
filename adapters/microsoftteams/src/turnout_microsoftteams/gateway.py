"""Microsoft Teams' side of the port `turnout_sdk.chat`: a workflow that posts Adaptive Cards.

Documented at support.microsoft.com (“Create incoming webhooks with Workflows for Microsoft Teams”)
and adaptivecards.io.
"""

import json
import re
from typing import Any, Final

from turnout_microsoftteams.settings import Settings
from turnout_sdk.adapter import Services
from turnout_sdk.chat import Message, Posted
from turnout_sdk.errors import AdapterError, Declined, Misconfigured
from turnout_sdk.http import Answer, Limits, ProviderApi

CARD: Final = "application/vnd.microsoft.card.adaptive"
SCHEMA: Final = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION: Final = "1.4"
"""What Teams shows everywhere, on phones too."""
LONGEST_BYTES: Final = 27_000
"""Teams takes 28 KB with what the workflow adds."""
LONGEST_TITLE: Final = 300
LONGEST_TEXT: Final = 3_000
LONGEST_FACT: Final = 500
MOST_FACTS: Final = 20
ACCEPTED: Final = 202
TOO_LARGE: Final = 413
GONE: Final = frozenset({404, 410})
MARKED: Final = str.maketrans({each: f"\\{each}" for each in "\\*_[]()"})
LISTED: Final = re.compile(r"^(\s*)([-+#>])", re.MULTILINE)


class Gateway:
    """Speak `Posts`."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._path = settings.path
        self._api = ProviderApi(
            services.http,
            settings.origin,
            refusal=_refusal,
            limits=Limits(attempts=1),
            sleep=services.sleep,
        )

    def __repr__(self) -> str:
        return f"Gateway({self._api!r})"

    def post(self, message: Message) -> Posted:
        """Show it once. The workflow says that it took the card, not that Teams showed it."""
        said = _message(message)
        if len(json.dumps(said).encode()) > LONGEST_BYTES:
            raise Declined("too-large", "This message is too long for Teams.")
        self._api.post_for(self._path, said, read=_taken)
        return Posted()


def _message(message: Message) -> dict[str, Any]:
    body: list[dict[str, Any]] = [
        _text(_cut(message.title, LONGEST_TITLE), size="Medium", weight="Bolder")
    ]
    if message.text:
        body.append(_text(_cut(message.text, LONGEST_TEXT)))
    facts = [
        {"title": _plain(_cut(name, LONGEST_FACT)), "value": _plain(_cut(value, LONGEST_FACT))}
        for name, value in list(message.facts.items())[:MOST_FACTS]
    ]
    if facts:
        body.append({"type": "FactSet", "facts": facts})
    card: dict[str, Any] = {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": VERSION,
        "msteams": {"width": "Full"},
        "body": body,
    }
    if message.url:
        title = message.url.split("/")[2] if "//" in message.url else message.url
        card["actions"] = [{"type": "Action.OpenUrl", "title": title, "url": message.url}]
    return {
        "type": "message",
        "attachments": [{"contentType": CARD, "contentUrl": None, "content": card}],
    }


def _text(text: str, **more: str) -> dict[str, Any]:
    return {"type": "TextBlock", "text": _plain(text), "wrap": True, **more}


def _plain(text: str) -> str:
    """Cards read Markdown: what would be a link or bold stays letters."""
    return LISTED.sub(r"\1\\\2", text.translate(MARKED))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _taken(answer: Answer) -> bool:
    if answer.status != ACCEPTED and answer.body.strip():
        raise ValueError("a workflow takes a card without words")
    return True


def _refusal(answer: Answer) -> AdapterError:
    if answer.status in GONE:
        return Misconfigured("This workflow was removed or switched off.")
    if answer.status == TOO_LARGE:
        return Declined("too-large", "This message is too long for Teams.")
    return Declined(f"http-{answer.status}", "The workflow refused this message.")
