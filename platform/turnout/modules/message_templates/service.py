"""Use cases of message templates: written, published, shown, tried, and what mails are made of."""

import base64
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import msgspec
import structlog

from turnout.kernel import codec
from turnout.kernel.context import OrganizationContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Forbidden, Invalid, NotFound, require_version
from turnout.kernel.ids import new_id
from turnout.kernel.security import permissions
from turnout.l10n.brand_colours import colours_of
from turnout.l10n.languages import language_of
from turnout.l10n.mail_templates import Rendered
from turnout.l10n.mail_values import Letter, OrderLetter
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.message_templates import policies, queries, renderer, rules
from turnout.modules.message_templates.defaults import default_content
from turnout.modules.message_templates.enums import RenderOutcome
from turnout.modules.message_templates.errors import MessageTemplateExists
from turnout.modules.message_templates.facts import (
    MessageTemplatePublished,
    MessageTemplateWithdrawn,
)
from turnout.modules.message_templates.liquid import TemplateFailed
from turnout.modules.message_templates.messages import MESSAGES, Message
from turnout.modules.message_templates.metrics import RENDERED
from turnout.modules.message_templates.samples import sample_letter
from turnout.modules.message_templates.types import (
    MessageKind,
    MessageTemplate,
    MessageVariable,
    NewMessageTemplate,
    PreviewRequest,
    TemplateContent,
    TemplatePreview,
    TemplateVersion,
)
from turnout.modules.message_templates.variables import listed, values_of
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import TRIAL, ClaimedMail, NewMail
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout_sdk.email import OutgoingMail

log = structlog.get_logger(__name__)
HOME = "https://example.org"
JOB = "message_templates.render"


def list_messages(ctx: OrganizationContext) -> list[MessageKind]:
    """Every mail that may be written, with its variables and a sample of each."""
    policies.require_can_read(ctx)
    return [_kind(message) for message in MESSAGES.values()]


def _kind(message: Message) -> MessageKind:
    values = values_of(_full_sample(message, "en"), keeps_empty=True)
    return MessageKind(
        message=message.template.value,
        group=message.group,
        purpose=message.purpose,
        blocks=[each.value for each in message.blocks],
        required=[message.link, *(each.value for each in message.required_blocks)],
        variables=[
            MessageVariable(path=path, sample=sample, is_list=is_list)
            for path, sample, is_list in listed(values)
        ],
    )


def list_templates(ctx: OrganizationContext, event_id: UUID | None) -> list[MessageTemplate]:
    """The templates of one event, or those for all events."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        if event_id is not None:
            events.get_event_brief(tx, event_id)
        return queries.list_templates(tx, event_id)


def get_template(ctx: OrganizationContext, template_id: UUID) -> MessageTemplate:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.get_template(tx, template_id)


def list_versions(ctx: OrganizationContext, template_id: UUID) -> list[TemplateVersion]:
    """What was published, the newest first, each with how the draft differs from it."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        draft = queries.get_template(tx, template_id).content
        found = queries.list_versions(tx, template_id, limit=rules.MOST_VERSIONS)
    return [replace(each, diff=rules.diff_of(each.content, draft)) for each in found]


def create_template(ctx: OrganizationContext, new: NewMessageTemplate) -> MessageTemplate:
    """Begin a template with the built-in words, unless others are given; nothing is sent of it."""
    policies.require_can_edit(ctx)
    content = _sound(new.message, new.language, new.content)
    with transaction(ctx) as tx:
        if new.event_id is not None:
            _require_event(tx, new.event_id)
        if queries.count_templates(tx) >= rules.MOST_TEMPLATES:
            says = "The organization has as many templates as it may have."
            raise Invalid(FieldError("/message", says, "too-many"))
        template_id = queries.insert_template(tx, new, content)
        if template_id is None:
            raise MessageTemplateExists
        return queries.get_template(tx, template_id)


def _require_event(tx: Transaction, event_id: UUID) -> None:
    try:
        events.get_event_brief(tx, event_id)
    except NotFound:
        raise Invalid(FieldError("/event_id", "There is no such event.")) from None


def update_template(
    ctx: OrganizationContext, template_id: UUID, content: TemplateContent, *, version: int | None
) -> MessageTemplate:
    """Write the draft; mails stay as they are until it is published."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        before = queries.lock_template(tx, template_id)
        require_version(version, before.version)
        _sound(before.message, before.language, content)
        queries.update_template(tx, template_id, content)
        return queries.get_template(tx, template_id)


def publish_template(
    ctx: OrganizationContext, template_id: UUID, *, version: int | None
) -> MessageTemplate:
    """Make mails of the draft from now on."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        before = queries.lock_template(tx, template_id)
        require_version(version, before.version)
        _sound(before.message, before.language, before.content)
        _publish(tx, before)
        return queries.get_template(tx, template_id)


