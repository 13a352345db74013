"""A role that approves certificate requests.

Who can create a CertificateSigningRequest, approve it and have it signed by `kubernetes.io/kube-apiserver-client` has
a client certificate with any name, those of the system included.

```yaml
rules:
  - apiGroups: [certificates.k8s.io]
    resources: [signers]
    resourceNames: [shop.example/internal]   # right: one signer, and not Kubernetes' own
    verbs: [approve]
```

Source: Kubernetes documentation, *RBAC Good Practices*, CSRs and certificate issuing.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rbac import grants, ships
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_WAYS = (
    (("certificatesigningrequests/approval",), ("update", "patch")),
    (("signers",), ("approve", "sign")),
)


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """The rules of a role that approve certificate requests."""
    if ships(resource):
        return
    for names, verbs in _WAYS:
        for grant in grants(resource, "certificates.k8s.io", names, verbs):
            message = f"{grant} makes certificates for any user of the cluster"
            yield Report(grant.path, message, "name one signer of your own in resourceNames of signers")
