"""Crops as they travel in mails and on tickets."""

from PIL import Image

from turnout.covers.crops import HEAVIEST, jpeg_of


def test_a_busy_picture_is_saved_more_coarsely() -> None:
    busy = Image.effect_noise((150, 150), 40).resize((900, 600)).convert("RGB")
    data = jpeg_of(busy)
    assert len(data) <= HEAVIEST
    assert data == jpeg_of(busy)
