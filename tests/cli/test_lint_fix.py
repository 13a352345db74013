"""``fairlead lint --fix``: what is written, what is said, and what is never touched."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main, replay

BAD = """\
# of the shop
apiVersion: v1
kind: ConfigMap
metadata:
    name: settings   # four blanks
data:
    LEVEL: 3
    port: "80"
"""
GOOD = BAD.replace("3", '"3"')
FIXED = "settings.yaml:7:12: fixed: ConfigMap/settings: data.LEVEL: must be text, found the number 3 [wrong-type]\n"
CLEAN = "0 errors, 0 warnings in 1 object of 1 file, Kubernetes 1.34\n"
ONE = "1 finding fixed in 1 file\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "here" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")


def lint(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main.run(["lint", "-k", "1.34", *arguments])
    captured = capfd.readouterr()
    return code, captured.out, captured.err


def write(path: str, text: str) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def test_a_file_is_written_and_what_is_left_reported(capfd: pytest.CaptureFixture[str]) -> None:
    file = write("settings.yaml", BAD)
    assert lint(capfd, "--fix") == (0, CLEAN, FIXED + ONE)
    assert file.read_text() == GOOD
    assert lint(capfd, "--fix") == (0, CLEAN, "")
    assert file.read_text() == GOOD


def test_the_exit_code_is_that_of_what_is_left(capfd: pytest.CaptureFixture[str]) -> None:
    write("settings.yaml", BAD + "immutable: perhaps\n")
    code, out, err = lint(capfd, "--fix", "settings.yaml")
    assert (code, err) == (1, FIXED + ONE)
    assert out.startswith("settings.yaml:9:12: error: ConfigMap/settings: immutable: must be true or false, found text")


def test_a_report_for_programs_is_not_mixed_with_what_was_fixed(capfd: pytest.CaptureFixture[str]) -> None:
    write("settings.yaml", BAD)
    code, out, err = lint(capfd, "--fix", "-f", "json")
    assert (code, out[:1], err) == (0, "{", FIXED + ONE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BAD.replace("\n", "\r\n"), GOOD.replace("\n", "\r\n")),
        (BAD.rstrip("\n"), GOOD.rstrip("\n")),
        (f"\ufeff{BAD}", f"\ufeff{GOOD}"),
        (f"{BAD}---\n{{}}\n", f"{GOOD}---\n{{}}\n"),
    ],
    ids=["CRLF", "no line feed at the end", "byte order mark", "a document that is none"],
)
def test_all_other_bytes_stay(before: str, after: str, capfd: pytest.CaptureFixture[str]) -> None:
    file = write("settings.yaml", before)
    lint(capfd, "--fix", "settings.yaml")
    assert file.read_bytes() == after.encode()


def test_permissions_and_links_stay(capfd: pytest.CaptureFixture[str]) -> None:
    file = write("there/settings.yaml", BAD)
    file.chmod(0o640)
    Path("link.yaml").symlink_to("there/settings.yaml")
    lint(capfd, "--fix", "link.yaml")
    assert (file.read_text(), file.stat().st_mode & 0o777) == (GOOD, 0o640)
    assert Path("link.yaml").is_symlink()
    assert sorted(os.listdir("there")) == ["settings.yaml"]


def test_a_difference_is_shown_and_nothing_written(capfd: pytest.CaptureFixture[str]) -> None:
    file = write("settings.yaml", BAD)
    code, out, err = lint(capfd, "--fix", "--diff")
    assert (code, file.read_text()) == (1, BAD)
    assert err == FIXED.replace(": fixed:", ": would be fixed:") + ONE.replace("fixed", "would be fixed")
    assert out == (
        "--- a/settings.yaml\n+++ b/settings.yaml\n@@ -4,5 +4,5 @@\n"
        " metadata:\n     name: settings   # four blanks\n data:\n"
        '-    LEVEL: 3\n+    LEVEL: "3"\n     port: "80"\n'
    )
    subprocess.run(["patch", "-p1"], input=out, text=True, check=True, capture_output=True)
    assert file.read_text() == GOOD
    assert lint(capfd, "--fix", "--diff") == (0, "", "")


def test_a_difference_is_only_that_of_a_fix(capfd: pytest.CaptureFixture[str]) -> None:
    assert lint(capfd, "--diff") == (2, "", "--diff shows what --fix would change: give both\n")


def stdin(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_stdin_comes_out_fixed(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(BAD, monkeypatch)
    assert lint(capfd, "--fix", "-") == (0, GOOD, FIXED.replace("settings.yaml", "<stdin>", 1) + ONE + CLEAN)
    stdin("a: [", monkeypatch)
    code, out, _ = lint(capfd, "--fix", "-")
    assert (code, out) == (1, "a: [")
    stdin(BAD, monkeypatch)
    code, out, err = lint(capfd, "--fix", "-", "settings.yaml")
    assert (code, out, err) == (2, "", "--fix writes what comes from stdin to stdout: name files, or - alone\n")


def test_no_earlier_run_answers(capfd: pytest.CaptureFixture[str]) -> None:
    write("settings.yaml", BAD)
    assert lint(capfd)[0] == 1
    assert lint(capfd)[0] == 1
    assert replay.key_of(["lint", "--fix"]) == ""
    assert replay.key_of(["lint", "--diff", "--fix"]) == ""
    assert lint(capfd, "--fix")[0] == 0
    assert lint(capfd)[0] == 0
    write("settings.yaml", BAD)
    assert lint(capfd, "--fix")[2] == FIXED + ONE


HIDDEN = """\
apiVersion: v1
kind: Secret
metadata: {name: db, labels: {tier: 1}}
stringData:
  pin: 1234
