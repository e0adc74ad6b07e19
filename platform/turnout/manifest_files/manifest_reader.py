"""Reading manifests: strict YAML, the schema, and faults that say where they are."""

import hashlib
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from turnout.kernel.errors import FieldError
from turnout.manifest_files.documents import ManifestDocument
from turnout.manifest_files.errors import BadManifest
from turnout.manifest_files.types import Manifest, Moment, SignIn, TicketType, local
from turnout_sdk.currencies import EXPONENTS

SIGN_INS = "sign-ins.yaml"
LARGEST_BYTES = 1_000_000
BY_CONTENT = re.compile(r"[0-9a-f]{64}")
ANY_DAY = date(2000, 1, 1)
TYPES = {
    "string_type": "string",
    "int_type": "integer",
    "float_type": "number",
    "bool_type": "boolean",
    "list_type": "array",
    "dict_type": "object",
    "model_type": "object",
    "model_attributes_type": "object",
}
BOUNDS = {
    "greater_than_equal": ("less than the minimum of", "ge"),
    "less_than_equal": ("greater than the maximum of", "le"),
    "greater_than": ("less than or equal to the minimum of", "gt"),
}
OF_METADATA = ("entity_id", "sso_url", "slo_url", "certificates")
TOO_LITTLE = {"string_too_short", "too_short"}
TOO_MUCH = {"string_too_long", "too_long"}


