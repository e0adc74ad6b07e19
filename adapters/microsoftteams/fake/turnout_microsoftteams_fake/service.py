"""A workflow “Send webhook alerts to a channel” as published: cards in, 202 out, errors in JSON."""

from typing import Any, ClassVar, Final

from turnout_microsoftteams_fake import signature_of
from turnout_sdk.testing.provider.app import Refusal
from turnout_sdk.testing.provider.messages import MessageProvider
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request

CARD: Final = "application/vnd.microsoft.card.adaptive"
LARGEST: Final = 28_000
BLOCKS: Final = {"TextBlock": "text", "FactSet": "facts"}
VERSIONS: Final = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5")
INVOKE: Final = "/workflows/0123/triggers/manual/paths/invoke"


class Service(MessageProvider):
    name = "teams"
    told: ClassVar[tuple[str, ...]] = ()

    def authenticate(self, request: Request) -> str:
        if request.path != INVOKE:
            raise _refusal(404, "WorkflowNotFound")
        offered = request.query.get("sig", "")
        account = offered.rpartition(".")[0]
        if not request.query.get("api-version") or offered != signature_of(account):
            raise _refusal(401, "DirectApiInvalidAuthorizationScheme")
        return account

    def serve(self, tx: Tx, account: str, request: Request) -> Reply:
        if self.is_refused(tx, account, ["workflow"]):
            raise _refusal(404, "WorkflowNotFound")
        if len(request.body) > LARGEST:
            raise _refusal(413, "RequestEntityTooLarge")
        _require_card(request)
        self.take(tx, account, message_id="", recipients=["channel"], raw=request.body)
        return Reply(status=202)

    def event(self, account: str, report: Json) -> Any:
        raise NotImplementedError

    def signed(self, account: str, event: Any, at: Any) -> Any:
        raise NotImplementedError


def _require_card(request: Request) -> None:
    try:
        said = request.json()
    except ValueError:
        raise _refusal(400, "InvalidRequestContent") from None
    match said:
        case {
            "type": "message",
            "attachments": [{"contentType": type_, "content": {"type": "AdaptiveCard"} as card}],
        } if type_ == CARD:
            blocks = card.get("body", [])
        case _:
            raise _refusal(400, "TriggerInputSchemaMismatch")
    is_known = all(BLOCKS.get(each.get("type"), "") in each for each in blocks)
    if card.get("version") not in VERSIONS or not blocks or not is_known:
        raise _refusal(400, "BadRequest")


def _refusal(status: int, code: str) -> Refusal:
    return Refusal(status, {"error": {"code": code, "message": code}})
