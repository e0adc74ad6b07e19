"""Who may call what: each route of the API with what it asks for, as one Markdown page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Flask

from turnout.app import MODULES
from turnout.kernel.http.access import Access
from turnout.kernel.runtime import load_file
from turnout.kernel.security import permissions
from turnout.kernel.security.permissions import Permission
from turnout_dev.contracts.routes import ANSWERED_BY_FLASK, declared_access

HEADER = ("method", "path", "asks for", *permissions.ROLES, "some events", "token")
LEAD = (
    "Each route of the API and who may call it. An organization's own role may call what asks for"
    " a permission that it carries. Who acts through an agency has what both their role there and"
    " the link's scope carry, in clients with an active link and on their list of clients if they"
    " have one; everywhere else they are strangers."
    " *some events*: whether a grant or token that is limited to some events may call it at all;"
    " of other events it then sees nothing. *token*: whether an API token may, with the permission"
    " among its scopes and its owner's rights.\n\n"
    "Without a token, or with one that has ended, the answer is 401; without the permission 403; to"
    " a stranger to the organization 404. *a person* is anybody who is signed in, about their own"
    " things; *everybody* needs nothing, or proves themselves by what the route says."
)
OPERATOR_HEADER = ("method", "path", "asks for", *permissions.OPERATOR_ROLES, "token", "confirmed")
OPERATOR_LEAD = (
    "What operators of the platform call. A login must be proved by a second factor, else the"
    " answer is 403 `second-factor-missing`; where *confirmed* stands, a short while ago. *token*:"
    " whether an operator's token (`turnout_op_…`) may, with the permission among its scopes"
    " and its owner's rights. To anybody else, members and API tokens of organizations among them,"
    " the answer is 404."
)


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    path: str
    access: Access


def routes() -> Iterator[Route]:
    """Find every route of the modules, by path and method."""
    app = Flask("reference")
    for module in MODULES:
        routes_of = load_file(module, "routes")
        for blueprint in (
            *getattr(routes_of, "blueprints", ()),
            *getattr(routes_of, "protocols", ()),
        ):
            app.register_blueprint(blueprint)
    found = [
        Route(method, rule.rule, access)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - ANSWERED_BY_FLASK
        if (access := declared_access(app, rule, method)) is not None
    ]
    yield from sorted(found, key=lambda each: (each.path, each.method))


def rows() -> list[tuple[str, ...]]:
    """Say of each route what it asks for, and who has that."""
    known = {each.key: each for each in permissions.declared()}
    return [
        (each.method, f"`{each.path}`", *_who(each.access, known))
        for each in routes()
        if each.access.kind != "operator"
    ]


def operator_rows() -> list[tuple[str, ...]]:
    """Say of each route of the platform's operators which of their roles may call it."""
    known = {each.key: each for each in permissions.declared_for_operators()}
    return [
        (
            each.method,
            f"`{each.path}`",
            f"`{each.access.permission}`",
            *(
                _mark(is_true=role in known[each.access.permission].roles)
                for role in permissions.OPERATOR_ROLES
            ),
            _mark(is_true=not each.access.is_personal),
            _mark(is_true=each.access.confirmed),
        )
        for each in routes()
        if each.access.kind == "operator"
    ]


def _who(access: Access, known: Mapping[str, Permission]) -> tuple[str, ...]:
    asked = [known[each] for each in (access.permission, *access.or_any) if each in known]
    if not asked:
        told = "a person" if access.kind == "person" else f"everybody: {access.reason}"
        return (told, *[""] * (len(permissions.ROLES) + 2))
    secret = f" {access.reason}" if access.reason else ""
    is_personal = access.is_personal or all(each.is_personal for each in asked)
    return (
        " or ".join(f"`{each.key}`" for each in asked) + secret,
        *(_mark(is_true=any(role in each.roles for each in asked)) for role in permissions.ROLES),
        _mark(is_true=any(each.is_limitable for each in asked)),
        _mark(is_true=not is_personal),
    )


def _mark(*, is_true: bool) -> str:
    return "✓" if is_true else ""
