"""What NetworkPolicies let through: they hold at once, also for connections of pods that run already.

Source: Kubernetes documentation, "Network Policies" (a pod that any policy selects gets only what policies allow).
"""

from __future__ import annotations

from generator.diff.effects.wording import called, listed
from generator.lean import TYPE_CHECKING
from generator.objects.selection import pods_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diff.effect import Effect
    from generator.diff.effects.change import Change
    from generator.diff.effects.side import Side
    from generator.objects.resource import Pod, Resource

POLICY = "NetworkPolicy"


def effects(change: Change) -> Iterator[Effect]:
    """What a NetworkPolicy does to the traffic of the pods that it selects."""
    if change.resource.type != POLICY:
        return
    old = _pods(change.around.before, change.before)
    new = _pods(change.around.after, change.after)
    if change.after is None:
        open_now = [one for one in old if not _has_policy(change, one)]
        message = f"{_named(open_now or old)} no longer held to it"
        message += ": no other policy selects them, so everything may come and go" if open_now else ""
        yield change.effect("traffic", message)
    elif change.before is None:
        ways = listed(_ways(change.after))
        yield change.effect("traffic", f"{_named(new)} from now on held to what policies allow for {ways}")
    else:
        on = next(iter(change.at("spec")), None)
        if on is not None:
            yield change.effect("traffic", f"holds at once: {_named(new)} held to the new rules", on=on)


def _pods(side: Side, policy: Resource | None) -> list[Pod]:
    if policy is None:
        return []
    return [one for one in pods_of(policy.spec.get("podSelector") or {}, policy, side.scope) if not one.runs_once]


def _named(pods: list[Pod]) -> str:
    names = called(one.owner for one in pods)
    return f"the pods of {names} are" if names else "pods that are not in sight are"


def _ways(policy: Resource) -> list[str]:
    """The directions that a policy is about, by the rule of the API server where it does not say."""
    found = policy.spec.get("policyTypes")
    return [str(one) for one in found] if found else ["Ingress", *(["Egress"] if "egress" in policy.spec else [])]


def _has_policy(change: Change, pod: Pod) -> bool:
    """Whether a policy still selects the pods that a pod template of before makes."""
    will_be = change.around.will_be(pod.owner)
    after = change.around.after
    return any(
        will_be is not None and any(one.owner is will_be for one in _pods(after, policy))
        for policy in after.scope.of(POLICY)
    )
