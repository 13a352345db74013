"""Names, labels, selectors and annotations, each said once.

A name is a pure function of the release and of what the description calls the thing. Selectors hold the app, the
release and the component only: nothing that a version, a team or an environment changes, since a selector is
immutable.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple
from generator.resources.nodes import TEXT, Checksum, Release, Setting, Shared, Spread, Text, Tree, When, optional_text
from generator.resources.settings import OWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.resources.nodes import Path
    from generator.resources.shape import Shape

NAMESPACE = ("namespaceOverride",)
COMMON_LABELS = ("commonLabels",)
COMMON_ANNOTATIONS = ("commonAnnotations",)
VERSION = ("appVersion",)

HOOKS = {"pre-deploy": "pre-install,pre-upgrade", "post-deploy": "post-install,post-upgrade"}
"""The Helm hook of each phase of a job."""


class Naming(NamedTuple):
    """What names and labels are made from: the app's name, its chart's ``name-version`` label, and the shape."""

    app: str
    chart: str
    shape: Shape

    def labels(self, component: str = "", *, version: bool = True) -> Tree:
        """The labels of an object's metadata, of a component or of the app; a pod template's carry no version."""
        own: Tree = {
            "helm.sh/chart": self.chart,
            **self._identity(component),
            "app.kubernetes.io/managed-by": Release("Service"),
            **({"app.kubernetes.io/version": optional_text(VERSION)} if self.shape.somewhere(VERSION) else {}),
        }
        if not version:
            own = self._identity(component)
        path = self._extra(component, "labels" if version else "podLabels", COMMON_LABELS)
        name = ".".join(filter(None, [self.app, component, "labels" if version else "podLabels"]))
        return Shared(name, {**own, Spread(path): None})

    def selector(self, component: str) -> Tree:
        """The labels by which a component's pods are selected."""
        return Shared(f"{self.app}.{component}.selectorLabels", self._identity(component))

    def annotations(self, component: str = "", fixed: Tree = None, key: str = "annotations", at: Path = ()) -> Tree:
        """The annotations of an object (or with ``key`` "podAnnotations" of pods): ours, then what people wrote.

        ``at`` is where the values hold those of this one object, joined to the component's, if anybody wrote any.
        """
        path = self._extra(component, key, COMMON_ANNOTATIONS if key == "annotations" else (component, key))
        return {**(fixed or {}), Spread(at if at and self.shape.somewhere((OWN, *at)) else path): None}

    def metadata(self, name: Tree, component: str = "", annotations: Tree = None, at: Path = ()) -> Tree:
        """The metadata of an object; ``at`` as for its annotations."""
        return {
            "name": name,
            "namespace": optional_text(NAMESPACE),
            "labels": self.labels(component),
            "annotations": self.annotations(component, annotations, at=at),
        }

    def _identity(self, component: str) -> dict[str, Tree]:
        part = {"app.kubernetes.io/component": component} if component else {}
        return {"app.kubernetes.io/name": self.app, "app.kubernetes.io/instance": Release(), **part}

    def _extra(self, component: str, key: str, common: tuple[str, ...]) -> tuple[str, ...]:
        """Where what people wrote stands: beside the component where any environment wrote it there, else in common."""
        own = (component, key)
        return own if component and self.shape.somewhere((OWN, component, key)) else common


def prefixed(*parts: str) -> Text:
    """The name of an object: the release's name and what the description calls it."""
    return Text(Release(), "-" + "-".join(parts))


class Sources(NamedTuple):
    """How a pod names what it reads: the ConfigMap of a config and the Secret of a secret."""

    config: Callable[[str], Tree]
    secret: Callable[[str], Tree]


def config_name(shape: Shape, config: str) -> Tree:
    """The name of a ConfigMap; one that may never change has its content in its name."""
    at = ("configMaps", config)
    immutable, plain = (*at, "immutable"), prefixed(config)
    content = Text(plain, "-", Checksum((at,), length=8))
    if not shape.somewhere(immutable):
        return plain
    return content if shape.always(immutable, at) else When(immutable, content, plain)


def secret_name(shape: Shape, secret: str, own: Tree) -> Tree:
    """The name of a Secret: an existing one's, or ``own``, the one that this release's ExternalSecret makes."""
    existing = ("secretNames", secret)
    if not shape.somewhere(existing):
        return own
    return Setting(existing, TEXT) if shape.always(existing) else When(existing, Setting(existing, TEXT), own)


def hook(phase: str, weight: int, policy: str = "before-hook-creation") -> dict[str, Tree]:
    """Annotations that make an object part of a phase before or after the release; none for no phase."""
    if phase not in HOOKS:
        return {}
    return {
        "helm.sh/hook": HOOKS[phase],
        "helm.sh/hook-weight": str(weight),
        "helm.sh/hook-delete-policy": policy,
        "fairlead.dev/phase": phase,
    }
