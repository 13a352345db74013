"""An image from a registry, or a collection, that was closed.

It is still named in many examples. What is there is old at best, and gets no fixes.

- `k8s.gcr.io` and `gcr.io/google-containers` are frozen since April 2023: `registry.k8s.io` has the images.
- `gcr.io/kubebuilder` was removed in March 2025: `registry.k8s.io/kubebuilder` and `quay.io/brancz` have
  kube-rbac-proxy.
- `docker.pkg.github.com` was replaced by `ghcr.io`.
- `docker.io/bitnami` keeps no versioned tags since September 2025: `docker.io/bitnamilegacy` has the old ones, without
  fixes.

Source: Kubernetes blog, "k8s.gcr.io Image Registry Will Be Frozen From the 3rd of April 2023";
kubernetes-sigs/kubebuilder discussion 3907; GitHub's documentation of its packages; bitnami/containers issue 83267.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Fix, Report
from generator.objects import images

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope


_CLOSED = (
    ("k8s.gcr.io/", "is frozen since April 2023", "registry.k8s.io"),
    ("gcr.io/google-containers/", "is frozen since April 2023", "registry.k8s.io"),
    ("gcr.io/google_containers/", "is frozen since April 2023", "registry.k8s.io"),
    ("docker.pkg.github.com/", "was closed", "ghcr.io"),
    ("gcr.io/kubebuilder/", "was removed in March 2025", "registry.k8s.io/kubebuilder"),
    ("docker.io/bitnami/", "keeps no versioned tags since September 2025", "another image, or docker.io/bitnamilegacy"),
)


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """An image that gets no fixes where it is."""
    image = images.parse(container.value.get("image") or "")
    name = f"{image.registry}/{image.repository}"
    for start, reason, instead in _CLOSED:
        if name.startswith(start):
            yield Report(("image",), f"{start[:-1]} {reason}", f"use {instead}")


def fix(container: Container, _scope: Scope, report: Report) -> Iterator[Fix]:
    """`k8s.gcr.io` becomes `registry.k8s.io`, which has the same images under the same names."""
    image = container.value["image"]
    if image.startswith("k8s.gcr.io/"):
        yield Fix(report.path, f"registry.k8s.io/{image.removeprefix('k8s.gcr.io/')}")
