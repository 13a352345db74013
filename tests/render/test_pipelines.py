"""Pipelines as text: valid by the published schemas, golden, closed to what a description says, and marked."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from generator.app.files import Files
from generator.app.load import load
from generator.cli.ci import System
from generator.render.pipelines import SYSTEMS, Layout, edit, pipeline
from tests.fixture_apps import NAMES, REPOSITORY, environment_names, load_app
from tests.small_apps import MINIMAL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import GoldenTree

SCHEMAS = {"github": "vendor.github-workflows", "gitlab": "vendor.gitlab-ci"}
LAYOUT = Layout("app.yaml", "build", "main")
GOLDEN = ("shop", "minimal", "hostile")
COMMAND = re.compile(r"fairlead (lint|render|diff|package|push|deploy)\b([^\n|]*)")


def text_of(name: str, system: str) -> str:
    return pipeline(load_app(name), system, LAYOUT, "1.2.3")


def content(name: str, system: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text_of(name, system))
    return found


def app(folder: Path, text: str) -> Any:
    (folder / "app.yaml").write_text(text, encoding="utf-8")
    return load("app.yaml", Files(str(folder)))


def refusals(system: str, *files: Path) -> subprocess.CompletedProcess[str]:
    """What check-jsonschema says against the files, by the schema that it brings along."""
    argv = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", SCHEMAS[system], *map(str, files)]
    return subprocess.run(argv, capture_output=True, text=True, check=False)


def jobs_of(text: str, system: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text)
    if system == "github":
        return dict(found["jobs"])
    known = {"workflow", "stages", "variables", "default"}
    return {name: job for name, job in found.items() if name not in known and not name.startswith(".")}


def scripts(text: str, system: str) -> list[str]:
    """Everything that a shell is to run."""
    if system == "github":
        return [step["run"] for job in jobs_of(text, system).values() for step in job["steps"] if "run" in step]
    found = yaml.safe_load(text)
    sections = [found["default"]["before_script"], *(job["script"] for job in found.values() if "script" in job)]
    return ["\n".join(lines) for lines in sections]


def test_every_system_has_a_schema_and_a_template() -> None:
    templates = {path.name.removesuffix(".yml.j2") for path in (REPOSITORY / "templates" / "ci").iterdir()}
    assert set(SCHEMAS) == set(SYSTEMS) == set(System) == templates


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_published_schema_takes_the_pipeline_of_every_app(system: str, tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.yml" for name in NAMES]
    for name, file in zip(NAMES, files, strict=True):
        file.write_text(text_of(name, system), encoding="utf-8")
    odd = [
        f"x{word}: {{}}" if word == "-" else f'"{word}": {{protected: true}}' for word in ("on", "1e3", "0755", "no")
    ]
    environments = f"environments: {{{', '.join(odd)}}}\n"
    files.append(tmp_path / "odd.yml")
    odd_app = app(tmp_path, MINIMAL.replace("environments: {dev: {}, prod: {}}\n", environments))
    files[-1].write_text(pipeline(odd_app, system, LAYOUT, "1.2.3"), encoding="utf-8")
    done = refusals(system, *files)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_published_schema_refuses_what_is_wrong(system: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yml"
    wrong = {"github": ("runs-on: ubuntu-latest", "run-on: ubuntu-latest"), "gitlab": ("when: always", "when: ever")}
    before, after = wrong[system]
    assert before in text_of("minimal", system)
    file.write_text(text_of("minimal", system).replace(before, after), encoding="utf-8")
    assert refusals(system, file).returncode == 1


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name: str, golden_tree: GoldenTree) -> None:
    golden_tree(REPOSITORY / "fixtures" / "ci" / name, {f"{system}.yml": text_of(name, system) for system in SYSTEMS})


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("name", NAMES)
def test_each_environment_has_a_job_and_jobs_need_jobs(name: str, system: str) -> None:
    jobs = jobs_of(text_of(name, system), system)
    deploying = {job.removeprefix("deploy-") for job in jobs if job.startswith("deploy-")}
    assert deploying == set(environment_names(name))
    assert {needed for job in jobs.values() for needed in job.get("needs", [])} - set(jobs) == set()


def test_protected_environments_wait_for_a_person() -> None:
    github, gitlab = (jobs_of(text_of("shop", system), system) for system in ("github", "gitlab"))
    assert "github.event_name" not in github["deploy-prod"]["if"]
    assert "inputs.environment == 'prod'" in github["deploy-prod"]["if"]
    assert "github.event_name == 'push' && vars.FAIRLEAD_DEPLOY == 'on'" in github["deploy-staging"]["if"]
    assert github["deploy-staging"]["needs"] == ["package", "push", "deploy-dev"]
    assert [rule.get("when") for rule in gitlab["deploy-prod"]["rules"]] == ["manual"]
    assert [rule.get("when") for rule in gitlab["deploy-staging"]["rules"]] == [None]
    assert gitlab["deploy-prod"]["needs"] == ["push", "deploy-staging"]
    assert gitlab["deploy-prod"]["variables"] == {"TO": "prod", "KUBECTL": "stable-1.33"}


def test_protected_environments_come_last_and_do_not_wait_for_each_other(tmp_path: Path) -> None:
    environments = "environments: {eu: {protected: true}, us: {protected: true}, dev: {}}\n"
    found = app(tmp_path, MINIMAL.replace("environments: {dev: {}, prod: {}}\n", environments))
    jobs = jobs_of(pipeline(found, "gitlab", LAYOUT, "1.2.3"), "gitlab")
    needs = {name: jobs[f"deploy-{name}"]["needs"] for name in ("dev", "eu", "us")}
    assert needs == {"dev": ["push"], "eu": ["push", "deploy-dev"], "us": ["push", "deploy-dev"]}


def test_permissions_are_those_that_are_needed() -> None:
    jobs = content("shop", "github")
    assert jobs["permissions"] == {"contents": "read"}
    granted = {name: set(job.get("permissions", {})) - {"contents"} for name, job in jobs["jobs"].items()}
    assert {name: scopes for name, scopes in granted.items() if scopes} == {
        "lint": {"security-events"},
        "diff": {"pull-requests"},
        "push": {"packages"},
    }


def test_what_others_say_reaches_the_shell_as_variables_only() -> None:
    # An expression inside a script would be put there before the shell reads it: a title could be a command.
    assert [script for script in scripts(text_of("shop", "github"), "github") if "${{" in script] == []
    text = text_of("shop", "github")
    assert set(re.findall(r"secrets\.\w+", text)) == {
        "secrets.KUBECONFIG",
        "secrets.REGISTRY_USERNAME",
        "secrets.REGISTRY_PASSWORD",
    }
    assert "pull_request_target" not in text


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_script_is_bash(system: str) -> None:
    for script in scripts(text_of("shop", system), system):
        done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), script


@pytest.mark.parametrize("system", SYSTEMS)
def test_commands_and_options_exist(system: str) -> None:
    called: dict[str, set[str]] = {}
    for script in scripts(text_of("shop", system), system):
        for command, rest in COMMAND.findall(script):
            called.setdefault(command, set()).update(re.findall(r"--[a-z-]+", rest))
    assert set(called) == {"lint", "render", "diff", "package", "push", "deploy"}
    for command, options in called.items():
        argv = [sys.executable, "-m", "generator", command, "--help"]
        said = subprocess.run(argv, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
        assert options - set(re.findall(r"--[a-z-]+", said)) == set(), command


@pytest.mark.parametrize("system", SYSTEMS)
def test_paths_and_branches_are_text_and_nothing_else(system: str) -> None:
    layout = Layout("it's: a #shop [[ x ]] {{ y }} & co/app.yaml", "- build", "feature/*x: #1")
    text = pipeline(load_app("minimal"), system, layout, "1.2.3")
    found = yaml.safe_load(text)
    section = found["env"] if system == "github" else found["variables"]
    assert (section["APP"], section["RENDERED"]) == (layout.source, layout.rendered)
    if system == "github":
        assert found["on"]["push"]["branches"] == ["feature/*x: #1"]


def test_what_was_edited_is_known_and_line_ends_are_no_edit() -> None:
    text = text_of("minimal", "github")
    assert edit(text) == edit(text.replace("\n", "\r\n")) == ""
    assert edit(text.replace("timeout-minutes: 15", "timeout-minutes: 60", 1)) == "edited by hand"
    assert edit(text + "# more\n") == "edited by hand"
    assert edit(text.partition("\n")[2]) == edit("") == edit("name: ci\n") == "not written by fairlead"
