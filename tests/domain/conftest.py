"""The county's own forms, in canonical shape."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
import yaml

from inspector.domain.rubric_tree import rubric_from_tree

if TYPE_CHECKING:
    from inspector.domain.canonical import Tree
    from inspector.domain.rubric import Rubric

FORMS = Path(__file__).parents[2] / "forms"


def canonical_shape(node: object) -> Tree:
    """Turn loaded YAML into the canonical tree, as ``exchange.rubric_file`` does."""
    if isinstance(node, float):
        return repr(node)
    if isinstance(node, list):
        return [canonical_shape(part) for part in node]
    if isinstance(node, dict):
        if all(isinstance(key, str) and key.isascii() for key in node):
            return {key: canonical_shape(part) for key, part in node.items()}
        return [[canonical_shape(key), canonical_shape(part)] for key, part in node.items()]
    return cast("Tree", node)


def tree_of(path: Path) -> dict[str, Tree]:
    tree = canonical_shape(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert isinstance(tree, dict)
    return tree


@pytest.fixture(scope="session")
def rural_tree() -> dict[str, Tree]:
    return tree_of(FORMS / "rural.yaml")


@pytest.fixture(scope="session")
def community_tree() -> dict[str, Tree]:
    return tree_of(FORMS / "community.yaml")


@pytest.fixture(scope="session")
def policy_tree() -> dict[str, Tree]:
    return tree_of(FORMS / "policy.yaml")


@pytest.fixture(scope="session")
def questions_tree() -> dict[str, Tree]:
    return tree_of(FORMS / "questions.yaml")


@pytest.fixture(scope="session")
def rural(rural_tree: dict[str, Tree]) -> Rubric:
    return rubric_from_tree(rural_tree)


@pytest.fixture(scope="session")
def community(community_tree: dict[str, Tree]) -> Rubric:
    return rubric_from_tree(community_tree)
