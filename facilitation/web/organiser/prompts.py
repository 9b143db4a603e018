"""The questions of a day: words in both languages, how each is shown, its default signature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from facilitation.core.model import ICONS, SHOWINGS, SIGNATURES, Note, Opening, Prompt
from facilitation.core.refusals import Refusal
from facilitation.core.rights import ORGANISER
from facilitation.web.base import allow, do, language, t, things
from facilitation.web.organiser.blueprint import after, carry_out, organiser_pages, page
from facilitation.web.organiser.sure import ask_first, is_sure
from facilitation.web.words import best

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
    """Save a question, or (once that is sure) remove one that has not been asked."""
    if request.form.get("remove"):
        return carry_out(
            lambda: _remove(workshop, prompt),
            lambda sentence, _refused: _prompts(workshop, sentence, prompt),
        )
    return _save(workshop, prompt, lambda given: do("prompt.edit", prompt=prompt, **given))


def _remove(workshop: str, prompt: str) -> Response:
    used = any(things(kind, workshop, prompt_id=prompt) for kind in (Opening, Note))
    # One in use stays: that is told at once, not after a question.
    if not is_sure() and not used:
        found = things(Prompt, workshop, id=prompt)
        if not found:
            raise Refusal("not_found")
        return _ask_first(workshop, found[0])
    do("prompt.remove", prompt=prompt)
    return after("prompts", workshop)


def _ask_first(workshop: str, prompt: Prompt) -> Response:
    name = best({"da": prompt.title_da, "en": prompt.title_en}, language())[0]
    return ask_first(
        workshop,
        "prompts",
        t("sure.prompt", name=name),
        yes=t("sure.remove"),
        back=url_for("organiser.prompts", workshop=workshop),
        follows=[t("sure.prompt_words")],
    )


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
