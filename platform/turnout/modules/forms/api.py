"""The front door of forms."""

from turnout.modules.forms.hooks import TICKET_TYPES
from turnout.modules.forms.queries import find_version_id, get_form, list_asked_questions
from turnout.modules.forms.rules import evaluate, field_error
from turnout.modules.forms.service import (
    copy_form,
    export_form,
    get_form_version,
    import_form,
    save_form,
)
from turnout.modules.forms.types import (
    AskedQuestion,
    Evaluation,
    Fault,
    Form,
    Question,
    Scope,
    answer_text,
    text_in,
)
from turnout.modules.forms.types import Type as QuestionType
