"""Forms and answers drawn from a seed: sound forms, answers of every quality."""

from random import Random
from typing import Any

from turnout.modules.forms.types import Type
from turnout.modules.forms.validation import FITS, checked_form

TICKET_TYPES = [f"0190b1de-0000-7000-8000-{number:012d}" for number in range(3)]
SPACES = ["", " ", "\t", "\u00a0", "\u3000", "\ufeff", "\n", "\u200a", "\x1f", "\u180e", "\u0085"]
LETTERS = [
    *"abzAZ019 _-.@/+(){}[]'\"\\~",
    "é", "e\u0301", "Å", "\u212b", "ﬁ", "ß", "İ", "ı", "😀", "👩‍👩‍👧", "\U00010348", "ا", "٣", "漢",
    "가", "\u1100\u1161", "\u0344", "\u2126", "\ud7ff", "\ue000", "\u200b", "\u202e", "\u2028",
    "\r", "\r\n", "\n", "\t", "\x7f", "\u0338", "\u0315\u0300", "\u0591\u05bc",
]  # fmt: skip
FITTING: dict[str, list[Any]] = {
    "number": ["0", "-0", "7", "007", "+3.50", "12.30", "9.9", "10", "100", "-1.5", "999999999999999",
               "0.000001", "123456789012345.123456"],
    "yes_no": [True, False],
    "consent": [True, False],
    "date": ["2024-02-29", "1999-12-31", "2000-02-29", "2030-01-01", "1000-01-01", "9999-12-31"],
    "time": ["00:00", "09:30", "23:59", "12:00"],
    "date_time": ["2024-02-29T23:59", "1999-12-31T00:00", "2030-01-01T12:00"],
    "email": ["a@b.co", "hodan@example.org", "läufer@bücher.example", "o'brien+x@sub.example.org"],
    "phone": ["+254201234567", "+254 (20) 123-4567", "+1.202.555.0123", "+49\u00a030\u2011123456"],
    "url": ["https://example.org", "HTTP://b.example:80/ä?x=1#y", "https://a?b"],
    "country": ["KE", "DE", "BE", "SO"],
    "file": ["0190b1de-0000-7000-8000-000000000abc", "0190B1DE-0000-7000-8000-000000000ABC"],
    "address": [
        {"line1": "Moi Avenue 1", "city": "Nairobi", "country": "KE"},
        {"line1": " a ", "line2": None, "postal_code": "00100", "city": "b", "country": "DE"},
        {"line1": "a", "city": "b", "region": "e\u0301", "country": "BE"},
    ],
}  # fmt: skip
WHOLE = ["0", "7", "10", "100", "-1", "007", "+3", "5.00"]
SPOILED: list[Any] = [
    None, "", " ", "x", "0", 0, 1, 1.5, -1, True, False, [], ["a"], {}, {"a": 1}, {"city": "x"},
    {"line1": 3, "city": [], "country": "XX"}, {"line1": "", "city": " "}, "1e3", "1,5", "0x10",
    "١٢٫٥", "1 500", "1,500", "\u202a+49 (0)30 12345\u202c", "0025420123", "hodan＠example．org",
    "Infinity", "NaN", "--1", "1.", ".5", "1.1234567", "1234567890123456", "2023-02-29",
    "2024-13-01", "24:00", "12:60", "2024-02-30T10:00", "2024-02-29T10:00Z", "a@b", "@", "a@b..c",
    "+0123456789", "+123456", "javascript:x", "https://", "http://u@h", "ke", "UK", "null",
    "constructor", "__proto__", "x" * 201, "😀" * 200, "😀" * 201, "a\x00b", "٣", "１２",
]  # fmt: skip
PATTERNS = ["[A-Z]{2}-\\d{2,4}[a-z]?", "[a-z0-9_.-]{1,20}", "a?b?c?", "\\[x\\]{0,3}", "[ -~]{1,9}"]


def generated(seed: int, count: int) -> list[dict[str, Any]]:
    """So many forms with answers, the same for the same seed."""
    random = Random(seed)  # noqa: S311  drawn again from the same seed, not secret
    return [_case(random, number) for number in range(count)]


def _case(random: Random, number: int) -> dict[str, Any]:
    questions: list[dict[str, Any]] = []
    for index in range(random.randint(1, 14)):
        questions.append(_question(random, index, questions))
    definition = checked_form(
        {"language": "en", "questions": questions}, ticket_type_ids=set(TICKET_TYPES)
    )
    scope = random.choice(["attendee", "attendee", "order"])
    types = random.sample(TICKET_TYPES, 1 if scope == "attendee" else random.randint(0, 3))
    return {
        "name": f"generated {number}",
        "form": definition,
        "scope": scope,
        "ticket_type_ids": types,
        "answers": _answers(random, definition["questions"], scope),
    }


