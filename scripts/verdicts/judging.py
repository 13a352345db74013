"""Both verdicts on many documents: lint's here, the server's over several connections."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from generator.documents.reading import read
from scripts.verdicts.comparing import DISAGREEMENTS, Comparison
from scripts.verdicts.linting import Linter
from scripts.verdicts.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scripts.controlplane.api import Api
    from scripts.verdicts.documents import Document

CONNECTIONS = 4


class Judges:
    """An API server and lint, with some CustomResourceDefinitions that are there for both."""

    def __init__(self, api: Api, definitions: Iterable[dict[str, Any]]) -> None:
        self._server = Server(api)
        self._linter = Linter(self._server.minor, self._server.install(definitions))
        self.version = self._server.version

    def compare(self, documents: Sequence[Document]) -> list[Comparison]:
        """Each document with both verdicts. Where they differ the server is asked once more, in earnest."""
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            answers = pool.map(self._server.verdict, documents)
            mine = [self._linter.verdict(document) for document in documents]
            theirs = list(answers)
        found = [Comparison(*row) for row in zip(documents, theirs, mine, strict=True)]
        return [self._confirmed(one) if one.outcome in DISAGREEMENTS else one for one in found]

    def _confirmed(self, comparison: Comparison) -> Comparison:
        if comparison.server.state == "unknown":
            return comparison
        return comparison._replace(server=self._server.confirmed(comparison.document))


def definitions_in(documents: Sequence[Document]) -> Iterator[dict[str, Any]]:
    """The CustomResourceDefinitions among the documents."""
    for document in documents:
        if document.kind == "CustomResourceDefinition":
            values: list[Any] = [one.value for one in read(document.text, document.path).documents]
            yield from (value for value in values if isinstance(value, dict))
