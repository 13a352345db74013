"""How the items of a list are told apart, and what their order means.

Items are matched by the first of ``keys`` that all items on both sides have and that differs among those of either
side; with none, by how alike they are. Lists of scalars whose order is "free" are sets; others are compared whole.

What a list's order can mean:

``MEANT``  another order is another thing: told as moved
``FREE``   it means nothing, so it is no difference; but a pod template with its items in another order has another
           hash, and the pods roll: there it is told as moved, marked "hashed"
a function  says whether it is meant: of the matched items as each side orders them, and for each of those before the
            index that it has among those after

A list that is not in the table is as the schema says: by its map keys or merge key and in free order; a set; or atomic,
and then its order is meant. So it is for lists of custom resources that no schema tells about: by name, where they have
names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.documents.node import Plain
    from generator.schemas.schema import Schema

    Meaning: TypeAlias = Callable[[Sequence[Plain], Sequence[Plain], Sequence[int]], bool]


def _always(_before: Sequence[Plain], _after: Sequence[Plain], _places: Sequence[int]) -> bool:
    return True


def _never(_before: Sequence[Plain], _after: Sequence[Plain], _places: Sequence[int]) -> bool:
    return False


MEANT: Meaning = _always
FREE: Meaning = _never


class ListRule(NamedTuple):
    """How to compare a list; see the module. ``keys`` are alternatives, each of one or more fields."""

    keys: tuple[tuple[str, ...], ...] = ()
    is_meant: Meaning = MEANT


def _refers(env: Sequence[Plain]) -> dict[tuple[str, str], bool]:
    """For each variable and each other one that its value takes up as ``$(NAME)``: whether it comes later.

    Kubernetes puts in only what stands before, and leaves the text as it is where it comes later.
    """
    names = [str(one.get("name")) for one in env]
    found = {}
    for index, one in enumerate(env):
        text = one.get("value")
        if isinstance(text, str) and "$(" in text:
            for other, name in enumerate(names):
                if f"$({name})" in text:
                    found[names[index], name] = other < index
    return found


def references_move(before: Sequence[Plain], after: Sequence[Plain], _places: Sequence[int]) -> bool:
    """Whether a variable that takes up another one stands before it on one side and behind it on the other."""
    old, new = _refers(before), _refers(after)
    return any(old[one] != new[one] for one in old.keys() & new.keys())


def paths_compete(before: Sequence[Plain], after: Sequence[Plain], places: Sequence[int]) -> bool:
    """Whether paths of an Ingress changed places of which the first one may win, before or after.

    The longest path wins, so only paths of equal length compete; those whose matching is left to the controller may be
    tried in the order in which they are written.
    """
    for index, item in enumerate(before):
        for behind, other in enumerate(before[index + 1 :], index + 1):
            if places[index] > places[behind]:
                pairs = (item, other), (after[places[index]], after[places[behind]])
                if any(_is_loose(one) or _is_loose(two) or _length(one) == _length(two) for one, two in pairs):
                    return True
    return False


def _is_loose(path: dict[str, Plain]) -> bool:
    return path.get("pathType") in (None, "ImplementationSpecific")


def _length(path: dict[str, Plain]) -> int:
    return len(str(path.get("path") or ""))


_NAME = (("name",),)
_FREE = ListRule((), FREE)
_BY_NAME = ListRule(_NAME, FREE)

LISTS: Mapping[tuple[str, str], ListRule] = {
    # They run, or are started, one after the other; the first container is the one that kubectl logs and exec take.
    **dict.fromkeys(
        [
            (spec, name)
            for spec in ("PodSpec", "BarePodSpec")
            for name in ("containers", "initContainers", "ephemeralContainers")
        ],
        ListRule(_NAME, MEANT),
    ),
    **{
        (container, name): rule
        for container in ("Container", "BareContainer", "EphemeralContainer")
        for name, rule in {
            # By name, then by number: so a port whose number changes is one change.
            "ports": ListRule((("name",), ("containerPort", "protocol"), ("containerPort",)), FREE),
            "env": ListRule(_NAME, references_move),
            # Where two have a key, the later one wins.
            "envFrom": ListRule((), MEANT),
            "volumeMounts": ListRule((("mountPath",),), FREE),
            "volumeDevices": ListRule((("devicePath",),), FREE),
            "resizePolicy": ListRule((("resourceName",),), FREE),
        }.items()
    },
    **{
        (spec, name): rule
        for spec in ("PodSpec", "BarePodSpec")
        for name, rule in {
            "hostAliases": ListRule((("ip",),), FREE),
            "imagePullSecrets": _BY_NAME,
            "readinessGates": ListRule((("conditionType",),), FREE),
            "tolerations": _FREE,
            "topologySpreadConstraints": ListRule((("topologyKey", "whenUnsatisfiable"), ("topologyKey",)), FREE),
        }.items()
    },
    ("HostAlias", "hostnames"): _FREE,
    ("PodSecurityContext", "supplementalGroups"): _FREE,
    ("PodSecurityContext", "sysctls"): _BY_NAME,
    ("Capabilities", "add"): _FREE,
    ("Capabilities", "drop"): _FREE,
    # Resolvers ask and search in this order.
    ("DNSConfig", "nameservers"): ListRule(),
    ("DNSConfig", "searches"): ListRule(),
    # All must hold, or any may: which comes first is all the same.
    ("Requirement", "values"): _FREE,
    ("LabelSelector", "matchExpressions"): _FREE,
    ("NodeTerm", "matchExpressions"): _FREE,
    ("NodeTerm", "matchFields"): _FREE,
    ("NodeSelector", "nodeSelectorTerms"): _FREE,
    ("NodeAffinity", "preferredDuringSchedulingIgnoredDuringExecution"): _FREE,
    ("PodAffinity", "preferredDuringSchedulingIgnoredDuringExecution"): _FREE,
    ("PodAffinity", "requiredDuringSchedulingIgnoredDuringExecution"): _FREE,
    ("PodTerm", "namespaces"): _FREE,
    ("PodTerm", "matchLabelKeys"): _FREE,
    ("PodTerm", "mismatchLabelKeys"): _FREE,
    ("TopologySpread", "matchLabelKeys"): _FREE,
    # Files of a volume; of projected ones the later source wins.
    ("ConfigVolume", "items"): ListRule((("path",),), FREE),
    ("ConfigProjection", "items"): ListRule((("path",),), FREE),
    ("DownwardVolume", "items"): ListRule((("path",),), FREE),
    ("DownwardProjection", "items"): ListRule((("path",),), FREE),
    ("ProjectedVolume", "sources"): ListRule(),
    # A StatefulSet refuses them in another order.
    ("StatefulSetSpec", "volumeClaimTemplates"): ListRule((("metadata.name",),), MEANT),
    ("ClaimSpec", "accessModes"): _FREE,
    ("VolumeSpec", "accessModes"): _FREE,
    ("ServiceSpec", "ports"): ListRule((("name",), ("port", "protocol"), ("port",)), FREE),
    # The first family, and its address, are the Service's own.
    ("ServiceSpec", "ipFamilies"): ListRule(),
    ("ServiceSpec", "clusterIPs"): ListRule(),
    ("ServiceSpec", "externalIPs"): _FREE,
    ("ServiceSpec", "loadBalancerSourceRanges"): _FREE,
    # The longest path wins, and an exact host before a wildcard.
    ("IngressSpec", "rules"): ListRule((("host",),), FREE),
    ("IngressHttp", "paths"): ListRule((("path", "pathType"),), paths_compete),
    ("IngressSpec", "tls"): ListRule((("secretName",),), FREE),
    ("IngressTLS", "hosts"): _FREE,
    # Rules that each allow something.
    ("NetworkPolicySpec", "ingress"): _FREE,
    ("NetworkPolicySpec", "egress"): _FREE,
    ("NetworkPolicySpec", "policyTypes"): _FREE,
    ("NetworkRule", "from"): _FREE,
    ("NetworkRule", "to"): _FREE,
    ("NetworkRule", "ports"): ListRule((("port", "protocol"),), FREE),
    ("IPBlock", "except"): _FREE,
    **{
        (kind, "rules"): _FREE for kind in ("Role", "ClusterRole", "MutatingWebhook", "ValidatingWebhook")
    },
    **{
        (rule, name): _FREE
        for rule, names in {
            "PolicyRule": ("apiGroups", "resources", "resourceNames", "verbs", "nonResourceURLs"),
            "WebhookRule": ("apiGroups", "apiVersions", "resources", "operations"),
        }.items()
        for name in names
    },
    ("RoleBinding", "subjects"): ListRule((("kind", "namespace", "name"), ("kind", "name")), FREE),
    ("ClusterRoleBinding", "subjects"): ListRule((("kind", "namespace", "name"), ("kind", "name")), FREE),
    # The largest answer of all metrics, and of all policies, counts.
    ("AutoscalerSpec", "metrics"): ListRule((("type", "resource.name"), ("type",)), FREE),
    ("ScalingUp", "policies"): ListRule((("type", "periodSeconds"), ("type",)), FREE),
    ("ScalingDown", "policies"): ListRule((("type", "periodSeconds"), ("type",)), FREE),
    ("ObjectMeta", "finalizers"): _FREE,
    ("ServiceAccount", "secrets"): _BY_NAME,
    ("ServiceAccount", "imagePullSecrets"): _BY_NAME,
    # Each changes what the one before it made of an object.
    ("MutatingWebhookConfiguration", "webhooks"): ListRule(_NAME, MEANT),
    ("ValidatingWebhookConfiguration", "webhooks"): _BY_NAME,
    ("EndpointSlice", "endpoints"): _FREE,
    ("Endpoint", "addresses"): _FREE,
    ("PolicyBindingSpec", "validationActions"): _FREE,
    ("DefinitionNames", "shortNames"): _FREE,
    ("DefinitionNames", "categories"): _FREE,
    ("DefinitionSpec", "versions"): _BY_NAME,
}  # fmt: skip
"""Lists by the shape that they are in and their name."""

_UNKNOWN = ListRule(_NAME, MEANT)


def rule_of(shape: str, name: str, schema: Schema | None) -> ListRule:
    """How to compare the list under a name of a shape, by the table or else by its schema."""
    known = LISTS.get((shape, name))
    if known is not None:
        return known
    if schema is None:
        return _UNKNOWN
    keys = schema.list_keys or ((schema.merge_key,) if schema.merge_key else ())
    if keys:
        return ListRule((keys,), FREE)
    is_set = schema.list_type == "set" or "merge" in schema.merge_strategy
    return _FREE if is_set else _UNKNOWN
