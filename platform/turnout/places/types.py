"""Cities, parts of the map, and what a text that names a city may mean: frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Final

ENGLISH = "en"
DISTANCES: Final = (10, 25, 50, 100, 250)
"""In kilometres: how far around a place people look for events."""
USUAL_DISTANCE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city of the list; `id` is its number there."""

    id: int
    country: str
    """ISO 3166-1, two letters."""
    latitude: float
    longitude: float
    name: str
    """In English."""
    names: Mapping[str, str] = field(default_factory=dict)
    """In other languages, by their tags; `x` is its own."""
    aliases: tuple[str, ...] = ()
    """Further names, folded."""

    def name_in(self, language: str) -> str:
        return self.names.get(language, self.name)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Its names as people write them; aliases are folded and not among them."""
        return tuple(dict.fromkeys((self.name, *self.names.values())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """So many kilometres around a point."""

    latitude: float
    longitude: float
    kilometres: float = 50.0

    @classmethod
    def around(cls, city: City, kilometres: float) -> "Circle":
        return cls(latitude=city.latitude, longitude=city.longitude, kilometres=kilometres)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of the map; `west` is greater than `east` where it spans the date line."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCity:
    """A city in an answer; `name` is the English one."""

    component: ClassVar = "PlacesNamedCity"
    id: Annotated[int, "GeoNames' number; `city_id` asks for this one of several"]
    name: str
    country: Annotated[str, "ISO 3166-1, two letters"]
    latitude: float
    longitude: float

    @classmethod
    def of(cls, city: City) -> "NamedCity":
        return cls(
            id=city.id,
            name=city.name,
            country=city.country,
            latitude=city.latitude,
            longitude=city.longitude,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """Which city a text names, and the others that it may name, the largest first."""

    city: City
    others: tuple[City, ...] = ()
    is_corrected: bool = False
    """Whether the text names none, and this one is spelt nearly so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedCity:
    """Around which city was searched in place of a text, and which others it may have meant."""

    component: ClassVar = "PlacesSearchedCity"
    city: NamedCity
    within_km: int
    others: list[NamedCity]
    is_corrected: Annotated[
        bool, "Nothing is at a place of that name; this city is spelt nearly so"
    ]

    @classmethod
    def of(cls, meaning: Meaning, *, within_km: int) -> "SearchedCity":
        return cls(
            city=NamedCity.of(meaning.city),
            within_km=within_km,
            others=[NamedCity.of(each) for each in meaning.others],
            is_corrected=meaning.is_corrected,
        )
