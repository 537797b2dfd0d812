"""Not even the operator, who signs whatever log there is, can log another outcome."""

import json
from typing import Any

import pytest

from gala.proof.bundles import verify_bundle
from gala.proof.canon import canonical
from gala.proof.errors import ProofError
from gala.proof.log_line import sealed
from tests.proof.edits import Place, others, parts, put
from tests.proof.night import PACKETS, PINS, PRIZES, Night, caught, entered

# Part of the event by its place in the row: what it says there is the operator's word, and names
# or instants may be others as long as they have the form.
WORD = {
    "entries_frozen": {1, 3},
    "draw_committed": {1, 4, 5},
    "draw_opened": {1},
    "rain_opened": {1},
}


def _draw() -> Night:
    night = entered()
    night.open(night.commit("first", "entry", PRIZES))
    return night


def _rain() -> Night:
    night = caught()
    night.open(night.commit("rain", "rain", PACKETS))
    return night


def _logged_again(night: Night, line: int, event: list[Any]) -> bytes:
    """Return the bundle of draw 1 when `line` has another event, all signed and chained anew."""
    fields = json.loads(night.log[line])
    again = Night()
    for data in night.log[1:line]:
        again.add(data)
    bare = {name: value for name, value in fields.items() if name != "hash"}
    again.add(sealed({**bare, "event": event}))
    for data in night.log[line + 1 :]:
        later = {name: value for name, value in json.loads(data).items() if name != "hash"}
        again.add(sealed({**later, "prev": json.loads(again.log[-1])["hash"]}))
    again.windows, again.manifests, again.lines_of = night.windows, night.manifests, night.lines_of
    return again.draw(1)


@pytest.mark.parametrize(("make", "back"), [(m, b) for m in (_draw, _rain) for b in (1, 2, 3)])
def test_another_event_is_not_believed(make: Any, back: int) -> None:
    night = make()
    line = len(night.log) - back
    event = json.loads(night.log[line])["event"]
    assert verify_bundle(_logged_again(night, line, event), PINS).ok
    for place, part in parts(event):
        if place and place[0] in WORD[event[0]]:
            continue
        for other in others(part):
            _refused(night, line, put(event, place, other))


def test_another_manifest_is_not_believed() -> None:
    night = _draw()
    line = len(night.log) - 2
    event = json.loads(night.log[line])["event"]
    manifest = json.loads(event[3])
    # What names the draw or the prizes is free until the commitment: it is what is committed to.
    # But it has a hash, and that hash is in the seed: the draw that was opened is another one.
    for place, part in parts(manifest):
        for other in others(part):
            changed = put(manifest, place, other)
            try:
                text = canonical(changed).decode()
            except ProofError:
                text = json.dumps(changed)
            if text != event[3]:
                _refused(night, line, [*event[:3], text, *event[4:]])


def _refused(night: Night, line: int, event: Any) -> None:
    try:
        bundle = _logged_again(night, line, event)
    except ProofError:
        return
    if event != json.loads(night.log[line])["event"]:
        assert not verify_bundle(bundle, PINS).ok, event


def test_every_part_of_the_places_was_tried() -> None:
    event = json.loads(_draw().log[-1])["event"]
    places: list[Place] = [place for place, _ in parts(event)]
    assert (5, 2, 2) in places
