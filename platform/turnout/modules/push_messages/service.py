"""Use cases of devices: a person subscribes the browser they sit at, and takes it back."""

from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import PersonContext
from turnout.kernel.db.tx import transaction
from turnout.modules.identity import api as identity
from turnout.modules.inbox.api import InboxAudience
from turnout.modules.push_messages import gateways, policies, queries, rules
from turnout.modules.push_messages.errors import PushSubscriptionNotFound, TooManyDevices
from turnout.modules.push_messages.metrics import DEVICES
from turnout.modules.push_messages.types import (
    NewSubscription,
    PushSubscription,
    PushSubscriptions,
)


def list_subscriptions(ctx: PersonContext) -> PushSubscriptions:
    """The person's devices, and the key that another one would subscribe to."""
    key = gateways.public_key()
    with transaction(identity.in_name_of(ctx, job="push-messages.list")) as tx:
        return PushSubscriptions(public_key=key, items=queries.list_subscriptions(tx, ctx.user_id))


def subscribe(ctx: PersonContext, new: NewSubscription) -> PushSubscription:
    """Tell the person on this device too, as long as they are signed in on it.

    NoPush where no adapter is installed, Invalid for what no browser hands out, TooManyDevices
    beyond `rules.MOST_DEVICES`. Subscribed again, it is the same device.
    """
    login_id = policies.require_login(ctx)
    is_web = runtime.current().rules.is_web(new.address)
    rules.require_keys(new.address, new.keys, is_web=is_web)
    adapter_key, digest = gateways.sender_key(), rules.digest_of(new.address)
    sealed = gateways.seal_subscription(ctx.user_id, new)
    with transaction(identity.in_name_of(ctx, job="push-messages.subscribe")) as tx:
        known = queries.list_subscriptions(tx, ctx.user_id)
        is_new = all(each.digest != digest for each in known)
        if is_new and len(known) >= rules.MOST_DEVICES:
            raise TooManyDevices
        queries.subscribe(tx, ctx.user_id, login_id, new, adapter_key=adapter_key, sealed=sealed)
        found = queries.list_subscriptions(tx, ctx.user_id)
        if is_new:
            tx.after_commit.append(lambda: DEVICES.add(outcome="subscribed"))
    return next(each for each in found if each.digest == digest)


def unsubscribe(
    ctx: PersonContext, subscription_id: UUID, *, audience: InboxAudience | None = None
) -> None:
    """Tell a device nothing more, or no more of what `audience` names; PushSubscriptionNotFound."""
    with transaction(identity.in_name_of(ctx, job="push-messages.unsubscribe")) as tx:
        if not queries.unsubscribe(tx, subscription_id, user_id=ctx.user_id, audience=audience):
            raise PushSubscriptionNotFound
        tx.after_commit.append(lambda: DEVICES.add(outcome="unsubscribed"))
