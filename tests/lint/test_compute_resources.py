"""Requests and limits: names, amounts, and how they go together."""

from __future__ import annotations

from typing import Any

import pytest

from generator.lint.compute_resources import faults, is_extended, name_fault


@pytest.mark.parametrize("name", ["cpu", "memory", "ephemeral-storage", "hugepages-2Mi", "nvidia.com/gpu", "a.b/c"])
def test_a_resource(name: str) -> None:
    assert name_fault(name) is None


@pytest.mark.parametrize("name", ["gpu", "storage", "CPU", "a b", "requests.nvidia.com/gpu", "nvidia.com/gpu/2"])
def test_no_resource(name: str) -> None:
    assert name_fault(name)


def test_extended() -> None:
    assert is_extended("nvidia.com/gpu")
    assert not is_extended("cpu")
    assert not is_extended("kubernetes.io/batch-cpu")


@pytest.mark.parametrize(
    ("resources", "paths"),
    [
        ({"requests": {"cpu": "500m"}, "limits": {"cpu": 0.5}}, []),
        ({"requests": {"cpu": 1}, "limits": {"memory": "1Gi"}}, []),
        ({"requests": {"cpu": 2}, "limits": {"cpu": 1}}, [("requests", "cpu")]),
        ({"requests": {"memory": "1 GB"}, "limits": {"memory": "1Gi"}}, [("requests", "memory")]),
        ({"limits": {"nvidia.com/gpu": 1}}, []),
        ({"requests": {"nvidia.com/gpu": 1}}, [("requests", "nvidia.com/gpu")]),
        ({"requests": {"a.b/c": 1}, "limits": {"a.b/c": 2}}, [("requests", "a.b/c")]),
        ({"limits": {"a.b/c": "500m"}}, [("limits", "a.b/c")]),
        ({"limits": {"cpu": 1, "hugepages-2Mi": "4Mi"}}, []),
        ({"limits": {"cpu": 1, "hugepages-2Mi": "3Mi"}}, [("limits", "hugepages-2Mi")]),
        ({"limits": {"cpu": 1, "hugepages-x": "3Mi"}}, [("limits", "hugepages-x")]),
        ({"limits": {"hugepages-2Mi": "4Mi"}}, [()]),
        ({}, []),
    ],
)
def test_together(resources: dict[str, Any], paths: list[Any]) -> None:
    assert [one.path for one in faults(resources, ())] == paths
