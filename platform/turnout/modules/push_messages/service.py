"""Use cases of devices: a person subscribes a browser or registers an app, and takes it back."""

from dataclasses import replace
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import PersonContext
from turnout.kernel.db.tx import Transaction, transaction
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
    """The person's devices, the key that a browser would subscribe to, and whether apps may."""
    key, has_apps = gateways.public_key(), gateways.has_apps()
    with transaction(identity.in_name_of(ctx, job="push-messages.list")) as tx:
        found = _list(tx, ctx.user_id)
        return PushSubscriptions(public_key=key, has_apps=has_apps, items=found)


def subscribe(ctx: PersonContext, new: NewSubscription) -> PushSubscription:
    """Tell the person in this browser too, as long as they are signed in on it.

    NoPush where no adapter is installed, Invalid for what no browser hands out, TooManyDevices
    beyond `rules.MOST_DEVICES`. Subscribed again, it is the same device.
    """
    login_id = policies.require_login(ctx)
    is_web = runtime.current().rules.is_web(new.address)
    rules.require_keys(new.address, new.keys, is_web=is_web)
    keys = {name: new.keys[name] for name in rules.KEYS}
    return _keep(ctx, login_id, replace(new, keys=keys), gateways.sender_key())


def register_app(ctx: PersonContext, new: NewSubscription) -> PushSubscription:
    """Tell the person in an app too, as long as they are signed in there.

    NoPush where the operator set no service up, Invalid for what is no registration token,
    TooManyDevices as for browsers. A token that is registered again is the same device.
    """
    login_id = policies.require_login(ctx)
    rules.require_token(new.address)
    return _keep(ctx, login_id, new, gateways.app_key())


def _keep(
    ctx: PersonContext, login_id: UUID, new: NewSubscription, adapter_key: str
) -> PushSubscription:
    digest = rules.digest_of(new.address)
    sealed = gateways.seal_subscription(ctx.user_id, new)
    with transaction(identity.in_name_of(ctx, job="push-messages.subscribe")) as tx:
        known = _list(tx, ctx.user_id)
        is_new = all(each.digest != digest for each in known)
        if is_new and len(known) >= rules.MOST_DEVICES:
            raise TooManyDevices
        queries.subscribe(tx, ctx.user_id, login_id, new, adapter_key=adapter_key, sealed=sealed)
        found = _list(tx, ctx.user_id)
        if is_new:
            tx.after_commit.append(lambda: DEVICES.add(outcome="subscribed"))
    return next(each for each in found if each.digest == digest)


def _list(tx: Transaction, user_id: UUID) -> list[PushSubscription]:
    return queries.list_subscriptions(tx, user_id, browser_adapters=gateways.browser_adapters())


def unsubscribe(
    ctx: PersonContext, subscription_id: UUID, *, audience: InboxAudience | None = None
) -> None:
    """Tell a device nothing more, or no more of what `audience` names; PushSubscriptionNotFound."""
    with transaction(identity.in_name_of(ctx, job="push-messages.unsubscribe")) as tx:
        if not queries.unsubscribe(tx, subscription_id, user_id=ctx.user_id, audience=audience):
            raise PushSubscriptionNotFound
        tx.after_commit.append(lambda: DEVICES.add(outcome="unsubscribed"))
