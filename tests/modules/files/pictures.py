"""Images and documents made for the tests."""

import io
import zipfile

from PIL import Image


def picture(fmt="PNG", *, size=(40, 20), mode="RGB", **options):
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new(mode, size, 0)
    if mode in ("RGB", "RGBA"):
        image.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
        image.paste((0, 0, 255), (size[0] // 2, 0, size[0], size[1]))
    out = io.BytesIO()
    image.save(out, format=fmt, **options)
    return out.getvalue()


def photograph():
    """A JPEG with a place, a name and a camera turned by 90 degrees in its EXIF."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "secret place"
    exif.get_ifd(0x8825)[2] = (1.0, 2.0, 3.0)
    return picture("JPEG", exif=exif.tobytes(), comment=b"secret comment", quality=95)


def archive(*names, stored=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if stored is not None:
            archive.writestr("mimetype", stored)
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def opened(data):
    return Image.open(io.BytesIO(data))
