"""A shop whose mails leave through the fake of a provider that tells what became of them."""

from tests.modules.mail_providers.conftest import at, only_own_mails, platform_smtp, port, served

__all__ = ("at", "only_own_mails", "platform_smtp", "port", "served")
