"""What is to be handed over, and where to: one environment of an application, in a namespace of a cluster."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.documents.manifest import Manifest
from generator.errors import UsageError
from generator.programs import kubectl
from generator.programs.run import complete, run
from generator.render.outputs import checked_model
from generator.render.resolve import objects
from generator.sources.cluster import Cluster
from generator.sources.description_origin import DescriptionOrigin

if TYPE_CHECKING:
    from generator.app.application import Application
    from generator.resources.model import Model

MANAGED_BY = "app.kubernetes.io/managed-by"
APP = "fairlead.dev/app"
ENVIRONMENT = "fairlead.dev/environment"
"""The labels by which what kubectl applied for an app and an environment is found again."""
PHASE = "fairlead.dev/phase"
"""The annotation of what belongs to a phase: pre-deploy, post-deploy."""


class Target(NamedTuple):
    """An environment and its cluster.

    ``manifests`` are the objects as fairlead renders them; ``version`` is what runs: that of the app, or of its image.
    """

    application: Application
    model: Model
    environment: str
    cluster: Cluster
    manifests: tuple[Manifest, ...]
    version: str
    minor: int
    is_protected: bool

    @property
    def name(self) -> str:
        """The name of the application, and of its release."""
        return self.application.name

    @property
    def title(self) -> str:
        """``shop in prod``."""
        return f"{self.name} in {self.environment}"

    @property
    def namespace(self) -> str:
        """The namespace that everything goes to."""
        return self.cluster.namespace

    @property
    def selector(self) -> str:
        """The labels of all its workloads and pods."""
        return f"app.kubernetes.io/name={self.name},app.kubernetes.io/instance={self.name}"

    def labelled(self, way: str) -> tuple[Manifest, ...]:
        """The manifests as they are in the cluster, where ``way`` ("helm" or "kubectl") puts them there."""
        return tuple(
            one._replace(value=_labelled(one.value, way, self.name, self.environment)) for one in self.manifests
        )


def _labelled(value: dict[str, Any], way: str, app: str, environment: str) -> dict[str, Any]:
    value = copy.deepcopy(value)
    labels = value["metadata"].setdefault("labels", {})
    if way == "kubectl":
        labels.update({APP: app, ENVIRONMENT: environment})
    elif labels.get(MANAGED_BY) == "fairlead":
        labels[MANAGED_BY] = "Helm"
    return value


def target(application: Application, environment: str, context: str = "") -> Target:
    """What an environment is and where it goes; ``context`` is the one that was asked for, "" for none.

    UsageError where there is no such environment, or the context is not its own; ProgramError without a kubectl.
    """
    model = checked_model(application, (environment,))
    settings = model.environments[environment]
    cluster = settings.description.get("cluster") or {}
    program = kubectl.Kubectl(kubectl.find_kubectl(), _context(environment, str(cluster.get("context") or ""), context))
    namespace = settings.cluster.namespace or run(kubectl.namespace_arguments(program)).strip() or "default"
    trees = {item.id: item.tree for item in model.objects}
    manifests = tuple(
        Manifest(value, DescriptionOrigin(application, settings, key, trees[key], value), environment=environment)
        for key, value in objects(model, settings).items()
    )
    image = settings.description.get("image") or {}
    version = str(settings.description.get("version") or image.get("tag") or image.get("digest") or "")
    return Target(
        application,
        model,
        environment,
        Cluster(program._replace(namespace=namespace)),
        manifests,
        version,
        settings.cluster.minor,
        settings.description.get("protected") is True,
    )


def _context(environment: str, described: str, asked: str) -> str:
    """The context to use. UsageError where it is not the environment's, or the kubeconfig lacks it."""
    if asked and described and asked != described:
        cure = f"leave --context out, or change environments.{environment}.cluster.context"
        raise UsageError(f"--context {asked}: {environment} is in the context {described} ({cure})")
    wanted = asked or described
    program = kubectl.Kubectl(kubectl.find_kubectl())
    if not wanted:
        done = complete(kubectl.current_context_arguments(program))
        if done.code:
            raise UsageError("there is no current context: name one with --context, or in cluster.context of app.yaml")
        return done.stdout.strip()
    known = run(kubectl.contexts_arguments(program)).split()
    if wanted not in known:
        listed = ", ".join(known) or "none"
        raise UsageError(f"the kubeconfig has no context {wanted}, in which {environment} is; there are: {listed}")
    return wanted
