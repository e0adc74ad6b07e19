"""Images in several widths and formats: drawn once, told to pages, served for good."""

import io
from datetime import timedelta
from uuid import UUID

import pytest
from PIL import Image
from tests.factories.work import QUEUED, drain, run_timed
from tests.modules.files.pictures import opened, picture
from tests.modules.files.senders import kept

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.modules.files import api as files


def photograph(width, height):
    """A picture of many tones, which is drawn five times as fast as noise is."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    out = io.BytesIO()
    image.save(out, format="JPEG", quality=80)
    return out.getvalue()


@pytest.fixture
def cover(uploader, queued):
    made = uploader.upload(photograph(1000, 500), "pier.jpg", "image/jpeg", visibility="public")
    drain()
    return made


def told(uploader, file_id):
    with transaction(uploader.ctx) as tx:
        return files.picture(tx, UUID(file_id))


def addresses(source):
    return [each.split(" ") for each in source.srcset.split(", ")]


def test_a_public_image_is_told_with_its_size_its_colour_and_every_drawing(uploader, cover):
    shown = told(uploader, cover["id"])
    assert (shown.width, shown.height) == (1000, 500)
    assert shown.placeholder == cover["placeholder"]
    assert [each.media_type for each in shown.sources] == ["image/avif", "image/webp"]
    for source in shown.sources:
        assert [width for _, width in addresses(source)] == ["320w", "640w", "960w", "1000w"]
    assert shown.src == f"{uploader.base}/{cover['id']}/public"


def test_a_drawing_is_served_for_good_under_an_address_that_names_its_content(
    uploader, client, cover
):
    for source in told(uploader, cover["id"]).sources:
        for address, width in addresses(source):
            answer = client.get(address, buffered=True)
            assert answer.mimetype == source.media_type
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Content-Disposition"].startswith("inline; ")
            image = opened(answer.data)
            assert f"{image.width}w" == width
            assert image.height == round(image.width / 2)
            assert not image.getexif()


def test_no_drawing_is_wider_than_its_image(uploader, queued):
    small = uploader.upload(picture("PNG", size=(50, 10)), visibility="public")
    drain()
    for source in told(uploader, small["id"]).sources:
        assert [width for _, width in addresses(source)] == ["50w"]


def test_before_it_is_drawn_the_image_itself_is_shown(uploader):
    fresh = uploader.upload(picture("PNG"), visibility="public")
    shown = told(uploader, fresh["id"])
    assert shown.sources == ()
    assert (shown.width, shown.height) == (40, 20)


def test_a_private_image_is_not_told_and_its_drawings_are_not_served(uploader, client, cover):
    [address, _] = addresses(told(uploader, cover["id"]).sources[0])[0]
    uploader("PATCH", f"/{cover['id']}", json={"visibility": "private"})
    assert told(uploader, cover["id"]) is None
    assert client.get(address).status_code == 404


def test_documents_have_no_picture(uploader):
    text = uploader.upload(b"x", "a.txt", "text/plain", visibility="public")
    assert told(uploader, text["id"]) is None


def test_many_pictures_are_told_in_two_statements(uploader, queued, statements):
    made = [UUID(uploader.upload(picture("PNG"), visibility="public")["id"]) for _ in range(4)]
    drain()
    statements.clear()
    with transaction(uploader.ctx) as tx:
        found = files.pictures(tx, made)
    assert len(found) == 4
    assert len(statements) <= 2


@pytest.mark.parametrize(
    "name", ["0" * 32 + ".webp", "x.webp", "%" * 32 + ".webp", "_" * 32 + ".avif", "../../x"]
)
def test_an_address_that_was_guessed_shows_nothing(uploader, client, cover, name):
    assert client.get(f"{uploader.base}/{cover['id']}/drawings/{name}").status_code == 404


def test_a_drawing_is_not_served_under_the_ending_of_another_format(uploader, client, cover):
    [address, _] = addresses(told(uploader, cover["id"]).sources[0])[0]
    assert client.get(address.replace(".avif", ".webp")).status_code == 404


def test_drawing_again_after_a_lost_message_changes_nothing(uploader, settings, queued):
    made = uploader.upload(photograph(400, 200), "a.jpg", "image/jpeg", visibility="public")
    waiting = list(QUEUED)
    drain()
    before = (told(uploader, made["id"]), kept(settings, uploader.organization))
    QUEUED.extend(waiting)
    drain()
    assert (told(uploader, made["id"]), kept(settings, uploader.organization)) == before


def test_a_lost_message_is_found_by_the_sweep(uploader, queued):
    made = uploader.upload(picture("PNG"), visibility="public")
    QUEUED.clear()
    run_timed("files.sweep")
    drain()
    assert told(uploader, made["id"]).sources


def test_drawing_goes_on_where_it_was_broken_off(uploader, settings, queued, running):
    made = uploader.upload(photograph(700, 300), "a.jpg", "image/jpeg", visibility="public")
    QUEUED.clear()
    folder = settings.files_dir / str(uploader.organization.id)
    obstacle = folder / f"{made['id']}-640.avif"
    obstacle.mkdir()
    (obstacle / "x").touch()
    run_timed("files.sweep")
    drain()
    assert [width for _, width in addresses(told(uploader, made["id"]).sources[0])] == ["320w"]
    (obstacle / "x").unlink()
    obstacle.rmdir()
    with clock.frozen(clock.now() + timedelta(hours=1)):
        run_timed("files.sweep")
        drain()
    for source in told(uploader, made["id"]).sources:
        assert [width for _, width in addresses(source)] == ["320w", "640w", "700w"]


def test_drawings_count_and_stop_where_the_quota_is_full(uploader, settings, configure, queued):
    data = photograph(700, 300)
    made = uploader.upload(data, "a.jpg", "image/jpeg", visibility="public")
    used = uploader("GET", "/usage").json["used_bytes"]
    configure(storage_quota_bytes=used + 10)
    drain()
    shown = told(uploader, made["id"])
    assert shown.sources == ()
    assert uploader("GET", "/usage").json["used_bytes"] <= used + 10
    drain()
    assert len(kept(settings, uploader.organization)) == 1, "what did not fit is not kept"


def test_a_file_deleted_while_it_is_drawn_leaves_nothing(uploader, settings, queued):
    made = uploader.upload(picture("PNG"), visibility="public")
    waiting = list(QUEUED)
    QUEUED.clear()
    uploader("DELETE", f"/{made['id']}")
    QUEUED.extend(waiting)
    drain()
    assert kept(settings, uploader.organization) == []
