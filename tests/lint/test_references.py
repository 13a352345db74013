"""Names that refer to other objects: what is missing, and how surely."""

from __future__ import annotations

import pytest

from generator.lint import references
from tests.lint.scoping import named, only, pod, scope_of

WEB = pod("web", namespace="shop")
CONFIG = named("v1", "ConfigMap", "web-config", namespace="shop")


@pytest.mark.parametrize(
    ("others", "whole", "severity"),
    [
        (CONFIG, False, None),
        (named("v1", "ConfigMap", "web-config"), False, None),
        ("", False, None),
        (named("v1", "ConfigMap", "other", namespace="base"), False, None),
        (named("v1", "ConfigMap", "other", namespace="shop"), False, "warning"),
        ("", True, "error"),
        (named("v1", "ConfigMap", "web-config", namespace="base"), True, "error"),
    ],
)
def test_what_a_folder_lacks_counts_less_than_what_an_application_lacks(
    others: str, whole: bool, severity: str | None
) -> None:
    scope = scope_of(WEB + others, whole=whole)
    assert references.missing("ConfigMap", "web-config", only(scope, "Pod/shop/web"), scope) == severity


@pytest.mark.parametrize("name", ["${NAME}", "{{ name }}", "<name>", "", None, 5])
def test_what_is_no_name_yet_is_not_missing(name: object) -> None:
    scope = scope_of(WEB, whole=True)
    assert references.missing("ConfigMap", name, only(scope, "Pod/shop/web"), scope) is None


def test_a_full_severity_of_warning_becomes_a_note_in_a_folder() -> None:
    scope = scope_of(WEB + CONFIG)
    assert references.missing("ConfigMap", "x", only(scope, "Pod/shop/web"), scope, "warning") == "note"


def test_the_cure_names_what_may_be_meant() -> None:
    scope = scope_of(WEB + CONFIG + named("v1", "ConfigMap", "themes", namespace="base"))
    web = only(scope, "Pod/shop/web")
    said = references.hint("ConfigMap", "web-conf", web, scope, "create it")
    assert said == "did you mean web-config? otherwise create it"
    assert references.hint("ConfigMap", "zzz", web, scope, "create it") == "create it"
    elsewhere = "ConfigMap themes is in the namespace base: a reference reaches only its own namespace"
    assert references.hint("ConfigMap", "themes", web, scope, "create it") == elsewhere


@pytest.mark.parametrize(
    ("maker", "name", "made"),
    [
        (named("cert-manager.io/v1", "Certificate", "web", "spec: {secretName: web-tls}"), "web-tls", True),
        (named("kibana.k8s.elastic.co/v1", "Kibana", "shop"), "shop-kb-http", True),
        (named("kibana.k8s.elastic.co/v1", "Kibana", "shop"), "shopping", False),
        (named("gateway.networking.k8s.io/v1", "HTTPRoute", "web", "spec: {x: web-tls}"), "web-tls", False),
        (named("monitoring.coreos.com/v1", "ServiceMonitor", "web", "spec: {x: web-tls}"), "web-tls", False),
        (named("v1", "ConfigMap", "web", "data: {x: web-tls}"), "web-tls", False),
    ],
)
def test_custom_resources_may_make_what_they_speak_of(maker: str, name: str, made: bool) -> None:
    assert references.is_made_otherwise(scope_of(maker), name) is made


def test_a_job_may_make_what_it_speaks_of() -> None:
    spec = "spec: {template: {spec: {containers: [{name: a, image: 'a:1', args: ['--secret-name=hook-tls']}]}}}"
    assert references.is_made_otherwise(scope_of(named("batch/v1", "Job", "certgen", spec)), "hook-tls")


def test_in_a_folder_only_these_objects_are_known() -> None:
    assert references.absent("Role", "a", scope_of("")) == "there is no Role a among these objects"
    assert references.absent("Role", "a", scope_of("", whole=True)) == "there is no Role a"
