"""Objects that a tool deletes and makes anew with every release, so that nothing in them is immutable, or keeps.

Source: helm.sh/docs/topics/charts_hooks (the deletion policy is before-hook-creation where none is written),
helm.sh/docs/howto/charts_tips_and_tricks (resource-policy: keep);
argo-cd.readthedocs.io, "Resource Hooks" (BeforeHookCreation is the default) and "Sync Options" (Replace, Force).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.objects.resource import Resource

_HOOKS = (("helm.sh/hook", "Helm"), ("argocd.argoproj.io/hook", "Argo CD"))
_OPTIONS = "argocd.argoproj.io/sync-options"


def renewer(resource: Resource) -> str:
    """The tool that deletes an object and makes it anew at every release, "" where none does."""
    for key, tool in _HOOKS:
        policy = str(resource.annotations.get(f"{key}-delete-policy") or "before-hook-creation").lower()
        if resource.annotations.get(key) and "before" in policy:
            return tool
    options = str(resource.annotations.get(_OPTIONS) or "").replace(" ", "").split(",")
    return "Argo CD" if {"Replace=true", "Force=true"} <= set(options) else ""


def phases(resource: Resource) -> str:
    """When the object is made: ``pre-upgrade``; "" for what is no hook."""
    return next((str(resource.annotations[key]) for key, _ in _HOOKS if resource.annotations.get(key)), "")


def is_kept(resource: Resource) -> bool:
    """Whether Helm leaves an object in the cluster when its chart no longer has it."""
    return resource.annotations.get("helm.sh/resource-policy") == "keep"
