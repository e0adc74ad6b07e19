"""The form of a manifest's file, said once: files are checked by it, editors get its JSON Schema.

An optional field is left out rather than null, so each has the type that it has when it is said.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import PydanticCustomError

from turnout.manifest_files.document_parts import (
    UNSAID,
    WHOLE,
    Benefits,
    BuyerTerms,
    ContentsFile,
    Country,
    Cover,
    Currency,
    Document,
    Email,
    EventTranslations,
    Hidden,
    Hundred,
    JudgedDocument,
    Moment,
    Name,
    Natural,
    NeedsApproval,
    OneOf,
    Option,
    PictureFile,
    Price,
    PriceRule,
    Prices,
    Programme,
    Slug,
    Speaker,
    Sponsor,
    Summary,
    TaxRate,
    Texts,
    Title,
    ToldBenefits,
    Unique,
)


class Organization(Document):
    slug: Slug
    """The address name: small letters, digits and single hyphens."""
    name: Name
    kind: Literal["organization", "agency"] = UNSAID
    """An agency acts for client organizations."""
    description: Annotated[str, Field(max_length=5000)] = UNSAID
    website: Annotated[str, Field(max_length=500)] = UNSAID
    contact_email: Email = UNSAID
    currency: Currency = UNSAID
    time_zone: str = UNSAID
    """A name of the IANA database."""
    locale: str = UNSAID
    brand_color: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")] = UNSAID
    font: Literal["sans", "serif", "mono"] = UNSAID
    """What pages are set in; nothing is fetched from elsewhere for it."""
    is_crawled: bool = UNSAID
    """Whether search engines may visit the organization's pages."""


class LegalWording(OneOf):
    html: Annotated[str, Field(max_length=200_000)] = UNSAID
    """The text as HTML; only harmless elements are kept."""
    url: Annotated[str, Field(max_length=500)] = UNSAID
    """The address where the text stands."""


LegalText = Annotated[dict[str, LegalWording], Field(min_length=1, max_length=20)]


class Legal(Document):
    terms: LegalText = UNSAID
    privacy: LegalText = UNSAID
    imprint: LegalText = UNSAID


class Agency(Document):
    slug: str
    role: Literal["admin", "staff", "partner"] = UNSAID


RoleKey = Annotated[str, Field(pattern=r"^[a-z]([a-z0-9]|-(?!-)){1,38}[a-z0-9]$")]


class Role(Document):
    key: RoleKey
    name: Name
    description: str = UNSAID
    permissions: Annotated[list[str], Field(min_length=1, max_length=200), *Unique]
    """Named permissions, such as orders.read."""


class Member(Document):
    email: Email
    name: Name = UNSAID
    role: RoleKey
    """owner, admin, staff, partner, or the key of a role of the organization's own."""


class ConnectionOptions(Document):
    collects: Literal["at_once", "by_hand"] = UNSAID
    """by_hand: payments are authorized and collected later."""
    countries: list[Country] = UNSAID
    """Of buyers that it is offered to (ISO 3166); empty: all."""
    currencies: list[Currency] = UNSAID
    """That it is offered for (ISO 4217); empty: all."""
    position: Annotated[int, Field(ge=1, le=10_000), WHOLE] = UNSAID
    """Its place among the connections of its kind."""


class Secret(OneOf):
    env: str = UNSAID
    """A variable of the environment."""
    file: str = UNSAID
    """A file that holds nothing else."""


Address = Annotated[str, Field(min_length=8, max_length=500)]
Attribute = Annotated[str, Field(max_length=256)]


class Connection(JudgedDocument):
    model_config = ConfigDict(json_schema_extra={"not": {"required": ["test_account", "secrets"]}})

    name: Name
    kind: Literal[
        "payments", "sms", "email", "calendar", "push", "chat", "storage", "search", "crm",
        "challenge", "wallet",
    ]  # fmt: skip
    adapter: str
    """The key of an installed adapter."""
    mode: Literal["test", "live"] = UNSAID
    settings: dict[str, Any] = UNSAID
    options: ConnectionOptions = UNSAID
    """What the platform does with the connection, whatever its adapter."""
    secrets: dict[str, Secret] = UNSAID
    """Where each secret is read when the connection is made."""
    test_account: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")] = UNSAID
    """An account at the adapter's own fake; never in production."""

    @classmethod
    def fault_of(cls, said: Mapping[str, Any]) -> PydanticCustomError | None:
        if not {"test_account", "secrets"} <= said.keys():
            return None
        rule = {"required": ["test_account", "secrets"]}
        return PydanticCustomError(
            "two_sources", "should not be valid under {rule}", {"rule": str(rule)}
        )


