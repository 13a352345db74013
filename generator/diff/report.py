"""The report of a diff: plain data, masked and ready to be shown. It is what ``--format json`` prints.

Views know nothing else: what is secret never reaches them. All texts are free of control characters, apart from the
line breaks of values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

if TYPE_CHECKING:
    from generator.documents.node import Plain

Status: TypeAlias = Literal["changed", "same", "added", "removed"]
ChangeAction: TypeAlias = Literal["added", "removed", "changed", "moved"]
Mark: TypeAlias = Literal["=", "~", "-", "+"]


class PlaceReport(TypedDict):
    """A position in a file, counted from 1; line 0 where only the file is known."""

    file: str
    line: int
    column: int


class EffectReport(TypedDict):
    """An effect: ``kind`` as in ``generator.diff.effect``, ``path`` as in a change, "" where it is of no field.

    ``file`` is "" and the position 0 where no line caused it; ``side`` says in which side's files it is.
    """

    kind: str
    object: str
    message: str
    cure: str
    path: str
    file: str
    line: int
    column: int
    side: Literal["before", "after"]
    pods: int | None
    numbers: dict[str, Plain]


class ChangeReport(TypedDict):
    """One difference of an object.

    ``path`` is for people: ``spec.template.spec.containers[name=web].image``. ``steps`` is the same for programs: a
    key, an index, or the keys of an item (``{"name": "web"}``; ``{"": "10.0.0.1"}`` for an item of a set).

    ``before`` and ``after`` are plain values, None where the side has none. Of a masked change every secret in them is
    replaced. ``default`` is what Kubernetes fills in for the side that has none, None where it does not.

    Of a change that is "moved", ``path`` is the list's, and ``before`` and ``after`` are the names of its items as each
    side orders them, ``["web", "proxy"]``. ``order`` is "meant" where that says something to Kubernetes or to the
    program, "hashed" where it only changes the hash of a pod template; "" for all other changes.

    ``follows`` names the renamed object (an object's ``id``) whose new name the change is, "" elsewhere.
    ``cause`` is the line that is to be edited where the object was rendered (app.yaml, a values file), and the place
    of the value itself elsewhere; ``side`` says in which side's files that is.
    """

    path: str
    steps: list[str | int | dict[str, Plain]]
    action: ChangeAction
    before: Plain
    after: Plain
    default: Plain
    masked: bool
    order: Literal["", "meant", "hashed"]
    follows: str
    file: str
    line: int
    column: int
    side: Literal["before", "after"]


class Row(TypedDict):
    """One line of the object as YAML beside the same line of the other side; texts are without a line break.

    ``mark`` says how the two belong together:

    ``=``  the line is on both sides, and means the same; the texts may differ (``cpu: 1000m`` and ``cpu: "1"``), and
           one is None where only the other side writes a default: show ``after``, or ``before`` where that is None
    ``~``  the line is on both sides and changed: side by side in one row; in a unified view ``-`` and ``+``
    ``-``  the line is before only, ``after`` is None
    ``+``  the line is after only, ``before`` is None

    A unified view prints, of each run of rows that are not ``=``, first all ``before`` and then all ``after``.
    ``path`` is that of the map or list that the line is in, for the heading of a hunk: ``spec.template.spec``; of the
    lines of a part that one side alone has, or that is the same throughout, that of what the part is in.
    """

    mark: Mark
    before: str | None
    after: str | None
    path: str


class ObjectReport(TypedDict):
    """An object that changed.

    ``id`` is ``Deployment/shop/web``, of the after side where it has one. ``before_name`` is the name before: "" for a
    created object, the same name for most others. ``hook`` names the phases of a Helm hook ("pre-upgrade",
    "test"), "" for what is none. ``cause`` is where the object is written or comes from, on the after side where it is
    there; ``file`` "" where that is not known.

    ``lines`` is the whole object on both sides, aligned; [] where ``told`` was asked for none, as for JSON.
    """

    action: Literal["created", "deleted", "changed", "renamed"]
    kind: str
    api_version: str
    namespace: str
    name: str
    before_name: str
    id: str
    hook: str
    cause: PlaceReport
    effects: list[EffectReport]
    changes: list[ChangeReport]
    lines: list[Row]


class Summary(TypedDict):
    """How many objects were created and so on.

    ``effects`` counts the effects of each kind, of objects and of the environment, kinds that do not occur left out;
    ``pods`` is how many pods roll or are recreated.
    """

    created: int
    deleted: int
    changed: int
    renamed: int
    effects: dict[str, int]
    pods: int


class EnvironmentReport(TypedDict):
    """An environment; "added" and "removed" where only one side has it, "same" where nothing differs."""

    name: str
    status: Status
    summary: Summary
    effects: list[EffectReport]
    objects: list[ObjectReport]


class ProblemReport(TypedDict):
    """What could not be read; ``source_line`` is "" where it may hold a secret."""

    severity: str
    message: str
    cure: str
    path: str
    file: str
    line: int
    column: int
    source_line: str
    environments: list[str]


class Report(TypedDict):
    """The whole report. ``fairlead`` is the version of this form: keys may be added without a new one."""

    fairlead: Literal[1]
    before: str
    after: str
    environments: list[EnvironmentReport]
    problems: list[ProblemReport]
