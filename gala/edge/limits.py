"""Every bound of an edge in one place: nothing that a viewer does grows beyond one of these."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What an edge allows. Times are seconds unless their name says milliseconds."""

    viewers: int = 16_000
    """Connections at once, below the 20,000 files that a process commonly may open."""

    handshakes_per_s: float = 600.0
    """A tenth of a core here; a full edge is back within half a minute."""

    handshakes_burst: int = 1_000
    tls_handshakes_per_s: float = 200.0
    """What there is of TLS's, which come first and cost six times as much: a seventh of a core."""

    tls_handshakes_burst: int = 400
    address_handshakes_per_s: float = 300.0
    """Attempts from one address; half of what there is for all, since many may share one."""

    address_handshakes_burst: int = 900
    openings_at_once: int = 32
    """Judged before other work has its turn: about 5 ms."""

    handshake_s: float = 10.0
    request_bytes: int = 8_192
    """The opening request, headers and ticket included."""

    frames_per_s: int = 50
    """Frames from one viewer, of any kind: pings and fragments cost as much as messages."""

    tick_share: float = 0.25
    """Of one core, for sweeps of mere ticks: fewer of them when viewers are many."""

    heart_ms: int = 800
    """Between two messages of hearts from one viewer; clients send one a second, lines jitter."""

    flaggers: int = 65_536
    """Viewers whose flags are remembered: nobody flags the same twice."""

    behind_s: float = 10.0
    owed: int = 8
    """Answers that wait for a viewer who is behind."""

    linger_s: float = 5.0
    """How long a closed viewer may take to read the close frame and hang up."""

    resume_cues: int = 64
    """Missed cues sent one by one; more are covered by a snapshot."""

    slice_viewers: int = 500
    """Viewers written to before other work has its turn: about 5 ms."""

    gather_s: float = 0.003
    batch: int = 256
    in_flight: int = 4
    """Calls to the ledger at once, per window."""

    claims_waiting: int = 4_096
    """Claims without an answer, per window; beyond it the answer is `pending` at once."""

    answer_s: float = 0.25
    """After this long without an answer of the ledger, the answer is `pending`."""

    give_up_s: float = 2.0
    """After this long a call to the ledger makes room for another."""

    claims_again: int = 4_096
    """Claims without an answer that the edge asks about again by itself; others' viewers do."""

    dry_s: float = 0.1
    """How long after a shard had no units it is asked again: the conductor moves some meanwhile."""

    again_calls: int = 5
    again_s: float = 10.0
    """How many calls it makes for one of them, and how long after its `pending` the last begins."""

    early_ms: int = 250
    """A claim at most this early is kept until the opening."""

    probe_s: float = 1.0
    """How often a ledger that fails is asked again."""

    stale_s: float = 2.0
    tick_s: float = 1.5
    """After this long without a tick the edge makes its own: silence looks like a broken line."""

    send_buffer_bytes: int = 32_768
    unsent_bytes: int = 16_384
    """TCP_NOTSENT_LOWAT: what the kernel keeps of a viewer who does not read."""

    user_timeout_ms: int = 30_000
    backlog: int = 4_096
