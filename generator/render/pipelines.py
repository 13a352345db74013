"""Pipelines for CI systems, from Jinja2 templates: lint, render check, diff, package, push, deploy.

What a pipeline says of an application is its name, where its description is, and its environments; all else is the
same for every one. Facts about the systems are those of their own documentation ("Workflow syntax for GitHub Actions",
"CI/CD YAML syntax reference").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.app.text_templates import text_template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.app.application import Application

SYSTEMS = {"github": ".github/workflows/{name}.yml", "gitlab": ".gitlab-ci.yml"}
"""The CI systems, and where each looks for the pipeline of an app, from the top of the repository."""

_CHECKSUM = "# Checksum: "


class Layout(NamedTuple):
    """Where things are in a repository, as paths from its top: the description, and the folder of what is rendered.

    ``branch`` is what is deployed from, for systems that do not know the default branch when they read the file.
    """

    source: str
    rendered: str
    branch: str


class Job(NamedTuple):
    """A job that deploys to an environment, and the names of the jobs that come before it.

    ``kubectl`` is the channel that names the newest kubectl of the environment's Kubernetes version: ``stable-1.33``.
    """

    name: str
    protected: bool
    kubectl: str
    needs: tuple[str, ...]


def pipeline(application: Application, system: str, layout: Layout, version: str) -> str:
    """The text of the pipeline for a system of ``SYSTEMS``, with the version of fairlead that it installs.

    The paths and the branch are printable and hold no ``$``, which the systems would expand.
    """
    jobs = tuple(_jobs(application))
    name = application.name
    text = text_template("ci", f"{system}.yml.j2").render(
        app=name,
        title=f"Written by fairlead ci {system}: change the description and write it anew, with --force over edits.",
        marker=f"<!-- fairlead diff: {name} -->",
        requirement=f"fairlead[helm]=={version}",
        environments=jobs,
        protected=[job for job in jobs if job.protected],
        tags=["v[0-9]*", "[0-9]*", *(f"{name}{joint}{v}[0-9]*" for joint in "-/@" for v in ("v", ""))],
        **layout._asdict(),
    )
    return _sealed(text)


def _jobs(application: Application) -> Iterator[Job]:
    """The jobs of the environments: those that are not protected one after the other, then all that are."""
    order = sorted(application.environments, key=lambda name: _is_protected(application, name))
    before: tuple[str, ...] = ("push",)
    for name in order:
        version = application.environments[name].at(("cluster", "kubeVersion"))
        kubectl = "stable" if version is None else f"stable-{version.value}"
        protected = _is_protected(application, name)
        yield Job(name, protected, kubectl, before)
        before = before if protected else ("push", f"deploy-{name}")


def _is_protected(application: Application, name: str) -> bool:
    found = application.environments[name].get("protected")
    return found is not None and found.value is True


def _sealed(text: str) -> str:
    """The text with a checksum of itself as its second line."""
    first, _, rest = text.partition("\n")
    return f"{first}\n{_CHECKSUM}{_digest(first + rest)}\n{rest}"


def edit(text: str) -> str:
    """What a person did to the text of a pipeline: "" for nothing, ``edited by hand``, ``not written by fairlead``.

    Line ends do not count: git may have changed them.
    """
    first, _, body = text.replace("\r\n", "\n").partition("\n")
    second, _, rest = body.partition("\n")
    if not first.startswith("# Written by fairlead ci ") or not second.startswith(_CHECKSUM):
        return "not written by fairlead"
    return "" if second.removeprefix(_CHECKSUM) == _digest(first + rest) else "edited by hand"


def _digest(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()
