"""Reactions of discovery to facts: what changed is indexed again."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.business_profiles.facts import BusinessProfileChanged
from turnout.modules.catalog.facts import TicketTypeChanged
from turnout.modules.discovery.service import index
from turnout.modules.events.facts import (
    EventCancelled,
    EventChanged,
    EventPostponed,
    EventPublished,
    EventPurged,
    EventUnpublished,
    FieldSchemaChanged,
)
from turnout.modules.files.facts import EventFilesChanged, FileInfected, VariantsGenerated
from turnout.modules.orders.facts import BuyerTermsChanged
from turnout.modules.organizations.facts import (
    LegalTextPublished,
    LegalTextWithdrawn,
    OrganizationChanged,
    OrganizationCreated,
)
from turnout.modules.price_rules.facts import (
    DemandPriceChanged,
    DemandPriceMoved,
    PriceRuleChanged,
)
from turnout.modules.programme.facts import ProgrammeImported
from turnout.modules.sales_channels.facts import ChannelSettingChanged
from turnout.modules.series.facts import SeriesChanged
from turnout.modules.session_files.facts import SessionFilesChanged
from turnout.modules.verifications.facts import VerificationChanged
from turnout.modules.waiting_room.facts import WaitingRoomChanged
from turnout.modules.waitlist.facts import WaitlistSettingsChanged


@on(EventPublished, queue="search")
def show_event(ctx: OrganizationContext, fact: EventPublished) -> None:
    index.index_event(ctx, fact.event_id)


@on(EventChanged, queue="search")
def show_change(ctx: OrganizationContext, fact: EventChanged) -> None:
    index.index_event(ctx, fact.event_id)


@on(EventUnpublished, queue="search")
def hide_event(ctx: OrganizationContext, fact: EventUnpublished) -> None:
    index.index_event(ctx, fact.event_id)


@on(EventPurged, queue="search")
def hide_purged_event(ctx: OrganizationContext, fact: EventPurged) -> None:
    index.index_event(ctx, fact.event_id)


@on(FieldSchemaChanged, queue="search")
def show_fields(ctx: OrganizationContext, fact: FieldSchemaChanged) -> None:  # noqa: ARG001
    """A field that is public no longer stands on the pages of past events either."""
    index.index_every_event(ctx)


@on(EventCancelled, queue="search")
def show_cancellation(ctx: OrganizationContext, fact: EventCancelled) -> None:
    index.index_event(ctx, fact.event_id)


@on(EventPostponed, queue="search")
def show_postponement(ctx: OrganizationContext, fact: EventPostponed) -> None:
    index.index_event(ctx, fact.event_id)


@on(ProgrammeImported, queue="search")
def show_programme(ctx: OrganizationContext, fact: ProgrammeImported) -> None:
    index.index_event(ctx, fact.event_id)


@on(SeriesChanged, queue="search")
def show_series(ctx: OrganizationContext, fact: SeriesChanged) -> None:
    index.index_series(ctx, fact.series_id)


@on(ChannelSettingChanged, queue="search")
def show_channel_setting(ctx: OrganizationContext, fact: ChannelSettingChanged) -> None:
    index.index_event(ctx, fact.event_id)


@on(PriceRuleChanged, queue="search")
def show_price_rule(ctx: OrganizationContext, fact: PriceRuleChanged) -> None:
    index.index_event(ctx, fact.event_id)


@on(DemandPriceChanged, queue="search")
def show_demand_price(ctx: OrganizationContext, fact: DemandPriceChanged) -> None:
    index.index_event(ctx, fact.event_id)


@on(DemandPriceMoved, queue="search")
def show_moved_price(ctx: OrganizationContext, fact: DemandPriceMoved) -> None:
    index.index_event(ctx, fact.event_id)


@on(EventFilesChanged, queue="search")
def show_files(ctx: OrganizationContext, fact: EventFilesChanged) -> None:
    index.index_event(ctx, fact.event_id)


@on(SessionFilesChanged, queue="search")
def show_session_files(ctx: OrganizationContext, fact: SessionFilesChanged) -> None:
    index.index_event(ctx, fact.event_id)


@on(VariantsGenerated, queue="search")
def show_drawings(ctx: OrganizationContext, fact: VariantsGenerated) -> None:
    index.index_image(ctx, fact.file_id)


@on(FileInfected, queue="search")
def hide_image(ctx: OrganizationContext, fact: FileInfected) -> None:
    index.index_image(ctx, fact.file_id)


@on(TicketTypeChanged, queue="search")
def show_ticket_types(ctx: OrganizationContext, fact: TicketTypeChanged) -> None:
    index.index_event(ctx, fact.event_id)


@on(WaitlistSettingsChanged, queue="search")
def show_waitlist(ctx: OrganizationContext, fact: WaitlistSettingsChanged) -> None:
    index.index_event(ctx, fact.event_id)


@on(WaitingRoomChanged, queue="search")
def show_waiting_room(ctx: OrganizationContext, fact: WaitingRoomChanged) -> None:
    index.index_event(ctx, fact.event_id)


@on(BuyerTermsChanged, queue="search")
def show_buyer_terms(ctx: OrganizationContext, fact: BuyerTermsChanged) -> None:
    """The organization's terms stand on the pages of every event that has none of its own."""
    if fact.event_id is None:
        index.index_upcoming(ctx)
    else:
        index.index_event(ctx, fact.event_id)


@on(OrganizationCreated, queue="search")
def show_organization(ctx: OrganizationContext, fact: OrganizationCreated) -> None:  # noqa: ARG001
    index.index_organization(ctx)


@on(OrganizationChanged, queue="search")
def show_organization_change(ctx: OrganizationContext, fact: OrganizationChanged) -> None:  # noqa: ARG001
    index.index_organization(ctx)


@on(BusinessProfileChanged, queue="search")
def show_business_profile(ctx: OrganizationContext, fact: BusinessProfileChanged) -> None:  # noqa: ARG001
    index.index_organization(ctx)


@on(VerificationChanged, queue="search")
def show_verification(ctx: OrganizationContext, fact: VerificationChanged) -> None:  # noqa: ARG001
    index.index_organization(ctx)


@on(LegalTextPublished, queue="search")
def show_legal_text(ctx: OrganizationContext, fact: LegalTextPublished) -> None:  # noqa: ARG001
    index.index_organization(ctx)


@on(LegalTextWithdrawn, queue="search")
def hide_legal_text(ctx: OrganizationContext, fact: LegalTextWithdrawn) -> None:  # noqa: ARG001
    index.index_organization(ctx)
