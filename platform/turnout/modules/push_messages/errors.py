"""Refusals of push messages."""

from turnout.kernel.errors import Conflict, NotFound


class PushSubscriptionNotFound(NotFound):
    code = "push-messages.no-subscription"
    title = "None of your devices is subscribed so"


class TooManyDevices(Conflict):
    code = "push-messages.too-many-devices"
    title = "You are told on as many devices as we allow. Remove one that you no longer use"


class NoPush(NotFound):
    code = "push-messages.none"
    title = "This installation has no push messages"
