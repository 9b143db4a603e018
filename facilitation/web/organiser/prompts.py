"""The questions of a day: words in both languages, how each is shown, its default signature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from facilitation.core.model import ICONS, SHOWINGS, SIGNATURES, Prompt
from facilitation.core.refusals import Refusal
from facilitation.core.rights import ORGANISER
from facilitation.web.base import allow, do, things
from facilitation.web.organiser.blueprint import after, carry_out, organiser_pages, page

FIELDS = (
    "title_da",
    "title_en",
    "text_da",
    "text_en",
    "icon",
    "showing",
    "default_signature",
)


@organiser_pages.get("/organiser/<workshop>/questions")
@allow(ORGANISER)
def prompts(workshop: str) -> str:
    """All questions, each in a form of its own."""
    return _prompts(workshop)


@organiser_pages.post("/organiser/<workshop>/questions")
@allow(ORGANISER)
def add_prompt(workshop: str) -> Response:
    """Add a question."""
    return _save(workshop, "", lambda given: do("prompt.add", **given))


@organiser_pages.post("/organiser/<workshop>/questions/<prompt>")
@allow(ORGANISER)
def edit_prompt(workshop: str, prompt: str) -> Response:
    """Save a question, or remove one that has not been asked."""
    if request.form.get("remove"):
        return carry_out(
            lambda: (do("prompt.remove", prompt=prompt), after("prompts", workshop))[1],
            lambda sentence, _refused: _prompts(workshop, sentence, prompt),
        )
    return _save(workshop, prompt, lambda given: do("prompt.edit", prompt=prompt, **given))


def _save(workshop: str, prompt: str, perform: Callable[[dict[str, Any]], object]) -> Response:
    given: dict[str, Any] = {name: request.form[name] for name in FIELDS if name in request.form}

    def work() -> Response:
        perform(given)
        return after("prompts", workshop)

    def again(sentence: str, _refused: Refusal) -> str:
        return _prompts(workshop, sentence, prompt, given)

    return carry_out(work, again)


def _prompts(
    workshop: str,
    sentence: str | None = None,
    at: str | None = None,
    given: dict[str, str] | None = None,
) -> str:
    return page(
        "prompts.html",
        workshop,
        "prompts",
        prompts=things(Prompt, workshop),
        icons=ICONS,
        showings=SHOWINGS,
        signatures=SIGNATURES,
        sentence=sentence,
        at=at,
        given=given or {},
    )
