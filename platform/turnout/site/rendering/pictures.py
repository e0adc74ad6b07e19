"""Images as `<picture>`: drawn widths and formats first, the file itself for whoever knows none."""

from typing import Final

from markupsafe import Markup, escape

from turnout.modules.files import api as files

CARD: Final = "(min-width: 64rem) 25rem, (min-width: 40rem) 50vw, 100vw"
WIDE: Final = "(min-width: 80rem) 76rem, 100vw"
SMALL: Final = "4rem"
LOGO: Final = "12rem"


def picture(
    image: files.Picture, *, alt: str = "", sizes: str = CARD, is_first: bool = False
) -> Markup:
    """The image with its own size, so that nothing moves when it comes; late unless it is first."""
    sources = "".join(
        f'<source type="{escape(each.media_type)}" srcset="{escape(each.srcset)}" sizes="{sizes}">'
        for each in image.sources
    )
    when = 'fetchpriority="high"' if is_first else 'loading="lazy"'
    return Markup(  # noqa: S704  every text of others is escaped
        f'<picture>{sources}<img src="{escape(image.src)}" alt="{escape(alt)}"'
        f' width="{image.width}" height="{image.height}" {when} decoding="async"></picture>'
    )


def tint(image: files.Picture) -> Markup:
    """The image's mean colour until it is there: drawn, since our pages allow no inline style."""
    if not image.placeholder:
        return Markup("")
    return Markup(  # noqa: S704  escaped
        '<svg class="cover__tint" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 1 1">'
        f'<rect width="1" height="1" fill="{escape(image.placeholder)}"/></svg>'
    )
