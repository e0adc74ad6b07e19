"""Images written anew: nothing but the picture comes along."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from tests.modules.files.pictures import opened, photograph, picture
from tests.prove.counts import examples

from turnout.modules.files.images import LONGEST_SIDE, UnreadableImage, reencode, variants_of
from turnout.modules.files.rules import AVIF, GIF, JPEG, PNG, WEBP


def bomb(width, height):
    """A PNG of a few bytes that claims to be huge."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def test_a_photograph_loses_its_place_and_keeps_its_upright_picture():
    clean = reencode(photograph(), JPEG)
    image = opened(clean.data)
    assert not image.getexif()
    assert b"secret" not in clean.data
    assert (clean.width, clean.height) == image.size == (20, 40), "turned as the camera meant"
    top, bottom = image.getpixel((10, 5)), image.getpixel((10, 35))
    assert top[0] > 200 > top[2]
    assert bottom[2] > 200 > bottom[0]


@pytest.mark.parametrize(
    ("fmt", "kind", "written"),
    [("JPEG", JPEG, "JPEG"), ("PNG", PNG, "PNG"), ("GIF", GIF, "PNG"), ("WEBP", WEBP, "WEBP"), ("AVIF", AVIF, "WEBP")],
)  # fmt: skip
def test_every_kind_is_read_and_written(fmt, kind, written):
    clean = reencode(picture(fmt), kind)
    assert opened(clean.data).format == written
    assert (clean.width, clean.height) == (40, 20)


def test_what_hangs_behind_or_inside_an_image_is_gone():
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Comment", "<script>x()</script>")
    data = picture("PNG", pnginfo=notes) + b"PK\x03\x04<script>x()</script>"
    clean = reencode(data, PNG)
    assert b"script" not in clean.data
    assert b"PK" not in clean.data
    assert opened(clean.data).info == {}


def test_transparency_stays():
    image = Image.new("RGBA", (4, 4), (10, 20, 30, 0))
    import io

    out = io.BytesIO()
    image.save(out, format="PNG")
    assert opened(reencode(out.getvalue(), PNG).data).getpixel((0, 0))[3] == 0


def test_a_large_picture_is_scaled_down():
    clean = reencode(picture("JPEG", size=(5000, 100)), JPEG)
    assert (clean.width, clean.height) == (LONGEST_SIDE, 51)


@pytest.mark.parametrize(
    ("width", "height"),
    [
        (20_000, 20_000),
        (7_000, 7_000),
        (9_999, 9_999),
        (13_000, 1),
        (1, 60_000),
        (2**31 - 1, 2**31 - 1),
    ],
)
def test_a_bomb_is_refused_before_it_is_opened(width, height):
    with pytest.raises(UnreadableImage):
        reencode(bomb(width, height), PNG)


@pytest.mark.parametrize("size", [(13_000, 1), (1, 13_000)])
def test_a_picture_with_too_long_a_side_is_refused_although_it_could_be_opened(size):
    with pytest.raises(UnreadableImage, match="pixels"):
        reencode(picture("PNG", size=size), PNG)


def test_an_image_of_another_kind_than_claimed_is_refused():
    with pytest.raises(UnreadableImage):
        reencode(picture("PNG"), JPEG)


def test_colours_of_another_profile_are_turned_into_srgb_and_the_profile_goes():
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    clean = reencode(picture("JPEG", icc_profile=wide, quality=95), JPEG)
    image = opened(clean.data)
    assert "icc_profile" not in image.info
    assert image.getpixel((5, 10))[0] > 240


def test_a_profile_does_not_keep_a_photograph_from_being_turned():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x0112] = 6
    clean = reencode(picture("JPEG", icc_profile=profile, exif=exif.tobytes()), JPEG)
    assert (clean.width, clean.height) == (20, 40)
    assert not opened(clean.data).getexif()


@pytest.mark.parametrize("profile", [b"no profile", b"\x00" * 200])
def test_a_profile_that_makes_no_sense_is_left_out(profile):
    assert "icc_profile" not in opened(reencode(picture("PNG", icc_profile=profile), PNG).data).info


def test_a_picture_in_printers_colours_is_shown_in_screen_colours():
    assert opened(reencode(picture("JPEG", mode="CMYK"), JPEG).data).mode == "RGB"


def test_an_animation_keeps_its_first_picture():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, format="GIF", save_all=True, append_images=frames[1:])
    still = opened(reencode(out.getvalue(), GIF).data)
    assert getattr(still, "n_frames", 1) == 1
    assert still.convert("RGB").getpixel((4, 4)) == (255, 0, 0)


def test_the_placeholder_is_the_mean_colour():
    assert reencode(picture("PNG"), PNG).placeholder in ("#7f007f", "#800080", "#7f0080")


@given(st.integers(1, 12_000))
def test_drawings_are_never_wider_than_the_image_nor_given_twice(width):
    wanted = [(each.kind, each.width) for each in variants_of(width)]
    assert len(wanted) == len(set(wanted))
    assert max(each for _, each in wanted) == min(width, 1_920)


@settings(max_examples=examples(60), deadline=None)
@given(st.sampled_from([("PNG", PNG), ("JPEG", JPEG), ("GIF", GIF), ("WEBP", WEBP)]), st.data())
def test_damage_is_refused_or_repaired_and_never_a_crash(kind, data):
    whole = picture(kind[0])
    position = data.draw(st.integers(0, len(whole) - 1))
    insert = data.draw(st.binary(max_size=8))
    length = data.draw(st.integers(0, 30))
    damaged = whole[:position] + insert + whole[position + length :]
    try:
        assert opened(reencode(damaged, kind[1]).data).size
    except UnreadableImage:
        return
