"""What a first app.yaml says: suggestions from a folder and its Dockerfile, checked, and the file made of them."""

from __future__ import annotations

import os
import re

from generator.cli.dockerfile import LARGEST_PORT, MOST_PORTS, Image, Port, read_dockerfile
from generator.cli.healthcheck import Request, request_of
from generator.errors import UsageError
from generator.lean import Any, NamedTuple

TYPES = ("web", "worker", "cron", "job", "stateful", "daemon")
LISTENING = ("web", "stateful", "daemon")
LABEL = re.compile(r"[a-z]([-a-z0-9]*[a-z0-9])?", re.ASCII)
IMAGE = re.compile(
    r"(?P<name>(?:[A-Za-z0-9][A-Za-z0-9.-]*(?::\d+)?/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*)"
    r"(?P<version>:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|@sha256:[0-9a-f]{64})?",
    re.ASCII,
)
LONGEST_NAME = 40
"""Object names are <name>-<component> and have to fit into 63 characters, a job's with a checksum into fewer."""


class Beginning(NamedTuple):
    """The answers that make an app.yaml. ``scheme`` and ``check_port`` belong to ``readiness``; 0 is the first port."""

    name: str
    image: str
    type: str
    ports: tuple[Port, ...]
    readiness: str
    environments: tuple[str, ...]
    scheme: str = "HTTP"
    check_port: int = 0
    notes: tuple[str, ...] = ()

    @property
    def listens(self) -> bool:
        """Whether components of this type have ports."""
        return self.type in LISTENING

    def with_ports(self, numbers: list[str]) -> Beginning:
        """The same with these ports; UsageError where one is no number."""
        if not all(number.isascii() and number.isdigit() for number in numbers):
            raise UsageError(f"ports: {' '.join(numbers)}: a port is a number from 1 to 65535")
        protocols = {port.number: port.protocol for port in self.ports}
        return self._replace(ports=tuple(Port(int(number), protocols.get(int(number), "TCP")) for number in numbers))


def suggested(folder: str, given: dict[str, str], ports: list[int] | None, environments: list[str] | None) -> Beginning:
    """What the flags give, completed from the Dockerfile of the folder, the folder's name and plain defaults."""
    image, file = _dockerfile(folder)
    name = given.get("name") or _label(os.path.basename(os.path.abspath(folder)))
    type_ = given.get("type") or ("worker" if file and not image.ports and not ports else "web")
    request = request_of(image.check, image.env) if type_ in LISTENING else None
    known = tuple(dict.fromkeys(Port(number, "TCP") for number in ports)) if ports else image.ports
    if not known and type_ in LISTENING:
        known = (Port(request.port if request else 8080, "TCP"),)
    beginning = Beginning(
        name=name,
        image=given.get("image") or f"registry.example.com/{name}:0.1.0",
        type=type_,
        ports=known if ports or type_ in LISTENING else (),
        readiness=given.get("readiness", ""),
        environments=tuple(environments or ("dev", "prod")),
        notes=_notes(file, image, request, "image" in given),
    )
    return beginning if beginning.readiness or not request else _with_request(beginning, request)


def _with_request(beginning: Beginning, request: Request) -> Beginning:
    """With the request of a health check as readiness; its port is added where it is not exposed."""
    return beginning._replace(readiness=request.path, scheme=request.scheme, check_port=request.port)


def _notes(file: str, image: Image, request: Request | None, has_image: bool) -> tuple[str, ...]:
    """What the person should know about how the suggestions came about."""
    notes = []
    if file and image.ports:
        notes.append(f"{file}: EXPOSE {' '.join(f'{port.number}/{port.protocol.lower()}' for port in image.ports)}")
    if request:
        notes.append(f"{file}: HEALTHCHECK requests {request.path} on port {request.port}: taken as readiness")
    elif image.check:
        notes.append(f"{file}: HEALTHCHECK makes no HTTP request to the container itself: not taken over")
    if not has_image:
        notes.append("image: a placeholder; put in the name your registry has for it")
    return tuple(notes)


def _dockerfile(folder: str) -> tuple[Image, str]:
    """What the Dockerfile of a folder says, and its path; nothing and "" where there is none that can be read."""
    for name in ("Dockerfile", "Containerfile"):
        place = os.path.join(folder, name)
        try:
            with open(place, encoding="utf-8", errors="replace", newline="") as file:
                return read_dockerfile(file.read(1_000_000)), place
        except OSError:
            continue
    return Image((), [], {}), ""


