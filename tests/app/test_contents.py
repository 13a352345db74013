from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from generator.app.files import Files
from generator.app.load import load
from generator.documents.node import plain

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app.conftest import Description, Effective

CONFIG = "config: {c: {files: {a.txt: {file: conf/a.txt}, b.bin: {file: conf/b.bin}}}}\n"


def test_files_become_their_content(description: Description, minimal: str) -> None:
    description.write(CONFIG + minimal, {"conf/a.txt": "Grüße\r\n"})
    (description.folder / "conf/a.txt").write_bytes("Grüße\r\n".encode())
    (description.folder / "conf/b.bin").write_bytes(b"\xff\x00\x01")
    files = Files(str(description.folder))
    application = load("app.yaml", files)
    content = {
        "a.txt": {"content": "Grüße\r\n"},
        "b.bin": {"contentBase64": base64.b64encode(b"\xff\x00\x01").decode()},
    }
    assert plain(application.base)["config"]["c"]["files"] == content
    node = application.base.at(("config", "c", "files", "a.txt", "content"))
    assert node is not None
    assert (node.place.source, node.place.line) == ("app.yaml", 1)
    read = {found.path for found in files.dependencies() if found.kind == "file"}
    assert {"app.yaml", "conf/a.txt", "conf/b.bin"} <= read


def test_manifests_become_objects(effective: Effective, minimal: str) -> None:
    files = {
        "extra/a.yaml": "{apiVersion: v1, kind: A, metadata: {name: a}}\n---\n# nothing\n---\n"
        "{apiVersion: v1, kind: B, metadata: {name: b}}",
        "extra/b.yaml": "{apiVersion: v1, kind: C, metadata: {name: c}}",
    }
    found = effective("extra: {manifests: [extra/*.yaml, extra/b.yaml]}\n" + minimal, files=files)
    assert found["extra"]["manifests"] == {
        "extra/a.yaml#0": {"apiVersion": "v1", "kind": "A", "metadata": {"name": "a"}},
        "extra/a.yaml#1": {"apiVersion": "v1", "kind": "B", "metadata": {"name": "b"}},
        "extra/b.yaml#0": {"apiVersion": "v1", "kind": "C", "metadata": {"name": "c"}},
    }


def test_a_description_elsewhere_names_files_beside_itself(tmp_path: Path, minimal: str) -> None:
    (tmp_path / "apps/shop/conf").mkdir(parents=True)
    (tmp_path / "apps/shop/app.yaml").write_text(CONFIG.replace(", b.bin: {file: conf/b.bin}", "") + minimal)
    (tmp_path / "apps/shop/conf/a.txt").write_text("a")
    application = load("apps/shop", Files(str(tmp_path)))
    assert (application.root, application.source) == ("apps/shop", "apps/shop/app.yaml")
    assert plain(application.base)["config"]["c"]["files"] == {"a.txt": {"content": "a"}}


def test_no_link_leads_out_of_the_folder(description: Description, minimal: str, tmp_path_factory: Any) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.yaml"
    outside.write_text("apiVersion: v1\nkind: Secret\n")
    (description.folder / "link.yaml").symlink_to(outside)
    text = "config: {c: {files: {a: {file: link.yaml}}}}\nextra: {manifests: [link*.yaml]}\n" + minimal
    messages = description.refused(text)
    assert messages == [
        "app.yaml:1:32: config.c.files.a.file: link.yaml is outside the folder of the description",
        "app.yaml:2:21: extra.manifests.0: link.yaml is outside the folder of the description",
    ]


def test_more_than_a_config_map_holds(description: Description, minimal: str) -> None:
    text = "config: {c: {files: {a.txt: {file: a.txt}}}}\n" + minimal
    messages = description.refused(text, {"a.txt": "x" * (1024 * 1024 + 1)})
    assert messages == ["app.yaml:1:10: config.c: holds 1048577 bytes; a ConfigMap holds 1048576"]
