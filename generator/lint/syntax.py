"""How names, labels, ports and addresses are written: each function gives None, or why a text is none.

The reasons are short and say nothing of the value itself. Source: k8s.io/apimachinery pkg/util/validation,
pkg/api/validate/content and pkg/api/validation (path segments); kubernetes pkg/apis/core/validation.
"""

from __future__ import annotations

from generator.lean import remembered

LABEL_LENGTH = 63
SUBDOMAIN_LENGTH = 253
_LOWER = frozenset("abcdefghijklmnopqrstuvwxyz")
_DIGITS = frozenset("0123456789")
_LOWER_OR_DIGIT = _LOWER | _DIGITS
_LOWER_DIGIT_DASH = _LOWER_OR_DIGIT | {"-"}
_ALPHANUMERIC = _LOWER_OR_DIGIT | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_QUALIFIED = _ALPHANUMERIC | frozenset("-_.")
_HTTP_PATH = _ALPHANUMERIC | frozenset("/-._~%!$&'()*+,;=:")


def _foreign(text: str, allowed: frozenset[str]) -> str:
    """The first character that is not allowed, as a message shows it."""
    found = next((one for one in text if one not in allowed), "")
    return {" ": "a blank", "\n": "a line break", "\t": "a tab"}.get(found, repr(found) if found else "")


@remembered
def dns_label(text: str) -> str | None:
    """Why a text is no DNS label (RFC 1123): ``web-1``."""
    if not text:
        return "it is empty"
    if len(text) > LABEL_LENGTH:
        return f"it has {len(text)} characters, and {LABEL_LENGTH} are allowed"
    if not _LOWER_DIGIT_DASH.issuperset(text):
        found = _foreign(text, _LOWER_DIGIT_DASH)
        return f"it has {found}, and only lower-case letters, digits and '-' are allowed"
    if text[0] == "-" or text[-1] == "-":
        return "it must begin and end with a letter or digit"
    return None


@remembered
def dns_1035_label(text: str) -> str | None:
    """Why a text is no DNS label of the older kind (RFC 1035), which begins with a letter: ``web-1``."""
    return dns_label(text) or (None if text[0] in _LOWER else "it must begin with a letter")


@remembered
def dns_subdomain(text: str) -> str | None:
    """Why a text is no DNS subdomain (RFC 1123): ``web.example-1.com``."""
    if not text:
        return "it is empty"
    if len(text) > SUBDOMAIN_LENGTH:
        return f"it has {len(text)} characters, and {SUBDOMAIN_LENGTH} are allowed"
    for label in text.split("."):
        if not _LOWER_DIGIT_DASH.issuperset(label):
            found = _foreign(label, _LOWER_DIGIT_DASH)
            return f"it has {found}, and only lower-case letters, digits, '-' and '.' are allowed"
        if not label or label[0] == "-" or label[-1] == "-":
            return "each part between dots must begin and end with a letter or digit"
    return None


def dns_subdomain_with_underscores(text: str) -> str | None:
    """Why a text is no DNS subdomain in which parts may hold underscores: ``_sip._tcp.example.com``."""
    parts = []
    for label in text.split("."):
        bare = label.removeprefix("_")
        if bare.startswith("_") or bare.endswith("_"):
            return "each part between dots must begin (after one '_') and end with a letter or digit"
        parts.append(bare.replace("_", "x"))
    reason = dns_subdomain(".".join(parts))
    if len(text) > SUBDOMAIN_LENGTH:
        return f"it has {len(text)} characters, and {SUBDOMAIN_LENGTH} are allowed"
    return reason


def wildcard_subdomain(text: str) -> str | None:
    """Why a text is no wildcard host: ``*.example.com``."""
    if not text.startswith("*."):
        return "a wildcard stands alone as the first part: *.example.com"
    if len(text) > SUBDOMAIN_LENGTH:
        return f"it has {len(text)} characters, and {SUBDOMAIN_LENGTH} are allowed"
    reason = dns_subdomain(text[2:])
    return f"after '*.', {reason}" if reason else None