def _label(text: str) -> str:
    """A folder's name as a DNS label; "app" where nothing is left of it."""
    label = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:LONGEST_NAME].strip("-")
    return label if LABEL.fullmatch(label) else "app"


def check(beginning: Beginning) -> None:
    """Raises UsageError with everything that cannot stand in an app.yaml."""
    problems = [*_wrong_names(beginning), *_wrong_image(beginning.image), *_wrong_ports(beginning)]
    if beginning.type not in TYPES:
        problems.append(f"type {beginning.type!r}: one of {', '.join(TYPES)}")
    if beginning.readiness and (not beginning.readiness.startswith("/") or not beginning.readiness.isprintable()):
        problems.append(f"readiness {beginning.readiness!r}: a path on the server, such as /readyz")
    elif beginning.readiness and not beginning.listens:
        problems.append(f"readiness {beginning.readiness!r}: a {beginning.type} answers no requests")
    if problems:
        raise UsageError("\n".join(problems))


def _wrong_names(beginning: Beginning) -> list[str]:
    names = [("name", beginning.name), *(("environment", name) for name in beginning.environments)]
    problems = [
        f"{field} {name!r}: lower-case letters, digits and dashes, at most {LONGEST_NAME}, beginning with a letter"
        for field, name in names
        if not LABEL.fullmatch(name) or len(name) > LONGEST_NAME
    ]
    ignored = [name for name in beginning.environments if name.startswith("x-")]
    problems += [f"environment {name!r}: keys that begin with x- are ignored in an app.yaml" for name in ignored]
    if not beginning.environments:
        problems.append("environments: at least one is needed")
    return problems


def _wrong_image(image: str) -> list[str]:
    match = IMAGE.fullmatch(image)
    if not match:
        return [f"image {image!r}: not the name of an image, such as registry.example.com/shop:1.42.0"]
    if not match["version"]:
        return [f"image {image!r}: a tag or digest is missing, such as {image}:1.0.0"]
    return []


def _wrong_ports(beginning: Beginning) -> list[str]:
    problems = [
        f"port {one.number}: a number from 1 to 65535" for one in beginning.ports if not 0 < one.number <= LARGEST_PORT
    ]
    if len(beginning.ports) > MOST_PORTS:
        problems.append(f"ports: {len(beginning.ports)} are too many to begin with; at most {MOST_PORTS}")
    if beginning.listens and not beginning.ports:
        problems.append(f"ports: a {beginning.type} needs at least one")
    if beginning.ports and not beginning.listens:
        problems.append(f"ports: a {beginning.type} answers no requests")
    return problems


def app_yaml(beginning: Beginning) -> str:
    """The text of a commented app.yaml."""
    from generator.app.text_templates import text_template

    template = text_template("init", "app.yaml.j2")
    ports, probe = _named_ports(beginning), _probe(beginning)
    return template.render(app=beginning, component=beginning.type, ports=ports, probe=probe)


def _named_ports(beginning: Beginning) -> list[dict[str, Any]]:
    """The ports under names: the first TCP port is ``http``, the others say protocol and number."""
    named: list[dict[str, Any]] = []
    for port in beginning.ports:
        first = port.protocol == "TCP" and not any(one["name"] == "http" for one in named)
        name = "http" if first and beginning.type == "web" else f"{port.protocol.lower()}-{port.number}"
        named.append({"name": name, "number": port.number, "protocol": port.protocol, "expose": True})
    numbers = [port.number for port in beginning.ports if port.protocol == "TCP"]
    if beginning.readiness and beginning.check_port and beginning.check_port not in numbers:
        named.append({"name": "health", "number": beginning.check_port, "protocol": "TCP", "expose": False})
    return named


def _probe(beginning: Beginning) -> dict[str, str] | None:
    """The readiness probe: its path, and port and scheme where they are not what a path alone means."""
    if not beginning.readiness:
        return None
    named = [one for one in _named_ports(beginning) if one["protocol"] == "TCP"]
    port = next((one["name"] for one in named if one["number"] == beginning.check_port), "")
    plain = beginning.scheme == "HTTP" and (not port or port == _named_ports(beginning)[0]["name"])
    return {"path": beginning.readiness, "port": "" if plain else port, "scheme": beginning.scheme}
