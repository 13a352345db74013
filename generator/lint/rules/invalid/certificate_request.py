"""A CertificateSigningRequest with a signer, usages or a lifetime that the API server refuses.

The signer is `<domain>/<name>`, and `kubernetes.io/legacy-unknown` is no longer taken. There is one usage at least,
each once, and `expirationSeconds` is at least 600.

```yaml
spec:
  signerName: kube-apiserver-client                 # wrong
  signerName: kubernetes.io/kube-apiserver-client   # right
```

Source: `pkg/apis/certificates/validation/validation.go` (`validateCertificateSigningRequest`),
`pkg/apis/core/validation` (`ValidateSignerName`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import binary_data, syntax
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_LEAST = 600
_BEGIN = b"-----BEGIN CERTIFICATE REQUEST-----"
_CURRENT = "certificates.k8s.io/v1"
_LEGACY = "kubernetes.io/legacy-unknown"


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with a request for a certificate."""
    if resource.api_version != _CURRENT:  # of older versions nothing is known but the metadata
        return
    spec = resource.spec
    signer, usages, seconds = spec.get("signerName"), spec.get("usages") or [], spec.get("expirationSeconds")
    reason = _signer_fault(signer) if isinstance(signer, str) else None
    if reason:
        yield Report(("spec", "signerName"), f"{signer!r} is no signer: {reason}")
    request = spec.get("request")
    if isinstance(request, str) and binary_data.fault(request) is None and _BEGIN not in binary_data.decoded(request):
        yield Report(("spec", "request"), "this is no request for a certificate (PEM, encoded as base64)")
    if not usages:
        yield Report(("spec", "usages"), "the request names no usages", "write usages: [client auth]")
    for index, usage in enumerate(usages):
        if usage in usages[:index]:
            yield Report(("spec", "usages", index), f"the usage {usage!r} stands twice")
    if isinstance(seconds, int) and seconds < _LEAST:
        yield Report(("spec", "expirationSeconds"), f"expirationSeconds is {seconds}, and must be at least {_LEAST}")


def _signer_fault(signer: str) -> str | None:
    domain, _, name = signer.partition("/")
    if signer == _LEGACY:
        return "it is no longer taken"
    if signer.count("/") != 1:
        return "it must be a domain, '/' and a name: example.com/clients"
    reason = syntax.dns_subdomain(domain) or syntax.dns_subdomain(name)
    return reason or (None if "." in domain else "its domain needs at least two parts with a dot between them")
