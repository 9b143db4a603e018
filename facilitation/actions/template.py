"""The template "samskabelse, 4 spørgsmål": the four questions of the 2022 day, in two languages."""

from __future__ import annotations

from typing import Any

QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "icon": "sejl",
        "title_da": "Løsninger",
        "title_en": "Solutions",
        "text_da": "Hvad virker, når I skaber noget sammen med andre?",
        "text_en": "What works when you create something together with others?",
        "showing": "live",
        "default_signature": "organisation",
    },
    {
        "icon": "skaer",
        "title_da": "Udfordringer",
        "title_en": "Challenges",
        "text_da": "Hvad er svært, og hvad gør I ved det?",
        "text_en": "What is difficult, and what do you do about it?",
        "showing": "live",
        "default_signature": "organisation",
    },
    {
        "icon": "anker",
        "title_da": "Forankring",
        "title_en": "Anchoring",
        "text_da": "Hvad skal der til, for at det, I skaber, varer ved?",
        "text_en": "What does it take for the things you create to last?",
        "showing": "live",
        "default_signature": "organisation",
    },
    {
        "icon": "fyr",
        "title_da": "Identitet",
        "title_en": "Identity",
        "text_da": "Hvordan skaber I sammen uden at miste jeres egen identitet?",
        "text_en": "How do you co-create without losing your own identity?",
        "showing": "one_by_one",
        "default_signature": "table",
    },
)
ROUNDS: tuple[dict[str, Any], ...] = (
    {"minutes": 20, "targets": "mix"},
    {"minutes": 20, "targets": "gather"},
    {"minutes": 20, "targets": "mix"},
)
TABLES = 12