class Domain(Document):
    host: Annotated[str, Field(min_length=3, max_length=253)]
    leads_here: bool = UNSAID
    """Whether the organization's pages stand at it, once it is proven by its DNS record."""


class GroupMapping(Document):
    group: Annotated[str, Field(min_length=1, max_length=256)]
    role: RoleKey


class SamlSettings(Document):
    """Where the provider's metadata stands, or what it says."""

    metadata_url: Address = UNSAID
    """Fetched when the manifest is applied, and again every six hours."""
    entity_id: Annotated[str, Field(min_length=1, max_length=500)] = UNSAID
    sso_url: Address = UNSAID
    slo_url: Address = UNSAID
    certificates: Annotated[list[str], Field(min_length=1, max_length=10)] = UNSAID
    """PEM; those that the provider signs by."""
    email_attribute: Attribute = UNSAID
    name_attribute: Attribute = UNSAID
    is_idp_initiated_allowed: bool = UNSAID
    is_encryption_needed: bool = UNSAID


class IdentityProvider(Document):
    name: Annotated[str, Field(min_length=1, max_length=80)]
    kind: Literal["oidc", "saml"] = UNSAID
    """oidc by itself; it stays what it was made as."""
    product: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")] = UNSAID
    issuer: Address = UNSAID
    client_id: Annotated[str, Field(min_length=1, max_length=256)] = UNSAID
    client_secret: Secret = UNSAID
    saml: SamlSettings = UNSAID
    domains: Annotated[list[str], Field(max_length=100), *Unique] = UNSAID
    """E-mail domains; each counts once the organization proved it."""
    group_claim: Annotated[str, Field(min_length=1, max_length=256)] = UNSAID
    mappings: Annotated[list[GroupMapping], Field(max_length=100)] = UNSAID
    """The first whose group somebody has gives their role."""
    default_role: Annotated[str, Field(max_length=40)] = UNSAID
    """Of who has no mapped group; empty lets only mapped ones in."""
    state: Literal["draft", "active", "off"] = UNSAID
    enforced: bool = UNSAID
    """People of its proven domains sign in by it alone; takes `active` and a proven domain."""
    break_glass: Email = UNSAID
    """The owner who comes in by password all the same."""
    agencies: Literal["own_sso", "refused"] = UNSAID
    """Who comes in through an agency while it is enforced."""


class Quotas(Document):
    plan: Annotated[str, Field(max_length=40)] = UNSAID
    """One of the installation's plans; empty: its own limits."""
    limits: dict[
        Literal["members", "events", "storage_bytes", "orders_a_month", "requests_a_minute"],
        Natural | None,
    ] = UNSAID
    """What differs from the plan; null: no limit."""


class Location(Document):
    name: str = UNSAID
    street: str = UNSAID
    postal_code: str = UNSAID
    city: str = UNSAID
    region: str = UNSAID
    country: str = UNSAID
    latitude: Annotated[float, Field(ge=-90, le=90)] = UNSAID
    longitude: Annotated[float, Field(ge=-180, le=180)] = UNSAID


class TicketTypeTexts(Document):
    name: Annotated[str, Field(max_length=120)] = UNSAID
    description: Annotated[str, Field(max_length=2000)] = UNSAID
    benefits: Benefits = UNSAID


Translations = Annotated[dict[str, TicketTypeTexts], Field(description="Language tag → texts.")]


