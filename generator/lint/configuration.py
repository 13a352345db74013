"""The section ``lint`` of the configuration: ``[tool.fairlead.lint]`` of pyproject.toml, or ``.fairlead.yaml``.

``profile``, ``pod-security``, ``kube-versions``, ``strict``, ``exclude``, ``schemas``, and ``rules``: by rule or group
a severity or "off", or a map with ``severity`` and the rule's options.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any, NamedTuple
from generator.lint.catalogue import entries, entry
from generator.lint.settings import ALWAYS, POD_SECURITY, PROFILES, SEVERITIES, Configuration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OFF = (*SEVERITIES, "off")


class Wrong(NamedTuple):
    """Something wrong with a configuration: the keys that lead to it, what, and the cure."""

    path: tuple[str, ...]
    message: str
    cure: str = ""


def configured(section: Any) -> tuple[Configuration, list[Wrong]]:
    """The configuration that a section (a map as read) holds, and everything that is wrong with it."""
    wrong: list[Wrong] = []
    if not isinstance(section, dict):
        return Configuration(), [Wrong((), "must be a map")]
    values: dict[str, Any] = {}
    for key, value in section.items():
        if key == "rules":
            values["rules"], values["options"] = _rules(value, wrong)
        elif key not in _KINDS:
            wrong.append(_unknown((key,), key, [*_KINDS, "rules"]))
        elif (reason := _KINDS[key](value)) is not None:
            wrong.append(Wrong((key,), reason))
        else:
            values[key.replace("-", "_")] = tuple(value) if isinstance(value, list) else value
    return (Configuration() if wrong else Configuration(**values)), wrong


def _choice(choices: tuple[str, ...]) -> Callable[[Any], str | None]:
    return lambda value: None if value in choices else f"must be {', '.join(choices[:-1])} or {choices[-1]}"


def _texts(value: Any) -> str | None:
    fine = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return None if fine else "must be a list of texts: write each in quotes"


_KINDS: dict[str, Callable[[Any], str | None]] = {
    "profile": _choice(PROFILES),
    "pod-security": _choice(POD_SECURITY),
    "kube-versions": _texts,
    "strict": lambda value: None if isinstance(value, bool) else "must be true or false",
    "exclude": _texts,
    "schemas": _texts,
}


def _unknown(path: tuple[str, ...], name: str, known: list[str]) -> Wrong:
    from generator.documents.wording import nearest

    near = nearest(name, known)
    return Wrong(
        path, f"there is no {name} here", f"did you mean {near}?" if near else "fairlead rules lists the rules"
    )


def _rules(value: Any, wrong: list[Wrong]) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    severities: dict[str, str] = {}
    options: dict[str, dict[str, Any]] = {}
    if not isinstance(value, dict):
        wrong.append(Wrong(("rules",), "must be a map of rules"))
        return severities, options
    for name, setting in value.items():
        own = dict(setting) if isinstance(setting, dict) else {"severity": setting}
        if own.get("severity") is False:  # YAML reads a bare off as a boolean, and what was meant is plain
            own["severity"] = "off"
        problem = wrong_rule(name, own.get("severity", "warning"))
        if problem:
            wrong.append(problem._replace(path=("rules", *problem.path)))
            continue
        if "severity" in own:
            severities[name] = own.pop("severity")
        wrong += _wrong_options(name, own)
        options[name] = own
    return severities, options


def wrong_rule(name: str, severity: Any) -> Wrong | None:
    """Why a rule, or a group, cannot be given a severity; None where it can."""
    rows = [row for row in entries() if name in (row.id, row.group)]
    if not rows:
        return _unknown((name,), name, sorted({known for row in entries() for known in (row.id, row.group)}))
    if severity not in OFF:
        return Wrong((name,), f"must be {', '.join(OFF[:-1])} or off", "a map with severity and options also works")
    if rows[0].group == ALWAYS and severity != "error":
        return Wrong((name,), "what the API server refuses cannot be lowered", "leave it out")
    return None


def _wrong_options(name: str, options: dict[str, Any]) -> Iterator[Wrong]:
    row = entry(name)
    for key, value in options.items():
        if row is None or key not in row.options:
            yield _unknown(("rules", name, key), key, list(row.options) if row else [])
        elif not _alike(value, row.options[key]):
            yield Wrong(("rules", name, key), f"must be of the kind of its default, {row.options[key]!r}")


def _alike(value: Any, default: Any) -> bool:
    if default is None:
        return True
    if isinstance(default, list | tuple):
        return isinstance(value, list)
    return type(value) is type(default) or (isinstance(default, float) and isinstance(value, int))
