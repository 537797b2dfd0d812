"""Templates: keys that several segments have in common, written once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from . import nouns
from .compose import VALUES_MAX
from .duplicates import duplicate_ids
from .explain import explain
from .includes import Joined
from .kinds.base import unknown_reference
from .problem import Finding, Path
from .refusal import shown, shown_zh
from .rules import Rule
from .said import Said
from .sizes import values_in
from .written import Top


@dataclass(frozen=True, slots=True)
class Piece:
    """A raw segment that is written at `path`; `keys` are those that are written elsewhere.

    What is wrong with one that is `told` is told already. `later` is a loop's round but the first.
    """

    value: Any
    path: Path
    keys: Mapping[str, Path] = field(default_factory=dict)
    told: bool = False
    later: bool = False


class Templates:
    """The templates of a sheet, and what takes from them. What is wrong is told to `joined`."""

    def __init__(self, joined: Joined) -> None:
        self._joined = joined
        self._by_id: dict[str, tuple[Path, dict[str, Any]]] = {}
        self._sizes: dict[str, int] = {}
        self._used: set[str] = set()
        self._taken = 0
        self._read(joined.data.get("templates"))

    def _read(self, entries: object) -> None:
        data = self._joined.data
        if "templates" not in data:
            return
        try:
            Top.model_validate({"templates": entries})
        except ValidationError as error:
            for finding in explain(
                error.errors(include_url=False), data, self._joined.origins.path
            ):
                self._joined.tell(finding)
        ids: list[tuple[Path, str]] = []
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            name = entry.get("id") if isinstance(entry, dict) else None
            if not isinstance(entry, dict) or not isinstance(name, str):
                continue
            path = ("templates", index)
            ids.append(((*path, "id"), name))
            if "template" in entry:
                self._joined.tell(_in_template((*path, "template")), lacking=False)
            self._by_id.setdefault(name, (path, entry))
        for finding in duplicate_ids(nouns.TEMPLATE, ids):
            self._joined.tell(finding, lacking=False)

    def merged(self, piece: Piece) -> Piece:
        """Return a segment with every key of its template that it does not say itself."""
        value = piece.value
        if not isinstance(value, dict) or "template" not in value:
            return piece
        name = value["template"]
        own = {key: inner for key, inner in value.items() if key != "template"}
        place = (*piece.path, "template")
        if not isinstance(name, str):
            self._joined.tell(_no_name(name, place))
            return Piece(own, piece.path, told=True)
        if name not in self._by_id:
            if self._joined.lacks_files or self._joined.is_enough:
                # It may be in a file that is missing, which is told.
                self._joined.is_broken = True
                return Piece(own, piece.path, told=True)
            for finding in unknown_reference(place, nouns.TEMPLATE, name, tuple(self._by_id)):
                self._joined.tell(finding)
            return Piece(own, piece.path, told=True)
        self._used.add(name)
        path, template = self._by_id[name]
        if name not in self._sizes:
            self._sizes[name] = values_in(template)
        self._taken += self._sizes[name]
        if self._taken > VALUES_MAX:
            self._joined.tell(_too_much(place))
            return Piece(own, piece.path, told=True)
        taken = {
            key: inner
            for key, inner in template.items()
            if key not in own and key not in ("id", "template")
        }
        return Piece({**taken, **own}, piece.path, {key: (*path, key) for key in taken})

    def unused(self) -> Iterator[Finding]:
        """Yield the sheet's own templates that nothing takes from; files may have more.

        Where parts are missing, nobody can say.
        """
        if self._joined.is_broken:
            return
        for name, (path, _) in self._by_id.items():
            if name not in self._used and self._joined.origins.spot(path).of is None:
                yield Finding(
                    Rule.UNUSED_TEMPLATE,
                    (*path, "id"),
                    Said(f"没有环节用 `{name[:60]}`", f"no segment takes from `{name[:60]}`"),
                    Said(
                        f"删掉它，或在环节里写 `template: {name[:60]}`",
                        f"delete it, or write `template: {name[:60]}` in a segment",
                    ),
                )


def _in_template(path: Path) -> Finding:
    return Finding(
        Rule.BAD_TEMPLATE,
        path,
        Said("模板不能再用模板", "a template cannot take from another"),
        Said("把键写全", "write its keys out"),
        on_key=True,
    )


def _too_much(path: Path) -> Finding:
    return Finding(
        Rule.TOO_MANY_VALUES,
        path,
        Said(
            f"用模板的环节一共有超过 {VALUES_MAX:,} 个值",
            f"what takes from templates has more than {VALUES_MAX:,} values",
        ),
        Said("用小一些的模板，或分成几份流程单", "take smaller templates, or make several sheets"),
    )


def _no_name(value: object, path: Path) -> Finding:
    return Finding(
        Rule.WRONG_TYPE,
        path,
        Said(
            f"`template` 应为文字，现在是 {shown_zh(value)}",
            f"`template` must be text, not {shown(value)}",
        ),
        Said("写模板的 id", "write the id of a template"),
    )
