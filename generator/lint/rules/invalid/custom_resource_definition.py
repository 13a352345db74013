"""A CustomResourceDefinition whose names, group or conversion the API server refuses.

It is called `<plural>.<group>`, the group has a dot, and the names are lower-case DNS labels (the kinds in mixed case).
Groups that end with `.k8s.io` or `.kubernetes.io` need the annotation `api-approved.kubernetes.io`. A conversion by
webhook says how to reach it and which versions of reviews it knows, `v1` or `v1beta1` among them.

```yaml
metadata: {name: crontab}                 # wrong
metadata: {name: crontabs.example.com}    # right
spec:
  group: example.com
  names: {plural: crontabs, kind: CronTab}
```

Source: `apiextensions-apiserver` `pkg/apis/apiextensions/validation/validation.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.rule import Report
from generator.lint.webhook_clients import faults
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_APPROVED = "api-approved.kubernetes.io"
_REVIEWS = frozenset({"v1", "v1beta1"})


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with the names and the conversion of a definition."""
    spec = resource.spec
    group, names = spec.get("group") or "", spec.get("names") or {}
    wanted = f"{names.get('plural') or ''}.{group}"
    if resource.name and names.get("plural") and group and resource.name != wanted:
        yield Report(("metadata", "name"), f"the name is {resource.name!r}, and must be {wanted!r}", f"write {wanted}")
    reason = syntax.dns_subdomain(group) or (None if "." in group else "it has no dot")
    if reason and "group" in spec:
        yield Report(("spec", "group"), f"{group!r} is no group of custom resources: {reason}")
    elif f".{group}".endswith((".k8s.io", ".kubernetes.io")):
        yield from _approval(resource.annotations.get(_APPROVED) or "", group)
    yield from _names(names)
    if spec.get("preserveUnknownFields") is True:
        cure = "write x-kubernetes-preserve-unknown-fields: true into the schema"
        yield Report(("spec", "preserveUnknownFields"), "preserveUnknownFields must not be true", cure, key=True)
    conversion = spec.get("conversion")
    if isinstance(conversion, dict):
        yield from _conversion(conversion, ("spec", "conversion"))


def _approval(text: str, group: str) -> Iterator[Report]:
    scheme, separator, host = text.partition("://")
    if text.startswith("unapproved") or (separator and scheme and host):
        return
    message = f"groups such as {group} belong to Kubernetes, and need the annotation {_APPROVED}"
    yield Report(("metadata",), message, "take a group of your own, or write the URL of the approval")


def _names(names: Mapping[str, Any]) -> Iterator[Report]:
    for field in ("plural", "singular", "kind", "listKind"):
        name = names.get(field)
        text = name.lower() if isinstance(name, str) and "ind" in field else name
        reason = "it is empty" if name == "" and field in ("plural", "kind") else None
        reason = reason or (syntax.dns_1035_label(text) if text else None)
        if reason:
            yield Report(("spec", "names", field), f"{name!r} cannot be the {field} of a resource: {reason}")
    for field in ("shortNames", "categories"):
        for index, name in enumerate(names.get(field) or ()):
            reason = syntax.dns_1035_label(name)
            if reason:
                yield Report(("spec", "names", field, index), f"{name!r} cannot be among {field}: {reason}")
    if names.get("kind") and names.get("kind") == names.get("listKind"):
        yield Report(("spec", "names", "listKind"), "kind and listKind are the same", f"write {names['kind']}List")


def _conversion(conversion: Mapping[str, Any], path: Path) -> Iterator[Report]:
    strategy, webhook = conversion.get("strategy"), conversion.get("webhook")
    if strategy == "Webhook":
        client = at(webhook, "clientConfig")
        if not isinstance(client, dict):
            yield Report(path, "a conversion by webhook has no webhook.clientConfig", "write webhook.clientConfig")
        else:
            yield from faults(client, (*path, "webhook", "clientConfig"))
        reviews = at(webhook, "conversionReviewVersions")
        if reviews is not None and _REVIEWS.isdisjoint(reviews):
            where = (*path, "webhook", "conversionReviewVersions")
            yield Report(where, "none of these versions is known to Kubernetes", "write conversionReviewVersions: [v1]")
        for index, version in enumerate(reviews or ()):
            if version in reviews[:index]:
                where = (*path, "webhook", "conversionReviewVersions", index)
                yield Report(where, f"the version {version!r} stands twice", "remove it")
    elif strategy == "None" and webhook is not None:
        yield Report((*path, "webhook"), "the strategy is None, and there is a webhook", "remove it", key=True)
