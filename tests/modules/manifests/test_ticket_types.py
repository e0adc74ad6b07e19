"""What events of manifests sell and ask: every kind of ticket type, and the form, made once."""

from pathlib import Path
from typing import Any

import pytest
from tests.modules.manifests.test_apply import (
    EVENT,
    JOB,
    Written,
    document,
    event_of,
    organization_of,
    said,
    slug,
    written,
)

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.manifest_files import manifest_reader
from turnout.manifest_files.errors import BadManifest
from turnout.modules.catalog import api as catalog
from turnout.modules.forms import api as forms
from turnout.modules.inventory import api as inventory
from turnout.modules.manifests import api as manifests
from turnout.modules.price_rules import api as price_rules
from turnout.modules.price_rules.types import PriceRule

__all__ = ["slug", "written"]
pytestmark = pytest.mark.usefixtures("running")

SEAT = {
    "name": "Seat",
    "capacity": 40,
    "price_minor": 1500,
    "minimum_per_order": 2,
    "maximum_per_order": 4,
    "maximum_per_person": 8,
    "sales_start": "2025-01-01T09:00",
    "sales_end": {"in_days": 300, "at": "18:00"},
    "hidden": True,
    "benefits": ["A drink", "A programme"],
    "translations": {"pt": {"name": "Lugar", "benefits": ["Uma bebida"]}},
}
TABLE = {"name": "Table", "shares_stock_with": "Seat", "price_minor": 9000, "places": 8}
GIFT = {
    "name": "Friends of the hall",
    "capacity": 1000,
    "kind": "donation",
    "price_minor": 2000,
    "minimum_price_minor": 500,
}
DINNER = {
    "name": "Dinner",
    "capacity": 30,
    "price_minor": 3000,
    "sold_as": "add_on",
    "maximum_per_ticket": 2,
    "add_on_to": ["Seat", "Table"],
}
PAIR = {
    "name": "Seat and dinner",
    "sold_as": "bundle",
    "price_minor": 4000,
    "parts": {"Seat": 1, "Dinner": 1},
}
FORM = {
    "language": "en",
    "questions": [
        {"key": "firm", "type": "short_text", "scope": "order", "label": {"en": "Company?"}},
        {
            "key": "diet",
            "type": "single_choice",
            "label": {"en": "What do you eat?", "pt": "O que come?"},
            "required": True,
            "ticket_types": ["Dinner"],
            "options": [{"value": "all"}, {"value": "veg", "label": {"en": "No meat"}}],
        },
        {
            "key": "which",
            "type": "short_text",
            "label": {"en": "Allergies?"},
            "show_if": {"question": "diet", "is": "equals", "value": "veg"},
        },
    ],
}
RULES = [
    {"name": "Early bird", "price_minor": 1000, "ends": {"in_days": 20, "at": "18:00"}},
    {"name": "Four", "kind": "quantity", "percent_bp": 1000, "minimum_quantity": 4},
    {"name": "Staff", "kind": "member", "price_minor": 500, "member_group": "staff"},
]
EVERYTHING = EVENT | {"ticket_types": [SEAT, TABLE, GIFT, DINNER, PAIR], "form": FORM}


def sold(slug: str) -> dict[str, catalog.Offer]:
    event = event_of(slug)
    with transaction(system_in(event.organization_id, "test.manifests")) as tx:
        return {offer.name: offer for offer in catalog.list_offers(tx, event.id)}


def asked(slug: str) -> dict[str, Any]:
    event = event_of(slug)
    inside = system_in(event.organization_id, "test.manifests")
    return dict(forms.get_form_version(inside, event.id).definition)


def test_every_kind_of_ticket_type_is_made_as_the_file_says(slug: str, written: Written) -> None:
    place = {"time_zone": "Asia/Tokyo"}
    wanted = written(document(slug, organization=place, events=[EVERYTHING]))
    assert said(manifests.apply(JOB, wanted))[1:] == [
        f"+ {slug}: event night (published True, ticket_types 5, questions 3)"
    ]
    offers = sold(slug)
    assert list(offers) == ["Seat", "Table", "Friends of the hall", "Dinner", "Seat and dinner"]
    seat = offers["Seat"]
    assert (seat.minimum, seat.maximum, seat.maximum_per_person) == (2, 4, 8)
    assert seat.sales_start_at is not None
    assert seat.sales_start_at.isoformat() == "2025-01-01T00:00:00+00:00"
    assert seat.is_hidden
    assert seat.benefits == ("A drink", "A programme")
    assert seat.translations["pt"].name == "Lugar"
    assert (offers["Table"].pool_id, offers["Table"].places) == (seat.pool_id, 8)
    gift = offers["Friends of the hall"]
    assert (gift.kind, gift.minimum_price_minor) == ("donation", 500)
    dinner = offers["Dinner"]
    assert set(dinner.requires_ticket_types) == {
        seat.ticket_type_id,
        offers["Table"].ticket_type_id,
    }
    parts = {part.ticket_type_id: part.quantity for part in offers["Seat and dinner"].parts}
    assert parts == {seat.ticket_type_id: 1, dinner.ticket_type_id: 1}


