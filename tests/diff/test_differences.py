"""What is a difference between two objects, and what is none."""

from __future__ import annotations

import pytest

from generator.diff.model import ABSENT
from tests.diff.objects import deployment, differences_of, objects_of, said

ENV = "[{name: web, image: 'shop:1.0', env: [%s]}]"
CONTAINER = "spec.template.spec.containers[name=web]"


def service(spec: str) -> str:
    return f"apiVersion: v1\nkind: Service\nmetadata: {{name: web, namespace: shop}}\nspec: {{{spec}}}\n"


def config(data: str, metadata: str = "name: web") -> str:
    return f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{{metadata}}}\ndata: {data}\n"


def test_an_inserted_variable_is_one_added_entry() -> None:
    before = deployment(ENV % "{name: A, value: a}, {name: C, value: c}")
    after = deployment(ENV % "{name: A, value: a}, {name: B, value: b}, {name: C, value: c}")
    (found,) = differences_of(before, after)
    assert said([found]) == [f"+ {CONTAINER}.env[name=B]: {{'name': 'B', 'value': 'b'}}"]
    assert found.before is ABSENT
    assert found.before_path is None
    assert found.after_path == ("spec", "template", "spec", "containers", 0, "env", 1)
    assert found.into == ("spec", "template", "spec", "containers", 0, "env")


def test_a_removed_variable_is_one_removed_entry() -> None:
    before = deployment(ENV % "{name: A, value: a}, {name: B, value: b}")
    (found,) = differences_of(before, deployment(ENV % "{name: A, value: a}"))
    assert said([found]) == [f"- {CONTAINER}.env[name=B]: {{'name': 'B', 'value': 'b'}}"]
    assert found.before_path == ("spec", "template", "spec", "containers", 0, "env", 1)
    assert found.after_path is None


NO_DIFFERENCE = {
    "order of keys": (config("{a: x, b: y}"), config("{b: y, a: x}")),
    "null": (config("{a: x}"), config("{a: x, b: null}")),
    "an empty map": (config("{}"), config("null")),
    "labels without any": (config("{a: x}"), config("{a: x}", "name: web, labels: {}")),
    "what servers write": (
        config("{a: x}"),
        config("{a: x}", "name: web, uid: u, resourceVersion: '7', generation: 3, creationTimestamp: x")
        + "status: {phase: Active}\n",
    ),
    "the annotation of kubectl apply": (
        config("{a: x}"),
        config("{a: x}", "name: web, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{}'}"),
    ),
    "cpu": (
        deployment("[{name: web, resources: {requests: {cpu: 1000m, memory: 1024Mi}}}]"),
        deployment("[{name: web, resources: {requests: {cpu: 1, memory: 1Gi}}}]"),
    ),
    "an empty value of a variable": (deployment(ENV % "{name: A}"), deployment(ENV % "{name: A, value: ''}")),
    "false of a field that is dropped": (deployment(), deployment(pod="hostNetwork: false, hostname: '', ")),
    "an empty list": (deployment(), deployment(pod="tolerations: [], volumes: [], ")),
    "a strategy that is the default": (
        deployment(spec="strategy: {rollingUpdate: {maxSurge: 25%}}, "),
        deployment(spec="replicas: 1, strategy: {type: RollingUpdate}, "),
    ),
    "pull policy of latest": (
        deployment("[{name: web, image: shop}]"),
        deployment("[{name: web, image: shop, imagePullPolicy: Always}]"),
    ),
    "pull policy of a digest": (
        deployment("[{name: web, image: 'shop@sha256:aa'}]"),
        deployment("[{name: web, image: 'shop@sha256:aa', imagePullPolicy: IfNotPresent}]"),
    ),
    "a number as a float": (deployment(spec="replicas: 2, "), deployment(spec="replicas: 2.0, ")),
    "ports in another order": (
        service("ports: [{name: a, port: 80}, {name: b, port: 81, targetPort: 8081}]"),
        service("ports: [{name: b, port: 81, targetPort: 8081}, {name: a, port: 80, targetPort: 80, protocol: TCP}]"),
    ),
}


@pytest.mark.parametrize("case", NO_DIFFERENCE)
def test_what_means_the_same_is_no_difference(case: str) -> None:
    before, after = NO_DIFFERENCE[case]
    assert said(differences_of(before, after)) == []
    assert said(differences_of(after, before)) == []


