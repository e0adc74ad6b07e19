"""What orders and attendees answered, for the export of an organization: a table, and the files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Conflict, Gone, NotFound
from turnout.modules.closures import policies
from turnout.modules.files import api as files
from turnout.modules.forms import api as forms
from turnout.modules.orders import api as orders

Answer: TypeAlias = tuple[orders.GivenAnswers, forms.Form, forms.Question]
COLUMNS: Final = ("order_number", "attendee", "key", "question", "answer")
FOLDER: Final = "answers"


def rows_of(
    ctx: OrganizationContext, order_ids: Sequence[UUID]
) -> Iterator[tuple[UUID, tuple[str, ...]]]:
    """The event and the cells of each answer; questions by the form that asked them."""
    policies.require_platform(ctx)
    with transaction(ctx) as tx:
        found = list(_answers_of(tx, order_ids))
        paths = _paths(tx, found)
    for given, form, question in found:
        answer = given.answers[question.key]
        said = paths.get(str(answer)) or forms.answer_text(form, question, answer)
        label = _label(form, question.label)
        who = (given.order_number, given.attendee_name)
        yield given.event_id, (*who, question.key, label, said)


def files_of(
    ctx: OrganizationContext, pages: Iterable[Sequence[UUID]]
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files that were sent as answers, under the names that the table gives; one at a time.

    One that a scanner has, or that is gone, is left out.
    """
    policies.require_platform(ctx)
    for order_ids in pages:
        with transaction(ctx) as tx:
            paths = _paths(tx, _answers_of(tx, order_ids))
        for file_id, path in paths.items():
            try:
                found = files.open_file(ctx, UUID(file_id))
            except (NotFound, Conflict, Gone):
                continue
            yield path, found.pieces


def _answers_of(tx: Transaction, order_ids: Sequence[UUID]) -> Iterator[Answer]:
    for given in orders.list_answers_of_orders(tx, order_ids):
        form = forms.get_form(tx, given.form_version_id)
        for question in form.questions:
            if question.key in given.answers:
                yield given, form, question


def _paths(tx: Transaction, answers: Iterable[Answer]) -> dict[str, str]:
    """Where in the archive each file lies, by its id as the answer says it."""
    ids = [
        UUID(given.answers[question.key])
        for given, _, question in answers
        if question.type is forms.QuestionType.FILE
    ]
    found = [shared.file for shared in files.share_files(tx, ids)]
    return {str(file.id): f"{FOLDER}/{file.id}/{file.name}" for file in found}


def _label(form: forms.Form, texts: Mapping[str, str]) -> str:
    return forms.text_in(texts, form.language, language=form.language)