def _publish(tx: Transaction, template: MessageTemplate) -> None:
    number = queries.publish(tx, template.id, template.content, keeps=rules.MOST_VERSIONS)
    tx.publish(
        MessageTemplatePublished(
            template_id=template.id,
            message=template.message,
            language=template.language,
            event_id=template.event_id,
            number=number,
        )
    )
    organizations.note_message_templates(tx, has_any=True)


def withdraw_template(
    ctx: OrganizationContext, template_id: UUID, *, version: int | None
) -> MessageTemplate:
    """Make mails of the built-in template again; the draft and its versions stay."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        before = queries.lock_template(tx, template_id)
        require_version(version, before.version)
        queries.set_published(tx, template_id, None)
        _note_withdrawn(tx, before)
        return queries.get_template(tx, template_id)


def delete_template(ctx: OrganizationContext, template_id: UUID, *, version: int | None) -> None:
    """Forget a template with its versions; mails are made of the built-in one."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        before = queries.lock_template(tx, template_id)
        require_version(version, before.version)
        queries.delete_template(tx, template_id)
        _note_withdrawn(tx, before)


def _note_withdrawn(tx: Transaction, before: MessageTemplate) -> None:
    tx.publish(
        MessageTemplateWithdrawn(
            template_id=before.id,
            message=before.message,
            language=before.language,
            event_id=before.event_id,
        )
    )
    organizations.note_message_templates(tx, has_any=queries.has_published(tx))


def copy_templates(tx: Transaction, copy: events.EventCopy) -> None:
    """Copy an event's own templates with it; what was published is published there too."""
    for each in queries.list_templates(tx, copy.source_id):
        new = NewMessageTemplate(
            message=each.message,
            language=each.language,
            event_id=copy.copy_id,
            content=each.content,
        )
        template_id = queries.insert_template(tx, new, each.content)
        in_force = queries.find_in_force(
            tx, message=each.message, language=each.language, event_id=copy.source_id
        )
        if template_id is not None and each.published_number is not None and in_force is not None:
            _publish(tx, replace(queries.get_template(tx, template_id), content=in_force))


def _sound(message: str, language: str, content: TemplateContent | None) -> TemplateContent:
    """The content, which is in order; Invalid names every field that is not."""
    if content is None:
        return default_content(message, language)
    about = MESSAGES[message]
    sample = _full_sample(about, language)
    problems = rules.problems_of(
        about, content, values_of(sample), values_of(sample, keeps_empty=True)
    )
    if problems:
        raise Invalid(*problems)
    return content


