"""How the items of lists are told apart, and what their order means."""

from __future__ import annotations

import pytest

from generator.diff.model import Item
from tests.diff.objects import deployment, differences_of, said

POD = "spec.template.spec"
WEB = f"{POD}.containers[name=web]"
KINDS = {
    "Ingress": "networking.k8s.io/v1",
    "NetworkPolicy": "networking.k8s.io/v1",
    "ClusterRole": "rbac.authorization.k8s.io/v1",
    "HorizontalPodAutoscaler": "autoscaling/v2",
    "StatefulSet": "apps/v1",
    "MutatingWebhookConfiguration": "admissionregistration.k8s.io/v1",
    "Service": "v1",
}


def an(kind: str, rest: str) -> str:
    return f"apiVersion: {KINDS[kind]}\nkind: {kind}\nmetadata: {{name: web}}\n{rest}\n"


def paths(*items: str) -> str:
    found = ", ".join(f"{{path: {path}, pathType: {kind}}}" for path, kind in (item.split() for item in items))
    return an("Ingress", f"spec: {{rules: [{{host: a.example, http: {{paths: [{found}]}}}}]}}")


def env(*variables: str) -> str:
    found = ", ".join(f"{{name: {name}, value: '{value}'}}" for name, value in (one.split("=") for one in variables))
    return deployment(f"[{{name: web, env: [{found}]}}]")


MOVES = {
    "containers": (
        deployment("[{name: web}, {name: proxy}]"),
        deployment("[{name: proxy}, {name: web}]"),
        [f"meant: {POD}.containers: web proxy -> proxy web"],
    ),
    "init containers": (
        deployment(pod="initContainers: [{name: a}, {name: b}], "),
        deployment(pod="initContainers: [{name: b}, {name: a}], "),
        [f"meant: {POD}.initContainers: a b -> b a"],
    ),
    "variables that another one takes up": (
        env("A=a", "B=$(A)", "C=c"),
        env("B=$(A)", "A=a", "C=c"),
        [f"meant: {WEB}.env: A B C -> B A C"],
    ),
    "variables that nothing takes up": (
        env("A=a", "B=$(A)", "C=c"),
        env("C=c", "A=a", "B=$(A)"),
        [f"hashed: {WEB}.env: A B C -> C A B"],
    ),
    "volumes": (
        deployment(pod="volumes: [{name: a}, {name: b}], "),
        deployment(pod="volumes: [{name: b}, {name: a}], "),
        [f"hashed: {POD}.volumes: a b -> b a"],
    ),
    "tolerations": (
        deployment(pod="tolerations: [{key: a}, {key: b}], "),
        deployment(pod="tolerations: [{key: b}, {key: a}], "),
        [f"hashed: {POD}.tolerations: 1 0 -> 0 1"],
    ),
    "capabilities": (
        deployment("[{name: web, securityContext: {capabilities: {drop: [A, B]}}}]"),
        deployment("[{name: web, securityContext: {capabilities: {drop: [B, A]}}}]"),
        [f"hashed: {WEB}.securityContext.capabilities.drop: A B -> B A"],
    ),
    "name servers": (
        deployment(pod="dnsConfig: {nameservers: [1.1.1.1, 8.8.8.8]}, "),
        deployment(pod="dnsConfig: {nameservers: [8.8.8.8, 1.1.1.1]}, "),
        [f"{POD}.dnsConfig.nameservers: ['1.1.1.1', '8.8.8.8'] -> ['8.8.8.8', '1.1.1.1']"],
    ),
    "paths of equal length": (
        paths("/aa Prefix", "/bb Prefix"),
        paths("/bb Prefix", "/aa Prefix"),
        ["meant: spec.rules[host=a.example].http.paths: /aa /bb -> /bb /aa"],
    ),
    "paths that the controller matches": (
        paths("/a ImplementationSpecific", "/bb Prefix"),
        paths("/bb Prefix", "/a ImplementationSpecific"),
        ["meant: spec.rules[host=a.example].http.paths: /a /bb -> /bb /a"],
    ),
    "paths of an ill-typed kind": (
        paths("/a [x]", "/bb [x]"),
        paths("/bb [x]", "/a [x]"),
        [],
    ),
    "paths of different length": (paths("/a Prefix", "/bb Prefix"), paths("/bb Prefix", "/a Prefix"), []),
    "rules of hosts": (
        an("Ingress", "spec: {rules: [{host: a.example}, {host: b.example}]}"),
        an("Ingress", "spec: {rules: [{host: b.example}, {host: a.example}]}"),
        [],
    ),
    "rules of a network policy": (
        an("NetworkPolicy", "spec: {ingress: [{from: [{podSelector: {}}]}, {ports: [{port: 80}, {port: 81}]}]}"),
        an("NetworkPolicy", "spec: {ingress: [{ports: [{port: 81}, {port: 80}]}, {from: [{podSelector: {}}]}]}"),
        [],
    ),
    "rules and verbs": (
        an("ClusterRole", "rules: [{verbs: [get, list], resources: [pods]}, {verbs: [get], resources: [nodes]}]"),
        an("ClusterRole", "rules: [{verbs: [get], resources: [nodes]}, {verbs: [list, get], resources: [pods]}]"),
        [],
    ),
    "templates of claims": (
        an("StatefulSet", "spec: {volumeClaimTemplates: [{metadata: {name: a}}, {metadata: {name: b}}]}"),
        an("StatefulSet", "spec: {volumeClaimTemplates: [{metadata: {name: b}}, {metadata: {name: a}}]}"),
        ["meant: spec.volumeClaimTemplates: a b -> b a"],
    ),
    "webhooks that change objects": (
        an("MutatingWebhookConfiguration", "webhooks: [{name: a}, {name: b}]"),
        an("MutatingWebhookConfiguration", "webhooks: [{name: b}, {name: a}]"),
        ["meant: webhooks: a b -> b a"],
    ),
    "sources of variables": (
        deployment("[{name: web, envFrom: [{configMapRef: {name: a}}, {secretRef: {name: b}}]}]"),
        deployment("[{name: web, envFrom: [{secretRef: {name: b}}, {configMapRef: {name: a}}]}]"),
        [
            f"- {WEB}.envFrom[0]: {{'configMapRef': {{'name': 'a'}}}}",
            f"+ {WEB}.envFrom[1]: {{'configMapRef': {{'name': 'a'}}}}",
        ],
    ),
}


