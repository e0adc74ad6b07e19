"""Another e-mail address for an account: asked for with the password, proved by a mail to it."""

from typing import Final

from turnout.kernel.context import PersonContext, SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.identity.enums import Purpose
from turnout.modules.identity.errors import LinkOver
from turnout.modules.identity.queries import mails, people
from turnout.modules.identity.service.mails import lock_link, write_mail
from turnout.modules.identity.service.profile import show_me
from turnout.modules.identity.service.sign_in import prove_present_password
from turnout.modules.identity.types import Client
from turnout.modules.organizations import api as organizations

LINKS: Final = (Purpose.CHANGE_EMAIL, Purpose.VERIFY_EMAIL, Purpose.RESET_PASSWORD)
"""All of them were made for the address that was."""


def request_email_change(ctx: PersonContext, email: str, password: str, *, client: Client) -> str:
    """Send a link to the new address, which the account keeps waiting for; as it is kept.

    Says the same whoever has that address: its owner, if there is one, gets a mail that says so.
    Only the newest link counts. Invalid when the password is not right, PasswordPaused after
    several such tries.
    """
    address = organizations.address_of(email)
    person = show_me(ctx)
    if address == person.email:
        raise Invalid(FieldError("/email", "This is your address already.", "same"))
    writer = SystemContext(
        job="identity.ask-for-address", request_id=ctx.request_id, on_behalf_of=str(ctx.actor)
    )
    prove_present_password(writer, person.email, password, client=client)
    with transaction(writer) as tx:
        mails.use_all_tokens(tx, ctx.user_id, purpose=Purpose.CHANGE_EMAIL)
        owner = people.find_person_by_email(tx, address)
        if owner is None:
            write_mail(tx, ctx.user_id, purpose=Purpose.CHANGE_EMAIL, email=address)
        elif not owner.is_disabled:
            write_mail(tx, owner.id, purpose=Purpose.ALREADY_REGISTERED)
    return address


def confirm_email_change(secret: str, *, request_id: str = "") -> str:
    """Give the account the address that the link was sent to, once; that address.

    The same commit voids every link to the former address, which gets a mail about it. LinkOver
    when somebody has taken the new one meanwhile.
    """
    with transaction(SystemContext(job="identity.change-address", request_id=request_id)) as tx:
        token, user_id = lock_link(tx, secret, purpose=Purpose.CHANGE_EMAIL)
        person = people.find_person(tx, user_id)
        if person is None or not people.set_address(tx, user_id, email=token.email):
            raise LinkOver
        for purpose in LINKS:
            mails.use_all_tokens(tx, user_id, purpose=purpose)
        write_mail(tx, user_id, purpose=Purpose.EMAIL_CHANGED, email=person.email)
        return token.email
