"""The shapes of Services, Ingresses, network policies and what is behind them.

Sources: pkg/apis/core/v1, networking/v1 and discovery/v1 (defaults.go) of Kubernetes; for ``ipFamilyPolicy``
pkg/registry/core/service/storage/alloc.go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.shape import Shape, shape, where, whole
from generator.resources.nodes import ABSENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.documents.node import Plain


def _policy_types(spec: dict[str, Plain]) -> Plain:
    return ["Ingress", "Egress"] if spec.get("egress") else ["Ingress"]


def _external_policy(spec: dict[str, Plain]) -> Plain:
    outside = spec.get("type") in ("NodePort", "LoadBalancer") or spec.get("externalIPs")
    return "Cluster" if outside else ABSENT


def _ip_families(spec: dict[str, Plain]) -> Plain:
    if spec.get("type") == "ExternalName":
        return ABSENT
    lists = (spec.get("clusterIPs"), spec.get("ipFamilies"))
    several = any(isinstance(one, list) and len(one) > 1 for one in lists)
    of_any_pods = spec.get("clusterIP") == "None" and not spec.get("selector")
    return "RequireDualStack" if several or of_any_pods else "SingleStack"


def _port(port: dict[str, Plain]) -> Plain:
    return port.get("port", ABSENT)


_SERVICE = {
    "allocateLoadBalancerNodePorts": where("type", ("LoadBalancer",), True),
    "externalTrafficPolicy": _external_policy,
    "internalTrafficPolicy": where("type", (None, "", "ClusterIP", "NodePort", "LoadBalancer"), "Cluster"),
    "ipFamilyPolicy": _ip_families,
    "sessionAffinity": "None",
    "sessionAffinityConfig": where("sessionAffinity", ("ClientIP",), {"clientIP": {"timeoutSeconds": 10800}}),
    "type": "ClusterIP",
}

NETWORK: Mapping[str, Shape] = {
    "Service": whole(spec="ServiceSpec"),
    "ServiceSpec": shape(
        _SERVICE,
        "clusterIP type sessionAffinity loadBalancerIP externalName externalTrafficPolicy healthCheckNodePort"
        " publishNotReadyAddresses",
        ports="ServicePort", sessionAffinityConfig="SessionAffinity",
    ),
    "SessionAffinity": shape({"clientIP": {}}, clientIP="ClientIP"),
    "ClientIP": shape({"timeoutSeconds": 10800}),
    "ServicePort": shape({"protocol": "TCP", "targetPort": _port}, "name protocol nodePort targetPort"),
    "Endpoints": whole(subsets="EndpointSubset"),
    "EndpointSubset": shape(ports="EndpointPort", addresses="EndpointAddress", notReadyAddresses="EndpointAddress"),
    "EndpointPort": shape({"protocol": "TCP"}, "name protocol"),
    "EndpointSlice": whole(ports="EndpointPort", endpoints="Endpoint"),
    "Endpoint": shape({"conditions": {}}, addresses="Text"),
    "Ingress": whole(spec="IngressSpec"),
    "IngressSpec": shape(rules="IngressRule", tls="IngressTLS"),
    "IngressRule": shape(empties="host", http="IngressHttp"),
    "IngressHttp": shape(paths="IngressPath"),
    "IngressPath": shape(empties="path"),
    "IngressTLS": shape(empties="secretName", hosts="Text"),
    "IngressClass": whole(metadata="ClusterMeta", spec="IngressClassSpec"),
    "IngressClassSpec": shape(empties="controller", parameters="IngressClassParameters"),
    "IngressClassParameters": shape({"scope": "Cluster"}),
    "NetworkPolicy": whole(spec="NetworkPolicySpec"),
    "NetworkPolicySpec": shape(
        {"podSelector": {}, "policyTypes": _policy_types},
        podSelector="LabelSelector", ingress="NetworkRule", egress="NetworkRule",
    ),
    "NetworkRule": Shape({"ports": "NetworkPort", "from": "NetworkPeer", "to": "NetworkPeer"}),
    "NetworkPeer": shape(ipBlock="IPBlock", namespaceSelector="LabelSelector", podSelector="LabelSelector"),
    "NetworkPort": shape({"protocol": "TCP"}),
}  # fmt: skip
