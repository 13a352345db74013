"""Templates that the API server does not look into: its verdict on the owner, and ours on the pods."""

from __future__ import annotations

from generator.lint.settings import Settings
from tests.lint.linting import findings_in

STATEFULSET = """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      volumes:
      - {name: data, emptyDir: {}, hostPath: {path: /data}}
      containers:
      - name: my_db
        image: db:1
        volumeMounts: [{name: data, mountPath: /data}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
"""


def test_before_1_34_the_pods_of_a_statefulset_are_refused_and_not_itself() -> None:
    def severities(minor: int) -> list[tuple[str, str]]:
        found = findings_in(STATEFULSET, Settings("minimal"), minor)
        return [(one.rule, one.severity) for one in found if one.rule in ("container-name", "volume-name")]

    assert severities(33) == [("container-name", "warning")]
    assert severities(34) == [("container-name", "error")]