@remembered
def qualified_name(text: str) -> str | None:
    """Why a text is no qualified name, which label keys, resource names and conditions are: ``example.com/name``."""
    prefix, slash, name = text.rpartition("/")
    if "/" in prefix:
        return "it has more than one '/'"
    if slash and not prefix:
        return "its prefix, before the '/', is empty"
    reason = dns_subdomain(prefix) if slash else None
    if reason:
        return f"its prefix is no DNS name: {reason}"
    reason = _simple_name(name)
    return f"the part after the '/': {reason}" if reason and slash else reason


def _simple_name(name: str) -> str | None:
    """Why a text is not letters, digits, '-', '_' and '.', 63 at most, with a letter or digit at both ends."""
    if not name:
        return "it is empty"
    if len(name) > LABEL_LENGTH:
        return f"it has {len(name)} characters, and {LABEL_LENGTH} are allowed"
    if not _QUALIFIED.issuperset(name):
        found = _foreign(name, _QUALIFIED)
        return f"it has {found}, and only letters, digits, '-', '_' and '.' are allowed"
    if name[0] not in _ALPHANUMERIC or name[-1] not in _ALPHANUMERIC:
        return "it must begin and end with a letter or digit"
    return None


@remembered
def label_value(text: str) -> str | None:
    """Why a text is no label value; the empty one is."""
    return _simple_name(text) if text else None


@remembered
def path_segment(text: str) -> str | None:
    """Why a text cannot stand in a URL's path, which is all that is asked of the names of roles and bindings."""
    if text in (".", ".."):
        return f"it must not be '{text}'"
    found = next((one for one in "/%" if one in text), "")
    return f"it must not have {found!r}" if found else None


@remembered
def port_name(text: str) -> str | None:
    """Why a text is no name of a port (IANA service name): ``http-alt``."""
    if not text:
        return "it is empty"
    if len(text) > 15:  # noqa: PLR2004 - RFC 6335
        return f"it has {len(text)} characters, and 15 are allowed"
    if not _LOWER_DIGIT_DASH.issuperset(text):
        found = _foreign(text, _LOWER_DIGIT_DASH)
        return f"it has {found}, and only lower-case letters, digits and '-' are allowed"
    if _LOWER.isdisjoint(text):
        return "it must have a letter"
    if text[0] == "-" or text[-1] == "-":
        return "it must begin and end with a letter or digit"
    return "it must not have '--'" if "--" in text else None


@remembered
def config_key(text: str) -> str | None:
    """Why a text is no key of a ConfigMap or Secret."""
    if not text:
        return "it is empty"
    if len(text) > SUBDOMAIN_LENGTH:
        return f"it has {len(text)} characters, and {SUBDOMAIN_LENGTH} are allowed"
    if not _QUALIFIED.issuperset(text):
        found = _foreign(text, _QUALIFIED)
        return f"it has {found}, and only letters, digits, '-', '_' and '.' are allowed"
    if text == "." or text.startswith(".."):
        return f"it must not be '{text}'" if text in (".", "..") else "it must not begin with '..'"
    return None


def fully_qualified_name(text: str) -> str | None:
    """Why a text is no DNS name of three parts or more: ``check.example.com``."""
    reason = dns_subdomain(text)
    if reason is None and text.count(".") < 2:  # noqa: PLR2004
        return "it needs at least three parts with dots between them"
    return reason


def domain_name(text: str) -> str | None:
    """Why a text is no DNS name of two parts or more, with a dot at the end or without: ``db.example.com.``."""
    bare = text.removesuffix(".")
    reason = dns_subdomain(bare) or (None if "." in bare else "it needs at least two parts with a dot between them")
    return reason or next((dns_label(label) for label in bare.split(".") if dns_label(label)), None)


def domain_prefixed_path(text: str) -> str | None:
    """Why a text is no path behind a domain: ``example.com/some/path``."""
    host, _, path = text.partition("/")
    if not host or not path:
        return "it must be a domain, '/' and a path: example.com/name"
    reason = dns_subdomain(host)
    if reason:
        return f"its domain: {reason}"
    return None if _HTTP_PATH.issuperset(path) else f"its path has {_foreign(path, _HTTP_PATH)}"


def percent(text: str) -> str | None:
    """Why a text is no percentage: ``25%``."""
    digits = text.removesuffix("%")
    return None if digits != text and digits.isascii() and digits.isdigit() else "it must be a number with '%' after it"
