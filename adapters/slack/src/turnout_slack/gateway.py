"""Slack's side of the port `turnout_sdk.chat`: incoming webhooks with Block Kit.

Documented at docs.slack.dev/messaging/sending-messages-using-incoming-webhooks.
"""

from collections.abc import Mapping
from typing import Any, Final

from turnout_sdk.adapter import Health, Services
from turnout_sdk.chat import Message, Posted
from turnout_sdk.errors import AdapterError, Declined, Misconfigured
from turnout_sdk.http import Answer, Limits, ProviderApi
from turnout_slack.settings import Settings

TOOK: Final = b"ok"
LONGEST_TITLE: Final = 150
LONGEST_TEXT: Final = 3_000
LONGEST_FACT: Final = 2_000
MOST_FACTS: Final = 10
OVER: Final = {
    "no_service": "This webhook was removed at Slack.",
    "no_service_id": "This webhook was removed at Slack.",
    "no_team": "This workspace is gone.",
    "team_disabled": "This workspace is switched off.",
    "invalid_token": "This webhook was removed at Slack.",
    "channel_not_found": "The webhook's channel is gone.",
    "channel_is_archived": "The webhook's channel is archived.",
}
"""Answers after which nothing arrives until somebody makes another webhook."""
EMPTY: Final = frozenset({"slack-no_text", "slack-invalid_payload"})
"""What a webhook that works says to a message without words."""


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
        """Show it once: webhooks know no key and cannot be asked, so nothing is repeated."""
        self._api.post_for(self._path, _blocks(message), read=_taken)
        return Posted()

    def health(self) -> Health:
        """Send a message without words, which a webhook that works refuses and never shows."""
        try:
            self._api.post_for(self._path, {}, read=_taken)
        except Declined as declined:
            if declined.code in EMPTY:
                return Health(is_healthy=True)
            return Health(is_healthy=False, detail=declined.message)
        except Misconfigured as error:
            return Health(is_healthy=False, detail=str(error) or "Slack refuses this webhook.")
        return Health(is_healthy=True)


def _blocks(message: Message) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": _plain(_cut(message.title, LONGEST_TITLE))}
    ]
    if message.text:
        blocks.append({"type": "section", "text": _words(message.text)})
    facts = list(message.facts.items())[:MOST_FACTS]
    if facts:
        blocks.append({"type": "section", "fields": [_fact(*each) for each in facts]})
    if message.url:
        link = f"<{_escaped(message.url)}>"
        blocks.append({"type": "context", "elements": [{"type": "mrkdwn", "text": link}]})
    # Notifications and screen readers have the words of `text`; the blocks are what is seen.
    return {"text": _escaped(_cut(message.title, LONGEST_TEXT)), "blocks": blocks}


def _plain(text: str) -> Mapping[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _words(text: str) -> dict[str, Any]:
    """Plain words: nothing of them becomes a link, a mention or bold."""
    return {"type": "plain_text", "text": _cut(text, LONGEST_TEXT), "emoji": False}


def _fact(name: str, value: str) -> Mapping[str, Any]:
    return _plain(_cut(f"{name}: {value}", LONGEST_FACT))


def _escaped(text: str) -> str:
    """As Slack asks for it: these three letters, and no others."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _taken(answer: Answer) -> bool:
    if answer.body.strip() != TOOK:
        raise ValueError("Slack says ok, and nothing else")
    return True


def _refusal(answer: Answer) -> AdapterError:
    said = answer.body[:100].decode("ascii", "replace").strip()
    if said in OVER:
        return Misconfigured(OVER[said])
    code = said if said.replace("_", "").isalnum() else f"http-{answer.status}"
    return Declined(f"slack-{code}", "Slack refused this message.")