---
apiVersion: v1
kind: ConfigMap
metadata: {name: web}
data:
  PASSWORD: 80431
  LEVEL: 3
"""


def test_secrets_are_neither_changed_nor_shown(capfd: pytest.CaptureFixture[str]) -> None:
    file = write("settings.yaml", HIDDEN)
    code, out, err = lint(capfd, "--fix", "--diff")
    assert code == 1
    assert out == '--- a/settings.yaml\n+++ b/settings.yaml\n@@ -12 +12 @@\n-  LEVEL: 3\n+  LEVEL: "3"\n'
    assert "1234" not in err
    assert "80431" not in err
    lint(capfd, "--fix")
    assert file.read_text() == HIDDEN.replace("LEVEL: 3", 'LEVEL: "3"')


UNTOUCHED = {
    "a template": ("settings.yaml", BAD.replace('"80"', '"{{ .Values.port }}"'), "this is a template"),
    "what cannot be read": ("settings.yaml", f"{BAD}---\na: [\n", "the file cannot be read as a whole"),
    "what an anchor shares": (
        "settings.yaml",
        BAD.replace("settings   # four blanks", "settings\n    labels: {x: &x y}").replace("3", "&n 3\n    b: *n"),
        "",
    ),
}


@pytest.mark.parametrize(("path", "text", "reason"), UNTOUCHED.values(), ids=UNTOUCHED)
def test_files_that_are_left_alone(path: str, text: str, reason: str, capfd: pytest.CaptureFixture[str]) -> None:
    file = write(path, text)
    code, _, err = lint(capfd, "--fix", path)
    assert reason in err
    if reason:
        assert (code, file.read_text()) == (1, text)


def test_what_shares_a_value_goes_on_sharing_it(capfd: pytest.CaptureFixture[str]) -> None:
    file = write("settings.yaml", BAD.replace("3", "&n 3\n    other: *n"))
    assert lint(capfd, "--fix", "settings.yaml")[0] == 0
    assert file.read_text() == BAD.replace("3", '&n "3"\n    other: *n')
    assert lint(capfd, "--fix", "--diff", "settings.yaml") == (0, "", "")


def test_templates_of_charts_and_what_was_rendered_are_left(capfd: pytest.CaptureFixture[str]) -> None:
    template, rendered = write("web/templates/settings.yaml", BAD), write("build/prod/settings.yaml", BAD)
    write("web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n")
    write("build/.fairlead", "")
    code, _, err = lint(capfd, "--fix", str(template), str(rendered))
    assert (code, template.read_text(), rendered.read_text()) == (1, BAD, BAD)
    assert "[wrong-type]: this is a template\n" in err
    assert "[wrong-type]: fairlead has rendered this: change what it is made from\n" in err


APP = """\
apiVersion: fairlead/v1
name: shop
image: registry.example.com/shop:1.42.0
components: {web: {type: web, ports: {http: 8080}, probes: {readiness: /readyz}}}
environments: {dev: {}}
extra: {settings: {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {LEVEL: 3}}}
"""


def test_an_app_description_is_left(capfd: pytest.CaptureFixture[str]) -> None:
    file = write("app.yaml", APP)
    lint(capfd, "--fix")
    assert file.read_text() == APP


def test_a_file_that_cannot_be_written(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    file = write("settings.yaml", BAD)
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK or "settings" not in str(path))
    code, _, err = lint(capfd, "--fix")
    assert (code, file.read_text()) == (1, BAD)
    assert err.endswith("[wrong-type]: this is no file that can be written\n")


def test_a_cure_that_brings_another_error_is_left(capfd: pytest.CaptureFixture[str]) -> None:
    ports = "[{name: a, port: '80800'}, {name: b, port: '81'}]"
    text = f"apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{ports: {ports}}}\n"
    file = write("service.yaml", text)
    code, _, err = lint(capfd, "--fix", "--only", "invalid")
    assert (code, file.read_text()) == (1, text.replace("'81'", "81"))
    assert err.startswith("service.yaml:4:58: fixed: Service/web: spec.ports[1].port: ")
    assert 'found text "80800" [wrong-type]: it would bring another error\n' in err


def test_what_is_not_reported_is_not_fixed(capfd: pytest.CaptureFixture[str]) -> None:
    image = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: k8s.gcr.io/a:1\n"
    )
    file = write("pod.yaml", image.replace("a:1", "a:1   # fairlead: ignore[registry-closed] mirrored"))
    before = file.read_text()
    assert lint(capfd, "--fix", "--only", "registry-closed")[2] == ""
    write("pod.yaml", image)
    assert lint(capfd, "--only", "registry-closed", "--baseline", "known.json")[0] == 0
    assert lint(capfd, "--fix", "--only", "registry-closed", "--baseline", "known.json")[2] == ""
    assert lint(capfd, "--fix", "--only", "wrong-type")[2] == ""
    assert file.read_text() == image
    write("pod.yaml", before)
    write("other.yaml", image.replace("name: a}", "name: b}"))
    lint(capfd, "--fix", "--around", "--only", "registry-closed", "pod.yaml")
    assert "k8s.gcr.io" in Path("other.yaml").read_text()
    lint(capfd, "--fix", "--around", "--only", "registry-closed", "other.yaml")
    assert "registry.k8s.io" in Path("other.yaml").read_text()


def test_a_fix_holds_for_all_versions(capfd: pytest.CaptureFixture[str]) -> None:
    old = "apiVersion: admissionregistration.k8s.io/v1beta1\nkind: MutatingAdmissionPolicyBinding\n"
    file = write("binding.yaml", f"{old}metadata: {{name: a}}\nspec: {{policyName: a}}\n")
    before = file.read_text()
    assert "it would bring another error" in lint(capfd, "--fix", "-k", "1.35", "-k", "1.37")[2]
    assert file.read_text() == before
    assert main.run(["lint", "--fix", "-k", "1.37"]) == 0
    assert file.read_text() == before.replace("v1beta1", "v1")


SHOP = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: NAME}
spec:
  replicas: 2
  selector: {matchLabels: {app: NAME}}
  template:
    metadata: {labels: {app: NAME}}
    spec:
      containers:
        - name: web   # the only one
          image: registry.example.com/web:1.4.2
          ports: [{name: http, containerPort: 8080}]
          resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 64Mi}}
---
apiVersion: v1
kind: Service
metadata: {name: NAME}
spec: {selector: {app: NAME}, ports: [{port: 80, targetPort: http}]}
"""


