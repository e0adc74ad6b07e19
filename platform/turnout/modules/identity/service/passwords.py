"""A new password for who is signed in and knows the present one."""

from turnout.kernel.context import PersonContext, SystemContext
from turnout.kernel.db.tx import transaction
from turnout.modules.identity import passwords, rules
from turnout.modules.identity.enums import Purpose
from turnout.modules.identity.queries import logins, mails, people
from turnout.modules.identity.service.authentication import remember_ended
from turnout.modules.identity.service.mails import write_mail
from turnout.modules.identity.service.profile import show_me
from turnout.modules.identity.service.sign_in import prove_present_password
from turnout.modules.identity.types import Client


def change_password(ctx: PersonContext, present: str, new: str, *, client: Client) -> None:
    """Set the new password; every other login of the person ends, and a mail tells them.

    Invalid when the new one is no good or the present one not right, PasswordPaused after
    several of those. Links to choose another password that are still on their way stop working.
    """
    person = show_me(ctx)
    rules.raise_if(passwords.password_errors(new, email=person.email))
    writer = SystemContext(
        job="identity.change-password", request_id=ctx.request_id, on_behalf_of=str(ctx.actor)
    )
    prove_present_password(writer, person.email, present, client=client)
    password_hash = passwords.hash_password(new)
    with transaction(writer) as tx:
        people.set_password(tx, ctx.user_id, password_hash=password_hash)
        mails.use_all_tokens(tx, ctx.user_id, purpose=Purpose.RESET_PASSWORD)
        ended = logins.end_other_logins(
            tx, ctx.user_id, kept=ctx.login_id, reason="password changed"
        )
        write_mail(tx, ctx.user_id, purpose=Purpose.PASSWORD_CHANGED)
    remember_ended(ended)
