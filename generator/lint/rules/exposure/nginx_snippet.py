"""An Ingress that writes into the configuration of nginx.

The controller runs the snippet with its own rights, and these read all Secrets of the cluster: who may create an
Ingress may then read them too (CVE-2021-25742). ingress-nginx has them switched off since 1.9.0, and such an Ingress
is refused there.

```yaml
metadata:
  annotations:
    nginx.ingress.kubernetes.io/configuration-snippet: |   # wrong
      more_set_headers "X-Frame-Options: DENY";
    nginx.ingress.kubernetes.io/custom-headers: shop/headers  # right
```

The rule knows the snippets of ingress-nginx and of NGINX Ingress Controller, and `allow-snippet-annotations: "true"`
in the controller's ConfigMap.

Source: ingress-nginx documentation, *Annotations*, *ConfigMaps*; CVE-2021-25742.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_PREFIXES = ("nginx.ingress.kubernetes.io/", "nginx.org/", "ingress.kubernetes.io/")
_SWITCH = "allow-snippet-annotations"


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """The snippets of an Ingress, and the switch that allows them."""
    if resource.kind == "ConfigMap":
        if at(resource.value, "data", _SWITCH) == "true":
            message = "allow-snippet-annotations is true: who may create an Ingress may read all Secrets"
            yield Report(("data", _SWITCH), message, 'write "false"')
        return
    for key in resource.annotations:
        if key.startswith(_PREFIXES) and key.endswith(("-snippet", "-snippets")):
            message = f"{key.partition('/')[2]} is run by the controller, which can read all Secrets of the cluster"
            cure = "use the annotation for that purpose, or the controller's configuration"
            yield Report(("metadata", "annotations", key), message, cure, key=True)