def test_the_form_is_asked_by_the_ids_of_the_ticket_types(slug: str, written: Written) -> None:
    manifests.apply(JOB, written(document(slug, events=[EVERYTHING])))
    questions = asked(slug)["questions"]
    assert [each["key"] for each in questions] == ["firm", "diet", "which"]
    assert questions[1]["ticket_type_ids"] == [str(sold(slug)["Dinner"].ticket_type_id)]
    assert "ticket_types" not in questions[1]
    assert questions[2]["show_if"] == {"question": "diet", "is": "equals", "value": "veg"}


def test_a_second_run_has_nothing_to_do_and_an_export_plans_nothing(slug: str, written: Written) -> None:  # fmt: skip
    for published in (False, True):
        wanted = written(document(slug, events=[EVERYTHING | {"published": published}]))
        manifests.apply(JOB, wanted)
        assert manifests.plan(JOB, wanted) == []
        assert manifests.apply(JOB, wanted) == []
    exported = manifests.export(JOB, slug)
    assert manifests.plan(JOB, [exported]) == []


def test_a_draft_without_its_form_is_finished_by_the_next_run(slug: str, written: Written) -> None:
    half = EVERYTHING | {"published": False, "ticket_types": [SEAT, TABLE, GIFT, DINNER]}
    del half["form"]
    manifests.apply(JOB, written(document(slug, events=[half])))
    whole = written(document(slug, events=[EVERYTHING]))
    assert said(manifests.apply(JOB, whole)) == [
        f"~ {slug}: event night: published False → True, ticket_types 4 → 5, questions 0 → 3"
    ]
    assert len(asked(slug)["questions"]) == 3
    pools = {each.pool_id for each in sold(slug).values()}
    with transaction(system_in(organization_of(slug).id, "test.manifests")) as tx:
        stock = inventory.remaining(tx, list(pools))
    assert sorted(stock.values()) == [30, 40, 1000]
    assert manifests.plan(JOB, whole) == []


def test_a_form_that_a_draft_has_is_left_alone(slug: str, written: Written) -> None:
    draft = EVERYTHING | {"published": False}
    manifests.apply(JOB, written(document(slug, events=[draft])))
    event = event_of(slug)
    inside = system_in(event.organization_id, "test.manifests")
    forms.save_form(inside, event.id, {"language": "en", "questions": []})
    manifests.apply(JOB, written(document(slug, events=[EVERYTHING])))
    assert asked(slug)["questions"] == []


