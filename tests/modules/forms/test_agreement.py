"""Server and browser make the same of a form: one table of cases, and thousands drawn by lot."""

import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from tests.factories.generated_forms import generated
from tests.prove.counts import PROVE

from turnout.modules.forms.rules import evaluate, field_error
from turnout.modules.forms.types import Fault, Scope, Type, read_form
from turnout.modules.forms.values import clean
from turnout_dev.stack import frontend

TWIN = frontend.WEB / "src/lib/forms"
CASES = json.loads((TWIN / "cases.json").read_text(encoding="utf-8"))
SEED = 20_240_203
DRAWN = 5_000 if PROVE else 1_000
PATIENCE_SECONDS = 120


def found(case):
    result = evaluate(
        read_form(case["form"]),
        case["answers"],
        scope=Scope(case["scope"]),
        ticket_type_ids=case["ticket_type_ids"],
    )
    return {
        "visible": list(result.visible),
        "required": list(result.required),
        "faults": [[fault.pointer, fault.code] for fault in result.faults],
        "cleaned": result.cleaned,
    }


VALUES = [(group["question"], *answer) for group in CASES["values"] for answer in group["answers"]]


@pytest.mark.parametrize(("question", "raw", "value", "faults"), VALUES)
def test_an_answer_is_worth_what_the_table_says(question, raw, value, faults):
    form = read_form({"questions": [{"key": "q", **question}]})
    kept, wrong = clean(form.questions[0], raw)
    assert type(kept) is type(value)
    assert (kept, [list(each) for each in wrong]) == (value, faults)


@pytest.mark.parametrize("case", CASES["forms"], ids=lambda case: case["name"])
def test_a_form_means_what_the_table_says(case):
    assert found(case) == case["expect"]


def test_the_browser_agrees_on_thousands_of_drawn_forms_and_answers(tmp_path: Path):
    frontend.install()
    cases = [{**case, "expect": found(case)} for case in generated(SEED, DRAWN)]
    codes = Counter(code for case in cases for _, code in case["expect"]["faults"])
    kinds = Counter(question["type"] for case in cases for question in case["form"]["questions"])
    assert len(codes) >= 25, "the drawn answers are wrong in too few ways"
    assert min(kinds.values()) > 100
    assert sum(len(case["expect"]["cleaned"]) for case in cases) > DRAWN
    drawn = tmp_path / "cases.json"
    drawn.write_text(json.dumps(CASES | {"forms": cases}), encoding="utf-8")
    outcome = browser(drawn)
    assert outcome.returncode == 0, outcome.stdout


def test_a_disagreement_is_found(tmp_path: Path):
    """The comparison can fail: one answer of the table is said to be worth something else."""
    frontend.install()
    cases = json.loads(json.dumps(CASES))
    cases["forms"][3]["expect"]["cleaned"] = {"comes": True}
    spoiled = tmp_path / "cases.json"
    spoiled.write_text(json.dumps(cases), encoding="utf-8")
    outcome = browser(spoiled)
    assert outcome.returncode == 1
    assert "dropped, and so is what hangs on it" in outcome.stdout


def browser(cases: Path):
    """Run the twin's own test over other cases."""
    npx = shutil.which("npx")
    assert npx is not None, "Node.js 20 or later is needed"
    return subprocess.run(
        [npx, "--no-install", "vitest", "run", "src/lib/forms/evaluation.test.ts"],
        cwd=frontend.WEB,
        env={**os.environ, "NO_COLOR": "1", "CI": "1", "TURNOUT_FORM_CASES": str(cases)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )


def test_every_fault_has_its_words_in_a_refusal():
    codes = {code for *_, faults in VALUES for _, code in faults}
    for code in codes | {"required", "unknown-question"}:
        error = field_error(Fault("/q", code), below="/answers")
        assert (error.pointer, error.code) == ("/answers/q", code)
        assert error.detail.endswith(".")


def test_every_type_has_a_case():
    named = {group["question"]["type"] for group in CASES["values"]}
    assert named == {each.value for each in Type} - {"heading"}
