"""Browsers that an account knows: a sign-in from another one is told by mail, and can be undone.

A browser is known by its cookie, or by what it calls itself together with its network. The first
sign-in ever is told to nobody.
"""

from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.security.crypto import hash_token
from turnout.kernel.security.rate_limits import network_of
from turnout.modules.identity import api as identity
from turnout.modules.security_events.api import SecurityEventKind, record_security_event
from turnout.modules.sign_in_devices import queries

KEPT: Final = timedelta(days=400)


def note_device(tx: Transaction, user_id: UUID, login_id: UUID, client: identity.Client) -> None:
    """Note the browser of a sign-in; from one that is new, a mail goes out with this commit."""
    fingerprint = hash_token(f"{client.agent}\n{network_of(client.address)}")
    secret_hash = hash_token(client.device)
    used = queries.use_device(tx, user_id, secret_hash=secret_hash, fingerprint=fingerprint)
    if used.is_first or used.is_known:
        return
    record_security_event(
        tx,
        SecurityEventKind.NEW_DEVICE,
        user_id=user_id,
        address=client.address,
        details={"login_id": login_id},
    )
    told = {
        "login_id": str(login_id),
        "device_id": str(used.id),
        "agent": client.agent,
        "address": client.address,
        "at": tx.now.isoformat(),
    }
    identity.write_mail(tx, user_id, purpose=identity.Purpose.NEW_DEVICE, details=told)


def deny_sign_in(secret: str, *, request_id: str = "") -> str:
    """End the login that a mail told of, once, and forget its browser; LinkOver otherwise.

    The secret of a link for another password: whoever has the first one knows the present one.
    """
    with transaction(SystemContext(job="sign-in-devices.deny", request_id=request_id)) as tx:
        token, user_id = identity.lock_link(tx, secret, purpose=identity.Purpose.NEW_DEVICE)
        login_id = UUID(token.details["login_id"])
        identity.end_login_of(tx, login_id, user_id=user_id, reason="denied by the person")
        queries.delete_device(tx, UUID(token.details["device_id"]), user_id=user_id)
        identity.use_link(tx, token)
        record_security_event(
            tx, SecurityEventKind.SIGN_IN_DENIED, user_id=user_id, details={"login_id": login_id}
        )
        return identity.issue_link(tx, user_id, purpose=identity.Purpose.RESET_PASSWORD)


def forget_old_devices(ctx: SystemContext) -> int:
    with transaction(ctx) as tx:
        return queries.forget_devices(tx, tx.now - KEPT)
