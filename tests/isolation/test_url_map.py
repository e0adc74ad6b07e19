"""Every route declares who may use it, and is closed to everybody else.

The map is walked as the application has it, so a new route is in these tests by itself.
"""

from uuid import UUID

from tests.factories.people import bearer, make_organization
from werkzeug.routing import Rule

from turnout.kernel.http.access import Access
from turnout.kernel.security import permissions

ANY_ID = UUID("0190b1de-0000-7000-8000-000000000000")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def routes(app):
    """(rule, method, access) of everything that the application answers to."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        owner = getattr(view, "view_class", None)
        for method in sorted(rule.methods & set(METHODS)):
            handler = getattr(owner, method.lower(), view) if owner else view
            yield rule, method, getattr(handler, "turnout_access", None)


def address(rule: Rule, organization_id: UUID) -> str:
    """The rule with ids filled in: the organization's where it asks for one."""
    values = {}
    for name in rule.arguments:
        converter = rule._converters[name]
        match type(converter).__name__:
            case "UUIDConverter":
                values[name] = ANY_ID
            case "IntegerConverter":
                values[name] = 1
            case "AnyConverter":
                values[name] = min(converter.items)
            case _:
                values[name] = "x"
    if "organization_id" in values:
        values["organization_id"] = organization_id
    return rule.build(values)[1]


def closed(app):
    return [
        (rule, method, access)
        for rule, method, access in routes(app)
        if isinstance(access, Access) and access.kind == "permission"
    ]


def test_every_route_has_a_permission_or_says_why_it_is_public(app):
    bare = [f"{method} {rule.rule}" for rule, method, access in routes(app) if access is None]
    assert bare == []
    silent = [
        f"{method} {rule.rule}"
        for rule, method, access in routes(app)
        if isinstance(access, Access) and access.kind == "public" and len(access.reason) < 8
    ]
    assert silent == []


def test_every_permission_of_a_route_is_declared(app):
    unknown = {
        access.permission
        for _, _, access in closed(app)
        if not permissions.is_declared(access.permission)
    }
    assert unknown == set()


def test_every_closed_route_belongs_to_an_organization(app):
    assert [r.rule for r, _, _ in closed(app) if "organization_id" not in r.arguments] == []


def test_a_member_of_another_organization_is_told_that_nothing_is_there(app, client):
    mine, theirs = make_organization(), make_organization()
    stranger = bearer(theirs.owner)
    answers = {
        f"{method} {rule.rule}": client.open(
            address(rule, mine.id), method=method, headers=stranger, json={}
        ).status_code
        for rule, method, _ in closed(app)
    }
    assert len(answers) > 30
    assert {path: status for path, status in answers.items() if status != 404} == {}


def test_nobody_passes_without_a_token(app, client):
    organization = make_organization()
    answers = {
        f"{method} {rule.rule}": client.open(
            address(rule, organization.id), method=method, json={}
        ).status_code
        for rule, method, access in routes(app)
        if isinstance(access, Access) and access.kind in ("permission", "person")
    }
    assert {path: status for path, status in answers.items() if status != 401} == {}


def test_an_unknown_organization_looks_like_a_foreign_one(app, client):
    user = make_organization().owner
    for rule, method, _ in closed(app)[:10]:
        path = address(rule, ANY_ID)
        assert client.open(path, method=method, headers=bearer(user), json={}).status_code == 404
