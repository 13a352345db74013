"""What a rule is: a row of the catalogue, and a module with one function."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Literal, TypeAlias

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.documents.source import Folder, Source
    from generator.errors import Problem
    from generator.objects.resource import Container, Pod, Resource
    from generator.objects.scope import Scope
    from generator.schemas.check import Mismatch

    Level: TypeAlias = Literal["object", "pod", "container", "schema", "reading", "folder"]
    Severity: TypeAlias = Literal["error", "warning", "note"]
    Profile: TypeAlias = Literal["minimal", "recommended", "strict", "off"]


class Entry(NamedTuple):
    """A row of the catalogue: what is known of a rule without importing its module.

    ``level`` is what the rule looks at: objects of ``kinds`` (all objects where that is empty), pods (the templates in
    workloads, and Pods) or each container of these, of workloads of ``kinds``; what the schema says against an object;
    the reading of a source's text; the files of a folder of ``kinds`` ("chart", "kustomization").

    ``profile`` is the least profile that it is part of; "off" is part of none and has to be asked for. ``words`` are
    pieces of text of which at least one stands in every object that the rule can find fault with (as keys or values,
    in the document as Kubernetes reads it); () where what it looks for is something missing. ``options`` are what the
    configuration may set for it, with the defaults. ``fixable`` says that some of what it finds has one cure that
    needs no knowledge: its module has a function ``fix`` as well (see ``generator.lint.fixing``). ``injected`` says
    that ``fairlead inject`` puts in what it misses, mostly; ``lint --fix`` does the same.
    """

    id: str
    group: str
    level: Level
    severity: Severity
    profile: Profile = "recommended"
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    options: Mapping[str, Plain] = {}
    fixable: bool = False
    injected: bool = False

    @property
    def module(self) -> str:
        """The dotted name of the module that holds the rule."""
        return f"generator.lint.rules.{self.group.replace('-', '_')}.{self.id.replace('-', '_')}"


class Report(NamedTuple):
    """What a rule found: at a path below what it was given, what is wrong, and the cure.

    ``key`` is set where the key is at fault rather than the value. ``severity`` is set where this one is less (or
    more) severe than the rule is in general.
    """

    path: Path
    message: str
    cure: str = ""
    key: bool = False
    severity: Severity | None = None


class Fix(NamedTuple):
    """One step of a cure: what is done at a path below what the rule was given.

    "set" writes ``value`` in the place of what is there, or where nothing is: a new key before the first of the keys
    ``before`` that are there, else as the last. "remove" takes the key out, "rename" gives it the name ``value``.
    "rewrite" writes ``value`` for a scalar that is read as the same value, or looks like it, and is written otherwise.
    """

    path: Path
    value: Plain = None
    action: Literal["set", "remove", "rename", "rewrite"] = "set"
    before: tuple[str, ...] = ()


class ObjectRule(Protocol):
    """The module of a rule about objects; its docstring is the rule's page."""

    __doc__: str | None

    @staticmethod
    def check(resource: Resource, scope: Scope, /) -> Iterator[Report]:
        """What is wrong with an object."""


class PodRule(Protocol):
    """The module of a rule about pods; its docstring is the rule's page."""

    __doc__: str | None

    @staticmethod
    def check(pod: Pod, scope: Scope, /) -> Iterator[Report]:
        """What is wrong with a pod or the template of one; paths begin at what holds ``metadata`` and ``spec``."""


class ContainerRule(Protocol):
    """The module of a rule about containers; its docstring is the rule's page."""

    __doc__: str | None

    @staticmethod
    def check(container: Container, scope: Scope, /) -> Iterator[Report]:
        """What is wrong with a container; paths begin at the container."""


class SchemaRule(Protocol):
    """The module of a rule about what the schema of a kind refuses; its docstring is the rule's page."""

    __doc__: str | None

    @staticmethod
    def check(mismatches: list[Mismatch], /) -> Iterator[Report]:
        """The mismatches that this rule speaks of."""


class ReadingRule(Protocol):
    """The module of a rule about the text of files; its docstring is the rule's page."""

    __doc__: str | None

    @staticmethod
    def check(source: Source, /) -> Iterator[Problem]:
        """What is wrong with how the files of a source read."""


class FolderRule(Protocol):
    """The module of a rule about the files of a chart or a kustomization; its docstring is the rule's page."""

    __doc__: str | None

    @staticmethod
    def check(folder: Folder, options: Mapping[str, Plain], /) -> Iterator[Problem]:
        """What is wrong with a folder's files; places name the files by the folder's path and their own."""