@pytest.mark.parametrize(
    ("event", "place", "says"),
    [
        ({"ticket_types": [{"name": "Seat"}]}, "ticket_types/0", "capacity"),
        ({"ticket_types": [SEAT, SEAT]}, "ticket_types/Seat", "twice"),
        ({"ticket_types": [TABLE, SEAT]}, "ticket_types/Table", "Seat"),
        ({"ticket_types": [DINNER]}, "ticket_types/Dinner", "No ticket type above"),
        ({"ticket_types": [SEAT | {"sales_end": "2031-02-30T10:00"}]}, "Seat", "no such day"),
        ({"ticket_types": [SEAT | {"kind": "gift"}]}, "ticket_types/0/kind", "gift"),
        ({"ticket_types": [SEAT | {"colour": "red"}]}, "ticket_types/0", "colour"),
        ({"ticket_types": [SEAT], "form": FORM}, "form/diet", "Dinner"),
        ({"form": {"questions": [{"key": "Q", "type": "short_text"}]}}, "form/questions/0/key", "Q"),
        ({"form": {"questions": [{"key": "q", "type": "song"}]}}, "form/questions/0/type", "song"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named_before_anything_is_made(
    slug: str, written: Written, event: dict[str, Any], place: str, says: str
) -> None:
    with pytest.raises(BadManifest) as refused:
        written(document(slug, events=[EVENT | event]))
    faults = [f"{each.pointer}: {each.detail}" for each in refused.value.errors]
    assert any(place in each and says in each for each in faults), faults
    with pytest.raises(BadManifest):
        manifest_reader.checked(document(slug, events=[EVENT | event]), "here")


def ruled(slug: str) -> list[PriceRule]:
    event = event_of(slug)
    with transaction(system_in(event.organization_id, "test.manifests")) as tx:
        return sorted(price_rules.rules_of_event(tx, event.id), key=lambda each: each.name)


def test_price_rules_are_made_once_and_those_that_are_missing_are_planned(slug: str, written: Written) -> None:  # fmt: skip
    some = EVENT | {"published": False, "ticket_types": [SEAT | {"price_rules": RULES[:1]}]}
    manifests.apply(JOB, written(document(slug, events=[some])))
    more = some | {"ticket_types": [SEAT | {"price_rules": RULES}]}
    wanted = written(document(slug, events=[more]))
    assert said(manifests.plan(JOB, wanted)) == [f"~ {slug}: event night: price_rules 1 → 3"]
    manifests.apply(JOB, wanted)
    assert manifests.plan(JOB, wanted) == []
    found = ruled(slug)
    assert [(each.name, each.kind) for each in found] == [
        ("Early bird", "early_bird"),
        ("Four", "quantity"),
        ("Staff", "member"),
    ]
    assert found[0].ends_at is not None
    assert (found[1].percent_bp, found[1].minimum_quantity) == (1000, 4)


DOLLARS = {"USD": {"price_minor": 1700}}
IN_TWO = [
    SEAT | {"prices": DOLLARS, "price_rules": [RULES[0] | {"prices": {"USD": 1100}}]},
    TABLE,
    GIFT | {"prices": {"USD": {"price_minor": 2200, "minimum_price_minor": 600}}},
]


def test_ticket_types_are_sold_in_the_currencies_that_a_file_names(slug: str, written: Written) -> None:  # fmt: skip
    plain = EVENT | {"published": False, "ticket_types": [SEAT, TABLE, GIFT]}
    manifests.apply(JOB, written(document(slug, events=[plain])))
    wanted = written(document(slug, events=[plain | {"ticket_types": IN_TWO}]))
    assert said(manifests.plan(JOB, wanted)) == [
        f"~ {slug}: event night: prices 0 → 2, price_rules 0 → 1"
    ]
    manifests.apply(JOB, wanted)
    assert manifests.plan(JOB, wanted) == []
    offers = sold(slug)
    assert catalog.currencies_of(list(offers.values())) == ("EUR", "USD")
    assert offers["Seat"].prices["USD"].price_minor == 1700
    assert offers["Friends of the hall"].prices["USD"].minimum_price_minor == 600
    assert offers["Table"].prices == {}
    assert ruled(slug)[0].prices == {"USD": 1100}


def test_an_exported_event_comes_back_with_its_prices_in_every_currency(
    slug: str, written: Written, tmp_path: Path
) -> None:
    event = EVENT | {"ticket_types": IN_TWO}
    manifests.apply(JOB, written(document(slug, events=[event])))
    (copy, files), *_ = list(manifests.export_events_of(JOB, slug))
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    other = f"{slug}-2"
    copies = [{"slug": "night", "contents": copy.contents}]
    manifests.apply(JOB, written(document(other, event_copies=copies)))
    offers = sold(other)
    assert offers["Seat"].prices["USD"].price_minor == 1700
    assert offers["Friends of the hall"].prices["USD"].minimum_price_minor == 600
    assert ruled(other)[0].prices == {"USD": 1100}


@pytest.mark.parametrize(
    ("change", "place", "says"),
    [
        ({"prices": {"EUR": {"price_minor": 1}}}, "prices/EUR", "say `price_minor`"),
        ({"prices": {"XXQ": {"price_minor": 1}}}, "prices/XXQ", "no such currency"),
        ({"prices": {"usd": {"price_minor": 1}}}, "prices/usd", ""),
        ({"prices": {"USD": {}}}, "prices/USD", "price_minor"),
        ({"price_rules": [RULES[0] | {"prices": {"USD": 5}}]}, "price_rules", "not sold in USD"),
    ],
)
def test_prices_in_a_currency_that_cannot_be_are_named(
    slug: str, written: Written, change: dict[str, Any], place: str, says: str
) -> None:
    home = {"currency": "EUR"}
    sale = EVENT | {"ticket_types": [SEAT | change]}
    with pytest.raises(BadManifest) as refused:
        written(document(slug, organization=home, events=[sale]))
    faults = [f"{each.pointer}: {each.detail}" for each in refused.value.errors]
    assert any(place in each and says in each for each in faults), faults


def test_a_price_rule_is_named_once_and_ends_on_a_day_that_there_is(slug: str, written: Written) -> None:  # fmt: skip
    for rules, says in (
        (RULES[:1] * 2, "Early bird twice"),
        ([RULES[0] | {"ends": "2027-02-30T10:00"}], "no such day"),
    ):
        sale = {"ticket_types": [SEAT | {"price_rules": rules}]}
        with pytest.raises(BadManifest, match=says):
            written(document(slug, events=[EVENT | sale]))
