"""The control plane itself: etcd, the API server, the controllers, the scheduler, and the stand-in for kubelets."""

from __future__ import annotations

import http.client
import os
import secrets
import socket
import sys
from typing import TYPE_CHECKING

from scripts.controlplane import credentials
from scripts.controlplane.api import Api

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scripts.controlplane.processes import Processes

PATIENCE = 60.0
"""Seconds after which a part that is not ready never will be."""
OK = 200


class Plane:
    """A control plane in a folder. ``programs`` are paths by name, as ``binaries.provide`` finds them."""

    def __init__(self, folder: str, name: str, programs: Mapping[str, str], processes: Processes) -> None:
        self._folder = folder
        self._name = name
        self._programs = programs
        self._processes = processes
        self._token = secrets.token_hex(16)
        self._held = socket.socket()  # holds the port of the API server until this process ends
        self.kubeconfig = os.path.join(folder, "kubeconfig")

    def start(self, nodes: int) -> None:
        """Starts all parts and returns when the cluster can be used; with no nodes, etcd and the API server alone."""
        port = self._start_server()
        self._processes.wait("kube-apiserver", lambda: self._is_ready(port), PATIENCE)
        if not nodes:
            return
        self._start_controllers(nodes)
        api = Api(self.kubeconfig)
        self._processes.wait("kubelet", lambda: _exists(api, f"/api/v1/nodes/node-{nodes}"), PATIENCE)
        account = "/api/v1/namespaces/default/serviceaccounts/default"
        self._processes.wait("kube-controller-manager", lambda: _exists(api, account), PATIENCE)

    def _start_server(self) -> int:
        # Sockets in the folder that all processes start in: a whole path may be longer than the system allows.
        sockets = {name: f"unix://{name}" for name in ("client", "peer")}
        etcd = ["--data-dir", self._path("etcd"), "--unsafe-no-fsync"]
        etcd += [f"--listen-client-urls={sockets['client']}", f"--advertise-client-urls={sockets['client']}"]
        etcd += [f"--listen-peer-urls={sockets['peer']}", f"--initial-advertise-peer-urls={sockets['peer']}"]
        etcd += [f"--initial-cluster=default={sockets['peer']}"]
        self._processes.start("etcd", [self._programs["etcd"], *etcd])
        credentials.write_private(self._path("tokens"), credentials.token_file(self._token))
        credentials.write_private(self._path("signing.key"), credentials.signing_key())
        self._held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        self._held.bind(("127.0.0.1", 0))
        port: int = self._held.getsockname()[1]
        server = [f"--etcd-servers={sockets['client']}", f"--cert-dir={self._path('certs')}"]
        server += [f"--secure-port={port}", "--permit-port-sharing", "--bind-address=127.0.0.1"]
        server += ["--advertise-address=127.0.0.1", "--endpoint-reconciler-type=none"]
        server += [f"--token-auth-file={self._path('tokens')}", "--authorization-mode=RBAC", "--allow-privileged"]
        server += ["--service-account-issuer=https://kubernetes.default.svc"]
        server += [f"--service-account-{use}-file={self._path('signing.key')}" for use in ("key", "signing-key")]
        server += ["--service-cluster-ip-range=10.96.0.0/12,fd00:10:96::/112"]
        server += ["--kubelet-preferred-address-types=InternalIP"]
        # Nodes are ready when they appear, and nobody here is to wait for his turn.
        server += ["--disable-admission-plugins=TaintNodesByCondition", "--enable-priority-and-fairness=false"]
        self._processes.start("kube-apiserver", [self._programs["kube-apiserver"], *server])
        return port

    def _start_controllers(self, nodes: int) -> None:
        client = [f"--kubeconfig={self.kubeconfig}", "--leader-elect=false", "--secure-port=0"]
        client += ["--kube-api-qps=500", "--kube-api-burst=1000"]
        manager = [*client, f"--service-account-private-key-file={self._path('signing.key')}"]
        manager += [f"--root-ca-file={self._path('certs', 'apiserver.crt')}"]
        # Made-up nodes never fall silent, so nobody has to renew their leases.
        manager += ["--node-monitor-grace-period=1000h"]
        self._processes.start("kube-controller-manager", [self._programs["kube-controller-manager"], *manager])
        self._processes.start("kube-scheduler", [self._programs["kube-scheduler"], *client])
        kubelet = [sys.executable, "-m", "scripts.controlplane.kubelet", self._folder, str(nodes)]
        self._processes.start("kubelet", kubelet)

    def _is_ready(self, port: int) -> bool:
        """Whether the API server has its certificate and is ready; the kubeconfig is there then."""
        try:
            with open(self._path("certs", "apiserver.crt"), encoding="utf-8") as file:
                authority = file.read()
            config = credentials.kubeconfig(self._name, port, authority, self._token)
            credentials.write_private(self.kubeconfig, config)
            return Api(self.kubeconfig).request("GET", "/readyz").status == OK
        except (OSError, http.client.HTTPException):
            return False

    def _path(self, *names: str) -> str:
        return os.path.join(self._folder, *names)


def _exists(api: Api, path: str) -> bool:
    return api.request("GET", path).status == OK
