"""What is linted together: the objects that may refer to each other, and the settings of the run."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any, cached_property

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.documents.node import Plain
    from generator.objects.resource import Pod, Resource


class Scope:
    """The objects of a folder, a chart with one values file, a kustomization or an environment.

    ``minor`` is the Kubernetes version 1.``minor``. ``whole`` says that these are all the objects of an application
    (a rendered chart, a kustomization, an environment): what they refer to and is not among them is missing, where
    in a folder of files it may well be elsewhere.
    """

    def __init__(
        self, resources: list[Resource], minor: int, options: Mapping[str, Mapping[str, Plain]], *, whole: bool = False
    ) -> None:
        self.resources = resources
        if not whole:
            _note_variants(resources)
        self.minor = minor
        self.whole = whole
        self._options = options

    def options(self, rule: str) -> Mapping[str, Any]:
        """What a rule's row of the catalogue lists as its options, with the values of the configuration."""
        return self._options[rule]

    @cached_property
    def by_type(self) -> dict[str, list[Resource]]:
        """The objects by their type: ``Service``, ``ServiceMonitor.monitoring.coreos.com``."""
        found: dict[str, list[Resource]] = {}
        for resource in self.resources:
            found.setdefault(resource.type, []).append(resource)
        return found

    @cached_property
    def pods(self) -> list[Pod]:
        """The pods, and the templates of pods, of all objects."""
        return [resource.pod for resource in self.resources if resource.pod is not None]

    def of(self, *types: str) -> list[Resource]:
        """The objects of some types."""
        return [resource for name in types for resource in self.by_type.get(name, ())]

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[Resource]]:
        found: dict[tuple[str, str], list[Resource]] = {}
        for resource in self.resources:
            found.setdefault((resource.type, resource.name), []).append(resource)
        return found

    @cached_property
    def _called(self) -> dict[str, list[Resource]]:
        found: dict[str, list[Resource]] = {}
        for resource in self.resources:
            found.setdefault(resource.name, []).append(resource)
        return found

    def called(self, name: str) -> list[Resource]:
        """The objects of a name, whatever their kind."""
        return self._called.get(name, [])

    def labelled(self, label: tuple[str, Any]) -> list[Pod]:
        """The pods that carry a label with its value."""
        return self._by_label.get(label, [])

    @cached_property
    def _by_label(self) -> dict[tuple[str, Any], list[Pod]]:
        """The pods by each label that they carry: a folder may hold hundreds of Services and of workloads."""
        found: dict[tuple[str, Any], list[Pod]] = {}
        for pod in self.pods:
            for label in pod.labels.items():
                found.setdefault(label, []).append(pod)
        return found

    def alike(self, kind: str, name: str) -> list[Resource]:
        """The objects of a type and name, whatever their namespace."""
        return self._by_name.get((kind, name), [])

    def named(self, kind: str, name: str, near: Resource) -> Resource | None:
        """The object of a type and name in the namespace of another one, or a cluster-scoped one."""
        for resource in self.alike(kind, name):
            if resource.is_cluster_scoped or same_namespace(resource, near):
                return resource
        return None

    def has(self, *types: str) -> bool:
        """Whether the scope holds any object of these types."""
        return any(name in self.by_type for name in types)

    def selected(self, labels: Mapping[str, str], near: Resource) -> list[Pod]:
        """The pods in the namespace of an object that carry all of these labels; [] for no labels."""
        if not labels:
            return []
        candidates = self._by_label.get(next(iter(labels.items())), ())
        return [pod for pod in candidates if same_namespace(pod.owner, near) and carries(pod.labels, labels)]


def same_namespace(one: Resource, other: Resource) -> bool:
    """Whether two objects end in one namespace; one that names none goes wherever the others go.

    Of objects that stand in several folders of one scope (``dev/``, ``prod/``) only those nearest to each other do.
    """
    if one.namespace != other.namespace and one.namespace and other.namespace:
        return False
    return not (one.variants or other.variants) or _nearest(one, other)


def _note_variants(resources: list[Resource]) -> None:
    """Tell the objects that stand in several folders of each other."""
    found: dict[tuple[str, str, str], list[Resource]] = {}
    for resource in resources:
        found.setdefault((resource.type, resource.namespace, resource.name), []).append(resource)
    for alike in found.values():
        if len(alike) > 1 and len({one.folder for one in alike}) > 1:
            for one in alike:
                one.variants = tuple(other for other in alike if other is not one)


def _nearest(one: Resource, other: Resource) -> bool:
    near = _shared(one, other)
    return all(_shared(one, variant) <= near for variant in other.variants) and all(
        _shared(variant, other) <= near for variant in one.variants
    )


def _shared(one: Resource, other: Resource) -> int:
    """How many folders the files of two objects have in common, from the root on."""
    count = 0
    for mine, theirs in zip(one.folder, other.folder, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def carries(labels: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Whether labels hold all that are wanted."""
    for key, value in wanted.items():  # noqa: SIM110 - a generator costs more than what it does here
        if labels.get(key) != value:
            return False
    return True


def matches(labels: Mapping[str, str], selector: Mapping[str, Any]) -> bool:
    """Whether labels are what a label selector (matchLabels and matchExpressions) asks for; an empty one takes all."""
    if not carries(labels, selector.get("matchLabels") or {}):
        return False
    return all(_holds(labels, one) for one in selector.get("matchExpressions") or [])


def _holds(labels: Mapping[str, str], expression: Mapping[str, Any]) -> bool:
    key, operator, values = expression.get("key"), expression.get("operator"), expression.get("values") or []
    if operator == "In":
        return labels.get(str(key)) in values
    if operator == "NotIn":
        return labels.get(str(key)) not in values
    return (str(key) in labels) == (operator == "Exists")
