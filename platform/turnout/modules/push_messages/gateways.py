"""Push services: the adapters by which browsers and apps are reached, and how they are opened.

Browsers are reached by the platform's own key, made once. Every browser subscribes to this key. It
is never replaced: with another one each subscription would be worth nothing. It is sealed under the
installation's master keys, as all secrets are. Apps are reached by the operator's project at a
service (`TURNOUT_PUSH`).
"""

import base64
import threading
from email.utils import parseaddr
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from turnout.kernel import cache, codec, runtime
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.outbound.addresses import Rules
from turnout.modules.connections import api as connections
from turnout.modules.connections.api import Opened
from turnout.modules.push_messages import queries
from turnout.modules.push_messages.errors import NoPush
from turnout.modules.push_messages.types import NewSubscription, StoredSubscription
from turnout_sdk.adapter import Kind
from turnout_sdk.errors import Misconfigured, Unavailable, Unclear
from turnout_sdk.push import Accepted, Note, Subscription
from turnout_sdk.time_limits import CALL_SECONDS

KEY: Final = "push_keys.sealed"
KEY_BYTES: Final = 32
OF_A_SERVICE: Final = 4
IN_ALL: Final = 8
LONGEST_REST_SECONDS: Final = 3600
_opened: Final[dict[tuple[str, bytes, Rules], Opened]] = {}
_lock = threading.Lock()
"""By adapter, sealed key and rules: an adapter keeps its connections as long as the process."""


def public_key() -> str:
    """What browsers ask for before they subscribe; empty where no adapter is installed."""
    try:
        found: str = open_sender(sender_key()).port.public_key()
    except NoPush:
        return ""
    return found


def sender_key() -> str:
    """The adapter by which browsers are reached; NoPush where none is installed."""
    found = next(iter(browser_adapters()), None)
    if found is None:
        raise NoPush
    return found


def browser_adapters() -> list[str]:
    """The installed adapters that reach browsers."""
    installed = runtime.current().adapters.list(Kind.PUSH)
    return [each.key for each in installed if each.capabilities.browsers]


def app_key() -> str:
    """The adapter with which new apps register; NoPush where none is installed and set up."""
    apps = [
        each.key
        for each in runtime.current().adapters.list(Kind.PUSH)
        if each.capabilities.apps and not each.capabilities.browsers
    ]
    found = next((key for key in _settings() if key in apps), None)
    if found is None:
        raise NoPush
    return found


def has_apps() -> bool:
    """Whether apps may register."""
    try:
        return bool(app_key())
    except NoPush:
        return False


def open_sender(adapter_key: str) -> Opened:
    """The adapter of a device, ready to send; Misconfigured for one that is not set up any more."""
    try:
        is_of_browsers = adapter_key == sender_key()
    except NoPush:
        is_of_browsers = False
    return _open_for_browsers(adapter_key) if is_of_browsers else _open_for_apps(adapter_key)


def _open_for_apps(adapter_key: str) -> Opened:
    settings = _settings().get(adapter_key)
    if settings is None:
        raise Misconfigured(f"{adapter_key} is not among the services of TURNOUT_PUSH")
    said = runtime.current().settings.push.get_secret_value().encode()
    wanted = (adapter_key, said, runtime.current().rules)
    with _lock:
        found = _opened.get(wanted)
        if found is None:
            found = connections.open_operator_adapter(Kind.PUSH, adapter_key, settings)
            _opened[wanted] = found
    return found


def _open_for_browsers(adapter_key: str) -> Opened:
    """With the platform's key, which is made when it is first asked for."""
    wanted = (adapter_key, sealed := _sealed_key(adapter_key), runtime.current().rules)
    with _lock:
        found = _opened.get(wanted)
        if found is None:
            private = runtime.current().keys.open(sealed, organization_id=None, field=KEY)
            values = {"private_key": private.decode(), "subject": _contact()}
            found = connections.open_operator_adapter(Kind.PUSH, adapter_key, values)
            _opened[wanted] = found
    return found


def send(opened: Opened, subscription: Subscription, note: Note) -> Accepted:
    """Hand a message over within its time; one of the SDK's errors otherwise.

    Places and rests are each push service's own. One that says when to come again is left alone
    until then, by all workers.
    """
    # Tokens of apps have no address: what rests is the operator's project at the service.
    where = urlsplit(subscription.address).netloc if subscription.keys else opened.adapter_key
    redis, name = runtime.current().redis, cache.key(None, "push", "rests", where)
    rests, _ = cache.get_with(redis, name)
    if isinstance(rests, int | float):
        raise Unavailable(f"{where} asked for a rest", retry_after_seconds=float(rests))
    places = runtime.current().calls_for("push", per_connection=OF_A_SERVICE, per_process=IN_ALL)
    try:
        found = places.call(
            opened.adapter_key,
            f"{where}:push",
            lambda: opened.port.send(subscription, note),
            timeout_seconds=CALL_SECONDS,
        )
    except Unavailable as error:
        seconds = int(error.retry_after_seconds or 0)
        if seconds > 0:
            cache.put(redis, name, seconds, ttl_seconds=min(seconds, LONGEST_REST_SECONDS))
        raise
    if not isinstance(found, Accepted):
        raise Unclear("The adapter answered something that is no acceptance.")
    return found


def open_subscription(stored: StoredSubscription) -> Subscription:
    """Address and keys of a device, for the sender alone."""
    raw = runtime.current().keys.open(
        bytes(stored.sealed), organization_id=None, field=_field_of(stored.user_id)
    )
    address, keys = codec.decode(raw, tuple[str, dict[str, str]])
    return Subscription(address=address, keys=keys)


def seal_subscription(user_id: UUID, new: NewSubscription) -> bytes:
    """Sealed for its person: moved to another's row it does not open."""
    raw = msgspec.json.encode((new.address, new.keys))
    return runtime.current().keys.seal(raw, organization_id=None, field=_field_of(user_id))


def _field_of(user_id: UUID) -> str:
    return f"push_subscriptions.sealed/{user_id}"


def _settings() -> dict[str, dict[str, Any]]:
    said = runtime.current().settings.push.get_secret_value()
    return connections.settings_by_adapter(said, setting="TURNOUT_PUSH")


def _sealed_key(adapter_key: str) -> bytes:
    with transaction(SystemContext(job="push_messages.key")) as tx:
        found = queries.find_key(tx, adapter_key)
        if found is None:
            private = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
            text = base64.urlsafe_b64encode(private.to_bytes(KEY_BYTES, "big")).rstrip(b"=")
            sealed = runtime.current().keys.seal(text, organization_id=None, field=KEY)
            queries.insert_key(tx, adapter_key, sealed)
            found = queries.find_key(tx, adapter_key)
    if found is None:
        raise NoPush
    return found


def _contact() -> str:
    """Where the people of a push service reach the operator: the address that mails come from."""
    return f"mailto:{parseaddr(runtime.current().settings.mail_from)[1]}"
