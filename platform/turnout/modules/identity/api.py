"""What other modules, roles and tests may ask of identity."""

from turnout.modules.identity.records import IdentityMail, Person, SignUp
from turnout.modules.identity.service.accounts import ensure_user, find_user, get_people
from turnout.modules.identity.service.gate import gate
from turnout.modules.identity.service.keys import rotate_keys
from turnout.modules.identity.service.mails import (
    list_unsent_identity_mails,
    mark_identity_mail_sent,
    read_identity_mail,
)
from turnout.modules.identity.service.reset import reset_password
from turnout.modules.identity.service.sessions import mint_access_token
from turnout.modules.identity.service.sign_up import sign_up, verify_email

__all__ = [
    "IdentityMail",
    "Person",
    "SignUp",
    "ensure_user",
    "find_user",
    "gate",
    "get_people",
    "list_unsent_identity_mails",
    "mark_identity_mail_sent",
    "mint_access_token",
    "read_identity_mail",
    "reset_password",
    "rotate_keys",
    "sign_up",
    "verify_email",
]
