"""Cities are found by any of their names, by how one begins, and by one that is mistyped."""

import tracemalloc
from pathlib import Path

import pytest

import turnout.places
from turnout.app import load_modules
from turnout.places.cities import Cities, all_cities, folded
from turnout.places.lookup import (
    complete,
    find_city,
    find_meaning,
    find_mistyped,
    spellings_like,
)

FOLDER = Path(turnout.places.__file__).parent


@pytest.mark.parametrize(
    ("typed", "name", "country"),
    [
        ("Munich", "Munich", "DE"),
        ("MÜNCHEN", "Munich", "DE"),
        ("Muenchen", "Munich", "DE"),
        ("Monaco di Baviera", "Munich", "DE"),
        ("ميونخ", "Munich", "DE"),
        ("म्यूनिख", "Munich", "DE"),
        ("Xamar", "Mogadishu", "SO"),
        ("Roma", "Rome", "IT"),
        ("Αθήνα", "Athens", "GR"),
        ("臺北", "Taipei", "TW"),
        ("frankfurt-am-main", "Frankfurt", "DE"),
    ],
)
def test_any_name_of_a_city_means_it(typed: str, name: str, country: str) -> None:
    meaning = find_meaning(typed)
    assert meaning is not None
    assert (meaning.city.name, meaning.city.country) == (name, country)


def test_of_several_the_largest_is_meant_and_the_others_are_offered() -> None:
    meaning = find_meaning("Birmingham")
    assert meaning is not None
    assert (meaning.city.country, [each.country for each in meaning.others]) == ("GB", ["US"])
    other = find_meaning("birmingham", meaning.others[0].id)
    assert other is not None
    assert (other.city.country, [each.country for each in other.others]) == ("US", ["GB"])
    assert find_meaning("Birmingham", 2867714) == meaning, "a number of another name says nothing"


def test_a_country_keeps_cities_of_the_same_name_apart() -> None:
    found = [find_city("Birmingham", each) for each in ("US", "GB", None, "DE")]
    assert [each and each.country for each in found] == ["US", "GB", "GB", None]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Mnuich", "Munich"),
        ("Amsterdm", "Amsterdam"),
        ("Nirobi", "Nairobi"),
        ("San Fransicso", "San Francisco"),
        ("Barcelonna", "Barcelona"),
    ],
)
def test_a_mistyped_name_is_the_nearest(typed: str, name: str) -> None:
    assert find_meaning(typed) is None
    found = find_mistyped(typed)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("typed", ["", " ", "!?", "Hall", "Room 12", "x" * 500, "\x00", "zzqqzzqq"])
def test_what_is_no_city_is_none(typed: str) -> None:
    assert find_meaning(typed) is None
    assert find_mistyped(typed) is None


def test_beginnings_are_completed_by_names_before_spellings_and_size() -> None:
    assert complete("Ber", limit=3)[0].name == "Berlin"
    assert "München" in spellings_like("munic")
    assert complete("ميون", limit=1)[0].name_in("ar") == "ميونخ"
    assert complete("münch", limit=1)[0].name_in("fr") == "Munich"
    assert complete("", limit=5) == ()


def test_every_line_can_be_read_and_names_its_city() -> None:
    cities = all_cities()
    assert len(cities) > 6000
    for number in range(0, len(cities), 97):
        city = cities.city(number)
        assert -90 <= city.latitude <= 90
        assert -180 <= city.longitude <= 180
        assert number in cities.named(folded(city.name))


def test_the_list_is_small_and_a_look_up_quick(monkeypatch) -> None:
    name_at = Cities.name
    text = (FOLDER / "cities.txt").read_text(encoding="utf-8")
    assert len(text.encode()) <= 600_000
    assert "CC BY 4.0" in text
    assert "Creative Commons Attribution 4.0" in (FOLDER / "LICENCE.md").read_text(encoding="utf-8")
    tracemalloc.start()
    kept = Cities("".join(f"{line}\n" for line in text.splitlines()[:1500]))
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size < 1_500 * 1_000, "less than a kilobyte a city"
    assert kept.named("tokyo") != []
    looked_at: list[int] = []
    monkeypatch.setattr(Cities, "name", lambda self, at: looked_at.append(at) or name_at(self, at))
    assert all_cities().named("mogadishu") != []
    assert len(looked_at) < 25, "forty thousand names are halved"


def test_the_list_is_read_before_anybody_asks():
    all_cities.cache_clear()
    load_modules()
    assert all_cities.cache_info().currsize == 1
