"""The plain parts stay plain: what each may import from outside the project."""

from __future__ import annotations

import sys

import grimp
import pytest

STANDARD = set(sys.stdlib_module_names)


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("facilitation", include_external_packages=True)


def from_outside(imports: grimp.ImportGraph, part: str) -> set[str]:
    """The packages outside the project that a part's modules import themselves."""
    modules = {part} | imports.find_descendants(part)
    imported = {
        other for name in modules for other in imports.find_modules_directly_imported_by(name)
    }
    return {other for other in imported if not other.startswith("facilitation")}


@pytest.mark.parametrize("part", ["facilitation.core", "facilitation.actions"])
def test_the_rules_of_the_day_need_the_standard_library_only(
    imports: grimp.ImportGraph, part: str
) -> None:
    used = from_outside(imports, part)
    assert used
    assert used <= STANDARD


def test_the_grouping_library_needs_numpy_and_nothing_else(imports: grimp.ImportGraph) -> None:
    assert from_outside(imports, "facilitation.grouping") - STANDARD == {"numpy"}


def test_the_grouping_library_does_not_know_the_day(imports: grimp.ImportGraph) -> None:
    modules = {"facilitation.grouping"} | imports.find_descendants("facilitation.grouping")
    reached = set().union(*(imports.find_upstream_modules(name) for name in modules))
    inside = {name for name in reached if name.startswith("facilitation.")}
    allowed = ("facilitation.grouping", "facilitation.core")
    assert [name for name in inside if not name.startswith(allowed)] == []
