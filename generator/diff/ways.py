"""The ways out of a refusal: what to do where a field cannot be changed.

Source: Kubernetes documentation, "Run a Replicated Stateful Application" and kubectl delete (--cascade=orphan),
"Resizing Persistent Volumes", "Using RBAC Authorization" (kubectl auth reconcile), "Versions in
CustomResourceDefinitions"; seen against the API server of 1.37.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.objects.resource import Resource

_WAYS: Mapping[str, str] = {
    "selector": (
        "give it a new name: it comes up beside this one; move the Service, then delete this one. Or "
        "`{delete} --cascade=orphan`, apply, and delete the pods with the old labels when the new ones are ready"
    ),
    "bounds": (
        "apply it once with its rollingUpdate written out, and then with the new type: what was filled in by the API "
        "server stays unless somebody owned it"
    ),
    "stateful set": (
        "`{delete} --cascade=orphan`, then apply: pods and claims stay, and the new StatefulSet adopts them"
    ),
    "stateful selector": (
        "`{delete} --cascade=orphan`, give its pods the new labels (kubectl label), then apply; its claims stay"
    ),
    "stateful growth": (
        "grow each claim first (`{patch}`; the StorageClass has to allow it), then `{delete} --cascade=orphan` and "
        "apply: pods and claims stay"
    ),
    "job": (
        "give it a new name (with a version, or a checksum of its content), or `{delete}` and apply. In a chart, make "
        "it a hook: Helm then deletes the old one itself"
    ),
    "pod": "`kubectl replace --force -f FILE`, which deletes it and makes it anew; a Deployment does so without a gap",
    "address": (
        "`{delete}` and apply at once: in between the name does not resolve, and the address is another one. Or make a "
        "second Service under a new name"
    ),
    "balancer": (
        "make a second Service under a new name, and move the DNS name when it has its address. Or `{delete}` and "
        "apply: the address is another one then"
    ),
    "replace": "`{delete}`, then apply: what it stands for is missing in between",
    "name": "make a new one under a new name, and then name it where this one is used",
    "class": (
        "make a new one under a new name, and then name it where this one is used. Or `{delete}` and apply: what was "
        "made with it stays as it is"
    ),
    "claim": "make a new claim under a new name, copy the data, then name it in the pods",
    "attributes": "name another VolumeAttributesClass: a volume that has one always has one",
    "smaller": (
        "volumes do not shrink: make a new, smaller claim under a new name, copy the data, then name it in the pods"
    ),
    "expansion": "set allowVolumeExpansion: true in the StorageClass first, if its driver can do so",
    "volume": (
        "set persistentVolumeReclaimPolicy: Retain, then make a new PersistentVolume under a new name for the same data"
    ),
    "config": (
        "give it a new name, best with a checksum of its content, and name that in the pods: they roll. Or `{delete}`, "
        "apply, and restart the pods"
    ),
    "role": (
        "`kubectl auth reconcile -f FILE`, which deletes and makes it anew; in between its subjects have no rights"
    ),
    "definition": (
        "make a second CustomResourceDefinition, with another plural or group, and move the objects: with this one all "
        "of its objects are deleted"
    ),
    "versions": (
        "keep the version with served: false, migrate what is stored, take it out of status.storedVersions, then "
        "remove it"
    ),
}


def way_out(name: str, resource: Resource) -> str:
    """What to do, with the commands for this object."""
    patch = (
        f"{kubectl(resource)} patch pvc CLAIM -p " + '\'{"spec": {"resources": {"requests": {"storage": "SIZE"}}}}\''
    )
    return _WAYS[name].format(delete=deletion(resource), patch=patch)


def kubectl(resource: Resource) -> str:
    """The beginning of a command about an object: ``kubectl -n shop``."""
    return f"kubectl -n {resource.namespace}" if resource.namespace else "kubectl"


def deletion(resource: Resource) -> str:
    """The command that deletes an object: ``kubectl -n shop delete service web``."""
    return f"{kubectl(resource)} delete {resource.type.lower()} {resource.name}"


def command(resource: Resource, verb: str) -> str:
    """A command about an object: ``kubectl -n shop rollout restart deployment/web``."""
    return f"{kubectl(resource)} {verb} {resource.type.lower()}/{resource.name}"


def names() -> frozenset[str]:
    """The names of all ways."""
    return frozenset(_WAYS)
