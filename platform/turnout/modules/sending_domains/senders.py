"""From where a mail leaves: the organization's own address while its domain is right, else ours."""

from dataclasses import replace

from turnout.kernel.db.tx import Transaction
from turnout.modules.sending_domains import keys, queries, rules
from turnout.modules.sending_domains.metrics import MAILS
from turnout.modules.sending_domains.models import SendingDomainState, SignedBy
from turnout.modules.sending_domains.types import MailSender
from turnout_sdk.email import Address, OutgoingMail


def choose_sender(tx: Transaction, *, is_news: bool) -> MailSender | None:
    """The address that a mail leaves from; None: the platform's.

    News beyond what a new domain may send today leave from the platform's, so that nothing waits.
    """
    found = queries.find_used(tx)
    if found is None:
        return None
    if found.state != SendingDomainState.VERIFIED:
        if found.state == SendingDomainState.FAILING:
            tx.after_commit.append(lambda: MAILS.add(sender="platform_failing"))
        return None
    limit = rules.daily_limit(found.verified_at, tx.now)
    if is_news and limit is not None and not queries.count_announced(tx, found.id, most=limit):
        tx.after_commit.append(lambda: MAILS.add(sender="platform_warm_up"))
        return None
    return MailSender(
        domain_id=found.id,
        organization_id=found.organization_id,
        domain=found.domain,
        address=found.address,
        signed_by=SignedBy(found.signed_by),
        selector=found.selectors[0],
        keys=found.keys,
    )


def align(sender: MailSender | None, mail: OutgoingMail, *, takes_signatures: bool) -> OutgoingMail:
    """The mail from the organization's own address, signed where the key is ours.

    Unchanged where nobody would sign it: a key of ours needs a connection that takes our
    signature, and a provider's key its own connection.
    """
    is_ours = sender is not None and sender.signed_by is SignedBy.PLATFORM
    if sender is None or is_ours is not takes_signatures:
        return mail
    MAILS.add(sender="own")
    own = replace(mail, sender=Address(email=sender.address, name=mail.sender.name))
    if not is_ours or sender.keys is None:
        return own
    key = keys.open_keys(sender.organization_id, sender.keys)[0]
    domain, selector = sender.domain, sender.selector
    return replace(
        own, sign=lambda content: keys.sign(content, domain=domain, selector=selector, key=key)
    )
