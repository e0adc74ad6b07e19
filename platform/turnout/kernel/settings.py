"""Settings, read once at start from the environment and checked before anything serves."""

import os
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Annotated, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).parents[3]


CALENDAR_PLACES = ("title", "start", "end", "start_short", "end_short", "place", "text")
"""What the address of a calendar on the web may ask for."""


LONGEST_ACCESS_SECONDS = 1800
"""Signing keys verify for an hour after they signed last."""


class Settings(BaseSettings):
    """Everything an operator may set; each is `TURNOUT_` plus the name in capitals.

    Their reference page is written by `python -m turnout_dev.reference`.
    """

    model_config = SettingsConfigDict(env_prefix="TURNOUT_", frozen=True, extra="ignore")

    environment: Literal["development", "test", "production"] = "development"
    secrets_dir: Path | None = None
    """A folder with settings as files, each named after its variable, as a cluster mounts its
    secrets; a variable that is set wins."""
    database_url: SecretStr
    """Connects as `turnout_app`: requests and workers."""
    database_operator_url: SecretStr
    """Connects as `turnout_operator`: the relay, the scheduler and sign-in."""
    database_replica_url: SecretStr | None = None
    """Connects as `turnout_app` to a replica that reports are read from; while it does not answer,
    and without one, they read where everything is written."""
    database_owner_url: SecretStr | None = None
    """Connects as `turnout_owner`: only `turnout migrate` needs it."""
    database_superuser_url: SecretStr | None = None
    """Connects to the coordinator of a spread database as a superuser: only `turnout nodes` needs
    it, and no role is to have it."""
    database_pool: int = Field(default=4, ge=1, le=64)
    """Connections per process and role; equals the threads that serve."""
    database_pooler: bool = False
    """Whether both addresses lead to a pooler in transaction mode, such as pgbouncer."""
    database_distributed: bool = False
    """Whether the database is spread over the nodes of Citus (`turnout migrate --distributed`)."""
    redis_url: SecretStr = SecretStr("redis://127.0.0.1:6379/0")
    """Cache, limits, waiting rooms and live numbers; of a cluster one node or several, as
    `rediss://:secret@one:6379,two:6379`."""
    redis_cluster: bool = False
    """Whether `redis_url` names nodes of a Redis Cluster, by which all others are found."""
    broker_url: SecretStr = SecretStr("redis://127.0.0.1:6379/1")
    """What waits for workers; a Redis of its own or an AMQP broker, never a Redis Cluster."""
    ca_file: Path | None = None
    """Authorities that Redis, the broker, the file store, a search server and the platform's mail
    server are verified by, besides the system's; PostgreSQL takes `PGSSLROOTCERT`."""
    public_url: str = "http://127.0.0.1:8080"
    """How browsers reach the platform; every absolute link starts with it."""
    hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Further host names under which all of the platform answers; a comma list."""
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    """How many proxies in front set X-Forwarded-*. With 0 all visitors behind one count as one."""
    web_bind: str = "127.0.0.1:8080"
    web_workers: int = Field(default=2, ge=1)
    web_threads: int = Field(default=4, ge=1)
    web_nice: int = Field(default=0, ge=0, le=19)
    """How far the web stands back for the machine's other processes, as `nice` counts."""
    door_bind: str = "127.0.0.1:8082"
    """Where the door serves, with as many workers and threads as the web."""
    realtime_bind: str = "127.0.0.1:8081"
    realtime_url: str = "http://127.0.0.1:8081"
    """How browsers reach the realtime role; empty when none runs: pages then ask now and then."""
    web_metrics_bind: str = "127.0.0.1:9101"
    """Where the role serves `/metrics` and `/readyz`: never on its public port, and for nobody
    outside. Empty for nowhere; each role has one."""
    realtime_metrics_bind: str = "127.0.0.1:9102"
    worker_metrics_bind: str = "127.0.0.1:9103"
    scheduler_metrics_bind: str = "127.0.0.1:9104"
    relay_metrics_bind: str = "127.0.0.1:9105"
    door_metrics_bind: str = "127.0.0.1:9106"
    worker_processes: int = Field(default=2, ge=1)
    worker_nice: int = Field(default=0, ge=0, le=19)
    """The same of the workers: 10 on a machine that they share with the web or the door."""
    smtp_url: SecretStr = SecretStr("smtp://127.0.0.1:1025")
    mail_from: str = "Turnout <no-reply@turnout.example>"
    master_keys: SecretStr = SecretStr("")
    """`id:base64` of 32 bytes each, comma separated; the first one seals, all of them open."""
    state_dir: Path = ROOT / ".turnout"
    files_dir: Path = ROOT / ".turnout" / "files"
    storage: str = ""
    """Key of the installed adapter that keeps new files; empty keeps them in `files_dir`."""
    storage_settings: SecretStr = SecretStr("{}")
    """That adapter's settings, as JSON."""
    storage_direct: bool = True
    """Whether browsers reach that store themselves; else the platform carries every file."""
    storage_quota_bytes: int = Field(default=5_000_000_000, ge=1)
    """How much an organization may keep: files, pictures drawn of them, uploads under way."""
    scanner_url: str = ""
    """`clamd://host:3310` or `clamd:///run/clamd.sock`: looks through documents before anyone
    gets them; empty for none."""
    web_dist: Path = ROOT / "platform" / "web" / "dist"
    """Where the built front end lies."""
    plans: dict[str, dict[str, int | None]] = Field(default_factory=dict)
    """Plans of organizations, as JSON: name → limits of `members`, `events`, `storage_bytes`,
    `orders_a_month` and `requests_a_minute`; null or left out: no limit. `turnout quotas set`
    gives one to whom."""
    featured: Annotated[tuple[str, ...], NoDecode] = ()
    """Events that the start page shows first, as `organization/event`, a comma list; empty takes
    one of each organizer, those with a cover first."""
    tiles_url: str = ""
    """A source of street tiles such as `https://tiles.example/{z}/{x}/{y}.png`; without one pages
    have an address and a way to a map elsewhere. Pages with a map then allow tiles from that host,
    and from no other; where it is not ours, visitors are asked first."""
    tiles_credit: str = ""
    """What stands on maps, as the provider of their tiles asks for it."""
    web_calendars: dict[str, str] = {}
    """Calendars on the web that tickets offer beside their file, as JSON: name → address with
    `{title}`, `{start}`, `{end}` (ISO 8601), `{start_short}`, `{end_short}` (20270131T090000Z),
    `{place}` and `{text}`. Nothing of the order or its holder goes there."""
    migrations_dir: Path = ROOT / "migrations"
    loopback_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """`host:port` names that outbound calls may reach though they are local; not in production."""
    api_token_days: int = Field(default=366, ge=1)
    """How long an API token may be valid at most."""
    announcement_rate: int = Field(default=50, ge=1, le=1_000)
    """How many mails, and text messages, of one announcement leave in a second at most. Others go
    before and between; a provider that allows more and workers enough let it be higher."""
    security_event_days: int = Field(default=400, ge=1)
    """How long security events are kept."""
    visit_hour_days: int = Field(default=400, ge=1)
    """How long visits of events' pages are kept by hour; after that only sums of days are."""
    rate_limits: dict[str, str] = Field(default_factory=dict)
    """Class → `count/seconds`, over the built-in ones."""
    otlp_endpoint: str = ""
    log_level: str = "INFO"
    social_sign_in: SecretStr = SecretStr("{}")
    """Accounts elsewhere that people may sign in with, as JSON: a name of
    `social_logins/providers.yaml` → `client_id` and `client_secret`; any other name with `title`
    and `issuer` as well."""
    calendars: SecretStr = SecretStr("{}")
    """Calendars elsewhere that people may connect, as JSON: the key of a calendar adapter → its
    settings, such as `client_id` and `client_secret`."""
    push: SecretStr = SecretStr("{}")
    """Services that show notes in apps, as JSON: the key of a push adapter for apps → its settings,
    such as `service_account`. Browsers need none. New apps register with the first of them."""
    search: str = ""
    """Key of the installed adapter whose server answers the public search; empty has PostgreSQL
    answer it."""
    search_settings: SecretStr = SecretStr("{}")
    """That adapter's settings, as JSON, such as `url`, `username`, `password` and `analysis`."""
    search_seconds: float = Field(default=2.0, ge=0.1, le=10)
    """How long a search waits for that server; PostgreSQL answers in its place then."""
    search_synonyms: str = Field(default="", max_length=50_000)
    """Words that the public search takes for the same, besides its own: `gig, concert; k8s,
    kubernetes`."""
    access_token_seconds: int = Field(default=900, ge=60, le=LONGEST_ACCESS_SECONDS)
    """How long an access token is good; a lower value refuses at once those that live longer."""
    login_idle_days: int = Field(default=30, ge=1, le=365)
    """How long a login stays that nobody uses; each use begins it anew."""
    login_days: int = Field(default=90, ge=1, le=730)
    """How long a login stays at most, however much it is used."""
    confirmed_seconds: int = Field(default=900, ge=60)
    """How long after a sign-in or a confirmation what is dangerous may be done."""
    approvals: Literal["none", "organizers", "events"] = "none"
    """What moderators approve before it is published: nothing, the first event of each new
    organizer, or every event's first publishing."""
    closure_grace_days: int = Field(default=30, ge=1)
    """How long an organization that its owners closed can be reopened before it is deleted."""
    closure_kept_years: int = Field(default=10, ge=0)
    """How many years after its deletion the law has books and invoices kept."""
    verification_proofs: int = Field(default=1, ge=1, le=3)
    """How many proofs the badge of an organization takes: of a domain, of documents that moderators
    approved, of a live payment account."""
    verification_valid_days: int = Field(default=730, ge=1)
    """How long approved documents count for the badge."""
    verification_document_days: int = Field(default=30, ge=0)
    """How many days after the decision the documents of an application are deleted."""
    verification_hours: int = Field(default=48, ge=1, le=168)
    """How long the link that proves an address is good."""
    password_reset_minutes: int = Field(default=30, ge=5, le=120)
    """How long the link for another password is good."""
    email_change_hours: int = Field(default=48, ge=1, le=168)
    """How long the links are good by which both addresses agree to a change."""
    email_undo_days: int = Field(default=7, ge=1, le=30)
    """For how long the old address of an account can take a change back."""
    invitation_days: int = Field(default=7, ge=1, le=30)
    """How long an invitation to an organization is good, where it does not say so itself."""
    erasure_grace_days: int = Field(default=14, ge=0, le=30)
    """How long somebody who had their account erased can still keep it; the law gives a month."""
    personal_data_days: int = Field(default=7, ge=1, le=30)
    """How long somebody can download the copy of their data once it is ready."""
    hold_seconds: int = Field(default=600, ge=1)
    """How long a checkout keeps its stock."""
    free_orders_per_address: int = Field(default=10, ge=1)
    """Free orders of an event to one address in a day; for more, its owner signs in. Of orders
    that nobody has paid, so many are written about."""
    payment_seconds: int = Field(default=900, ge=1)
    """How much longer a hold lives once paying has started."""
    approved_payment_seconds: int = Field(default=432_000, ge=60)
    """How long an approved application keeps its places unpaid; at most until the event starts."""
    longest_pending_seconds: int = Field(default=2_592_000, ge=0)
    """How long a payment that is under way may keep its stock at most; events may say less."""
    body_limit_bytes: int = Field(default=1_000_000, ge=1_000)
    clock_offset_seconds: int = 0
    """Moves the clock of this process, for trying things out; not in production."""

    @field_validator("hosts", "loopback_hosts", "featured", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("tiles_url")
    @classmethod
    def _is_a_source_of_tiles(cls, value: str) -> str:
        parts = ("{z}", "{x}", "{y}")
        if value and not (
            value.startswith(("https://", "http://")) and all(part in value for part in parts)
        ):
            raise ValueError("TILES_URL must be an address with {z}, {x} and {y}")
        return value

    @field_validator("web_calendars")
    @classmethod
    def _are_addresses(cls, value: dict[str, str]) -> dict[str, str]:
        for name, address in value.items():
            if not address.startswith("https://"):
                raise ValueError(f"WEB_CALENDARS: the address of {name!r} must be https")
            try:
                asked = {
                    place for _, place, _, _ in Formatter().parse(address) if place is not None
                }
            except ValueError as error:
                raise ValueError(f"WEB_CALENDARS: {name!r} has a brace too many") from error
            if not asked <= set(CALENDAR_PLACES):
                raise ValueError(f"WEB_CALENDARS: {name!r} asks for what is unknown")
        return value

    @model_validator(mode="after")
    def _names_nodes_of_a_cluster(self) -> "Settings":
        parts = urlsplit(self.redis_url.get_secret_value())
        if not self.redis_cluster:
            if "," in parts.netloc:
                raise ValueError("REDIS_URL names several servers: that needs REDIS_CLUSTER=true")
            return self
        if parts.scheme not in ("redis", "rediss") or parts.path not in ("", "/", "/0"):
            raise ValueError("REDIS_URL of a cluster must be redis:// or rediss:// and database 0")
        return self

    @model_validator(mode="after")
    def _nodes_are_reached_directly(self) -> "Settings":
        if self.database_distributed and self.database_pooler:
            raise ValueError("DATABASE_POOLER does not go together with DATABASE_DISTRIBUTED yet")
        return self

    @model_validator(mode="after")
    def _production_is_strict(self) -> "Settings":
        if self.environment != "production":
            return self
        problems = [
            message
            for wrong, message in (
                (not self.public_url.startswith("https://"), "PUBLIC_URL must be https"),
                (bool(self.loopback_hosts), "LOOPBACK_HOSTS must be empty"),
                (self.clock_offset_seconds != 0, "CLOCK_OFFSET_SECONDS must be 0"),
                (not self.master_keys.get_secret_value(), "MASTER_KEYS is missing"),
                (not _verified(self.database_url), "DATABASE_URL needs sslmode=verify-full"),
                (
                    not _verified(self.database_operator_url),
                    "DATABASE_OPERATOR_URL needs sslmode=verify-full",
                ),
                (
                    self.database_replica_url is not None
                    and not _verified(self.database_replica_url),
                    "DATABASE_REPLICA_URL needs sslmode=verify-full",
                ),
                (not _tls(self.redis_url), "REDIS_URL must be rediss://"),
                (not _tls(self.broker_url), "BROKER_URL must be rediss:// or amqps://"),
                (
                    bool(self.search) and '"http://' in self.search_settings.get_secret_value(),
                    "SEARCH_SETTINGS must name an https:// address",
                ),
            )
            if wrong
        ]
        if problems:
            raise ValueError("production refuses to start: " + "; ".join(problems))
        return self

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def redis_address(self) -> str:
        """`redis_url` with how its certificate is verified."""
        return _with_verification(self.redis_url, self.ca_file)

    @property
    def redis_addresses(self) -> tuple[str, ...]:
        """`redis_address`, once for each server that it names."""
        parts = urlsplit(self.redis_address)
        secrets, at, hosts = parts.netloc.rpartition("@")
        return tuple(
            parts._replace(netloc=f"{secrets}{at}{host.strip()}").geturl()
            for host in hosts.split(",")
            if host.strip()
        )

    @property
    def broker_address(self) -> str:
        """`broker_url` with how its certificate is verified: kombu does not by itself."""
        return _with_verification(self.broker_url, self.ca_file)

    def public_bind(self, role: str) -> str:
        """`host:port` at which web, door or realtime serve the world."""
        return str(getattr(self, f"{role}_bind"))

    def metrics_bind(self, role: str) -> str:
        """`host:port` of a role's metrics; empty for nowhere."""
        return str(getattr(self, f"{role}_metrics_bind"))

    @property
    def realtime_origin(self) -> str:
        """Scheme and host of `realtime_url`, as content policies name it; empty without one."""
        parts = urlsplit(self.realtime_url)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    def origin_of(self, host: str) -> str:
        """What begins absolute addresses of an organization's own host; "" is the platform's.

        Own hosts have the platform's scheme and port.
        """
        parts = urlsplit(self.public_url)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{host}{port}" if host else self.public_url.rstrip("/")

    @property
    def public_host(self) -> str:
        return urlsplit(self.public_url).netloc


def _verified(url: SecretStr) -> bool:
    return "sslmode=verify-full" in url.get_secret_value()


def _tls(url: SecretStr) -> bool:
    return url.get_secret_value().startswith(("rediss://", "amqps://"))


def _with_verification(url: SecretStr, ca_file: Path | None) -> str:
    parts = urlsplit(url.get_secret_value())
    if parts.scheme != "rediss":
        return url.get_secret_value()
    options = dict(parse_qsl(parts.query))
    options |= {"ssl_cert_reqs": "required", "ssl_check_hostname": "true"}
    if ca_file is not None:
        options["ssl_ca_certs"] = str(ca_file)
    return parts._replace(query=urlencode(options)).geturl()


@cache
def load_settings() -> Settings:
    """The process's settings; a missing or wrong one raises a message that names it."""
    # Where files lie is said by the environment; pydantic fills the rest from both.
    return Settings(_secrets_dir=os.environ.get("TURNOUT_SECRETS_DIR") or None)  # type: ignore[call-arg]
