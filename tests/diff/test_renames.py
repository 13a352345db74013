"""Objects with another name, and references that follow them."""

from __future__ import annotations

from tests.diff.objects import deployment, objects_of, said

WEB = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: %(name)s, namespace: shop, labels: {app: %(name)s}}
spec:
  replicas: 3
  selector: {matchLabels: {app: %(name)s}}
  template:
    metadata: {labels: {app: %(name)s}}
    spec: {serviceAccountName: %(name)s, containers: [{name: main, image: 'shop:1.0', args: [--all]}]}
---
apiVersion: v1
kind: Service
metadata: {name: %(name)s, namespace: shop}
spec: {selector: {app: %(name)s}, ports: [{name: http, port: 80, targetPort: 8080}], type: ClusterIP}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: %(name)s, namespace: shop}
---
"""
INGRESS = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: shop}
spec:
  rules:
    - host: a.example
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: %s, port: {name: http}}}}]}
"""


def config(name: str, data: str) -> str:
    return f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: shop}}\ndata: {data}\n---\n"


def using(name: str) -> str:
    return deployment(
        f"[{{name: web, env: [{{name: A, valueFrom: {{configMapKeyRef: {{name: {name}, key: a}}}}}}]}}]",
        f"volumes: [{{name: c, configMap: {{name: {name}}}}}], ",
    )


def test_a_component_with_another_name_is_renamed_with_all_that_it_has() -> None:
    found = objects_of(WEB % {"name": "web"} + INGRESS % "web", WEB % {"name": "front"} + INGRESS % "front")
    assert [f"{one.action} {one.before} {one.after}" for one in found] == [
        "renamed ServiceAccount/shop/web ServiceAccount/shop/front",
        "renamed Service/shop/web Service/shop/front",
        "renamed Deployment/shop/web Deployment/shop/front",
        "changed Ingress/shop/shop Ingress/shop/shop",
    ]
    for one in found[:3]:
        assert one.differences[0].path == ("metadata", "name")
    account = next(one for one in found[2].differences if one.path[-1] == "serviceAccountName")
    assert account.follows == "ServiceAccount/shop/front"
    assert [one.follows for one in found[3].differences] == ["Service/shop/front"]
    assert not any(one.follows for one in found[2].differences if "labels" in one.path or "matchLabels" in one.path)


def test_a_name_with_another_checksum_is_the_same_object_whatever_is_in_it() -> None:
    before = config("web-3f2a9", "{a: x}") + using("web-3f2a9")
    found = objects_of(before, config("web-8c1d2", "{b: z, c: z}") + using("web-8c1d2"))
    assert [one.action for one in found] == ["renamed", "changed"]
    assert said(found[0].differences) == [
        "metadata.name: web-3f2a9 -> web-8c1d2",
        "- data.a: x",
        "+ data.b: z",
        "+ data.c: z",
    ]
    assert [one.follows for one in found[1].differences] == ["ConfigMap/shop/web-8c1d2"] * 2


def test_a_checksum_may_be_put_behind_a_name_or_left_out() -> None:
    (one,) = objects_of(config("web", "{a: x}"), config("web-8c1d2", "{b: z}"))
    assert one.action == "renamed"


def test_objects_that_are_not_alike_are_deleted_and_created() -> None:
    found = objects_of(config("one", "{a: x, b: '2', c: '3'}"), config("two", "{a: z, e: '2', f: '3'}"))
    assert [one.action for one in found] == ["deleted", "created"]


def test_an_object_with_next_to_nothing_in_it_is_not_taken_for_renamed() -> None:
    found = objects_of(config("one", "{a: x}"), config("two", "{a: x}"))
    assert [one.action for one in found] == ["deleted", "created"]


def test_a_checksum_is_told_across_environments_with_namespaces_of_their_own() -> None:
    before, after = config("web-3f2a9", "{a: x}"), config("web-8c1d2", "{b: z}").replace("shop", "store")
    assert [one.action for one in objects_of(before, after)] == ["deleted", "created"]
    assert [one.action for one in objects_of(before, after, across=True)] == ["renamed"]


def test_the_most_alike_are_paired() -> None:
    before = config("a", "{k: '1', l: '2', m: '3', o: '4'}") + config("b", "{k: '1', l: '2', m: '3', o: '5'}")
    after = config("c", "{k: '1', l: '2', m: '3', o: '5'}") + config("d", "{k: '1', l: '2', m: '3', o: '6'}")
    found = objects_of(before, after)
    assert [(one.before.name, one.after.name) for one in found if one.before and one.after] == [("b", "c"), ("a", "d")]


def test_an_object_in_another_namespace_is_renamed() -> None:
    before = config("a", "{k: '1', l: '2'}")
    (one,) = objects_of(before, before.replace("namespace: shop", "namespace: store"))
    assert one.action == "renamed"
    assert said(one.differences) == ["metadata.namespace: shop -> store"]


def test_a_text_that_happens_to_be_the_name_follows_nothing() -> None:
    web = "[{name: web, args: [%s], env: [{name: A, value: %s}]}]"
    before = config("web-3f2a9", "{a: x}") + deployment(web % ("web-3f2a9", "web-3f2a9"))
    after = config("web-8c1d2", "{a: x}") + deployment(web % ("web-8c1d2", "web-8c1d2"))
    found = objects_of(before, after)
    assert [one.follows for one in found[1].differences] == ["", ""]


def test_kinds_with_too_many_objects_are_renamed_by_checksum_alone() -> None:
    def many(prefix: str) -> str:
        return "".join(config(f"{prefix}{number}", "{a: x, b: '2', c: '3'}") for number in range(201))

    found = objects_of(many("one-") + config("web-3f2a9", "{a: x}"), many("two-") + config("web-8c1d2", "{a: z}"))
    assert [one.after.name for one in found if one.action == "renamed" and one.after] == ["web-8c1d2"]
