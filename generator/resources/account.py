"""ServiceAccount, and the Role and RoleBinding of what it may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.resources.names import NAMESPACE, prefixed
from generator.resources.nodes import FLAG, TEXT, Release, Setting, Shared, Tree, When

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.names import Naming
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings


def put_account(settings: Settings, path: Path, source: Path, component: dict[str, Plain]) -> None:
    """Put {create, name, automountToken, annotations} of a component's service account, and the rules of its Role."""
    account = component.get("serviceAccount") or {}
    at, where = (*path, "serviceAccount"), (*source, "serviceAccount")
    for key, empty in {"create": True, "name": "", "automountToken": False}.items():
        settings.put((*at, key), account.get(key, empty), "as written", ((*where, key),))
    common = settings.values[path[0]]["annotations"]
    settings.join((*at, "annotations"), common, account.get("annotations"), (*where, "annotations"))
    if account.get("rules"):
        settings.put((*at, "rules"), account["rules"], "as written", ((*where, "rules"),))
        if not account.get("automountToken"):
            message = "the rules have no effect: the pods get no token of the service account"
            settings.report((*where, "rules"), message, "say `automountToken: true`", severity="warning")


def account_name(naming: Naming, component: str) -> Tree:
    """The name of the service account that a component's pods run as."""
    at = (component, "serviceAccount")
    own = When((*at, "create"), prefixed(component), "default")
    return Shared(
        f"{naming.app}.{component}.serviceAccountName", When((*at, "name"), Setting((*at, "name"), TEXT), own)
    )


def service_account(naming: Naming, component: str, annotations: dict[str, Tree]) -> Tree:
    """A ServiceAccount."""
    at = (component, "serviceAccount")
    return {
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": naming.metadata(account_name(naming, component), component, annotations, (*at, "annotations")),
        "automountServiceAccountToken": Setting((*at, "automountToken"), FLAG),
    }


def role(naming: Naming, component: str, annotations: dict[str, Tree]) -> Tree:
    """The Role with a component's rules."""
    return {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "Role",
        "metadata": naming.metadata(prefixed(component), component, annotations),
        "rules": Setting((component, "serviceAccount", "rules")),
    }


def role_binding(naming: Naming, component: str, annotations: dict[str, Tree]) -> Tree:
    """The RoleBinding of a component's Role to its service account."""
    subject = {
        "kind": "ServiceAccount",
        "name": account_name(naming, component),
        "namespace": When(NAMESPACE, Setting(NAMESPACE, TEXT), Release("Namespace")),
    }
    return {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "RoleBinding",
        "metadata": naming.metadata(prefixed(component), component, annotations),
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": prefixed(component)},
        "subjects": [subject],
    }
