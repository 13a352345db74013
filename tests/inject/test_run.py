from __future__ import annotations

from generator.documents.emitter import emit
from generator.inject.run import File, inject
from generator.inject.settings import Exposed, Settings
from tests.inject.workloads import service, workload

WEB, OTHER = emit(workload()), emit(workload(metadata={"name": "other"}))
SERVICE = emit(service())
BARE = emit(workload(container={"ports": None}))


def test_a_service_of_one_file_sends_requests_to_the_pods_of_another() -> None:
    found = inject([File("web.yaml", BARE), File("service.yaml", SERVICE.replace("http", "8080"))], Settings())
    assert "port: 8080" in found["web.yaml"].text
    assert found["service.yaml"].text == SERVICE.replace("http", "8080")


def test_what_is_not_there_is_nowhere_where_all_objects_are_given() -> None:
    files = [File("web.yaml", WEB)]
    assert "readinessProbe" in inject(files, Settings())["web.yaml"].text
    assert "readinessProbe" not in inject(files, Settings(), whole=True)["web.yaml"].text


def test_a_file_that_cannot_be_read_stays_and_keeps_no_other_from_being_changed() -> None:
    broken = "kind: Deployment\n  name: [\n"
    found = inject([File("broken.yaml", broken), File("web.yaml", WEB)], Settings())
    assert (found["broken.yaml"].text, found["broken.yaml"].notes) == (broken, [])
    assert [one.place and one.place.source for one in found["broken.yaml"].problems] == ["broken.yaml"]
    assert found["web.yaml"].text != WEB


def test_a_template_of_helm_stays_and_says_so() -> None:
    template = "kind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\n"
    (problem,) = inject([File("web.yaml", template)], Settings())["web.yaml"].problems
    assert str(problem.place) == "web.yaml:3:9"
    assert "is a template of Helm" in problem.message


def test_other_braces_are_no_template() -> None:
    text = (
        WEB
        + '---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: rules}\ndata: {rule: "{{ $labels.pod }} is slow"}\n'
    )
    found = inject([File("web.yaml", text)], Settings())["web.yaml"]
    assert found.problems == []
    assert found.text != text


def test_only_what_is_wanted_is_changed() -> None:
    files = [File("web.yaml", f"{WEB}---\n{OTHER}")]
    found = inject(files, Settings(), wanted={("web.yaml", "Deployment/other")})["web.yaml"]
    assert found.text.startswith(WEB)
    assert {note.resource for note in found.notes} == {"Deployment/other"}


def test_a_dockerfile_is_of_one_file() -> None:
    settings = Settings(exposed={"web.yaml": Exposed((3000,), "Dockerfile:7")})
    found = inject([File("web.yaml", BARE), File("other.yaml", BARE.replace("name: web", "name: other"))], settings)
    assert "port: 3000" in found["web.yaml"].text
    assert "port: 3000" not in found["other.yaml"].text


def test_a_workload_that_stands_in_two_files_has_the_service_beside_it() -> None:
    files = [
        File("dev/web.yaml", BARE),
        File("dev/service.yaml", SERVICE.replace("http", "8080")),
        File("prod/web.yaml", BARE),
        File("prod/service.yaml", SERVICE.replace("http", "9090")),
    ]
    found = inject(files, Settings())
    assert "port: 8080" in found["dev/web.yaml"].text
    assert "port: 9090" in found["prod/web.yaml"].text


def test_no_file_gives_nothing() -> None:
    assert inject([], Settings()) == {}
    assert inject([File("empty.yaml", "")], Settings())["empty.yaml"].text == ""
