"""What organizers add to an event's page: images, files, sponsors."""

import io
from uuid import UUID

from PIL import Image
from tests.factories.work import drain
from tests.site.conftest import Place

from turnout.modules.files import api as files


def photograph(width: int = 700, height: int = 350) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, format="JPEG")
    return out.getvalue()


def add_image(place: Place, name: str = "pier.jpg", *, width: int = 700, height: int = 350) -> UUID:
    """A public image, not drawn yet."""
    upload = files.Upload(
        name=name,
        data=photograph(width, height),
        declared_type="image/jpeg",
        visibility=files.FileVisibility.PUBLIC,
    )
    return files.store(place.shop.organizer, upload).id


def attach(place: Place, audience: files.Audience, *, title: str, text: bytes = b"words") -> UUID:
    """A file of the event, for those people."""
    upload = files.Upload(name=f"{title}.txt", data=text, declared_type="text/plain")
    stored = files.store(place.shop.organizer, upload)
    new = files.NewEventFile(file_id=stored.id, audience=audience, title=title)
    made = files.attach(place.shop.organizer, place.event_id, new)
    drain()
    return made.id
