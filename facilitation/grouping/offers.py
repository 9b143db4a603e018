"""What a few further moves would buy beyond a re-plan, each with its price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from facilitation.grouping.costs import Costs
from facilitation.grouping.moves import Move
from facilitation.grouping.reseat import Reseated


@dataclass(frozen=True)
class Offer:
    """``moves``: one to three seats changed beyond the re-plan, from the seats it gave;
    ``buys``: wish -> change of its value over the rounds to come, those that change only."""

    moves: tuple[Move, ...]
    buys: dict[str, int]

    def to_json(self) -> dict[str, Any]:
        """The form of moves.json."""
        return {"moves": [move.to_json() for move in self.moves], "buys": self.buys}


def find_offers(costs: Costs, made: Reseated) -> list[Offer]:
    """The offers, fewest moves first; rounds, tables in moves count from 0."""
    return []
