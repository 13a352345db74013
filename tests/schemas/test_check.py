from __future__ import annotations

from typing import Any

import pytest

from generator.schemas.bundle import schema
from generator.schemas.check import Checked, check, fit


def pod(**spec: Any) -> dict[str, Any]:
    containers = spec.pop("containers", [{"name": "web", "image": "web:1"}])
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"containers": containers, **spec}}


def checked(value: Any, api_version: str = "v1", kind: str = "Pod") -> Checked:
    found = schema(33, api_version, kind)
    assert found is not None
    return check(value, found)


def said(value: Any, api_version: str = "v1", kind: str = "Pod") -> list[tuple[str, str, str, str]]:
    """Path, kind, message and cure of all mismatches."""
    return [
        (".".join(map(str, one.path)), one.kind, one.message, one.cure)
        for one in checked(value, api_version, kind).errors
    ]


def test_nothing_is_wrong() -> None:
    value = pod(restartPolicy="Always", terminationGracePeriodSeconds=30)
    found = checked(value)
    assert found.errors == []
    assert not found.nulls
    assert fit(value, found) is value


WHOLE = "must be a whole number, found"
SWITCH = "must be true or false, found"
QUANTITY = "must be a quantity such as 500m or 1Gi, found"
LIST = "must be a list, found"


@pytest.mark.parametrize(
    ("spec", "path", "message", "cure"),
    [
        ({"priority": "30"}, "priority", f'{WHOLE} text "30"', "write it without quotes: 30"),
        ({"priority": "soon"}, "priority", f'{WHOLE} text "soon"', ""),
        ({"priority": 1.5}, "priority", f"{WHOLE} the number 1.5", ""),
        ({"hostNetwork": "true"}, "hostNetwork", f'{SWITCH} text "true"', "write it without quotes: true"),
        ({"hostNetwork": "yes"}, "hostNetwork", f'{SWITCH} text "yes"', ""),
        ({"hostname": 5}, "hostname", "must be text, found the number 5", 'write it in quotes: "5"'),
        ({"hostname": True}, "hostname", "must be text, found true", "write it in quotes"),
        ({"volumes": {"a": {}}}, "volumes", f"{LIST} a map", "write it as a list: begin each item with a dash"),
        ({"tolerations": "x"}, "tolerations", f'{LIST} text "x"', 'write it as a list: ["x"]'),
        ({"securityContext": []}, "securityContext", "must be a map, found a list", ""),
        ({"overhead": {"cpu": True}}, "overhead.cpu", f"{QUANTITY} true", ""),
    ],
)
def test_wrong_types(spec: dict[str, Any], path: str, message: str, cure: str) -> None:
    assert said(pod(**spec)) == [(f"spec.{path}", "type", message, cure)]


def test_fields_missing_and_unknown() -> None:
    cure = "did you mean imagePullPolicy?"
    assert said(pod(containers=[{"image": "a", "imagepullPolicy": "Always"}], x={})) == [
        ("spec.containers.0.imagepullPolicy", "unknown", 'there is no field "imagepullPolicy" here', cure),
        ("spec.containers.0.name", "required", "name is missing", ""),
        ("spec.x", "unknown", 'spec has no field "x"', ""),
    ]


def test_all_fields_are_named_where_they_are_few() -> None:
    [(_, _, message, cure)] = said({"apiVersion": "v1", "kind": "Pod", "replicas": 2})
    assert message == 'there is no field "replicas" here'
    assert cure == "known here: apiVersion, kind, metadata, spec, status"


@pytest.mark.parametrize("value", [None, [], "x", 5, True])
def test_no_object_at_all(value: Any) -> None:
    [(path, kind, message, _)] = said(value)
    assert (path, kind) == ("", "type")
    assert message.startswith("must be a map, found")


def test_values_that_the_api_server_does_not_take() -> None:
    assert said(pod(restartPolicy="OnFail", dnsPolicy="")) == [
        ("spec.restartPolicy", "enum", 'must be Always, OnFailure or Never, found "OnFail"', "did you mean OnFailure?"),
    ]
    assert said(pod(containers=[{"name": "a", "lifecycle": {"stopSignal": "TERM"}}])) == [
        (
            "spec.containers.0.lifecycle.stopSignal",
            "enum",
            '"TERM" is not one of the 65 values allowed here',
            "did you mean SIGTERM?",
        ),
    ]
    assert [one[0] for one in said(claim("ReadWriteMost", "ReadOnlyMany"), kind="PersistentVolumeClaim")] == [
        "spec.accessModes.0"
    ]


def claim(*modes: str) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "spec": {"accessModes": list(modes)}}


def test_whole_numbers_out_of_range() -> None:
    found = said(pod(priority=2**31, terminationGracePeriodSeconds=2**31, activeDeadlineSeconds=1e20))
    message = "must be between -2147483648 and 2147483647, found the number 2147483648"
    assert found[0] == ("spec.priority", "limit", message, "")
    assert [one[:2] for one in found[1:]] == [("spec.activeDeadlineSeconds", "limit")]


def test_1_0_is_a_whole_number() -> None:
    assert said(pod(priority=1.0)) == []


def test_null_where_it_is_allowed() -> None:
    value = pod(
        nodeSelector=None, hostname=None, containers=[{"name": "a", "env": None, "resources": {"limits": None}}]
    )
    found = checked(value)
    assert found.errors == []
    assert found.nulls
    assert fit(value, found) == pod(containers=[{"name": "a", "resources": {}}])


def test_a_fit_value_has_only_what_belongs_there() -> None:
    value = pod(
        hostname=5,
        nonsense={"a": 1},
        nodeSelector={"a": "b", "c": 1, "d": None},
        containers=[None, {"name": "a", "args": ["x", 5, None, ["y"]], "ports": ["80", {"containerPort": 80}]}, "x"],
        restartPolicy="Sometimes",
    )
    assert fit(value, checked(value)) == pod(
        nodeSelector={"a": "b", "d": ""},
        containers=[{}, {"name": "a", "args": ["x", "", "", ""], "ports": [{}, {"containerPort": 80}]}, {}],
        restartPolicy="Sometimes",
    )


@pytest.mark.parametrize(
    ("items", "empty"),
    [
        ({"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [], "overhead": 3}}, {"containers": []}),
        ({"apiVersion": "v1", "kind": "Pod", "spec": {"securityContext": {"supplementalGroups": ["x", 1]}}},
         {"securityContext": {"supplementalGroups": [0, 1]}}),
    ],
)  # fmt: skip
def test_items_keep_their_places(items: dict[str, Any], empty: dict[str, Any]) -> None:
    assert fit(items, checked(items))["spec"] == empty


def test_a_missing_field_stays_missing() -> None:
    value = pod(containers=[{"image": "x"}])
    assert fit(value, checked(value)) == value
