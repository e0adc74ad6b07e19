"""What granting a request does, in the transaction that answers it."""

from turnout.kernel.db.tx import Transaction
from turnout.modules.consents.api import Consent, ConsentSource, ConsentTopic, record_consent
from turnout.modules.data_requests.errors import AccountGone
from turnout.modules.data_requests.types import DataRequest, RectifiedField
from turnout.modules.identity.api import Person
from turnout.modules.leads import api as leads
from turnout.modules.opt_outs import api as opt_outs
from turnout.modules.orders import api as orders
from turnout.modules.orders.api import AnswerPlace
from turnout.modules.participation import api as participation
from turnout.modules.privacy.api import ProcessingPurpose

MAILS = (ConsentTopic.INVITATIONS, ConsentTopic.EVENT_CHANGES)


def apply(tx: Transaction, request: DataRequest, person: Person | None) -> None:
    """Put right what was asked, or stop the purpose; nothing for what is done by hand."""
    if request.field == RectifiedField.NAME:
        orders.correct_name(tx, _known(person).email, request.wanted)
    elif request.field == RectifiedField.ANSWER and request.order_id is not None:
        place = AnswerPlace(
            order_id=request.order_id, attendee_id=request.attendee_id, question=request.question
        )
        orders.correct_answer(tx, place, request.wanted)
    elif request.purpose == ProcessingPurpose.NEWS:
        _stop_news(tx, _known(person))
    elif request.purpose == ProcessingPurpose.LEADS:
        leads.withdraw_of_address(tx, _known(person).email)


def _stop_news(tx: Transaction, person: Person) -> None:
    """No invitations, no announcements and no news of any event, by no channel; proof is kept.

    What concerns an order of theirs, and what an organizer calls important, still comes.
    """
    source = ConsentSource.OBJECTION
    for topic in MAILS:
        opt_outs.change_opt_out(tx, topic, None, email=person.email, is_on=False, source=source)
    if participation.unfollow(tx, person.id):
        said = Consent(
            topic=ConsentTopic.NEW_EVENTS, email=person.email, is_given=False, source=source
        )
        record_consent(tx, said)


def _known(person: Person | None) -> Person:
    if person is None:
        raise AccountGone
    return person
