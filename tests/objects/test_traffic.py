"""Ports of pods, and the Services that Ingresses and routes name."""

from __future__ import annotations

from generator.objects import traffic
from tests.lint.scoping import named, only, scope_of

PORTS = """
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  initContainers:
  - {name: setup, image: "a:1", ports: [{name: setup, containerPort: 1}]}
  - {name: mesh, image: "a:1", restartPolicy: Always, ports: [{name: mesh, containerPort: 15001}]}
  containers:
  - {name: web, image: "a:1", ports: [{name: http, containerPort: 80}, {name: dns, containerPort: 53, protocol: UDP}]}
"""


def test_ports_are_those_of_containers_that_run_on_and_of_one_protocol() -> None:
    (web,) = scope_of(PORTS).pods
    assert traffic.named_ports([web]) == ["mesh", "http"]
    assert traffic.declares(web, "http")
    assert traffic.declares(web, 80)
    assert not traffic.declares(web, "dns")
    assert traffic.declares(web, "dns", "UDP")
    assert not traffic.declares(web, "setup")


def test_a_service_for_something_outside_selects_nothing() -> None:
    text = named("v1", "Service", "a", "spec: {type: ExternalName, externalName: x.y, selector: {app: a}}")
    service = only(scope_of(text), "Service/a")
    assert traffic.is_external(service)
    assert traffic.selector(service) == {}


def backends(kind: str, spec: str, api_version: str) -> list[tuple[str, object]]:
    resource = scope_of(named(api_version, kind, "web", f"spec: {spec}", "shop")).resources[0]
    return [(backend.service, backend.port) for backend in traffic.backends(resource)]


def test_backends_of_an_ingress() -> None:
    spec = """
  defaultBackend: {service: {name: rest, port: {number: 80}}}
  rules:
  - http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: web, port: {name: http}}}}
      - {path: /r, pathType: Prefix, backend: {service: {name: action, port: {name: use-annotation}}}}
      - {path: /f, pathType: Prefix, backend: {resource: {kind: Bucket, name: files}}}
  - host: no-paths.example.com"""
    found = backends("Ingress", spec, "networking.k8s.io/v1")
    assert found == [("rest", 80), ("web", "http")]


def test_backends_of_a_route_are_services_of_its_own_namespace() -> None:
    spec = """
  rules:
  - backendRefs:
    - {name: web, port: 80}
    - {name: same, namespace: shop, port: true}
    - {name: far, namespace: other, port: 80}
    - {name: import, kind: ServiceImport, group: x.example.com}
    - {name: [odd]}
    - odd
  - odd"""
    found = backends("HTTPRoute", spec, "gateway.networking.k8s.io/v1")
    assert found == [("web", 80), ("same", None)]
