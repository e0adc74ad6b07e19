"""Refusals of channel settings."""

from turnout.kernel.errors import Conflict, NotFound


class ChannelSettingNotFound(NotFound):
    code = "sales-channels.none"
    title = "There are no such channel settings"


class ChannelSettingTaken(Conflict):
    code = "sales-channels.taken"
    title = "The ticket type has settings for this channel"
