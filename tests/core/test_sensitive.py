"""What waits for the desk, and what must not be held up."""

from __future__ import annotations

import time

import pytest

from facilitation.core.sensitive import reason_to_wait

NAMES = (
    "Mette Kirstine Nielsen",
    "Søren Aagaard",
    "Åse Ærø",
    "Anne-Marie Holm",
    "Bo",
    "Anne-Marie",
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("150480-1234", "cpr"),
        ("cpr 1504801234.", "cpr"),
        ("(150480 1234)", "cpr"),
        ("Ring 22334455", "phone"),
        ("tlf. 22 33 44 55!", "phone"),
        ("2233 4455", "phone"),
        ("22.33.44.55", "phone"),
        ("22-33-44-55", "phone"),
        ("+45 22 33 44 55", "phone"),
        ("+4522334455", "phone"),
        ("0045 22334455", "phone"),
        ("+46 70 123 45 67", "phone"),
        ("skriv til mette.nielsen@fjord.dk", "email"),
        ("MN@FJORD.EXAMPLE", "email"),
        ("Mette Kirstine Nielsen sagde det", "name"),
        ("mette nielsen sagde det", "name"),
        ("Det er METTE  NIELSENS idé", "name"),
        ("Søren Ågaard", "name"),
        ("Spørg (Åse Ærø)", "name"),
        ("anne marie holm", "name"),
    ],
)
def test_what_waits(text: str, why: str) -> None:
    assert reason_to_wait(text, NAMES) == why


@pytest.mark.parametrize(
    "text",
    [
        "Vi begyndte i 2019 og voksede i 2022-2023",
        "2023 2024",
        "den 23-11-2026 eller 23.11.2026 eller 2026-11-23",
        "kl. 20.15-21.30",
        "25.000.000 kr. på tre år",
        "25 000 000",
        "25000000 kr",
        "1.250.000",
        "95 deltagere, 12 borde, 34 organisationer",
        "50 % flere end 40 %",
        "Mette og Søren var med",
        "Tak, Bo!",
        "Nielsen Mette Kirstine",
        "Metteline Nielsen",
        "Anne-Marie kom",
        "@fjordhjælpen på Facebook",
        "a@b",
        "CVR 12345678901234",
        "§ 104, stk. 2",
        "",
    ],
)
def test_what_does_not_wait(text: str) -> None:
    assert reason_to_wait(text, NAMES) is None


@pytest.mark.parametrize(
    "text", ["a" * 50_000, "(" * 50_000, "1 " * 25_000, "a@" * 25_000, "é" * 50_000]
)
def test_long_nonsense_takes_no_time(text: str) -> None:
    begun = time.process_time()
    reason_to_wait(text, NAMES)
    assert time.process_time() - begun < 1