def _full_sample(message: Message, language: str) -> Letter:
    """A letter in which every variable has a value."""
    head = {
        "platform": "Turnout", "organization": "Harbour Society", "colours": colours_of(""),
        "name": "Ada Lovelace", "recipient": "ada@people.example", "can_reply": True,
        "imprint_url": f"{HOME}/imprint", "privacy_url": f"{HOME}/privacy",
    }  # fmt: skip
    said = language_of(language)
    return sample_letter(message, head, said, home=HOME, zone="Europe/Brussels", currency="EUR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a mail is tried with; `order_id` is an order of the organization."""

    content: TemplateContent
    event_id: UUID | None
    order_id: UUID | None


def preview(ctx: OrganizationContext, asked: PreviewRequest) -> TemplatePreview:
    """The mail as it would leave, of sample data or of an order that one may see."""
    policies.require_can_read(ctx)
    content = _sound(asked.message, asked.language, asked.content)
    trial = Trial(content=content, event_id=asked.event_id, order_id=asked.order_id)
    if asked.order_id is not None:
        permissions.require(ctx, orders.READ)
    with transaction(ctx) as tx:
        _require_data(tx, asked)
        person = _person(tx, ctx)
        mail = _tried(tx, asked, trial, person)
        made = _made(tx, mail, trial)
    left = notifications.outgoing(mail, made.letter, branding=made.branding, event=made.event)
    own = renderer.filled(content, values_of(made.letter))
    return TemplatePreview(
        subject=left.subject,
        preheader=own.preheader,
        html=_with_pictures(left),
        text=left.text,
        content=content,
    )


def _require_data(tx: Transaction, asked: PreviewRequest) -> None:
    if asked.event_id is not None:
        _require_event(tx, asked.event_id)
    if asked.order_id is None:
        return
    if MESSAGES[asked.message].letter is not OrderLetter:
        raise Invalid(FieldError("/order_id", "This mail is not about an order."))
    try:
        orders.get_whole_order(tx, asked.order_id)
    except NotFound:
        raise Invalid(FieldError("/order_id", "There is no such order.")) from None


def _with_pictures(left: OutgoingMail) -> str:
    html = left.html or ""
    for each in left.attachments:
        if each.content_id:
            packed = base64.b64encode(each.content).decode()
            html = html.replace(f"cid:{each.content_id}", f"data:{each.media_type};base64,{packed}")
    return html


def send_test(ctx: OrganizationContext, template_id: UUID) -> None:
    """Mail the draft to the person who asks, made of sample data."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        person = _person(tx, ctx)
        if person is None:
            raise Forbidden("A person sends a test to themselves.")
        template = queries.get_template(tx, template_id)
        _sound(template.message, template.language, template.content)
        trial = Trial(content=template.content, event_id=template.event_id, order_id=None)
        new = NewMail(
            template=MESSAGES[template.message].template,
            source_id=new_id(),
            recipient=person.email,
            recipient_name=person.display_name,
            locale=template.language,
            event_id=template.event_id,
            details={TRIAL: msgspec.to_builtins(trial)},
        )
        notifications.queue_mail(tx, new)


def compose_trial(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """The mail of a test."""
    permissions.require_platform(ctx)
    trial = _trial_of(mail)
    with transaction(ctx) as tx:
        made = _made(tx, mail, trial)
    opt_out = made.letter.opt_out_url if MESSAGES[mail.template.value].is_news else ""
    return notifications.outgoing(
        mail, made.letter, branding=made.branding, event=made.event, opt_out_url=opt_out
    )


def _trial_of(mail: ClaimedMail) -> Trial:
    return codec.convert(mail.details[TRIAL], Trial, strict=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    letter: Any
    branding: organizations.Branding
    event: events.Event | None


def _made(tx: Transaction, mail: ClaimedMail, trial: Trial) -> _Made:
    """The letter of a trial: of the order, of the event, or made up."""
    if trial.order_id is not None:
        draft = notifications.order_draft(tx, mail, secret="preview")  # noqa: S106  opens nothing
        return _Made(letter=draft.letter, branding=draft.branding, event=draft.event)
    branding, language = organizations.branding_of(tx), language_of(mail.locale)
    event = events.get_event(tx, trial.event_id) if trial.event_id is not None else None
    home = notifications.home_url(branding)
    head = notifications.letterhead(
        branding,
        name=mail.recipient_name,
        recipient=mail.recipient,
        contact=event.contact_email if event else None,
        public_url=home,
    )
    letter = sample_letter(
        MESSAGES[mail.template.value],
        head,
        language,
        home=home,
        zone=event.time_zone if event else branding.time_zone,
        currency=branding.currency,
        event=notifications.about_event(event, language.locale) if event else None,
    )
    return _Made(letter=letter, branding=branding, event=event)


def _tried(
    tx: Transaction, asked: PreviewRequest, trial: Trial, person: identity.Person | None
) -> ClaimedMail:
    return ClaimedMail(
        template=MESSAGES[asked.message].template,
        source_id=new_id(),
        recipient=person.email if person else "",
        recipient_name=person.display_name if person else "",
        locale=asked.language,
        order_id=asked.order_id,
        event_id=asked.event_id,
        details={TRIAL: msgspec.to_builtins(trial)},
        id=new_id(),
        message_id="",
        attempts=1,
        queued_at=tx.now,
        leased_until=tx.now,
    )


def _person(tx: Transaction, ctx: OrganizationContext) -> identity.Person | None:
    """None for a program."""
    user_id = ctx.user_id
    return None if user_id is None else identity.get_people(tx, [user_id]).get(user_id)


def render_own(
    organization_id: UUID, event_id: UUID | None, mail: ClaimedMail, letter: Any
) -> Rendered | None:
    """A mail as its organization wrote it; None where the built-in one leaves.

    A template that fails does not keep a ticket from its buyer: that is counted and logged.
    """
    message, language = mail.template.value, language_of(mail.locale)
    if message not in MESSAGES:
        return None
    if TRIAL in mail.details:
        return renderer.render(message, language, letter, _trial_of(mail).content)
    with transaction(system_in(organization_id, JOB)) as tx:
        content = queries.find_in_force(
            tx, message=message, language=language.locale.language, event_id=event_id
        )
    if content is None:
        return None
    try:
        rendered = renderer.render(message, language, letter, content)
    except TemplateFailed as failure:
        RENDERED.add(outcome=RenderOutcome.FALLBACK.value)
        log.warning(
            "message template failed, the built-in mail leaves",
            organization_id=str(organization_id),
            template=message,
            delivery_id=str(mail.id),
            why=failure.detail,
        )
        return None
    RENDERED.add(outcome=RenderOutcome.OWN.value)
    return rendered