DIFFERENCES = {
    "a text for a number": (
        service("ports: [{port: 80, targetPort: 8080}]"),
        service("ports: [{port: 80, targetPort: '8080'}]"),
        ["spec.ports[port=80,protocol=TCP].targetPort: 8080 -> 8080"],
    ),
    "true for a number": (
        "apiVersion: example.com/v1\nkind: Web\nmetadata: {name: web}\nspec: {up: 1}\n",
        "apiVersion: example.com/v1\nkind: Web\nmetadata: {name: web}\nspec: {up: true}\n",
        ["spec.up: 1 -> True"],
    ),
    "false of a pointer": (
        deployment("[{name: web, securityContext: {runAsUser: 1}}]"),
        deployment("[{name: web, securityContext: {runAsUser: 1, privileged: false}}]"),
        [f"+ {CONTAINER}.securityContext.privileged: False"],
    ),
    "pull policy after all": (
        deployment("[{name: web, image: 'shop:1.0'}]"),
        deployment("[{name: web, image: 'shop:1.0', imagePullPolicy: Always}]"),
        [f"+ {CONTAINER}.imagePullPolicy: Always"],
    ),
    "a default left": (
        deployment(),
        deployment(pod="terminationGracePeriodSeconds: 60, "),
        ["+ spec.template.spec.terminationGracePeriodSeconds: 60"],
    ),
    "an empty map that says something": (
        deployment(pod="volumes: [{name: x, configMap: {name: a}}], "),
        deployment(pod="volumes: [{name: x, emptyDir: {}}], "),
        [
            "- spec.template.spec.volumes[name=x].configMap: {'name': 'a'}",
            "+ spec.template.spec.volumes[name=x].emptyDir: {}",
        ],
    ),
    "a map for a list": (config("{a: x}"), config("[a]"), ["data: {'a': 'x'} -> ['a']"]),
    "the version of the chart": (
        config("{}", "name: web, labels: {helm.sh/chart: shop-1.0.0}"),
        config("{}", "name: web, labels: {helm.sh/chart: shop-1.0.1}"),
        ['metadata.labels["helm.sh/chart"]: shop-1.0.0 -> shop-1.0.1'],
    ),
    "a port with another number": (
        deployment("[{name: web, ports: [{name: http, containerPort: 80}]}]"),
        deployment("[{name: web, ports: [{name: http, containerPort: 8080}]}]"),
        [f"{CONTAINER}.ports[name=http].containerPort: 80 -> 8080"],
    ),
    "words of a command": (
        deployment("[{name: web, args: [a, b]}]"),
        deployment("[{name: web, args: [b, a]}]"),
        [f"{CONTAINER}.args: ['a', 'b'] -> ['b', 'a']"],
    ),
    "fields of an ill-typed object": (
        "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: 80, typo: 1}\n",
        "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: 81, typo: 2}\n",
        ["spec.ports: 80 -> 81", "spec.typo: 1 -> 2"],
    ),
}


@pytest.mark.parametrize("case", DIFFERENCES)
def test_what_means_something_else_is_a_difference(case: str) -> None:
    before, after, expected = DIFFERENCES[case]
    assert said(differences_of(before, after)) == expected


def test_a_difference_tells_the_default_of_the_side_that_says_nothing() -> None:
    (found,) = differences_of(deployment(), deployment(pod="terminationGracePeriodSeconds: 60, "))
    assert found.default == 30
    (found,) = differences_of(deployment(spec="strategy: {type: Recreate}, "), deployment())
    assert found.before == {"type": "Recreate"}
    assert found.default is ABSENT


def test_requests_are_filled_in_from_limits_in_bare_pods_only() -> None:
    limits = "{name: web, resources: {limits: {cpu: 1}}}"
    both = "{name: web, resources: {limits: {cpu: 1}, requests: {cpu: 1}}}"
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [%s]}\n"
    assert differences_of(pod % limits, pod % both) == ()
    assert len(differences_of(deployment(f"[{limits}]"), deployment(f"[{both}]"))) == 1


def test_differences_are_in_the_order_of_the_after_side() -> None:
    found = said(differences_of(config("{z: '1', m: '1', a: '1'}"), config("{a: '2', k: '2', z: '2'}")))
    assert [line.split(":")[0] for line in found] == ["data.a", "+ data.k", "data.z", "- data.m"]


def test_data_and_string_data_of_secrets_are_one() -> None:
    text = "apiVersion: v1\nkind: Secret\nmetadata: {name: web}\n"
    before = text + "data: {user: YWRtaW4=, pass: b2xk, gone: eA==}\n"
    assert differences_of(before, text + "stringData: {user: admin, pass: old, gone: x}\n") == ()
    found = differences_of(before, text + "data: {user: YWRtaW4=}\nstringData: {pass: new, more: z}\n")
    assert said(found) == ["stringData.pass: old -> new", "- data.gone: x", "+ stringData.more: z"]
    assert found[0].before_path == ("data", "pass")
    assert found[0].after_path == ("stringData", "pass")


def test_bytes_of_secrets_that_are_no_text_are_compared_as_written() -> None:
    text = "apiVersion: v1\nkind: Secret\nmetadata: {name: web}\ndata: {k: %s}\n"
    assert said(differences_of(text % "//79", text % "//78")) == ["data.k: //79 -> //78"]
    assert said(differences_of(text % "no base64", text % "no base65")) == ["data.k: no base64 -> no base65"]


DEFINITION = """
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: webs.example.com}
spec:
  group: example.com
  names: {kind: Web, plural: webs}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                parts:
                  type: array
                  x-kubernetes-list-type: map
                  x-kubernetes-list-map-keys: [id]
                  items: {type: object, properties: {id: {type: string}, num: {type: integer}}}
---
"""


def test_a_definition_beside_custom_resources_tells_how_their_lists_are_compared() -> None:
    web = "apiVersion: example.com/v1\nkind: Web\nmetadata: {name: web}\nspec: {parts: [%s]}\n"
    before, after = web % "{id: a, num: 1}, {id: b, num: 2}", web % "{id: b, num: 2}, {id: a, num: 3}"
    (found,) = objects_of(DEFINITION + before, DEFINITION + after)
    assert said(found.differences) == ["spec.parts[id=a].num: 1 -> 3"]


def test_items_of_custom_resources_are_told_apart_by_name_and_their_order_may_mean_something() -> None:
    web = "apiVersion: example.com/v1\nkind: Web\nmetadata: {name: web}\nspec: {parts: [%s]}\n"
    found = differences_of(web % "{name: a, num: 1}, {name: b}", web % "{name: b}, {name: a, num: 2}")
    assert said(found) == ["spec.parts[name=a].num: 1 -> 2", "meant: spec.parts: a b -> b a"]


def test_the_data_of_a_secret_that_is_no_map_is_compared_as_written() -> None:
    text = "apiVersion: v1\nkind: Secret\nmetadata: {name: web}\ndata: %s\n"
    assert said(differences_of(text % "{a: eA==}", text % "[a]")) == ["data: {'a': 'eA=='} -> ['a']"]
