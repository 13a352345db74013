"""What the security contexts of pods and of containers have in common.

Source: kubernetes pkg/apis/core/validation (validateSeccompProfileField, ValidateAppArmorProfileField),
apimachinery pkg/util/validation (IsValidUserID, IsValidGroupID).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import file_paths
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path

LARGEST_ID = 2**31 - 1
_APP_ARMOR = 30
_LONGEST_PROFILE = 4095


def id_faults(context: Mapping[str, Any], path: Path, keys: tuple[str, ...]) -> Iterator[Report]:
    """Users and groups that are none."""
    for key in keys:
        value = context.get(key)
        if isinstance(value, int) and not 0 <= value <= LARGEST_ID:
            yield Report((*path, key), f"{key} is {value} and must be 0 to {LARGEST_ID}")


def profile_faults(context: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    """Profiles of seccomp and AppArmor that lack their file, or have one that nothing reads."""
    seccomp, armor = context.get("seccompProfile"), context.get("appArmorProfile")
    if isinstance(seccomp, dict):
        yield from _profile(seccomp, (*path, "seccompProfile"))
        reason = file_paths.descending(seccomp.get("localhostProfile") or "")
        if reason and seccomp.get("type") == "Localhost":
            yield Report((*path, "seccompProfile", "localhostProfile"), reason)
    if isinstance(armor, dict) and minor >= _APP_ARMOR:
        yield from _profile(armor, (*path, "appArmorProfile"))
        name = armor.get("localhostProfile")
        if armor.get("type") == "Localhost" and name is not None:
            yield from _armor_name(name, (*path, "appArmorProfile", "localhostProfile"))


def _profile(profile: Mapping[str, Any], path: Path) -> Iterator[Report]:
    local = profile.get("type") == "Localhost"
    if local and profile.get("localhostProfile") is None:
        yield Report(path, "type is Localhost, and localhostProfile is missing", "write localhostProfile: …")
    elif not local and profile.get("localhostProfile") is not None and profile.get("type"):
        message = f"localhostProfile stands beside the type {profile['type']}"
        yield Report((*path, "localhostProfile"), message, "write type: Localhost, or remove it", key=True)


def _armor_name(name: str, path: Path) -> Iterator[Report]:
    if not name.strip():
        yield Report(path, "localhostProfile is empty")
    elif name != name.strip():
        yield Report(path, f"{name!r} begins or ends with a blank")
    elif len(name.encode()) > _LONGEST_PROFILE:
        yield Report(path, f"localhostProfile is longer than {_LONGEST_PROFILE} bytes")