def test_what_rollouts_lack_is_put_in(capfd: pytest.CaptureFixture[str]) -> None:
    write(".fairlead.yaml", "inject: {readiness: /readyz}\n")
    web, api = write("web.yaml", SHOP.replace("NAME", "web")), write("api.yaml", SHOP.replace("NAME", "api"))
    ignored = "metadata: {name: api, annotations: {fairlead.dev/ignore.spread-missing: one node is enough}}"
    api.write_text(api.read_text().replace("metadata: {name: api}", ignored, 1))
    before = api.read_text()
    code, out, err = lint(capfd, "--fix", "--only", "spread-missing")
    assert (code, api.read_text()) == (0, before)
    assert out == "0 errors, 0 warnings in 5 objects of 2 files, Kubernetes 1.34; ignored 1 finding\n"
    text = web.read_text()
    assert all(part in text for part in ("topologySpreadConstraints:", "httpGet:", "path: /readyz", "# the only one"))
    assert err.startswith("web.yaml:10:7: fixed: Deployment/web: spec.template.spec: nothing keeps the 2 pods apart")
    assert "web.yaml:11:11: added: Deployment/web: spec.template.spec.containers[0].readinessProbe: {httpGet" in err
    assert err.endswith("1 finding fixed in 1 file\n")
    assert lint(capfd, "--fix", "--only", "spread-missing")[2] == ""
    assert web.read_text() == text


def test_nothing_is_put_in_where_the_rules_are_off(capfd: pytest.CaptureFixture[str]) -> None:
    web = write("web.yaml", SHOP)
    lint(capfd, "--fix", "--rule", "rollout=off")
    assert web.read_text() == SHOP


def test_linting_alone_imports_nothing_of_this() -> None:
    write("settings.yaml", BAD)
    program = (
        "import sys\nfrom generator.cli.main import run\nrun(['lint', '--no-cache', 'settings.yaml'])\n"
        "print(*(name for name in sys.modules if name.startswith('generator')), file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    names = done.stderr.split()
    assert "generator.lint.rules.invalid.wrong_type" in names
    assert "[wrong-type]" in done.stdout
    assert not [name for name in names if "fix" in name or ".inject" in name or "edit" in name]
