from generator.app import trees
from generator.documents.node import Node
from generator.errors import Place

PLACE = Place("app.yaml", 1, 1)


def test_a_tree_too_deep_to_walk() -> None:
    node = Node("x", PLACE)
    for _ in range(trees.DEEPEST):
        node = Node([node], PLACE)
    assert trees.unusable(node) == "is nested more than 100 levels deep"
    assert trees.unusable(node.value[0]) == ""


def test_a_tree_that_contains_itself() -> None:
    node = Node([], PLACE)
    node.value.append(node)
    assert "levels deep" in trees.unusable(node)


def test_aliases_that_multiply() -> None:
    node = Node("x", PLACE)
    for _ in range(20):
        node = Node([node] * 9, PLACE)
    assert "values" in trees.unusable(node)


def test_a_copy_shares_nothing() -> None:
    shared = Node({"a": Node(1, PLACE, text="1")}, PLACE)
    copy = trees.copied(Node([shared, shared], PLACE), "app")
    copy.value[0].value["a"].value = 2
    assert (copy.value[1].value["a"].value, shared.value["a"].value) == (1, 1)
    assert copy.value[0].value["a"].layer == "app"
