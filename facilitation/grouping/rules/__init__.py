"""The wishes that a plan is measured by: one small class each, all costs whole numbers."""

from facilitation.grouping.rules.base import Ints, Reason, Rule, TableRule
from facilitation.grouping.rules.hosts import Hosts
from facilitation.grouping.rules.pairs import PairRule
from facilitation.grouping.rules.repeats import Repeats
from facilitation.grouping.rules.theme import Theme

__all__ = ["Hosts", "Ints", "PairRule", "Reason", "Repeats", "Rule", "TableRule", "Theme"]
