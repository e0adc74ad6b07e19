"""A form in one language, as a checkout shows it."""

from typing import Any

import msgspec

from turnout.modules.catalog.forms.definition import Form, Texts, text_in


def in_language(form: Form, wanted: str) -> dict[str, Any]:
    """The form as JSON with one text where there were several; the rest is as stored."""

    def text(texts: Texts) -> str:
        return text_in(texts, wanted, language=form.language)

    questions = []
    for question in form.questions:
        data = msgspec.to_builtins(question)
        data |= {name: text(getattr(question, name)) for name in ("label", "help", "text")}
        data["options"] = [
            {"value": option.value, "label": text(option.label) or option.value}
            for option in question.options
        ]
        questions.append(data)
    return {"questions": questions}
