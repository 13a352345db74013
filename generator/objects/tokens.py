"""Tokens that tell by their form whose they are: keys of clouds, of code hosts, of payment and mail services.

Source: the documentation of their makers on the prefixes of their tokens; RFC 7468 for private keys, RFC 7519 for JSON
Web Tokens.
"""

from __future__ import annotations

from generator.lean import NamedTuple, Pattern, remembered

_FORMS = (
    ("AWS access key", ("AKIA", "ASIA"), r"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b"),
    ("GitHub token", ("ghp_", "gho_", "ghs_"), r"\bgh[pos]_[A-Za-z0-9]{36,255}\b"),
    ("GitHub token", ("github_pat_",), r"\bgithub_pat_[A-Za-z0-9_]{60,255}\b"),
    ("GitLab token", ("glpat-",), r"\bglpat-[A-Za-z0-9_-]{20,}"),
    ("Slack token", ("xox",), r"\bxox[abprs]-[A-Za-z0-9-]{20,}"),
    ("Slack webhook", ("hooks.slack",), r"hooks\.slack\.com/services/T[A-Z0-9]{7,}/B[A-Z0-9]{7,}/\w{20,}"),
    ("Stripe key", ("k_live_",), r"\b[sr]k_live_[A-Za-z0-9]{20,}"),
    ("Google API key", ("AIza",), r"\bAIza[A-Za-z0-9_-]{35}"),
    ("Google OAuth secret", ("GOCSPX-",), r"\bGOCSPX-[A-Za-z0-9_-]{28}"),
    ("npm token", ("npm_",), r"\bnpm_[A-Za-z0-9]{36}\b"),
    ("PyPI token", ("pypi-AgE",), r"\bpypi-AgE[A-Za-z0-9_-]{50,}"),
    ("Docker Hub token", ("dckr_pat_",), r"\bdckr_pat_[A-Za-z0-9_-]{20,}"),
    ("SendGrid key", ("SG.",), r"\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\b"),
    ("DigitalOcean token", ("dop_v1_",), r"\bdop_v1_[a-f0-9]{64}\b"),
    ("OpenAI key", ("T3BlbkFJ",), r"\bsk-(?:proj-|svcacct-)?[A-Za-z0-9_-]{20,}T3BlbkFJ[A-Za-z0-9_-]{20,}"),
    ("Anthropic key", ("sk-ant-",), r"\bsk-ant-[a-z0-9]+-[A-Za-z0-9_-]{80,}"),
    ("Hugging Face token", ("hf_",), r"\bhf_[A-Za-z]{34}\b"),
    ("Vault token", ("hvs.",), r"\bhvs\.[A-Za-z0-9_-]{24,}"),
    ("Grafana token", ("glsa_",), r"\bglsa_[A-Za-z0-9]{32}_[a-f0-9]{8}\b"),
    ("Azure storage key", ("AccountKey=",), r"\bAccountKey=[A-Za-z0-9+/]{86}=="),
    ("age key", ("AGE-SECRET-KEY-1",), r"\bAGE-SECRET-KEY-1[A-Z0-9]{58}\b"),
    ("private key", ("PRIVATE KEY",), r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr])+[A-Za-z0-9+/]"),
    ("JSON Web Token", ("eyJ",), r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}"),
)
PREFIXES = tuple(prefix for _, prefixes, _ in _FORMS for prefix in prefixes)
"""Pieces of text of which one is in every such token."""

_PREFIX_OF_KEY = "-----BEGIN"
_FEWEST_SIGNS = 8


class Token(NamedTuple):
    """A token in a text: whose it is, and how many characters it has."""

    kind: str
    length: int


def found_in(text: str) -> list[Token]:
    """The tokens in a text, each kind once; what is plainly an example (AKIAIOSFODNN7EXAMPLE, ghp_xxxx…) left out."""
    found: dict[str, Token] = {}
    for kind, prefixes, form in _FORMS:
        if kind in found or not any(prefix in text for prefix in prefixes):
            continue
        for match in _compiled(form).finditer(text):
            token = match[0]
            if token.startswith(_PREFIX_OF_KEY) or not _is_example(token):
                found[kind] = Token(kind, len(token))
                break
    return list(found.values())


def _is_example(token: str) -> bool:
    lower = token.lower()
    return "example" in lower or "xxxx" in lower or "0000000" in lower or len(set(token[4:])) < _FEWEST_SIGNS


_compiled = remembered(Pattern)
