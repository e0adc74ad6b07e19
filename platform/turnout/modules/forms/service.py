"""Use cases of forms: write one, try it, show it to those who answer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, PreconditionFailed
from turnout.modules.events import api as events
from turnout.modules.forms import policies, queries
from turnout.modules.forms.facts import FormChanged
from turnout.modules.forms.hooks import ticket_types_of
from turnout.modules.forms.rules import evaluate
from turnout.modules.forms.types import (
    Evaluation,
    FormVersion,
    Scope,
    ShownForm,
    questions_in,
    read_form,
)
from turnout.modules.forms.validation import checked_form

NONE_YET = FormVersion()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Answers to try, as one scope of a checkout would send them."""

    scope: Scope
    answers: Mapping[str, Any]
    ticket_type_ids: Collection[str]
    definition: Mapping[str, Any] | None = None
    """A form that is not saved yet; None tries the one that is asked now."""


def get_form_version(ctx: OrganizationContext, event_id: UUID) -> FormVersion:
    """The form that is asked now, in every language; version 0 when there is none yet."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return queries.find_current(tx, event_id) or NONE_YET


def list_form_versions(ctx: OrganizationContext, event_id: UUID) -> list[FormVersion]:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return queries.list_versions(tx, event_id)


def save_form(
    ctx: OrganizationContext,
    event_id: UUID,
    definition: Mapping[str, Any],
    *,
    version: int | None = None,
) -> FormVersion:
    """Ask other questions from now on: a new version, unless nothing was changed.

    Answers that were given keep pointing to the version that asked for them.
    """
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        tidy = checked_form(definition, ticket_type_ids=ticket_types_of(tx, event_id))
        form = queries.lock_form(tx, event_id)
        if version is not None and version != (form.version if form else 0):
            raise PreconditionFailed
        before = queries.find_current(tx, event_id)
        if before is not None and before.definition == tidy:
            return before
        saved = queries.add_version(tx, event_id, tidy, form=form)
        if saved.id is not None:
            tx.publish(FormChanged(event_id=event_id, form_version_id=saved.id))
        return saved


def try_form(ctx: OrganizationContext, event_id: UUID, trial: Trial) -> Evaluation:
    """Evaluate answers by the form that is asked, or by an unsaved one; nothing is stored."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        known = ticket_types_of(tx, event_id)
        _require_known(trial.ticket_type_ids, known)
        if trial.definition is None:
            definition = (queries.find_current(tx, event_id) or NONE_YET).definition
        else:
            definition = checked_form(trial.definition, ticket_type_ids=known)
    form, ticket_type_ids = read_form(definition), trial.ticket_type_ids
    return evaluate(form, trial.answers, scope=trial.scope, ticket_type_ids=ticket_type_ids)


def get_shown_form(
    ctx: PublicContext, event_id: UUID, *, language: str, code: str | None = None
) -> ShownForm:
    """The questions for a checkout, in one language; none when the event has no form.

    A private event shows them to who has its code, and to members who may see it.
    """
    is_member = events.sees_private(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_visible(tx, event_id, code=code, is_member=is_member)
        current = queries.find_current(tx, event_id) or NONE_YET
    questions = questions_in(read_form(current.definition), language)
    return ShownForm(version_id=current.id, version=current.version, questions=questions)


def _require_known(given: Collection[str], known: set[str]) -> None:
    faults = [
        FieldError(f"/ticket_type_ids/{index}", "This is no ticket type of the event.")
        for index, each in enumerate(given)
        if each not in known
    ]
    if faults:
        raise Invalid(*faults)


def copy_form(
    tx: Transaction, from_event_id: UUID, to_event_id: UUID, *, ticket_types: Mapping[UUID, UUID]
) -> None:
    """Ask the same in the copy, unless it asks something already.

    A question for ticket types that were not copied is asked of everybody.
    """
    source = queries.find_current(tx, from_event_id)
    if source is not None:
        known = {str(old): str(new) for old, new in ticket_types.items()}
        import_form(tx, to_event_id, source.definition, ticket_types=known)


def import_form(
    tx: Transaction,
    event_id: UUID,
    definition: Mapping[str, Any],
    *,
    ticket_types: Mapping[str, str],
) -> None:
    """Ask the questions of another event's form, unless this one asks something already."""
    if queries.lock_form(tx, event_id) is not None:
        return
    questions = [_for_copy(each, ticket_types) for each in definition["questions"]]
    queries.add_version(tx, event_id, {**definition, "questions": questions}, form=None)


def export_form(tx: Transaction, event_id: UUID) -> list[dict[str, Any]]:
    """The questions that are asked now, for another organization; none without a form."""
    found = queries.find_current(tx, event_id)
    return [] if found is None else [{"event_id": str(event_id), "definition": found.definition}]


def _for_copy(question: dict[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    kept = [known[each] for each in question.get("ticket_type_ids") or () if each in known]
    rest = {name: value for name, value in question.items() if name != "ticket_type_ids"}
    return {**rest, "ticket_type_ids": kept} if kept else rest
