"""What a description names on disk: files of a config, and manifests of one's own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from generator.app.findings import Finding, at
from generator.app.trees import copied, revalued, unusable
from generator.documents.node import Node
from generator.documents.reader import read_documents
from generator.errors import InputError

if TYPE_CHECKING:
    from generator.app.files import Files
    from generator.app.paths import Path

OUTSIDE = "is outside the folder of the description"


class Contents:
    """Reads what descriptions name below one folder; ``texts`` are the lines of what can be pointed at."""

    def __init__(self, files: Files, root: str, texts: dict[str, list[str]]) -> None:
        self.findings: list[Finding] = []
        self.broken: list[Path] = []
        self._files = files
        self._root = root
        self._texts = texts
        self._globbed: dict[str, dict[str, Node]] = {}

    def config_files(self, tree: Node, path: Path) -> None:
        """Put in place of each ``file`` of a layer its ``content``, or ``contentBase64`` where it is no UTF-8 text."""
        configs = tree.get("config")
        for name, config in configs.items() if configs else ():
            entries = config.get("files")
            for key, entry in entries.items() if entries else ():
                named = entry.get("file")
                if named is not None:
                    self._file(entry, named, (*path, "config", name, "files", key))

    def _file(self, entry: Node, named: Node, path: Path) -> None:
        del entry.value["file"]
        where = self._inside(named, (*path, "file"))
        content = self._bytes(where, named, (*path, "file")) if where is not None else None
        if content is None:
            self.broken.append(path)
            return
        try:
            key, value = "content", content.decode()
        except UnicodeDecodeError:
            import base64

            key, value = "contentBase64", base64.b64encode(content).decode()
        entry.value[key] = Node(value, named.place, named.key_place, None, named.layer)

    def _bytes(self, where: str, named: Node, path: Path) -> bytes | None:
        try:
            return self._files.read_bytes(where)
        except InputError as error:
            self.findings.append(at(named, path, _told(where, error), "the path is relative to the folder of app.yaml"))
            return None

    def _inside(self, named: Node, path: Path) -> str | None:
        """The path on disk of something named in the description, None where it leads out of its folder."""
        text = named.value
        where = os.path.normpath(os.path.join(self._root, text))
        if "\0" in text:
            self.findings.append(at(named, path, "a path cannot hold a zero byte"))
        elif os.path.isabs(text) or not self._files.is_below(where, self._root or "."):
            self.findings.append(at(named, path, f"{text} {OUTSIDE}", "copy the file beside app.yaml"))
        else:
            return where
        return None

    def manifests(self, tree: Node) -> Node:
        """The effective tree with the globs of ``extra.manifests`` replaced by the objects of the files."""
        extra = tree.get("extra")
        patterns = extra.get("manifests") if extra is not None else None
        if extra is None or patterns is None:
            return tree
        objects: dict[str, Node] = {}
        for index, pattern in enumerate(patterns.value):
            objects.update(self._objects(pattern, ("extra", "manifests", str(index))))
        more = revalued(extra, {**extra.value, "manifests": revalued(patterns, objects)})
        return revalued(tree, {**tree.value, "extra": more})

    def _objects(self, pattern: Node, path: Path) -> dict[str, Node]:
        where = self._inside(pattern, path)
        if where is None:
            return {}
        if where not in self._globbed:
            self._globbed[where] = {}
            matched = self._files.glob(where)
            if not matched:
                self.findings.append(at(pattern, path, f"{pattern.value} matches no file"))
            for source in matched:
                if self._files.is_below(source, self._root or "."):
                    self._globbed[where].update(self._documents(source, pattern, path))
                else:
                    self.findings.append(at(pattern, path, f"{source} {OUTSIDE}"))
        return self._globbed[where]

    def _documents(self, source: str, pattern: Node, path: Path) -> dict[str, Node]:
        try:
            text = self._files.read_text(source)
            self._texts[source] = text.splitlines()
            documents = read_documents(text, source)
        except InputError as error:
            self._add(error)
            return {}
        name = os.path.relpath(source, self._root or ".").replace(os.sep, "/")
        written = [document for document in documents if document.value is not None]
        objects = {f"{name}#{i}": document for i, document in enumerate(written) if self._is_object(document, path)}
        return {key: copied(document, pattern.layer) for key, document in objects.items()}

    def _is_object(self, document: Node, path: Path) -> bool:
        reason = unusable(document)
        if not reason and not all(_is_text(document, key) for key in ("apiVersion", "kind")):
            reason = "is no Kubernetes object: apiVersion and kind are missing"
        metadata = document.get("metadata")
        if not reason and (metadata is None or not _is_text(metadata, "name")):
            reason = "has no name: metadata.name must be a text"
        if reason:
            self.findings.append(at(document, path, reason))
        return not reason

    def _add(self, error: InputError) -> None:
        for problem in error.problems:
            if problem.place is not None:
                self.findings.append(Finding(problem.place, (), problem.message, problem.cure))


def _is_text(document: Node, key: str) -> bool:
    child = document.get(key)
    return child is not None and isinstance(child.value, str) and bool(child.value)


def _told(where: str, error: InputError) -> str:
    return f"{where}: {error.problems[0].message}"