class TicketType(JudgedDocument):
    model_config = ConfigDict(
        json_schema_extra={
            "if": {
                "anyOf": [
                    {"required": ["shares_stock_with"]},
                    {"required": ["sold_as"], "properties": {"sold_as": {"const": "bundle"}}},
                ]
            },
            "else": {"required": ["capacity"]},
        }
    )

    name: Name
    description: str = UNSAID
    price_minor: Price = UNSAID
    prices: Prices = UNSAID
    tax_rate_bp: TaxRate = UNSAID
    capacity: Natural = UNSAID
    """Its own stock."""
    maximum_per_order: Hundred = UNSAID
    shares_stock_with: str = UNSAID
    """Instead of a stock of its own, that of another ticket type, by name."""
    kind: Annotated[
        Literal["free", "paid", "donation"],
        Field(
            description="By itself paid with a price and free without; of a donation the price "
            "is what is suggested."
        ),
    ] = UNSAID
    sold_as: Literal["ticket", "add_on", "bundle"] = UNSAID
    places: Annotated[int, Field(ge=0, le=100), WHOLE] = UNSAID
    """Attendees of one unit: 8 for a table of eight."""
    minimum_price_minor: Natural = UNSAID
    """The least of a donation."""
    minimum_per_order: Hundred = UNSAID
    maximum_per_person: Annotated[int, Field(ge=1, le=10_000), WHOLE] = UNSAID
    maximum_per_ticket: Hundred = UNSAID
    """Of an add-on: how many for each ticket it goes with."""
    sales_start: Moment = UNSAID
    """Local time of the event, as `starts`."""
    sales_end: Moment = UNSAID
    hidden: Hidden = UNSAID
    needs_approval: NeedsApproval = UNSAID
    benefits: ToldBenefits = UNSAID
    translations: Translations = UNSAID
    add_on_to: Annotated[list[str], Field(min_length=1), *Unique] = UNSAID
    """Of an add-on: the ticket types that it goes with, by their names."""
    parts: Annotated[dict[str, Hundred], Field(min_length=1, max_length=20)] = UNSAID
    """What one bundle contains: name of a ticket type → number."""
    price_rules: Annotated[list[PriceRule], Field(max_length=50)] = UNSAID
    """Other prices than its own, as the console's *Prices*; made once by their names."""

    @classmethod
    def fault_of(cls, said: Mapping[str, Any]) -> PydanticCustomError | None:
        if "capacity" in said or "shares_stock_with" in said or said.get("sold_as") == "bundle":
            return None
        return PydanticCustomError("no_stock", "'capacity' is a required property")


Limit = Annotated[str, Field(min_length=1, max_length=30)]


class Question(Document):
    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    type: Literal[
        "short_text", "long_text", "number", "single_choice", "multiple_choice", "dropdown",
        "yes_no", "date", "time", "date_time", "email", "phone", "url", "country", "address",
        "file", "consent", "rating", "hidden", "heading",
    ]  # fmt: skip
    scope: Literal["order", "attendee"] = UNSAID
    label: Texts = UNSAID
    help: Texts = UNSAID
    required: bool = UNSAID
    ticket_types: Annotated[list[str], Field(min_length=1)] = UNSAID
    """Whom it is asked, by the names of ticket types; everybody without it."""
    show_if: dict[str, Any] = UNSAID
    require_if: dict[str, Any] = UNSAID
    options: Annotated[list[Option], Field(max_length=300)] = UNSAID
    minimum_length: Annotated[int, Field(ge=0, le=10_000), WHOLE] = UNSAID
    maximum_length: Annotated[int, Field(ge=1, le=10_000), WHOLE] = UNSAID
    pattern: Annotated[str, Field(min_length=1, max_length=200)] = UNSAID
    minimum: Limit = UNSAID
    maximum: Limit = UNSAID
    decimals: Annotated[int, Field(ge=0, le=6), WHOLE] = UNSAID
    minimum_choices: Annotated[int, Field(ge=0, le=300), WHOLE] = UNSAID
    maximum_choices: Annotated[int, Field(ge=1, le=300), WHOLE] = UNSAID
    steps: Annotated[int, Field(ge=2, le=11), WHOLE] = UNSAID
    text: Texts = UNSAID
    text_version: Annotated[str, Field(max_length=40)] = UNSAID


class Form(Document):
    language: str = UNSAID
    """The form's own language; `en` by itself."""
    questions: Annotated[list[Question], Field(min_length=1, max_length=200)]


class Event(Document):
    slug: Slug
    title: Title
    summary: Summary = UNSAID
    description: str = UNSAID
    """HTML; what pages may not show is taken out."""
    kind: Literal["in_person", "online", "hybrid"] = UNSAID
    category: str = UNSAID
    tags: list[str] = UNSAID
    online_url: str = UNSAID
    location: Location = UNSAID
    language: str = UNSAID
    """Of its texts; the organization's by itself."""
    translations: EventTranslations = UNSAID
    cover: Cover = UNSAID
    """Without one a cover is drawn."""
    speakers: Annotated[list[Speaker], Field(max_length=200)] = UNSAID
    programme: Programme = UNSAID
    sponsors: Annotated[list[Sponsor], Field(max_length=100)] = UNSAID
    buyer_terms: BuyerTerms = UNSAID
    """What comes back when a buyer cancels, and until when tickets may be changed."""
    starts: Moment
    """Local time of the organization: fixed, or counted from the day of `apply`."""
    hours: Annotated[float, Field(gt=0, le=8760)]
    published: bool = UNSAID
    template: bool = UNSAID
    """Events are made of it; it is never shown itself."""
    ticket_types: list[TicketType] = UNSAID
    """What is sold, in its order; a ticket type names only those above it."""
    form: Form = UNSAID
    """What those who register are asked."""


