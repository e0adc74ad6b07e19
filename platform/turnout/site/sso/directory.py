"""The page of the directory (SCIM): what to paste, tokens, roles, what it manages, its requests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, request

from turnout.kernel import clock
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.errors import NotFound, TurnoutError
from turnout.modules.identity import api as identity
from turnout.modules.roles import api as roles
from turnout.modules.scim import api as scim
from turnout.modules.scim_tokens import api as scim_tokens
from turnout.modules.sso import api as sso
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.formats import role_name
from turnout.site.l10n.i18n import _
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import Option
from turnout.site.settings.entry import GUESTS, Entered, Frame, enter, home_of
from turnout.site.sso.errors import problem_of, stale
from turnout.site.sso.products import guides
from turnout.site.sso.views import CopyValue, Problem

DIRECTORY: Final = "/directory"
FORM: Final = "directory"
LAST: Final = 20
LONGEST_NAME: Final = 100
OVERLAP_SECONDS: Final = 86_400
OWNER: Final = "owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLine:
    id: UUID
    name: str
    is_over: bool
    used_at: datetime | None
    replaced_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    at: datetime
    is_good: bool
    what: str
    """Method, path and status, as they came."""
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryPage:
    frame: Frame
    here: str
    form_token: str
    values: tuple[CopyValue, ...]
    products: tuple[tuple[str, str, str], ...]
    """Each with where it takes the address and the token, in its own words."""
    tokens: tuple[TokenLine, ...]
    secret: str
    """Of a token that was made just now."""
    providers: tuple[Option, ...]
    provider: str
    roles: tuple[Option, ...]
    default_role: str
    users: int
    active_users: int
    linked_users: int
    groups: int
    requests: tuple[RequestLine, ...]
    is_refused_only: bool
    problem: Problem
    token_problem: Problem
    """Of the form that makes a token."""
    zone: str


class DirectoryPages(FormPages):
    @page(GUESTS)
    def directory(self, organization_id: UUID) -> Response:
        entered = enter(organization_id, scim_tokens.MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        count_request("write" if request.method == "POST" else "read")
        if request.method != "POST":
            return self._shown(entered)
        done = _sent(entered)
        if isinstance(done, Response):
            return csrf.renew(done)
        csrf.renew_key()
        if isinstance(done, Problem):
            return self._shown(entered, problem=done)
        return self._shown(entered, secret=done)

    def _shown(
        self, entered: Entered, *, problem: Problem | None = None, secret: str = ""
    ) -> Response:
        view = _directory_page(entered, problem or Problem(), secret)
        status = 422 if view.problem.step else 200
        title = _("Directory")
        return self._personal.page("settings_directory.html", view, title=title, status=status)


Done = Response | Problem | str
"""Where to go on, what is wrong, or the secret of a token."""


def _make_token(entered: Entered) -> Done:
    name = typed("name", longest=LONGEST_NAME).strip()
    if not name:
        return Problem(step="token", fields={"name": _("Please fill this in.")})
    made = scim_tokens.create_token(entered.ctx, scim_tokens.NewScimToken(name=name))
    return made.secret


def _rotate_token(entered: Entered) -> Done:
    made = scim_tokens.rotate_token(entered.ctx, _token_id(), overlap_seconds=OVERLAP_SECONDS)
    return made.secret


def _revoke_token(entered: Entered) -> Done:
    scim_tokens.revoke_token(entered.ctx, _token_id())
    return entered.back(DIRECTORY, "token-revoked")


def _save_roles(entered: Entered) -> Done:
    chosen = typed("provider", longest=36)
    try:
        provider_id = UUID(chosen) if chosen else None
    except ValueError:
        raise NotFound from None
    changes = {
        "identity_provider_id": provider_id,
        "default_role": typed("default_role", longest=40) or None,
    }
    scim.update_directory(entered.ctx, changes)
    return entered.back(DIRECTORY, "directory")


STEPS: Final[Mapping[str, Callable[[Entered], Done]]] = {
    "token": _make_token,
    "rotate": _rotate_token,
    "revoke": _revoke_token,
    "roles": _save_roles,
}


def _sent(entered: Entered) -> Done:
    step = typed("step", longest=20)
    act = STEPS.get(step)
    if act is None:
        raise NotFound
    try:
        csrf.require_own(FORM)
        return act(entered)
    except csrf.Stale:
        return stale()
    except TurnoutError as refused:
        return problem_of(step, refused)


def _token_id() -> UUID:
    try:
        return UUID(typed("token", longest=36))
    except ValueError:
        raise NotFound from None


def _directory_page(entered: Entered, problem: Problem, secret: str) -> DirectoryPage:
    ctx, zone = entered.ctx, identity.get_me(entered.viewer).time_zone
    found = scim.get_directory(ctx)
    is_refused = "refused" in request.args
    return DirectoryPage(
        frame=entered.frame(DIRECTORY),
        here=home_of(ctx.organization_id) + DIRECTORY,
        form_token=csrf.token_of(FORM),
        values=(CopyValue(label=_("Base address"), value=found.base_url),),
        products=tuple(
            (_(each.title), each.scim_address_at, each.scim_token_at) for each in guides().values()
        ),
        tokens=_tokens(entered, ZoneInfo(zone)),
        secret=secret,
        providers=tuple(
            Option(value=str(each.id), label=each.name) for each in sso.list_identity_providers(ctx)
        ),
        provider=str(found.identity_provider_id or ""),
        roles=tuple(
            Option(value=each.key, label=role_name(each.key) if each.id is None else each.name)
            for each in roles.list_roles(ctx)
            if each.key != OWNER
        ),
        default_role=found.default_role or "",
        users=found.users,
        active_users=found.active_users,
        linked_users=found.linked_users,
        groups=found.groups,
        requests=_requests(entered, ZoneInfo(zone), is_refused=is_refused),
        is_refused_only=is_refused,
        problem=problem,
        token_problem=problem if problem.step == "token" else Problem(),
        zone=zone,
    )


def _tokens(entered: Entered, here: ZoneInfo) -> tuple[TokenLine, ...]:
    now = clock.now()
    return tuple(
        TokenLine(
            id=each.id,
            name=each.name,
            is_over=each.is_over(now),
            used_at=each.last_used_at.astimezone(here) if each.last_used_at else None,
            replaced_until=each.replaced_until.astimezone(here)
            if each.replaced_until and each.replaced_until > now
            else None,
        )
        for each in scim_tokens.list_tokens(entered.ctx)
    )


def _requests(entered: Entered, here: ZoneInfo, *, is_refused: bool) -> tuple[RequestLine, ...]:
    found = scim_tokens.list_requests(entered.ctx, PageRequest(limit=LAST), is_refused=is_refused)
    return tuple(
        RequestLine(
            at=each.at.astimezone(here),
            is_good=not each.reason,
            what=" ".join(filter(None, (each.method, each.path, str(each.status)))),
            detail=each.detail or each.reason,
        )
        for each in found.items
    )
