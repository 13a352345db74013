"""A pod that asks the cluster's DNS four times for each name outside the cluster.

The default `ndots: 5` makes the resolver try `api.example.com.shop.svc.cluster.local` and three more before the name
itself, each for IPv4 and for IPv6. Programs that call the outside often wait for it, and CoreDNS works for it.

```yaml
dnsConfig:
  options:
    - {name: ndots, value: "2"}
```

With 2 the names `db` and `db.shop` resolve as before, and `db.shop.svc` does too, after one question more. The rule is
off unless it is asked for.

Source: Kubernetes documentation, *DNS for Services and Pods*; resolv.conf(5).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_DEFAULT = 5


def check(pod: Pod, _scope: Scope) -> Iterator[Report]:
    """Whether a pod's resolver tries the search path for names with up to four dots."""
    policy = pod.spec.get("dnsPolicy") or "ClusterFirst"
    on_host = pod.spec.get("hostNetwork") is True
    if policy not in ("ClusterFirst", "ClusterFirstWithHostNet") or (on_host and policy == "ClusterFirst"):
        return
    options = maps(at(pod.spec, "dnsConfig", "options"))
    found = next((index for index, one in enumerate(options) if one.get("name") == "ndots"), None)
    cure = 'write dnsConfig: {options: [{name: ndots, value: "2"}]}'
    if found is None:
        yield Report(("spec",), "ndots is not set, and 5 without it: each outside name is asked for four times", cure)
        return
    value = options[found].get("value") or ""
    if value.isdecimal() and int(value) >= _DEFAULT:
        path = ("spec", "dnsConfig", "options", found)
        yield Report(path, f"ndots is {value}: each outside name is asked for four times", 'write value: "2"')