def _question(random: Random, index: int, before: list[dict[str, Any]]) -> dict[str, Any]:
    kind = random.choice(list(Type)).value
    question: dict[str, Any] = {
        "key": f"q{index}",
        "type": kind,
        "scope": random.choice(["attendee", "attendee", "order"]),
        "label": {"en": f"Question {index}"},
        **_details(random, kind),
    }
    if random.random() < 0.2:
        question["ticket_type_ids"] = random.sample(TICKET_TYPES, random.randint(1, 2))
    if kind != "heading":
        question["required"] = random.random() < 0.3
    names = ("show_if",) if kind == "heading" else ("show_if", "require_if")
    for name in names:
        condition = random.random() < 0.4 and _condition(random, question["scope"], before, depth=0)
        if condition:
            question[name] = condition
    return question


def _details(random: Random, kind: str) -> dict[str, Any]:
    if kind in ("single_choice", "multiple_choice", "dropdown"):
        values = random.sample(["a", "b", "veg", "no_meat", "X-1", "10", "9"], random.randint(1, 5))
        details: dict[str, Any] = {"options": [{"value": v, "label": {"en": v}} for v in values]}
        if kind == "multiple_choice" and random.random() < 0.5:
            details["minimum_choices"] = random.randint(0, len(values))
            details["maximum_choices"] = random.randint(
                max(1, details["minimum_choices"]), len(values)
            )
        return details
    if kind in ("short_text", "long_text", "hidden") and random.random() < 0.5:
        least = random.randint(0, 3)
        details = {"minimum_length": least, "maximum_length": random.randint(max(least, 1), 9)}
        return details | ({"pattern": random.choice(PATTERNS)} if kind == "short_text" else {})
    if kind in ("number", "date", "time", "date_time"):
        limits = sorted(random.sample(FITTING[kind][1 if kind != "number" else 2 :], 2), key=_size)
        details = {"decimals": 6} if kind == "number" else {}
        if kind == "number" and random.random() < 0.4:
            details = {"decimals": random.randint(0, 2)}
        elif random.random() < 0.5:
            details |= {"minimum": limits[0], "maximum": limits[1]}
        return details
    if kind == "consent":
        return {"text": {"en": "I agree."}, "text_version": "1"}
    return {"steps": random.randint(2, 11)} if kind == "rating" else {}


def _size(text: str) -> Any:
    from decimal import Decimal

    return text if "-" in text[1:] or ":" in text else Decimal(text)


def _condition(
    random: Random, scope: str, before: list[dict[str, Any]], *, depth: int
) -> dict[str, Any] | None:
    known = [each for each in before if each["scope"] == scope and each["type"] != "heading"]
    if not known:
        return None
    if depth < 3 and random.random() < 0.4:
        word = random.choice(["all", "any", "not"])
        parts = [
            _condition(random, scope, before, depth=depth + 1) for _ in range(random.randint(1, 3))
        ]
        return {"not": parts[0]} if word == "not" else {word: parts}
    question = random.choice(known)
    words = [word for word, types in FITS.items() if question["type"] in types]
    word = random.choice([*words, "answered"])
    if word == "answered":
        return {"question": question["key"], "is": word}
    value = _fitting(random, question, tame=True)
    if word == "in":
        value = [value, _fitting(random, question, tame=True)]
    elif word == "contains" and question["type"] == "multiple_choice":
        value = random.choice(question["options"])["value"]
    return {"question": question["key"], "is": word, "value": value}


def _fitting(random: Random, question: dict[str, Any], *, tame: bool = False) -> Any:
    """An answer that may well be right; a tame one is kept by a question without limits."""
    kind = question["type"]
    if kind == "number" and tame:
        return random.choice(WHOLE)
    if kind in FITTING:
        return random.choice(FITTING[kind])
    if kind == "rating":
        return str(random.randint(1, question.get("steps", 5)))
    if "options" in question:
        return _chosen(random, kind, [option["value"] for option in question["options"]])
    if tame:
        return random.choice(["a", "ab", "é", "9"])[: question.get("maximum_length")]
    letters = random.choices(LETTERS, k=random.randint(0, 10))
    return random.choice(SPACES) + "".join(letters) + random.choice(SPACES)


def _chosen(random: Random, kind: str, values: list[str]) -> Any:
    if kind != "multiple_choice":
        return random.choice(values)
    chosen = random.sample(values, random.randint(0, len(values)))
    return chosen + chosen[: random.random() < 0.1]


def _answers(random: Random, questions: list[dict[str, Any]], scope: str) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for question in questions:
        luck = random.random()
        if question["scope"] != scope and luck < 0.95:
            continue
        if luck < 0.6:
            answers[question["key"]] = _fitting(random, question)
        elif luck < 0.85:
            answers[question["key"]] = random.choice(SPOILED)
    if random.random() < 0.1:
        answers[random.choice(["q99", "__proto__", "a/b~c", "Q0", "toString", "0"])] = "x"
    return answers