class _Strict(yaml.SafeLoader):
    """Refuses a key said twice; leaves times as the text they are."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - the library's own signature
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                line = key_node.start_mark.line + 1
                raise yaml.YAMLError(f"line {line}: {key!r} is said twice")
            seen.add(key)
        return super().construct_mapping(node, deep)


_Strict.yaml_implicit_resolvers = {
    letter: [each for each in resolvers if each[0] != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path) -> list[Manifest]:
    """Read a file, or every manifest of a folder; BadManifest lists all that is wrong."""
    manifests: list[Manifest] = []
    faults: list[FieldError] = []
    for file in _files(path):
        document, found = _document(file)
        faults += found or _faults(document, str(file))
        if not faults:
            manifests.append(Manifest.of(document, str(file)))
    _refuse([*faults, *_said_twice(manifests), *_impossible(manifests)])
    return manifests


def checked(document: dict[str, Any], place: str) -> Manifest:
    """Build a manifest from a document that is no file; BadManifest lists all that is wrong."""
    _refuse(_faults(document, place))
    manifest = Manifest.of(document, place)
    _refuse(_impossible([manifest]))
    return manifest


def _refuse(faults: list[FieldError]) -> None:
    if faults:
        raise BadManifest(*faults)


def _impossible(manifests: list[Manifest]) -> list[FieldError]:
    """Find what fits the schema and cannot be."""
    return [
        *_impossible_times(manifests),
        *_impossible_sales(manifests),
        *_impossible_programmes(manifests),
        *_impossible_passes(manifests),
        *_impossible_providers(manifests),
        *_missing_files(manifests),
    ]


def _missing_files(manifests: list[Manifest]) -> list[FieldError]:
    """Find files that are named and not there, or hold something else than their name says.

    The folder is that of the manifest's file. An exported file is named by its content.
    """
    return [
        FieldError(f"{each.place}#/{name}", says)
        for each in manifests
        for name in dict.fromkeys(each.files)
        for says in fault_of_file(Path(each.place).parent / name)
    ]


def fault_of_file(path: Path) -> Iterator[str]:
    """What is wrong with a file beside a manifest, at most one thing."""
    if not path.is_file():
        yield "There is no such file beside the manifest."
    elif BY_CONTENT.fullmatch(path.stem) and named_by_content(path.read_bytes()) != path.stem:
        yield "The file does not hold what its name says."


def named_by_content(data: bytes) -> str:
    """The name under which an exported file stands beside its manifest."""
    return hashlib.sha256(data).hexdigest()


def read_sign_ins(path: Path) -> list[SignIn]:
    """Read the known people of a demo; none where the folder has no such file."""
    file = path / SIGN_INS
    if not file.is_file():
        return []
    document, faults = _document(file)
    _refuse(faults)
    people = document.get("sign_ins", [])
    try:
        return [
            SignIn(
                email=each["email"],
                password=each["password"],
                name=each["name"],
                authenticator=each.get("authenticator", ""),
            )
            for each in people
        ]
    except (KeyError, TypeError) as error:
        raise BadManifest(
            FieldError(str(file), "Each sign-in has an email, a password and a name.")
        ) from error


def as_yaml(manifest: Manifest) -> str:
    """Write a manifest as a file would say it."""
    return yaml.safe_dump(manifest.document(), sort_keys=False, allow_unicode=True, width=96)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    files = sorted(each for each in path.glob("*.yaml") if each.name != SIGN_INS)
    if not files:
        raise BadManifest(FieldError(str(path), "There is no manifest (*.yaml) here."))
    return files


def _document(file: Path) -> tuple[dict[str, Any], list[FieldError]]:
    try:
        if file.stat().st_size > LARGEST_BYTES:
            return {}, [FieldError(str(file), "The file is larger than 1 MB.")]
        document = yaml.load(file.read_text(encoding="utf-8"), Loader=_Strict)  # noqa: S506 - a SafeLoader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return {}, [FieldError(str(file), f"This is not readable YAML: {error}")]
    if not isinstance(document, dict):
        return {}, [FieldError(str(file), "A manifest is a mapping that begins `organization:`.")]
    return document, []


def _faults(document: dict[str, Any], place: str) -> list[FieldError]:
    try:
        ManifestDocument.model_validate(document)
    except ValidationError as error:
        found = sorted(_told(error.errors(include_url=False)), key=lambda each: each[0])
        return [FieldError(f"{place}#/{'/'.join(path)}", says) for path, says in found]
    return []


def _told(errors: Iterable[ErrorDetails]) -> Iterator[tuple[list[str], str]]:
    """Place and words of each fault; what is missing or unknown is a fault of its owner."""
    unknown: dict[tuple[str, ...], list[str]] = {}
    for each in errors:
        *owner, last = path = [str(part) for part in each["loc"]] or [""]
        if each["type"] == "missing":
            yield owner, f"{last!r} is a required property"
        elif each["type"] == "extra_forbidden":
            unknown.setdefault(tuple(owner), []).append(repr(last))
        else:
            yield path, _words(each)
    for where, names in unknown.items():
        be = "was" if len(names) == 1 else "were"
        says = f"Additional properties are not allowed ({', '.join(sorted(names))} {be} unexpected)"
        yield list(where), says


def _words(error: ErrorDetails) -> str:
    """What is wrong with a value, as validators of JSON Schema say it."""
    given, kind, limits = error["input"], error["type"], error.get("ctx", {})
    is_object = isinstance(given, dict)
    says = error["msg"]
    if kind in TYPES:
        says = f"is not of type {TYPES[kind]!r}"
    elif kind in BOUNDS:
        words, name = BOUNDS[kind]
        says = f"is {words} {limits[name]:g}"
    elif kind in TOO_MUCH:
        says = "has too many properties" if is_object else "is too long"
    elif kind in TOO_LITTLE and limits["min_length"] == 1:
        says = "should be non-empty"
    elif kind in TOO_LITTLE:
        says = "does not have enough properties" if is_object else "is too short"
    elif kind == "string_pattern_mismatch":
        says = f"does not match {limits['pattern']!r}"
    elif kind == "literal_error":
        says = f"is not one of [{limits['expected'].replace(' or ', ', ')}]"
    return says if kind == "no_stock" else f"{given!r} {says}"


def _impossible_times(manifests: Iterable[Manifest]) -> list[FieldError]:
    """Find days that no calendar has; the schema knows the shape alone."""
    faults: list[FieldError] = []
    for manifest in manifests:
        for event in manifest.events:
            try:
                event.ends_at(ANY_DAY)
            except (ValueError, OverflowError):
                place = f"{manifest.place}#/events/{event.slug}/starts"
                faults.append(FieldError(place, "There is no such day."))
    return faults


def _impossible_sales(manifests: Iterable[Manifest]) -> list[FieldError]:
    """Find ticket types said twice or named before they are there, and windows on no day."""
    faults: list[FieldError] = []
    for manifest in manifests:
        currency = manifest.profile.currency if "currency" in manifest.named else ""
        for event in manifest.events:
            place = f"{manifest.place}#/events/{event.slug}"
            above: set[str] = set()
            for each in event.ticket_types:
                own = f"{place}/ticket_types/{each.name}"
                if each.name in above:
                    faults.append(FieldError(own, f"{each.name} twice"))
                faults += _unknown(each.named, above, own)
                faults += [FieldError(own, "There is no such day.") for _ in _no_days(each)]
                names = Counter(rule["name"] for rule in each.price_rules)
                twice = [name for name, number in names.items() if number > 1]
                faults += [FieldError(f"{own}/price_rules", f"{name} twice") for name in twice]
                faults += _impossible_currencies(each, currency, own)
                above.add(each.name)
            for question in event.form.get("questions", ()):
                own = f"{place}/form/{question['key']}"
                faults += _unknown(question.get("ticket_types", ()), above, own)
    return faults


def _impossible_currencies(ticket_type: TicketType, own: str, place: str) -> Iterator[FieldError]:
    """Find prices in the own currency or in none that there is, and rules for what is not sold."""
    for currency in ticket_type.prices:
        if currency == own:
            says = "This is the organization's currency: say `price_minor`."
            yield FieldError(f"{place}/prices/{currency}", says)
        elif currency not in EXPONENTS:
            yield FieldError(f"{place}/prices/{currency}", "ISO 4217 has no such currency.")
    for rule in ticket_type.price_rules:
        for currency in rule.get("prices", {}):
            if currency not in ticket_type.prices:
                says = f"The ticket type is not sold in {currency}."
                yield FieldError(f"{place}/price_rules/{rule['name']}/prices", says)


def _impossible_programmes(manifests: Iterable[Manifest]) -> list[FieldError]:
    """Find sessions with a speaker or a track that their event does not name, and tracks twice."""
    faults: list[FieldError] = []
    for manifest in manifests:
        for event in manifest.events:
            place = f"{manifest.place}#/events/{event.slug}/programme"
            tracks = [each["name"] for each in event.programme.get("tracks", ())]
            twice = [name for name, number in Counter(tracks).items() if number > 1]
            faults += [FieldError(f"{place}/tracks/{name}", f"{name} twice") for name in twice]
            people = {each["name"] for each in event.speakers}
            for each in event.programme.get("sessions", ()):
                own = f"{place}/sessions/{each['title']}"
                unknown = [name for name in each.get("speakers", ()) if name not in people]
                faults += [FieldError(own, f"The event has no speaker {one}.") for one in unknown]
                if "track" in each and each["track"] not in tracks:
                    faults.append(FieldError(own, f"The event has no track {each['track']}."))
    return faults


def _impossible_passes(manifests: Iterable[Manifest]) -> list[FieldError]:
    """Find passes to events that are not of their series, or not to the event that sells them."""
    faults: list[FieldError] = []
    for manifest in manifests:
        for series in manifest.series:
            place = f"{manifest.place}#/series/{series.slug}/passes"
            for each in series.passes:
                own = f"{place}/{each.name}"
                faults += [
                    FieldError(own, f"{slug} is no event of this series.")
                    for slug in each.tickets
                    if slug not in series.events
                ]
                if each.sold_by not in each.tickets:
                    says = f"It does not admit to {each.sold_by}, which sells it."
                    faults.append(FieldError(own, says))
    return faults


def _impossible_providers(manifests: Iterable[Manifest]) -> list[FieldError]:
    """Find what a provider of its kind does not have, or what is said in two ways."""
    faults: list[FieldError] = []
    for manifest in manifests:
        for each in manifest.identity_providers:
            place = f"{manifest.place}#/identity_providers/{each.name}"
            others = ("saml",) if each.kind == "oidc" else ("issuer", "client_id", "client_secret")
            faults += [
                FieldError(f"{place}/{name}", f"A provider of {each.kind} has none.")
                for name in others
                if name in each.said
            ]
            saml = each.said.get("saml", {})
            if "metadata_url" in saml:
                faults += [
                    FieldError(f"{place}/saml/{name}", "The metadata says it.")
                    for name in OF_METADATA
                    if name in saml
                ]
    return faults


def _unknown(names: Iterable[str], known: set[str], place: str) -> list[FieldError]:
    says = "No ticket type above has the name"
    return [FieldError(place, f"{says} {name}.") for name in names if name not in known]


def _no_days(ticket_type: TicketType) -> Iterator[Moment]:
    windows = [rule.get(name) for rule in ticket_type.price_rules for name in ("starts", "ends")]
    for moment in (ticket_type.sales_start, ticket_type.sales_end, *windows):
        try:
            if moment is not None:
                local(moment, ANY_DAY)
        except (ValueError, OverflowError):
            yield moment or ""


def _slugs(manifest: Manifest) -> list[str]:
    exported = (*manifest.templates, *manifest.event_copies)
    return [*(each.slug for each in manifest.events), *(each.slug for each in exported)]


def _said_twice(manifests: Iterable[Manifest]) -> list[FieldError]:
    """Find what would be applied twice: an organization, a member, a connection."""
    faults: list[FieldError] = []
    slugs: set[str] = set()
    for manifest in manifests:
        slug = manifest.profile.slug
        if slug in slugs:
            faults.append(FieldError(manifest.place, f"{slug} has a file already."))
        slugs.add(slug)
        for part, keys in (
            ("roles", [each.key for each in manifest.roles]),
            ("members", [each.email.lower() for each in manifest.members]),
            ("connections", [each.name for each in manifest.connections]),
            ("domains", [each.host for each in manifest.domains]),
            ("identity_providers", [each.name for each in manifest.identity_providers]),
            ("events", _slugs(manifest)),
        ):
            twice = sorted({key for key in keys if keys.count(key) > 1})
            faults += [FieldError(f"{manifest.place}#/{part}", f"{key} twice") for key in twice]
    return faults
