"""Examples of bodies: one for every JSON request and answer, made out of its own schema.

A field that is called as others are looks as they do; what else there is follows from its type.
A field whose pattern nobody can guess states an example in its metadata.
"""

from collections.abc import Mapping
from typing import Any, Final

JSON: Final = "application/json"
DEEPEST: Final = 8
OF_FORMAT: Final[Mapping[str, Any]] = {
    "uuid": "0190b1de-7c3a-7e52-9d41-6a2f0c8be317",
    "email": "ada@example.org",
    "date-time": "2031-05-05T18:00:00Z",
    "date": "2031-05-05",
    "uri": "https://tickets.example.org/festival",
    "url": "https://tickets.example.org/festival",
    "uri-reference": "/problems/invalid",
}
OF_NAME: Final[Mapping[str, Any]] = {
    "account": "4400",
    "at_time": "09:30",
    "buyer_email": "ada@example.org",
    "buyer_name": "Ada Lovelace",
    "cancelled_minor": 0,
    "city": "Antwerp",
    "colour": "#b45309",
    "contact_phone": "+32 3 555 01 23",
    "country": "BE",
    "currency": "EUR",
    "default_currency": "EUR",
    "description": "Three evenings of new music.",
    "email": "ada@example.org",
    "gross_minor": 3900,
    "kind": "paid",
    "language": "en",
    "latitude": 51.2213,
    "locale": "en",
    "longitude": 4.4051,
    "main_language": "en",
    "media_type": "image/png",
    "money_state": "paid",
    "name": "Ada Lovelace",
    "net_minor": 3277,
    "next_cursor": None,
    "number": "K7QX4M",
    "paid_minor": 3900,
    "postal_code": "2000",
    "price_minor": 3900,
    "refunded_minor": 0,
    "region": "Flanders",
    "return_path": "/summer-festival",
    "secret": "5mZ0m2pXhV1nq8YkWc3T",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "slug": "summer-festival",
    "state": "confirmed",
    "street": "Grote Markt 1",
    "summary": "Three evenings of new music.",
    "tax_minor": 623,
    "tax_rate_bp": 1900,
    "time_zone": "Europe/Brussels",
    "title": "Summer Festival",
    "token": "5mZ0m2pXhV1nq8YkWc3T",
    "total_minor": 3900,
    "unit_minor": 3900,
    "version": 7,
}
KEYS: Final[Mapping[str, str]] = {
    "accounts": "revenue",
    "answers": "company",
    "seats": OF_FORMAT["uuid"],
}
"""Of objects without fixed fields: what stands for a key; elsewhere it is a language."""


def add_to(spec: dict[str, Any]) -> None:
    """Give every JSON request body and every JSON answer an example."""
    shapes = spec["components"]["schemas"]
    for item in spec["paths"].values():
        for method, operation in item.items():
            if method == "parameters":
                continue
            bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
            for body in bodies:
                content = body.get("content", {}).get(JSON)
                if content is not None and "example" not in content:
                    content["example"] = of(content["schema"], shapes)


def of(schema: Mapping[str, Any], shapes: Mapping[str, Any], name: str = "", depth: int = 0) -> Any:
    """A value that the schema allows, as plausible as the field's name lets it be."""
    schema = _resolved(schema, shapes)
    for stated in ("example", "const"):
        if stated in schema:
            return schema[stated]
    if "enum" in schema:
        return schema["enum"][0]
    if depth > DEEPEST:
        return None
    kind = _kind(schema)
    if kind == "object":
        return _object(schema, shapes, name, depth)
    if kind == "array":
        return [of(schema.get("items", {}), shapes, _one_of(name), depth + 1)]
    return _single(schema, kind, name)


def _object(
    schema: Mapping[str, Any], shapes: Mapping[str, Any], name: str, depth: int
) -> dict[str, Any]:
    if "properties" in schema:
        return {
            each: of(inner, shapes, each, depth + 1) for each, inner in schema["properties"].items()
        }
    values = schema.get("additionalProperties")
    return (
        {KEYS.get(name, "en"): of(values, shapes, _one_of(name), depth + 1)}
        if isinstance(values, dict) and values
        else {}
    )


def _single(schema: Mapping[str, Any], kind: str, name: str) -> Any:
    told = OF_NAME.get(name)
    if kind == "boolean":
        return schema.get("default") is True
    if kind in ("integer", "number"):
        least = schema.get("minimum", 0)
        most = schema.get("maximum", 10**9)
        fits = isinstance(told, int | float) and least <= told <= most
        return told if fits else max(least, min(1, most))
    if kind == "string":
        return _text(schema, name, told)
    return told


def _text(schema: Mapping[str, Any], name: str, told: Any) -> str:
    if schema.get("format") in OF_FORMAT:
        return str(OF_FORMAT[schema["format"]])
    text = told if isinstance(told, str) else name.replace("_", " ") or "text"
    return text[: schema.get("maxLength", len(text))].ljust(schema.get("minLength", 0), "x")


def _resolved(schema: Mapping[str, Any], shapes: Mapping[str, Any]) -> Mapping[str, Any]:
    for wrapped in (*schema.get("allOf", ()), *schema.get("anyOf", ())):
        if "$ref" in wrapped or "enum" in wrapped:
            schema = wrapped
    if "$ref" in schema:
        return dict(shapes[schema["$ref"].rpartition("/")[2]])
    return schema


def _kind(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type", "object" if "properties" in schema else "")
    return str(kind[0] if isinstance(kind, list) else kind)


def _one_of(name: str) -> str:
    return f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")
