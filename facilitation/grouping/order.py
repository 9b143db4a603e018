"""Which wishes count in which rounds, and which of them stands above which."""

from __future__ import annotations

from collections.abc import Sequence

from facilitation.grouping.hall import Hall
from facilitation.grouping.problem import Problem
from facilitation.grouping.rules import Hosts, PairRule, Repeats, Rule, Theme

USUAL = ("gather targets", "gather methods", "colleagues", "gather hosts", "gather roles",
         "repeats", "hosts", "roles", "targets", "methods")  # fmt: skip


def make_rules(problem: Problem, halls: Sequence[Hall]) -> list[Rule]:
    """All rules that the problem's rounds ask for, each with the rounds it counts in."""
    people = problem.people
    organisations = [frozenset({p.organisation} - {""}) for p in people]
    roles = [frozenset({p.role} - {"", "participant"}) for p in people]
    targets = [frozenset(p.target_groups) - {""} for p in people]
    methods = [frozenset(p.methods) - {""} for p in people]
    every = tuple(range(len(halls)))
    wanted: list[tuple[Rule, tuple[int, ...]]] = [
        (PairRule("same_org_pairs", "colleagues", "organisation", organisations, halls), every),
        (Repeats(problem, halls), every),
        (Hosts(people, halls), every),
        (PairRule("same_role_pairs", "roles", "role", roles, halls), every),
    ]
    for word, kind, labels in (
        ("targets", "target", targets),
        ("methods", "method", methods),
    ):
        modes = [getattr(one, word) for one in problem.rounds]
        mixed = tuple(r for r in every if modes[r] == "mix")
        gathered = tuple(r for r in every if modes[r] == "gather")
        one = "target_group" if kind == "target" else "method"
        wanted.append((PairRule(f"{kind}_mix_pairs", word, one, labels, halls), mixed))
        wanted.append((Theme(f"{kind}_best_theme", word, labels, halls), gathered))
    for rule, rounds in wanted:
        rule.rounds = rounds
    return [rule for rule, rounds in wanted if rounds]


def ranking(problem: Problem, rules: Sequence[Rule]) -> list[list[tuple[Rule, int]]]:
    """The wishes in order, the weightiest first: each place holds (rule, round from 0) parts.

    Where rounds gather, gathering stands first and roles stand before repeats; what
    ``problem.order`` names goes before the rest. Repeats has one part, (rule, -1).
    """
    places: dict[tuple[int, int], list[tuple[Rule, int]]] = {}
    for rule in rules:
        for r in (-1,) if isinstance(rule, Repeats) else rule.rounds:
            places.setdefault(_rank(problem, rule, r), []).append((rule, r))
    return [places[rank] for rank in sorted(places)]


def _rank(problem: Problem, rule: Rule, r: int) -> tuple[int, int]:
    if rule.word in problem.order:
        return 0, problem.order.index(rule.word)
    gathers = r >= 0 and "gather" in (problem.rounds[r].targets, problem.rounds[r].methods)
    early = isinstance(rule, Theme) or (gathers and rule.word in ("hosts", "roles"))
    return 1, USUAL.index(f"gather {rule.word}" if early else rule.word)
