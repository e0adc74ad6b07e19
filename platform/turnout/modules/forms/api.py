"""The front door of forms."""

from turnout.modules.forms.hooks import TICKET_TYPES
from turnout.modules.forms.queries import find_version_id, get_form
from turnout.modules.forms.rules import evaluate, field_error
from turnout.modules.forms.service import copy_form, get_form_version, save_form
from turnout.modules.forms.types import Evaluation, Fault, Form, Question, Scope, text_in
from turnout.modules.forms.types import Type as QuestionType
from turnout.modules.forms.values import COUNTRIES
