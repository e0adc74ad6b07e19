"""What crosses this module's border: the kinds of security events, and the records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID


class SecurityEventKind(StrEnum):
    """What happened. A key never changes; alarms are set on it."""

    SIGNED_IN = "sign-in.succeeded"
    NEW_DEVICE = "sign-in.new-device"
    SIGN_IN_DENIED = "sign-in.denied"
    SIGN_IN_FAILED = "sign-in.failed"
    SECOND_FACTOR_FAILED = "second-factor.failed"
    LOGIN_COPIED = "login.refresh-token-reused"
    LOGINS_ENDED = "login.ended-by-operator"
    PASSWORD_CHANGED = "password.changed"  # noqa: S105  a kind, not a secret
    PASSWORD_RESET = "password.reset"  # noqa: S105  a kind, not a secret
    EMAIL_CHANGE_ASKED = "email.change-asked"
    EMAIL_CHANGED = "email.changed"
    EMAIL_CHANGE_STOPPED = "email.change-stopped"
    EMAIL_CHANGE_UNDONE = "email.change-undone"
    ERASURE_ASKED = "erasure.asked"
    ERASURE_CANCELLED = "erasure.cancelled"
    ERASED = "erasure.done"
    COPY_ASKED = "personal-data.copy-asked"
    TOKEN_REFUSED = "api-token.refused"  # noqa: S105  a kind, not a secret
    TOKEN_ELSEWHERE = "api-token.used-elsewhere"  # noqa: S105  a kind, not a secret
    SSO_REFUSED = "sso.refused"
    SSO_SIGNED_IN = "sso.signed-in"
    SSO_BYPASSED = "sso.bypassed"
    AGENCY_REFUSED = "agency.refused"
    SCIM_REFUSED = "scim.refused"
    SCIM_DEPROVISIONED = "scim.deprovisioned"
    WEBHOOK_REFUSED = "webhook.refused"
    WEBHOOK_REPLAYED = "webhook.replayed"
    WEBHOOK_READ_AGAIN = "webhook.read-again"
    EXPORTED = "export.downloaded"
    OVERRIDDEN = "check-in.overridden"
    DEVICE_JOINED = "check-in-device.joined"
    DEVICE_REVOKED = "check-in-device.revoked"
    DEVICE_REFUSED = "check-in-device.refused"
    STREAM_CHANGED = "audit-stream.changed"
    OPERATOR_ACT = "operator.act"
    OPERATOR_TOKEN_REFUSED = "operator-token.refused"  # noqa: S105  a kind, not a secret


_K: Final = SecurityEventKind
SECURITY_EVENT_KINDS: Final[Mapping[SecurityEventKind, str]] = MappingProxyType(
    {
        _K.SIGNED_IN: "Somebody signed in; `details.second_factor` says whether with two factors",
        _K.NEW_DEVICE: "Somebody signed in from a browser that their account did not know",
        _K.SIGN_IN_DENIED: "The person said by the mail's link that a sign-in was not theirs; it"
        " ended",
        _K.SIGN_IN_FAILED: "A password was not accepted; `details.reason` is `wrong`, `paused` or"
        " `disabled`. The address that was typed is not kept",
        _K.SECOND_FACTOR_FAILED: "A code of a second factor was wrong, or came in a pause",
        _K.LOGIN_COPIED: "A refresh token came twice: somebody has a copy, the login has ended",
        _K.LOGINS_ENDED: "An operator ended all logins of a person",
        _K.PASSWORD_CHANGED: "A person set another password while signed in",
        _K.PASSWORD_RESET: "A person set another password by a link",
        _K.EMAIL_CHANGE_ASKED: "Somebody asked to give their account another e-mail address",
        _K.EMAIL_CHANGED: "An account has another e-mail address",
        _K.EMAIL_CHANGE_STOPPED: "The old address objected to a change; every login ended",
        _K.EMAIL_CHANGE_UNDONE: "The old address took a change back; every login ended",
        _K.ERASURE_ASKED: "Somebody asked to have a person erased; `details.due_at` says when",
        _K.ERASURE_CANCELLED: "An erasure was cancelled before it began",
        _K.ERASED: "A person was erased; the report is the operator's to read",
        _K.COPY_ASKED: "Somebody asked for a copy of everything that is kept of them",
        _K.TOKEN_REFUSED: "An API token was refused; `details.reason` is `unknown`, `revoked`,"
        " `expired` or `replaced`, and then who sends it has an old copy",
        _K.TOKEN_ELSEWHERE: "A valid API token was tried on another organization",
        _K.SSO_REFUSED: "An identity provider's sign-in was refused; `details.reason` says why",
        _K.SSO_BYPASSED: "The owner named for emergencies signed in past an enforced identity"
        " provider; `details.method` says how",
        _K.SSO_SIGNED_IN: "Somebody signed in by an identity provider",
        _K.AGENCY_REFUSED: "Somebody came through an agency otherwise than the organization allows;"
        " `details.asks` is `own_sso` or `refused`",
        _K.SCIM_REFUSED: "A directory's request (SCIM) was refused; `details.reason` says why",
        _K.SCIM_DEPROVISIONED: "A directory (SCIM) deactivated or deleted a person: membership,"
        " tokens and logins ended",
        _K.WEBHOOK_REFUSED: "A webhook's signature was wrong, old or missing; nothing was stored",
        _K.WEBHOOK_REPLAYED: "A webhook came again byte for byte; it was kept once",
        _K.WEBHOOK_READ_AGAIN: "A member had a stored webhook read again",
        _K.EXPORTED: "A member took data out, or a person their own; `details.what` names it",
        _K.OVERRIDDEN: "A member let somebody in against the verdict at the door",
        _K.DEVICE_JOINED: "A device joined an event's check-in by a code",
        _K.DEVICE_REVOKED: "A member took a check-in device away",
        _K.DEVICE_REFUSED: "A check-in device's token was refused; `details.reason` is `unknown`,"
        " `revoked` or `over`",
        _K.STREAM_CHANGED: "A member made, changed or deleted an audit stream",
        _K.OPERATOR_ACT: "An operator of the platform did `details.act`, for `details.reason`",
        _K.OPERATOR_TOKEN_REFUSED: "An operator's token was refused",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityEvent:
    """One record; it is never changed, and goes when its time is over."""

    component: ClassVar[str] = "SecurityEvent"
    id: UUID
    seq: Annotated[int, "Grows with time, with gaps"]
    kind: Annotated[str, "One of the kinds in docs/reference/security-events.md"]
    at: datetime
    actor: Annotated[str, "Who did it, as in the audit log: `user:<id>`, `token:<id>`, …"]
    on_behalf_of: str
    request_id: str
    user_id: Annotated[UUID | None, "The person whom it concerns"]
    address: Annotated[str, "The network address it came from; empty where there is none"]
    details: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityEventSearch:
    """What to look for; None leaves a filter out. Times include `since` and exclude `until`."""

    kind: str | None = None
    user_id: UUID | None = None
    actor: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedEvent:
    """A record with its place in the log, which a stream goes on from."""

    position: int
    event: SecurityEvent

    @classmethod
    def of(cls, **row: Any) -> "NumberedEvent":
        return cls(position=row.pop("position"), event=SecurityEvent(**row))
