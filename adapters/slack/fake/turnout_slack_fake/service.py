"""Slack's incoming webhooks as published: blocks within their limits, and errors as one word."""

from typing import Any, ClassVar, Final

from turnout_sdk.testing.provider.app import Refusal
from turnout_sdk.testing.provider.messages import MessageProvider
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request
from turnout_slack_fake import token_of

MOST_BLOCKS: Final = 50
LONGEST: Final = {"header": 150, "section": 3_000, "context": 3_000}
LONGEST_FIELD: Final = 2_000
MOST_FIELDS: Final = 10
PARTS: Final = 5
OK: Final = Reply(body=b"ok", headers={"Content-Type": "text/html"})


class Refused(Refusal):
    """One word, and no JSON."""

    def reply(self) -> Reply:
        return Reply(
            status=self.status, body=self.body.encode(), headers={"Content-Type": "text/html"}
        )


class Service(MessageProvider):
    name = "slack"
    told: ClassVar[tuple[str, ...]] = ()

    def authenticate(self, request: Request) -> str:
        parts = request.path.split("/")
        offered = parts[-1]
        account = offered.rpartition(".")[0]
        if len(parts) != PARTS or parts[1] != "services" or offered != token_of(account):
            raise Refused(404, "no_service")
        return account

    def serve(self, tx: Tx, account: str, request: Request) -> Reply:
        if request.method != "POST":
            raise Refused(400, "invalid_payload")
        for word, status in (("channel_is_archived", 410), ("no_service", 404)):
            if self.is_refused(tx, account, [word]):
                raise Refused(status, word)
        _require_message(request)
        self.take(tx, account, message_id="", recipients=["channel"], raw=request.body)
        return OK

    def event(self, account: str, report: Json) -> Any:
        raise NotImplementedError

    def signed(self, account: str, event: Any, at: Any) -> Any:
        raise NotImplementedError


def _require_message(request: Request) -> None:
    try:
        said = request.json()
    except ValueError:
        raise Refused(400, "invalid_payload") from None
    if not isinstance(said, dict) or not (said.get("text") or said.get("blocks")):
        raise Refused(400, "no_text")
    blocks = said.get("blocks", [])
    if len(blocks) > MOST_BLOCKS or not all(_is_block(each) for each in blocks):
        raise Refused(400, "invalid_blocks")


def _is_block(block: Any) -> bool:
    match block:
        case {"type": "header", "text": {"type": "plain_text", "text": str(text)}}:
            return 0 < len(text) <= LONGEST["header"]
        case {"type": "section", "text": {"type": "plain_text" | "mrkdwn", "text": str(text)}}:
            return 0 < len(text) <= LONGEST["section"]
        case {"type": "section", "fields": [*fields]}:
            texts = [each.get("text", "") for each in fields]
            return len(texts) <= MOST_FIELDS and all(
                0 < len(each) <= LONGEST_FIELD for each in texts
            )
        case {"type": "context", "elements": [{"type": "mrkdwn", "text": str(text)}]}:
            return 0 < len(text) <= LONGEST["context"]
    return False
