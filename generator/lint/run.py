"""A whole run: every source against every Kubernetes version that it is meant for."""

from __future__ import annotations

from generator.documents.manifest import flatten
from generator.lean import TYPE_CHECKING
from generator.lint.engine import Engine
from generator.lint.finding import Result
from generator.lint.merging import merged
from generator.schemas.bundle import versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.documents.source import Source
    from generator.lint.finding import Finding
    from generator.lint.settings import Settings
    from generator.schemas.bundle import Schema

    Customs = Mapping[tuple[str, str], Schema]


class Run:
    """The rules, asked about one source after the other.

    ``minors`` are the Kubernetes versions that were asked for, () where each source's own counts, or ``newest`` for
    one that names none. ``customs`` are the schemas of custom resources that were given; those of the definitions in
    a source come on top.
    """

    def __init__(self, settings: Settings, minors: Sequence[int], newest: int, customs: Customs, jobs: int) -> None:
        self._engine = Engine(settings, jobs)
        self._minors = tuple(minors)
        self._newest = newest
        self._customs = customs
        self.findings: list[Finding] = []
        self.files: set[str] = set()
        self.objects = 0
        self.skipped: dict[str, int] = {}
        self.versions: set[int] = set()

    def add(self, source: Source) -> None:
        """Look at a source."""
        minors = self._minors or ((source.minor or self._newest),)
        self.versions.update(minors)
        self.files.update(source.files)
        customs = {**self._customs, **definitions(source)}
        several = len(minors) > 1
        for number, minor in enumerate(minors):
            found, admitted = self._engine.examine(source, minor, customs)
            self.findings += [one._replace(versions=(minor,)) for one in found] if several else found
            if number:
                continue
            self.objects += len(admitted) + source.settled
            for one in admitted:
                if one.skipped:
                    self.skipped[one.skipped] = self.skipped.get(one.skipped, 0) + 1

    def result(self) -> Result:
        """What was found, sorted by place, findings of several environments and versions as one."""
        return Result(
            merged(self.findings, self.versions),
            len(self.files),
            self.objects,
            tuple(sorted(self.skipped.items())),
            self._engine.ignored,
            tuple(sorted(self.versions)),
        )


def lint(
    sources: Iterable[Source],
    settings: Settings,
    minors: Sequence[int] = (),
    customs: Customs | None = None,
    jobs: int = 1,
) -> Result:
    """What the rules find in some sources, against the newest Kubernetes version where nothing names one."""
    run = Run(settings, minors, versions()[-1], customs or {}, jobs)
    for source in sources:
        run.add(source)
    return run.result()


def definitions(source: Source) -> Customs:
    """The schemas that the CustomResourceDefinitions of a source hold."""
    found = [
        manifest.value
        for manifest in flatten(source.manifests)
        if isinstance(manifest.value, dict) and manifest.value.get("kind") == "CustomResourceDefinition"
    ]
    if not found:
        return {}
    from generator.schemas.custom import schemas_of

    return {key: schema for definition in found for key, schema in schemas_of(definition).items()}