@pytest.mark.parametrize("case", MOVES)
def test_what_the_order_of_a_list_means(case: str) -> None:
    before, after, expected = MOVES[case]
    assert said(differences_of(before, after)) == expected


def test_an_order_is_told_by_the_items_that_both_sides_have() -> None:
    found = differences_of(
        deployment("[{name: a}, {name: b}, {name: c}]"), deployment("[{name: d}, {name: c}, {name: a}]")
    )
    assert found[-1].before == (Item((("name", "a"),)), Item((("name", "c"),)))
    assert found[-1].after == (Item((("name", "c"),)), Item((("name", "a"),)))
    assert found[-1].before_path == found[-1].after_path == ("spec", "template", "spec", "containers")
    assert [str(one.path[-1]) for one in found[:-1]] == ["[name=d]", "[name=b]"]


def test_an_inserted_item_moves_no_other() -> None:
    before, after = deployment("[{name: a}, {name: b}]"), deployment("[{name: v}, {name: a}, {name: w}, {name: b}]")
    assert said(differences_of(before, after)) == [
        f"+ {POD}.containers[name=v]: {{'name': 'v'}}",
        f"+ {POD}.containers[name=w]: {{'name': 'w'}}",
    ]


def test_variables_of_one_name_are_matched_by_their_order() -> None:
    before, after = env("A=1", "A=2", "B=b"), env("A=1", "A=3", "B=b")
    assert said(differences_of(before, after)) == [f"{WEB}.env[1].value: 2 -> 3"]


def test_items_without_keys_are_matched_by_likeness() -> None:
    before = an(
        "ClusterRole",
        "rules: [{apiGroups: [''], resources: [pods], verbs: [get]}, {nonResourceURLs: [/x], verbs: [get]}]",
    )
    after = an(
        "ClusterRole",
        "rules: [{nonResourceURLs: [/x], verbs: [get]}, {apiGroups: [''], resources: [pods], verbs: [get, list]}]",
    )
    assert said(differences_of(before, after)) == ["+ rules[1].verbs[list]: list"]


def test_a_set_tells_which_of_its_values_came_and_went() -> None:
    before = an("Service", "spec: {externalIPs: [10.0.0.1, 10.0.0.2]}")
    after = an("Service", "spec: {externalIPs: [10.0.0.2, 10.0.0.3]}")
    assert said(differences_of(before, after)) == [
        "- spec.externalIPs[10.0.0.1]: 10.0.0.1",
        "+ spec.externalIPs[10.0.0.3]: 10.0.0.3",
    ]


def test_metrics_are_told_apart_by_what_they_measure() -> None:
    metric = "{type: Resource, resource: {name: %s, target: {type: Utilization, averageUtilization: %d}}}"
    autoscaler = "spec: {maxReplicas: 3, metrics: [%s]}"
    before = an("HorizontalPodAutoscaler", autoscaler % f"{metric % ('cpu', 50)}, {metric % ('memory', 60)}")
    after = an("HorizontalPodAutoscaler", autoscaler % f"{metric % ('memory', 60)}, {metric % ('cpu', 70)}")
    (found,) = differences_of(before, after)
    assert found.path[2] == Item((("type", "Resource"), ("resource.name", "cpu")))
    assert (found.before, found.after) == (50, 70)


def test_more_items_than_can_be_held_against_each_other_are_matched_by_what_stayed() -> None:
    rules = [f"{{resources: [r{number}], verbs: [get, x{number}]}}" for number in range(80)]
    before, after = (an("ClusterRole", f"rules: [{', '.join(order)}]") for order in (rules, rules[::-1]))
    assert differences_of(before, after) == ()
