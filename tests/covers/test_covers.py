"""Drawn covers: many motifs, one event one cover, seen on every ground, small on the way."""

import gzip
from random import Random
from uuid import UUID

import pytest
from defusedxml.ElementTree import fromstring
from PIL import Image

from turnout.covers.covers import FITTING, MOTIFS, Cover, cover_named, cover_of
from turnout.covers.crops import cropped
from turnout.covers.palette import inks_of
from turnout.l10n.brand_colours import contrast

COLOURS = ("#0b5c7a", "#c8102e", "#f2c200", "#111111", "#ffffff", "#7ad03a", "#000000", "#ff00ff")
EVENT = UUID("0192f0c1-0000-7000-8000-0123456789ab")


def test_there_are_more_than_a_dozen_motifs_and_all_are_different_pictures() -> None:
    drawn = {name: Cover(name, "#0b5c7a", 7).image(64).tobytes() for name in MOTIFS}
    assert len(set(drawn.values())) == len(MOTIFS) >= 12


@pytest.mark.parametrize("motif", MOTIFS)
def test_a_motif_has_more_than_one_composition(motif: str) -> None:
    drawn = {Cover(motif, "#0b5c7a", seed).svg for seed in range(12)}
    assert len(drawn) > 5


@pytest.mark.parametrize("motif", MOTIFS)
def test_a_cover_is_small_whole_and_nothing_but_shapes(motif: str) -> None:
    for seed in range(6):
        svg = Cover(motif, COLOURS[seed], seed).svg
        assert len(gzip.compress(svg.encode())) < 3_000
        root = fromstring(svg)
        assert {each.tag.rpartition("}")[2] for each in root.iter()} <= {"svg", "path", "circle"}
        assert root.get("viewBox") == "0 0 160 90"
        assert "nan" not in svg


@pytest.mark.parametrize("colour", COLOURS)
def test_shapes_stand_out_from_their_ground_on_every_brand(colour: str) -> None:
    for seed in range(60):
        inks = inks_of(colour, Random(seed))  # noqa: S311  the same each time
        assert contrast(inks.second, inks.ground) >= 1.5
        assert max(contrast(each, inks.ground) for each in inks.shapes) >= 4


def test_the_same_event_has_the_same_cover_and_its_address_says_all_of_it() -> None:
    cover = cover_of(EVENT, category="Music", brand_color="#0B5C7A")
    assert cover == cover_of(EVENT, category="music", brand_color="#0b5c7a")
    assert cover.motif in dict(FITTING)[next(words for words, _ in FITTING if "musi" in words)]
    name = cover.path.removeprefix("/assets/cover-").removesuffix(".svg")
    assert cover_named(name) == cover
    assert cover_named(name).svg == cover.svg


def test_another_colour_and_another_event_look_different() -> None:
    one = cover_of(EVENT, category="", brand_color="#0b5c7a")
    assert one.svg != cover_of(EVENT, category="", brand_color="#c8102e").svg
    motifs = {cover_of(UUID(int=each), category="", brand_color="").motif for each in range(99)}
    assert motifs == set(MOTIFS)


@pytest.mark.parametrize(
    "name",
    ["1-tiles-0b5c7a-0000000", "1-nothing-0b5c7a-00000000", "2-tiles-0b5c7a-00000000",
     "1-tiles-0B5C7A-00000000", "1-tiles-0b5c7a-000000000", "../tiles", ""],
)  # fmt: skip
def test_an_address_that_is_none_has_no_cover(name: str) -> None:
    assert cover_named(name) is None


def test_pixels_show_what_the_drawing_says() -> None:
    cover = Cover("equalizer", "#0b5c7a", 3)
    image = cover.image(320)
    assert image.size == (320, 180)
    red, green, blue = image.getpixel((0, 0))
    assert f"#{red:02x}{green:02x}{blue:02x}" == cover.ground


def test_a_crop_keeps_the_focus_in_sight() -> None:
    image = Image.new("RGB", (300, 100), "white")
    image.paste((255, 0, 0), (250, 0, 300, 100))
    left, middle, right = (
        cropped(image, (50, 100), focus=(x, 50)).getpixel((40, 50)) for x in (0, 50, 100)
    )
    assert left == middle == (255, 255, 255)
    assert right == (255, 0, 0)


def test_any_picture_is_cut_to_any_size_around_any_focus() -> None:
    for size in ((1600, 900), (1599, 901), (1200, 400), (333, 777), (3, 5), (1, 1)):
        image = Image.new("RGB", size, "#0b5c7a")
        for wanted in ((550, 630), (1200, 450), (1190, 264), (7, 9)):
            for focus in ((0, 0), (42, 70), (99, 1), (100, 100)):
                assert cropped(image, wanted, focus=focus).size == wanted


def test_what_shows_through_is_white() -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert cropped(clear, (20, 20)).getpixel((5, 5)) == (255, 255, 255)
