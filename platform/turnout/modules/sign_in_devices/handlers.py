"""What sign-in devices answer to identity below them."""

from turnout.modules.identity import api as identity
from turnout.modules.sign_in_devices import service

identity.LOGIN_OPENED.register(service.note_device)
