"""Whether an object is, as it stands, also one of another apiVersion of its kind.

The fields have to be those of the new version, and where a default has changed with the version, the object has to
say what it wants. Source: Kubernetes documentation, "Deprecated API Migration Guide".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.objects.values import at, maps
from generator.schemas import bundle
from generator.schemas.check import check

if TYPE_CHECKING:
    from generator.documents.manifest import Path
    from generator.documents.node import Plain

_SELECTOR: Path = ("spec", "selector")
_SAID: dict[tuple[str, str], tuple[Path, ...]] = {
    # Without a type nothing was updated by itself (OnDelete); now it is.
    ("extensions/v1beta1", "DaemonSet"): (("spec", "updateStrategy", "type"),),
    ("apps/v1beta1", "StatefulSet"): (("spec", "updateStrategy", "type"),),
    ("certificates.k8s.io/v1beta1", "CertificateSigningRequest"): (("spec", "signerName"), ("spec", "usages")),
    # Fields that no schema lists were kept, and now are dropped.
    ("apiextensions.k8s.io/v1beta1", "CustomResourceDefinition"): (("spec", "preserveUnknownFields"),),
}
"""What has to be said because its default has changed, by the version and kind that are left behind."""
_WEBHOOKS = ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
_OF_WEBHOOKS = ("failurePolicy", "matchPolicy", "timeoutSeconds")
"""Fields whose defaults changed from admissionregistration.k8s.io/v1beta1 to v1."""
_SHARES: Path = ("spec", "limited", "nominalConcurrencyShares")
"""Of a PriorityLevelConfiguration: 0 was another word for the default of 30, and from v1 on means none."""


def is_the_same(value: dict[str, Plain], api_version: str, minor: int) -> bool:
    """Whether nothing but the apiVersion of an object has to change to make it one of another version of its kind.

    ``minor`` is the Kubernetes version 1.``minor``, which has to serve the new version.
    """
    kind = str(value.get("kind"))
    schema = bundle.schema(minor, api_version, kind)
    if schema is None or check({**value, "apiVersion": api_version}, schema).errors:
        return False
    if kind in _WEBHOOKS:
        return all(field in webhook for webhook in maps(value.get("webhooks")) for field in _OF_WEBHOOKS)
    if kind == "PodDisruptionBudget" and not _selects(at(value, *_SELECTOR)):
        return False  # it protected no pod, and now would protect all
    said = _SAID.get((str(value.get("apiVersion")), kind), ())
    return all(at(value, *path) is not None for path in said) and at(value, *_SHARES) != 0


def _selects(selector: Plain) -> bool:
    return bool(at(selector, "matchLabels") or at(selector, "matchExpressions"))
