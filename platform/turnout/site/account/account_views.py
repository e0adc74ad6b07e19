"""What the templates show where people sign in and look after their account."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from turnout.site.layout.views import Link, OrganizationCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    value: str
    label: str
    language: str = ""
    """Of the label, where it is in its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionGroup:
    """Options that belong together; without a label they stand by themselves."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One line to fill in; every one is needed."""

    name: str
    label: str
    kind: Literal["text", "email", "password", "select"] = "text"
    autocomplete: str
    value: str = ""
    longest: int = 320
    hint: str = ""
    error: str = ""
    is_first: bool = False
    """Takes the focus when the page opens."""
    groups: tuple[OptionGroup, ...] = ()
    """What a `select` offers; its value is the chosen one."""
    is_fixed: bool = False
    """Shown, for people and their password managers, and not to be changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A page with one form: what it is for, its fields, one button, and where else to go."""

    title: str
    text: str = ""
    button: str
    fields: tuple[Field, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    action: str = ""
    """Empty: the address of the page itself."""
    error: str = ""
    """What is wrong with the form as a whole."""
    error_link: Link | None = None
    links: tuple[Link, ...] = ()

    @property
    def is_wrong(self) -> bool:
        return bool(self.error or any(field.error for field in self.fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationPage:
    """An open invitation, with the form that fits whoever looks at it."""

    title: str
    organization: OrganizationCard
    role: str
    may: str
    """What the role is for, in a sentence."""
    email: str
    expires_at: datetime
    form: FormPage
    signed_in_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipView:
    organization: OrganizationCard
    role: str
    url: str | None
    """The organization's page; None while nobody may see it."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginView:
    id: UUID
    program: str
    address: str
    last_used_at: datetime
    created_at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    name: str
    email: str
    zone: str
    memberships: tuple[MembershipView, ...]
    logins: tuple[LoginView, ...]
    joined: str = ""
    """The name of an organization that the person has just become a member of."""
    language: str
    """The one they set, named in itself."""
    saved: str = ""
    """What was saved just now, as a sentence."""
    form_token: str
    sign_out_token: str
