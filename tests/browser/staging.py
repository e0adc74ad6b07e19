"""What the tests in a browser may ask of `tests.browser.setup_process`: things made by front doors."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PIL import Image
from turnout_stripe_fake import fake as stripe

from tests.browser.staged_announcements import (
    owned_announcements,
    owned_message_template,
    owned_reminder,
)
from tests.browser.staged_data_requests import owned_data_request
from tests.browser.staged_door import DoorHand, add_station
from tests.browser.staged_embeds import EmbedHand
from tests.browser.staged_fraud_rules import FraudHand, add_fraud_rules
from tests.browser.staged_inbox import InboxHand, fill_inboxes
from tests.browser.staged_join_links import make_join_links
from tests.browser.staged_orders import connect_texts, connect_wallet, make_order_pages
from tests.browser.staged_prices import add_price_rules
from tests.browser.staged_sales_channels import add_sales_channels
from tests.browser.staged_saved_reports import owned_report_share
from tests.browser.staged_session_files import hand_out, owned_session, submit
from tests.browser.staged_waiting_rooms import WaitingHand, open_lobby
from tests.factories import saml_forge
from tests.factories.many_orders import fill_orders
from tests.factories.payments import Provider, make_dispute, make_payment_connection
from tests.factories.people import (
    PASSWORD,
    MadeUser,
    add_member,
    context_of,
    make_organization,
    make_user,
)
from tests.factories.sales import MadeShop, make_event
from tests.factories.second_factors import make_app
from turnout.app import create_app
from turnout.kernel import clock, runtime
from turnout.kernel.context import OrganizationContext, PublicContext, SystemContext, system_in
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.kernel.outbound.dns_records import answered_by
from turnout.modules.abuse_reports import api as abuse_reports
from turnout.modules.badges.service import layouts as badge_layouts
from turnout.modules.badges.types import NewBadgeLayout
from turnout.modules.catalog import storefronts
from turnout.modules.closures import api as closures
from turnout.modules.connections import api as connections
from turnout.modules.discounts import api as discounts
from turnout.modules.domains import api as domains
from turnout.modules.events import api as events
from turnout.modules.events.service.custom_fields import replace_field_schema
from turnout.modules.events.types import CustomField, FieldType
from turnout.modules.figure_shares.service import share_figures
from turnout.modules.figure_shares.types import Figure, NewFigureShare
from turnout.modules.files import api as files
from turnout.modules.files.service import pictures
from turnout.modules.forms import api as forms
from turnout.modules.identity import api as identity
from turnout.modules.operators import api as operators
from turnout.modules.orders import api as orders
from turnout.modules.orders.schemas import BuyerTermsUpdateSchema
from turnout.modules.organizations import api as organizations
from turnout.modules.organizations.api import NewInvitation
from turnout.modules.programme.api import (
    NewSession,
    NewSpeaker,
    create_session,
    create_speaker,
    create_track,
    import_programme,
)
from turnout.modules.programme.service import self_service
from turnout.modules.quotas import api as quotas
from turnout.modules.quotas.api import Quotas
from turnout.modules.roles import api as roles
from turnout.modules.roles.api import Grant
from turnout.modules.saml import api as saml
from turnout.modules.series.api import NewSeries, Series, add_event, create_series
from turnout.modules.sponsors import service
from turnout.modules.sponsors.types import NewSponsor
from turnout.modules.sso import api as sso
from turnout.modules.sso_setup import api as sso_setup
from turnout.modules.support_access import api as support_access
from turnout.modules.template_shares import api as template_shares
from turnout.modules.waitlist import api as waitlist
from turnout_dev.demo import setup

BOX_OFFICE = roles.NewRole(
    key="box-office",
    name="Box office",
    description="Sells at the door, and lets people in.",
    permissions=("checkin.scan", "events.read", "orders.edit", "orders.read"),
)
SHOPS: dict[str, MadeShop] = {}


def _logo() -> bytes:
    """Wide, dark on nothing: what is hardest to show on every ground."""
    drawn, out = Image.new("RGBA", (900, 180)), BytesIO()
    drawn.paste((20, 20, 40, 255), (40, 60, 860, 120))
    drawn.save(out, format="PNG")
    return out.getvalue()


def _wait(shop: MadeShop, name: str) -> dict[str, str]:
    """Somebody waits for a ticket type of which there is none; the pages of that."""
    sold_out = shop.add_type(name=f"{name} late", capacity=0)
    settings = waitlist.NewSettings(
        is_open=True, freed_first=True, offer_minutes=1440, most_quantity=4
    )
    waitlist.update_settings(shop.organizer, shop.event_id, settings, version=None)
    email = f"{shop.event_id}@people.example"
    new = waitlist.NewEntry(ticket_type_id=sold_out, quantity=2, email=email, name=name)
    waitlist.join(shop.buyer, shop.event_id, new)
    [entry] = waitlist.list_entries(shop.organizer, shop.event_id, PageRequest()).items
    waitlist.confirm(shop.buyer, entry.id)
    with transaction(shop.organizer) as tx:
        event = events.get_event(tx, shop.event_id)
    return {
        "waitlist_place": waitlist.place_path(shop.organization.id, entry.id),
        "waitlist_join": f"/{shop.organization.slug}/{event.slug}/waitlist",
        "waiting_room": open_lobby(shop, name),
    }


class Stagehand(DoorHand, EmbedHand, WaitingHand, FraudHand, InboxHand):
    """Its methods are what a test may ask for; they answer with plain JSON."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    def open_event(
        self,
        *,
        types: dict[str, dict[str, Any]],
        organization: dict[str, Any] | None = None,
        pays: bool = True,
        has_texts: bool = False,
        form: dict[str, Any] | None = None,
        **event: Any,
    ) -> dict[str, Any]:
        """A published event of a new organization, with ticket types by their names."""
        owner = make_organization(**(organization or {}))
        slug = event.pop("slug", f"event-{new_id().hex[:12]}")
        if "location" in event:
            event["location"] = events.Location(**event["location"])
        shop = make_event(owner, slug=slug, **event)
        if pays:
            make_payment_connection(shop.organizer, provider=self._provider)
            connect_wallet(shop.organizer)
        if has_texts:
            connect_texts(shop.organizer)
        made = {name: str(shop.add_type(name=name, **each)) for name, each in types.items()}
        if form:
            forms.save_form(shop.organizer, shop.event_id, form)
        events.publish_event(shop.organizer, shop.event_id)
        SHOPS[str(shop.event_id)] = shop
        return {
            "id": str(shop.event_id),
            "path": f"/{owner.slug}/{slug}",
            "organization": owner.slug,
            "organization_id": str(owner.id),
            "owner": owner.owner.email,
            "types": made,
        }

    def add_member(self, *, event_ids: list[str], role: str) -> dict[str, str]:
        """A person who is a member of the organizations of these events."""
        person = make_user()
        for each in event_ids:
            add_member(SHOPS[each].organization, role, user=person)
        return {"id": str(person.id), "email": person.email, "password": PASSWORD}

    def add_station(self, *, event_id: str, name: str) -> None:
        add_station(SHOPS[event_id], name)

    def remove_member(self, *, event_id: str, user_id: str) -> None:
        ctx = system_in(SHOPS[event_id].organization.id, "tests.remove-member")
        with transaction(ctx) as tx:
            organizations.end_membership_of(tx, UUID(user_id))

    def fill_orders(self, *, event_id: str, count: int) -> None:
        """Free orders in great number, all of them in the index."""
        url = runtime.current().settings.database_owner_url
        assert url is not None
        shop = SHOPS[event_id]
        fill_orders(url.get_secret_value(), shop, next(iter(shop.pools)), count=count)

    def add_former_event(self, *, event_id: str, title: str) -> None:
        """An event of the same organization that is over; nothing was sold."""
        former = make_event(SHOPS[event_id].organization, title=title)
        former.add_type(name="Entry", capacity=30)
        events.publish_event(former.organizer, former.event_id)
        events.act_on_event(former.organizer, former.event_id, events.Action.END)

    def add_fosdem(self, *, event_id: str, today: str) -> None:
        """The programme of FOSDEM 2024, moved to a weekend ahead of `today` (ISO)."""
        shop = SHOPS[event_id]
        moved, first, last = setup.ahead(date.fromisoformat(today))
        zone = ZoneInfo(setup.ZONE)
        dates = {
            "starts_at": datetime.combine(first, time(8), zone),
            "ends_at": datetime.combine(last, time(18), zone),
        }
        events.change_event(shop.organizer, shop.event_id, dates, version=None)
        import_programme(shop.organizer, shop.event_id, moved.xml, time_zone=setup.ZONE)

    def change_event(self, *, event_id: str, **fields: Any) -> None:
        shop = SHOPS[event_id]
        events.change_event(shop.organizer, shop.event_id, fields, version=None)

    def set_buyer_terms(self, *, event_id: str, **terms: Any) -> None:
        shop = SHOPS[event_id]
        values = BuyerTermsUpdateSchema().load(terms)
        orders.set_buyer_terms(shop.organizer, values, event_id=shop.event_id)

    def make_person(self, *, name: str = "Ada Example") -> dict[str, str]:
        """Somebody with an account; the password is that of every made person."""
        user = make_user(display_name=name)
        return {"email": user.email, "name": name, "password": PASSWORD}

    def make_operator(self, *, name: str) -> dict[str, str]:
        """An operator with an app for the second step: each code of it opens one login."""
        user = make_user(display_name=name)
        app = make_app(user)
        operators.make_operator(SystemContext(job="tests.operator"), user.email, role="operator")
        person = {"email": user.email, "name": name, "password": PASSWORD}
        return person | {"authenticator": app.secret}

    def operated(self, *, name: str, event_id: str) -> dict[str, str]:
        """What operators are to look at."""
        shop = SHOPS[event_id]
        visitor = PublicContext(organization_id=shop.organization.id)
        reason = abuse_reports.AbuseReason.FRAUD
        new = abuse_reports.NewAbuseReport(reason=reason, details=f"{name} " * 9)
        abuse_reports.create_report(visitor, new)
        with transaction(SystemContext(job="tests.operated")) as tx:
            [(report,)] = tx.query(
                "SELECT id FROM abuse_reports WHERE tenant_id = %(id)s",
                {"id": shop.organization.id},
            )
        return {
            "operated_organization": str(shop.organization.id),
            "operated_user": str(shop.organization.owner.id),
            "operated_report": str(report),
        }

    def own_organizations(self, *, email: str, name: str) -> dict[str, str]:
        """Two organizations of a person's own: one that is open, and one on its way out."""
        owner = identity.find_user(email)
        assert owner is not None
        mine = MadeUser(owner.id, owner.email, owner.display_name)
        opened, closing = (make_organization(owner=mine, name=name) for _ in range(2))
        closures.close_organization(context_of(closing, mine), slug=closing.slug)
        ctx = context_of(opened, mine)
        colleague = add_member(opened, "staff", user=make_user(display_name=name))
        address = f"{name.encode().hex()}@people.example"
        invited = NewInvitation(email=address[-60:], grant=Grant(role="admin"))
        quotas.set_quotas(SystemContext(job="tests"), opened.id, Quotas(limits={"members": 2}))
        support_access.grant_access(ctx, level="write", reason=f"About {name}")
        shown = make_event(opened, title=name, visibility=events.Visibility.UNLISTED)
        shown.add_type(name=name, capacity=40)
        paid = shown.add_type(name=f"{name} plus", capacity=40, price_minor=4000)
        member_list = add_price_rules(shown, paid)
        fill_inboxes(opened.id, shown.event_id, name=name, email=email)
        events.publish_event(ctx, shown.event_id)
        add_fraud_rules(shown)
        for code, event_id in (("HARBOUR20", shown.event_id), ("FRIENDS", None)):
            new = discounts.NewDiscount(name=name, code=code, event_id=event_id, percent_bp=2000)
            discount = discounts.create_discount(ctx, new)
        add_sales_channels(shown, paid, name=name)
        waiting = _wait(shown, name)
        with transaction(ctx) as tx:
            member = organizations.find_member_of(tx, colleague.id)
            myself = organizations.find_member_of(tx, mine.id)
        assert member is not None
        assert myself is not None
        every = tuple(each.value for each in Figure)
        share_figures(
            ctx, NewFigureShare(member_id=myself.id, event_id=shown.event_id, figures=every)
        )
        provider = sso.create_identity_provider(
            ctx,
            sso.NewIdentityProvider(
                name=f"{name} SSO", product="keycloak", domains=("lighthouse.example",)
            ),
        )
        by_saml = sso.create_identity_provider(
            ctx,
            sso.NewIdentityProvider(name=f"{name} SAML", product="entra", kind="saml"),
        )
        saml.set_metadata(ctx, by_saml.id, saml.NewMetadata(document=saml_forge.metadata()))
        link, saml_link = (
            sso_setup.create_setup_link(ctx, each.id, days=7) for each in (provider, by_saml)
        )
        return {
            "owned": str(opened.id),
            "owned_slug": opened.slug,
            "owned_event": str(shown.event_id),
            "owned_series": str(self._series_of(shown, "Evenings").id),
            "owned_discount": str(discount.id),
            "owned_member_list": member_list,
            "owned_badge_layout": _badge_layout(ctx, shown.event_id),
            **owned_session(opened, name),
            **owned_announcements(ctx, shown.event_id),
            **owned_message_template(ctx),
            **owned_reminder(ctx, shown.event_id),
            **owned_report_share(ctx, name),
            **owned_data_request(opened, name),
            **waiting,
            "closing": str(closing.id),
            "shut": closing.slug,
            "member": str(member.id),
            "invitation": str(organizations.invite_member(ctx, invited).id),
            "domain": str(domains.add_domain(ctx, f"tickets.{opened.slug}.example").id),
            "own_role": str(roles.create_role(ctx, BOX_OFFICE).id),
            "identity_provider": str(provider.id),
            "connection": str(make_payment_connection(ctx, name=name)),
            "dispute": make_dispute(ctx, _taking_evidence(ctx, name)),
            "setup_link": link.url.rpartition("/")[2],
            "saml_provider": str(by_saml.id),
            "saml_link": saml_link.url.rpartition("/")[2],
            **_share_template(mine, name),
            **make_order_pages(opened, name),
        }

    def make_owner(self) -> dict[str, str]:
        """The owner of a new organization, who has never seen the pages."""
        made = make_organization(owner=make_user(display_name="Ada Example"))
        return {
            "id": str(made.id),
            "email": made.owner.email,
            "password": PASSWORD,
            "domain": f"d{new_id().hex[:12]}.example",
        }

    def publish_record(self, *, organization_id: str, host: str) -> None:
        """The record of a domain as it would be found in DNS, from the next check on."""
        [owner_id] = self._owners(UUID(organization_id))
        ctx = organizations.membership_of(UUID(organization_id), owner_id)
        assert ctx is not None
        [found] = [each for each in domains.list_domains(ctx) if each.host == host]
        with answered_by(lambda _: [found.record_value]):
            domains.verify_domain(ctx, found.id)

    def _owners(self, organization_id: UUID) -> list[UUID]:
        with transaction(system_in(organization_id, "tests")) as tx:
            return organizations.list_owner_ids(tx)

    def add_talks(self, *, event_id: str, talks: list[dict[str, str]]) -> None:
        """Sessions of an hour each, one after another from the event's start."""
        shop = SHOPS[event_id]
        track = create_track(shop.organizer, shop.event_id, name="Main track", colour="#b3261e")
        start = events.read_event(shop.organizer, shop.event_id).starts_at
        assert start is not None
        for number, talk in enumerate(talks):
            speaker = NewSpeaker(name=talk["speaker"], company=talk.get("company", ""))
            person = create_speaker(shop.organizer, shop.event_id, speaker)
            begins = start + timedelta(hours=number)
            session = NewSession(
                title=talk["title"],
                abstract=talk.get("abstract", ""),
                starts_at=begins,
                ends_at=begins + timedelta(minutes=50),
                track_id=track.id,
                speaker_ids=(person.id,),
                tags=("hands on",),
                capacity=int(talk["places"]) if "places" in talk else None,
                needs_registration="places" in talk,
            )
            made = create_session(shop.organizer, shop.event_id, session)
            if "places" in talk:
                hand_out(shop.organizer, shop.event_id, made.id, talk["title"])

    def make_series(self, *, event_id: str, title: str) -> str:
        """A public series with this event; its path."""
        shop = SHOPS[event_id]
        return f"/{shop.organization.slug}/series/{self._series_of(shop, title).slug}"

    def _series_of(self, shop: MadeShop, title: str) -> Series:
        new = NewSeries(title=title, summary="Every Tuesday.", is_public=True)
        made = create_series(shop.organizer, new)
        add_event(shop.organizer, made.id, shop.event_id)
        return made

    def own_pages(self, *, event_id: str, name: str) -> dict[str, str]:
        """Where a new speaker and a new sponsor read and write their own parts."""
        shop = SHOPS[event_id]
        place = (shop.organizer, shop.event_id)
        speaker = create_speaker(*place, NewSpeaker(name=name))
        submit(*place, speaker.id, name)
        sponsor = service.create_sponsor(*place, NewSponsor(name=name))
        made = {
            "speaker_own": self_service.make_speaker_link(*place, speaker.id, days=3),
            "sponsor_own": service.make_sponsor_link(*place, sponsor.id, days=3),
        }
        site = runtime.current().settings.public_url
        own = {page: link.url.removeprefix(site) for page, link in made.items()}
        return {**own, **make_join_links()}

    def previews(self, *, event_id: str, member: str) -> dict[str, str]:
        """Where the shop is seen at any instant: by a link, and by somebody who joins the team."""
        shop = SHOPS[event_id]
        shop.add_type(name="Later", sales_start_at=clock.now() + timedelta(days=5))
        person = identity.find_user(member)
        assert person is not None
        add_member(
            shop.organization, "staff", user=MadeUser(person.id, person.email, person.display_name)
        )
        until = clock.now() + timedelta(days=3)
        made = storefronts.create_preview(
            shop.organizer, shop.event_id, label="Everybody", expires_at=until
        )
        path = made.url.removeprefix(runtime.current().settings.public_url)
        return {"preview": path, "preview_of_the_team": path.rpartition("/")[0]}

    def brand(self, *, event_id: str, **texts: dict[str, str]) -> str:
        """Logo, colour, font and legal texts of the event's organization; its name in addresses."""
        shop = SHOPS[event_id]
        look = organizations.OrganizationUpdate(brand_color="#8a2be2", font="serif")
        organizations.update_organization(shop.organizer, look)
        image = files.Upload(name="logo.png", data=_logo(), visibility=files.FileVisibility.PUBLIC)
        pictures.set_logo(shop.organizer, files.store(shop.organizer, image).id)
        for kind, wordings in texts.items():
            for_all = {tag: organizations.LegalWording(html=text) for tag, text in wordings.items()}
            organizations.publish_legal_text(shop.organizer, organizations.LegalKind(kind), for_all)
        return shop.organization.slug

    def decorate(self, *, event_id: str, label: str) -> None:
        """A gallery, a cover, whom to ask and a field of the organization's own."""
        shop = SHOPS[event_id]
        field = CustomField(key="rules", label=label, type=FieldType.TEXT, is_public=True)
        replace_field_schema(shop.organizer, (field,), version=None)
        drawn = []
        for number, colour in enumerate(("#0b5e57", "#a43a5f", "#2a6f92", "#96491f")):
            out = BytesIO()
            Image.new("RGB", (1200, 800), colour).save(out, format="JPEG")
            upload = files.Upload(
                name=f"{number}.jpg", data=out.getvalue(), visibility=files.FileVisibility.PUBLIC
            )
            drawn.append(files.store(shop.organizer, upload).id)
            new = files.NewEventFile(
                file_id=drawn[-1],
                audience=files.Audience.PUBLIC,
                title=f"{label} {number}",
                position=number,
            )
            files.attach(shop.organizer, shop.event_id, new)
        values = {
            "cover_file_id": drawn[0],
            "contact_name": label,
            "contact_phone": "+351 21 000 00 00",
            "custom": {"rules": f"{label}, {label}"},
        }
        events.change_event(shop.organizer, shop.event_id, values, version=None)

    def transfer_path(self, *, organization_id: str, transfer_id: str) -> str:
        """What the mail to somebody who is offered a ticket leads to."""
        return orders.transfer_path(UUID(organization_id), UUID(transfer_id))

    def page_rules(self) -> list[str]:
        """Every address pattern of the site that a browser may open."""
        site = create_app(runtime.current().settings).url_map.iter_rules()
        return [
            each.rule
            for each in site
            if each.endpoint.startswith("site.") and "GET" in (each.methods or ())
        ]


def _badge_layout(ctx: OrganizationContext, event_id: UUID) -> str:
    """The first template of the event."""
    [first, *_] = badge_layouts.list_templates(ctx, event_id)
    new = NewBadgeLayout(name="Badge", is_default=True, design=first.design)
    return str(badge_layouts.create_layout(ctx, event_id, new).id)


def _taking_evidence(ctx: OrganizationContext, name: str) -> UUID:
    """A connection to a provider that takes evidence of disputes."""
    values = stripe.settings_for(f"browser-{ctx.organization_id.hex}")
    new = connections.NewConnection(
        kind="payments", adapter_key="stripe", name=f"{name} cards", values=values
    )
    return connections.create_connection(ctx, new).id


def _share_template(owner: MadeUser, name: str) -> dict[str, str]:
    """An agency of the person's own that shares a template with all clients."""
    agency = make_organization(owner=owner, name=name, kind="agency")
    template = make_event(agency, title=name, is_template=True)
    template_shares.share_template(context_of(agency, owner), template.event_id, None)
    return {"agency": str(agency.id), "template": str(template.event_id)}
