from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.app.merge import merge
from generator.app.trees import copied
from generator.documents.node import Node, plain
from generator.documents.reader import read_document


def tree(text: str, layer: str = "app") -> Node:
    return copied(read_document(text, f"{layer}.yaml"), layer)


def merged(old: str, new: str) -> Any:
    return plain(merge(tree(old), tree(new, "environment dev")))


def test_maps_merge_and_the_rest_replaces() -> None:
    assert merged("{a: {x: 1, k: [1, 2]}, b: 1}", "{a: {k: [3], z: 2}, b: {c: 1}}") == {
        "a": {"x": 1, "k": [3], "z": 2},
        "b": {"c": 1},
    }


def test_null_removes_and_leaves_a_mark() -> None:
    result = merge(tree("{a: {x: 1}, b: 1}"), tree("{a: null}", "environment dev"))
    assert plain(result) == {"b": 1}
    mark = result.value["a"]
    assert mark.value is None
    assert mark.layer == "environment dev"
    assert mark.previous is not None
    assert plain(mark.previous) == {"x": 1}


def test_what_was_removed_can_be_set_again() -> None:
    first = merge(tree("{a: {x: 1}}"), tree("{a: null}"))
    assert plain(merge(first, tree("{a: {k: 2}}"))) == {"a": {"k": 2}}


def test_every_override_is_remembered() -> None:
    node = merge(merge(tree("a: 1", "app"), tree("a: 2", "preset")), tree("a: 3", "--set")).value["a"]
    history = []
    while node is not None:
        history.append((node.value, node.layer))
        node = node.previous
    assert history == [(3, "--set"), (2, "preset"), (1, "app")]


def test_neither_tree_is_changed() -> None:
    old, new = tree("{a: {x: 1}, image: {tag: a}}"), tree("{a: {x: null}, image: {digest: b}}")
    merge(old, new)
    assert plain(old) == {"a": {"x": 1}, "image": {"tag": "a"}}
    assert plain(new) == {"a": {}, "image": {"digest": "b"}}


def test_unions_replace_as_a_whole() -> None:
    cases: list[tuple[str, str, Any]] = [
        ("{image: {repository: r, tag: a}}", "{image: {digest: d}}", {"image": {"repository": "r", "digest": "d"}}),
        ("{env: {A: {value: x}}}", "{env: {A: {fieldRef: f}}}", {"env": {"A": {"fieldRef": "f"}}}),
        ("{env: {A: {secretKeyRef: {name: n, key: k}}}}", "{env: {A: {value: x}}}", {"env": {"A": {"value": "x"}}}),
        (
            "{secrets: {s: {external: {store: v}, keys: {k: {remote: r}}}}}",
            "{secrets: {s: {existing: e}}}",
            {"secrets": {"s": {"existing": "e"}}},
        ),
        (
            "{volumes: {v: {type: emptyDir, sizeLimit: 1Gi}}}",
            "{volumes: {v: {type: hostPath, path: /x}}}",
            {"volumes": {"v": {"type": "hostPath", "path": "/x"}}},
        ),
        (
            "{volumes: {v: {type: emptyDir, sizeLimit: 1Gi}}}",
            "{volumes: {v: {type: emptyDir, medium: Memory}}}",
            {"volumes": {"v": {"type": "emptyDir", "sizeLimit": "1Gi", "medium": "Memory"}}},
        ),
        (
            "{config: {c: {files: {f: {contentBase64: QQ==}}}}}",
            "{config: {c: {files: {f: {content: a}}}}}",
            {"config": {"c": {"files": {"f": {"content": "a"}}}}},
        ),
        (
            "{components: {w: {probes: {liveness: {httpGet: {path: /}, periodSeconds: 3}}}}}",
            "{components: {w: {probes: {liveness: {exec: {command: [x]}}}}}}",
            {"components": {"w": {"probes": {"liveness": {"exec": {"command": ["x"]}, "periodSeconds": 3}}}}},
        ),
        (
            "{components: {w: {sidecars: {s: {mounts: {/x: {volume: v, readOnly: true}}}}}}}",
            "{components: {w: {sidecars: {s: {mounts: {/x: {config: c}}}}}}}",
            {"components": {"w": {"sidecars": {"s": {"mounts": {"/x": {"config": "c", "readOnly": True}}}}}}},
        ),
        (
            "{components: {w: {disruptionBudget: {maxUnavailable: 1}}}}",
            "{components: {w: {disruptionBudget: {minAvailable: 2}}}}",
            {"components": {"w": {"disruptionBudget": {"minAvailable": 2}}}},
        ),
    ]
    for old, new, expected in cases:
        assert merged(old, new) == expected


def test_the_member_that_was_dropped_is_what_the_new_one_overrode() -> None:
    result = merge(tree("{image: {tag: a}}"), tree("{image: {digest: d}}", "environment dev"))
    digest = result.value["image"].value["digest"]
    assert digest.previous is not None
    assert digest.previous.value == "a"


def test_a_null_member_drops_nothing_else() -> None:
    assert merged("{image: {tag: a}}", "{image: {digest: null}}") == {"image": {"tag": "a"}}


PLAIN = st.recursive(
    st.integers(0, 3) | st.sampled_from("xy"),
    lambda inner: st.dictionaries(st.sampled_from("abcd"), inner, max_size=3) | st.lists(inner, max_size=2),
    max_leaves=8,
)
MAPS = st.dictionaries(st.sampled_from("abcd"), PLAIN, max_size=4)


def built(value: Any) -> Node:
    import json

    return tree(json.dumps(value))


@given(MAPS, MAPS, MAPS)
def test_merging_is_associative(a: Any, b: Any, c: Any) -> None:
    left = merge(merge(built(a), built(b)), built(c))
    right = merge(built(a), merge(built(b), built(c)))
    # A map that a scalar interrupts is new from there on, in whichever order layers are laid.
    if all(isinstance(value, (int, str)) for one in (a, b, c) for value in one.values()):
        assert plain(left) == plain(right)


@given(MAPS)
def test_a_layer_over_itself_or_over_nothing_is_itself(a: Any) -> None:
    assert plain(merge(built(a), built(a))) == a
    assert plain(merge(built({}), built(a))) == a
    assert plain(merge(built(a), built({}))) == a
