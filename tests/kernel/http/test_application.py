"""Routes that are found by the shape of their address are those that a search finds."""

import re
from uuid import UUID, uuid4

import pytest
from werkzeug.exceptions import HTTPException

from turnout.kernel.http.application import Application

ONE, OTHER = UUID(int=0xABC), UUID(int=0xDEF)


@pytest.fixture
def small():
    made = Application("small")
    shown = lambda **arguments: repr(arguments)  # noqa: E731  a view in one line
    for rule, endpoint in {
        "/things": "list",
        "/things/new": "new",
        "/things/<uuid:thing_id>": "one",
        "/things/<uuid:thing_id>/parts/<uuid:part_id>": "part",
        "/named/<name>": "named",
        "/named/<name>/<uuid:thing_id>": "named-thing",
        "/files/<path:place>": "file",
        "/with-default/<uuid:thing_id>": "default",
    }.items():
        made.add_url_rule(
            rule, endpoint, shown, defaults={"extra": 1} if endpoint == "default" else None
        )
    return made


def found(app, path, method="GET"):
    return app.shapes.find(method, path)


def asked(app, path, method="GET"):
    return app.test_client().open(path, method=method)


def test_a_route_is_found_again_with_the_ids_of_this_address(small):
    assert found(small, f"/things/{ONE}/parts/{OTHER}") is None
    asked(small, f"/things/{ONE}/parts/{OTHER}")
    rule, arguments = found(small, f"/things/{OTHER}/parts/{ONE}")
    assert (rule.endpoint, arguments) == ("part", {"thing_id": OTHER, "part_id": ONE})
    answer = asked(small, f"/things/{str(OTHER).upper()}/parts/{ONE}")
    assert answer.text == repr({"thing_id": OTHER, "part_id": ONE})


@pytest.mark.parametrize(
    "path",
    [
        "/named/lamp",
        f"/named/lamp/{ONE}",
        f"/named/{ONE}",
        f"/files/a/{ONE}",
        f"/with-default/{ONE}",
        "/nothing",
        f"/things/{ONE}/",
        f"/things//{ONE}",
    ],
)
def test_what_a_search_alone_can_tell_is_searched_each_time(small, path):
    first, second = asked(small, path), asked(small, path)
    assert found(small, path) is None
    assert (first.status_code, first.data) == (second.status_code, second.data)


@pytest.mark.parametrize(
    "segment",
    ["0000_000-0000-0000-0000-000000000abc", "{0000000-0000-0000-0000-00000000abc}", "new"],
)
def test_what_is_no_id_is_none_after_an_id_was_found(small, segment):
    asked(small, f"/things/{ONE}")
    answer = asked(small, f"/things/{segment}")
    assert answer.status_code == (200 if segment == "new" else 404)


def test_each_method_is_searched_for_itself(small):
    asked(small, f"/things/{ONE}")
    assert found(small, f"/things/{ONE}", "POST") is None
    assert asked(small, f"/things/{ONE}", "POST").status_code == 405
    options = asked(small, f"/things/{ONE}", "OPTIONS")
    assert (options.status_code, "GET" in options.allow) == (200, True)


def test_every_route_of_the_application_is_found_as_it_is_searched(app):
    """All of them: what was learned from one address is compared with a search for another."""
    adapter, learned = app.url_map.bind("localhost"), 0
    for rule in app.url_map.iter_rules():
        for method in rule.methods - {"OPTIONS"}:
            first, second = (_address(rule.rule) for _ in range(2))
            try:
                rule_of_first, _ = adapter.match(first, method, return_rule=True)
            except HTTPException:
                continue
            app.shapes.learn(method, first, rule_of_first)
            known = app.shapes.find(method, second)
            if known is not None:
                learned += 1
                assert known == adapter.match(second, method, return_rule=True), rule.rule
    assert learned > 1000, "nearly the whole API"


def _address(rule):
    """An address of the rule, with new ids and words."""
    path = re.sub(r"<uuid:\w+>", lambda _: str(uuid4()), rule)
    path = re.sub(r"<int:\w+>", "7", path)
    return re.sub(r"<[^>]*>", lambda _: f"word-{uuid4().hex[:6]}", path)
