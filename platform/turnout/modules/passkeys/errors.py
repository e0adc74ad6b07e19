"""Refusals of passkeys."""

from turnout.kernel.errors import Conflict, NotFound


class PasskeysNotAvailable(Conflict):
    """The platform's address is a number: browsers tie passkeys to a name."""

    code = "passkeys.not-available"
    title = "Passkeys need the platform to be reached by a name, not by a number"


class PasskeyExists(Conflict):
    code = "passkeys.exists"
    title = "This passkey is registered already"


class TooManyPasskeys(Conflict):
    code = "passkeys.too-many"
    title = "There are as many passkeys as one may have; remove one first"


class PasskeyNotFound(NotFound):
    code = "passkeys.not-found"
