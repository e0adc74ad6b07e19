"""Devices that follow a pass: they register, ask what changed, and fetch it.

The adapter understands what a device says and words the answers; who has which pass is ours.
"""

from functools import partial
from typing import Final
from uuid import UUID

import structlog

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.security.capability_links import is_derived
from turnout.modules.wallet_passes import gateways, queries, rules
from turnout.modules.wallet_passes.contents import pass_of, read_facts, token_of
from turnout.modules.wallet_passes.errors import NotProven, PassNotFound, WalletNotFound
from turnout.modules.wallet_passes.metrics import ASKED
from turnout.modules.wallet_passes.types import DeviceAnswer, StoredPass
from turnout_sdk.wallet import Ask, AskKind, Changed, Packs, Serves, WebRequest

MOST_DEVICES: Final = 10
"""So many devices follow one pass; a wallet app keeps it on one person's own."""

log = structlog.get_logger(__name__)


def answer_device(ctx: PublicContext, connection_id: UUID, request: WebRequest) -> DeviceAnswer:
    """Answer a wallet app on a device: it follows a pass, asks what changed, fetches it."""
    opened = gateways.open_wallet(ctx, connection_id)
    port = opened.port
    if not isinstance(port, Serves) or not isinstance(port, Packs):
        raise WalletNotFound
    ask = port.read_request(request)
    ASKED.add(kind=ask.kind.value if ask else "unknown")
    if ask is None:
        raise PassNotFound
    if ask.kind is AskKind.LOG:
        log.info("wallet app complains", connection_id=str(connection_id), said=ask.messages)
        return DeviceAnswer()
    if ask.kind is AskKind.LIST_CHANGED:
        return _changed(ctx, connection_id, port, ask)
    with transaction(ctx) as tx:
        stored = _proven(tx, connection_id, ask)
        if ask.kind is AskKind.REGISTER:
            return _registered(tx, stored, ask)
        if ask.kind is AskKind.UNREGISTER:
            queries.unregister_device(tx, stored.id, device=ask.device)
            return DeviceAnswer()
        if ask.modified_since is not None and stored.changed_at <= ask.modified_since:
            return DeviceAnswer(status=304, modified_at=stored.changed_at)
        facts = read_facts(tx, stored)
    made = pass_of(facts, follows=True)
    packed = gateways.call_for_holder(opened, lambda: port.pack(made))
    return DeviceAnswer(
        body=packed.content, media_type=packed.media_type, modified_at=stored.changed_at
    )


def _proven(tx: Transaction, connection_id: UUID, ask: Ask) -> StoredPass:
    """The pass whose token the device has; of others it does not hear whether they are there."""
    try:
        stored = queries.find_pass(tx, UUID(ask.pass_id))
    except ValueError:
        stored = None
    if stored is None or stored.connection_id != connection_id:
        raise NotProven
    if not is_derived(ask.token, partial(token_of, stored)):
        raise NotProven
    return stored


def _registered(tx: Transaction, stored: StoredPass, ask: Ask) -> DeviceAnswer:
    if queries.count_devices(tx, stored.id) >= MOST_DEVICES:
        queries.forget_oldest_device(tx, stored.id)
    is_new = queries.register_device(tx, stored.id, device=ask.device, push_token=ask.push_token)
    return DeviceAnswer(status=201 if is_new else 200)


def _changed(ctx: PublicContext, connection_id: UUID, port: Serves, ask: Ask) -> DeviceAnswer:
    since = rules.since_mark(ask.since)
    with transaction(ctx) as tx:
        found = queries.list_changed(tx, connection_id, device=ask.device, since=since)
    if not found:
        return DeviceAnswer(status=204)
    mark = rules.mark_of(max(changed_at for _, changed_at in found))
    answer = port.write_changed(Changed(pass_ids=[str(each) for each, _ in found], mark=mark))
    return DeviceAnswer(body=answer.body, media_type=answer.media_type)