class Pass(Document):
    name: Name
    sold_by: Slug
    """The event whose checkout sells it; one that it admits to."""
    tickets: Annotated[dict[str, str], Field(min_length=2, max_length=60)]
    """Slug of an event of the series → name of its ticket type."""
    capacity: Natural = UNSAID
    """How many passes there are; without it the events alone limit them."""
    description: str = UNSAID
    price_minor: Price = UNSAID
    prices: Prices = UNSAID
    tax_rate_bp: TaxRate = UNSAID
    places: Hundred = UNSAID
    """People that one pass admits everywhere."""
    maximum_per_order: Hundred = UNSAID
    hidden: Hidden = UNSAID
    benefits: ToldBenefits = UNSAID
    translations: Translations = UNSAID


class Series(Document):
    slug: Slug
    title: Title
    summary: Summary = UNSAID
    description: str = UNSAID
    public: bool = UNSAID
    """Whether it has a page."""
    events: Annotated[list[Slug], Field(min_length=1), *Unique]
    """Slugs of the organization's events."""
    passes: list[Pass] = UNSAID
    """What is sold once and admits to several of the events."""


class TemplateShare(Document):
    template: Slug
    """An event of this agency's with `template`."""
    clients: Annotated[list[Slug], Field(min_length=1), *Unique] = UNSAID
    """The client organizations; without them all, those to come too."""


class BusinessProfile(Document):
    country: Country = UNSAID
    """Of the legal seat, ISO 3166-1 alpha-2."""
    social_links: Annotated[dict[str, str], Field(max_length=20)] = UNSAID
    """Network (mastodon, linkedin, …) → the address of the organization's page there."""


class SecondFactorPolicy(Document):
    roles: Annotated[list[str], *Unique]
    """Keys of the roles that ask for a second factor; none: no role asks."""
    grace_days: Annotated[int, Field(ge=0, le=90), WHOLE] = UNSAID
    """Days that people have to set one up, from when a role asks first."""
    counts_sso: bool = UNSAID
    """Whether sign-in by the organization's own identity provider counts as one."""


class Template(Document):
    slug: Slug
    contents: ContentsFile
    """Written by `turnout tenants export --to`; what the template shows stands beside it."""


class EventCopy(Template):
    """An event in the same form; it becomes a draft."""


class ManifestDocument(Document):
    """One file per organization. What a manifest does not name is left as it is."""

    organization: Organization
    legal: Annotated[
        Legal,
        Field(
            description="Legal texts by language. A text that reads otherwise than the one in "
            "force is published as a new version."
        ),
    ] = UNSAID
    agency: Agency = UNSAID
    """The agency that acts for this organization, and with which scope."""
    business_profile: BusinessProfile = UNSAID
    """What is named here counts; the other part stays."""
    second_factor_policy: SecondFactorPolicy = UNSAID
    logo: PictureFile = UNSAID
    """Taken where the organization has no logo yet."""
    roles: list[Role] = UNSAID
    """Roles of the organization's own; members name them as they name the four."""
    members: list[Member] = UNSAID
    connections: list[Connection] = UNSAID
    domains: list[Domain] = UNSAID
    """Named here, proven by their DNS record; one that is not named stays."""
    identity_providers: Annotated[list[IdentityProvider], Field(max_length=20)] = UNSAID
    """Sign-in by the company's own provider; one that is not named stays."""
    quotas: Quotas = UNSAID
    """The plan and the limits that the platform gives; together they are what counts."""
    events: list[Event] = UNSAID
    """Events that the organization begins with: made once, the organizers' own from then on."""
    templates: list[Template] = UNSAID
    """Templates with all that is in them, as they were exported; one that is there stays."""
    event_copies: list[EventCopy] = UNSAID
    """Events with all that is in them, as they were exported: drafts at first; one that is there
    stays."""
    series: list[Series] = UNSAID
    """Events that belong together: a page they share, and passes to them. Made after the events."""
    template_shares: list[TemplateShare] = UNSAID
    """Of an agency: which clients make events of which of its templates. Taken when every other
    manifest of the folder is."""


class _Plain(GenerateJsonSchema):
    """Without titles made of names, and without the defaults of what is left out."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a manifest, as editors take it."""
    head = {"$schema": _Plain.schema_dialect, "title": "An organization of Turnout"}
    return head | {
        name: said
        for name, said in ManifestDocument.model_json_schema(schema_generator=_Plain).items()
        if name not in head
    }
