"""A mail server of its own for each test."""

from tests.modules.notifications.conftest import mailbox, only_own_mails, platform_smtp, port

__all__ = ("mailbox", "only_own_mails", "platform_smtp", "port")
