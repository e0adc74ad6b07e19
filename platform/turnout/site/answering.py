"""A page with one form: shown, or its work done, or shown again with what was wrong."""

from collections.abc import Callable
from dataclasses import replace

from flask import Response, request

from turnout.site import fields, forms
from turnout.site.access import count_request
from turnout.site.account_views import FormPage
from turnout.site.personal import Personal
from turnout.site.refused_forms import REFUSALS, refused


class FormPages:
    """What the pages with forms share; each form has a name, which its token is bound to."""

    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    def answered(
        self, form: str, view: FormPage, act: Callable[[], Response], *, tries: str
    ) -> Response:
        """`tries` is the class in which sending is counted; looking is counted as reading."""
        view = replace(view, fields=fields.focused(view.fields))
        if request.method != "POST":
            count_request()
            return self._personal.form(with_token(view, form))
        try:
            count_request(tries)
            forms.require_own(form)
            return act()
        except REFUSALS as error:
            again = refused(with_token(view, form), error)
            return again.mark(self._personal.form(again.view))


def with_token(view: FormPage, form: str) -> FormPage:
    return replace(view, hidden=(*view.hidden, (forms.FIELD, forms.token_of(form))))
