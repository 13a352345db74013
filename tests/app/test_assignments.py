from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.app.files import Files
from generator.app.load import load
from generator.documents.node import plain
from generator.errors import UsageError

if TYPE_CHECKING:
    from tests.app.conftest import Description


def test_assignments_win_everywhere(description: Description, minimal: str) -> None:
    sets = (
        "image.tag=1.20",
        "env.EMPTY=",
        "env.LIST=[a, b]",
        r"annotations.example\.com/a=b=c",
        'components.web.mounts."/x.y"={config: c}',
        "config.c.data.K=yes",
        "components.web.args=[a, 1]",
        "components.web.probes.readiness=null",
        "image.tag=2.0",
    )
    with pytest.raises(Exception, match="must be text"):
        description.load(minimal, sets=sets)
    application = description.load(minimal, sets=tuple(one for one in sets if "LIST" not in one))
    for tree in (application.base, *application.environments.values()):
        found = plain(tree)
        web = found["components"]["web"]
        assert web["image"]["tag"] == "2.0"
        assert found["env"] == {"EMPTY": {"value": ""}}
        assert found["annotations"] == {"example.com/a": "b=c"}
        assert web["mounts"] == {"/x.y": {"config": "c"}}
        assert found["config"]["c"]["data"] == {"K": "yes"}
        assert web["args"] == ["a", "1"]
        assert "readiness" not in web["probes"]
    tag = application.base.at(("image", "tag"))
    assert tag is not None
    assert str(tag.place) == "--set image.tag=2.0"
    assert tag.layer == "--set"


def test_a_component_of_one_environment_can_be_set(description: Description, minimal: str) -> None:
    text = minimal.replace("dev: {}", "dev: {components: {mail: {type: worker}}}").replace("prod: {}", "")
    application = description.load(text, sets=("components.mail.replicas=2",))
    assert "mail" not in plain(application.base)["components"]
    assert plain(application.environments["dev"])["components"]["mail"]["replicas"] == 2


@pytest.mark.parametrize(
    "assignment", ["", "image.tag", "=x", "a..b=x", '"a=x', "a=[", "a=*x", "a=&x [*x]", "a=" + "[" * 200 + "]" * 200]
)
def test_malformed_assignments(description: Description, minimal: str, assignment: str) -> None:
    description.write(minimal)
    with pytest.raises(UsageError, match=r"^--set") as raised:
        load("app.yaml", Files(str(description.folder)), [assignment])
    assert raised.value.exit_code == 2
