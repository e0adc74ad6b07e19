"""Refusals of the platform's operators."""

from turnout.kernel.errors import Conflict, NotFound, Unauthenticated


class OperatorTokenNotGenuine(Unauthenticated):
    code = "operators.token-not-genuine"
    title = "This operator token is not valid, or not any more"


class OperatorNotFound(NotFound):
    code = "operators.missing"
    title = "There is no such operator"


class OperatorTokenNotFound(NotFound):
    code = "operators.token-missing"
    title = "There is no such operator token"


class PersonNotFound(NotFound):
    code = "operators.person-missing"
    title = "There is no such person"


class OrganizationNotThere(NotFound):
    code = "operators.organization-missing"
    title = "There is no such organization"


class AlreadyOperator(Conflict):
    code = "operators.already"
    title = "This person is an operator already"


class LastOperator(Conflict):
    code = "operators.last"
    title = "The last operator stays; make another one first"


class NotOneself(Conflict):
    code = "operators.not-oneself"
    title = "Ask another operator to do this to you"
