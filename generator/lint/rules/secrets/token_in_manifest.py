"""A token or a private key that stands in a manifest, wherever in it.

Its form tells whose it is: a key of AWS, Google or Azure, a token of GitHub, GitLab, Slack, Stripe, npm, PyPI, Docker
Hub and others, a private key, a JSON Web Token. Whoever reads the repository can use it; robots that search public
repositories find such tokens within minutes.

```yaml
env:
  - name: GITHUB_TOKEN
    value: ghp_…              # wrong: revoke it, make a new one, and keep that in a Secret
```

Taking it out of the file is not enough: it is in the history, so revoke it. Examples from documentation
(`AKIAIOSFODNN7EXAMPLE`) are left alone. The data of Secrets is not decoded, and `stringData` is looked at.

Source: GitHub documentation, *Supported secret scanning patterns*.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.tokens import PREFIXES, found_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_CURE = "revoke it, and keep the new one in a Secret that is not in the repository"


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """The tokens in an object, each kind once for a value."""
    said = [prefix for prefix in PREFIXES if prefix in resource.mentions]
    for path, text in _texts(resource.value, (), said):
        for token in found_in(text):
            size = f" ({token.length} characters)" if token.kind != "private key" else ""
            kind = f"an {token.kind}" if token.kind[0] in "AO" else f"a {token.kind}"
            yield Report(path, f"{kind}{size} stands in the manifest", _CURE, key=isinstance(path[-1], str))


def _texts(value: Plain, path: Path, said: list[str]) -> Iterator[tuple[Path, str]]:
    """All texts below a value in which a token may be, because it holds a prefix that the object holds at all."""
    if isinstance(value, str):
        if path and any(prefix in value for prefix in said):
            yield path, value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from _texts(child, (*path, key), said)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _texts(child, (*path, index), said)
