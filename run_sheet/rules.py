"""The rules a run sheet is held to. A code is stable for ever and never given to another rule.

GS0xx is about the file, GS1xx about a key or a value by itself, GS2xx about how parts fit together,
GS3xx about prices, GS4xx about tricks, GS5xx about what is claimed in words, GS6xx about prizes and
the law, GS7xx about money, capacity and draws.
"""

from __future__ import annotations

from enum import Enum
from typing import Literal

from .meanings import MEANINGS_ZH
from .said import Said

Severity = Literal["error", "warning"]
Setting = Literal["off", "warning", "error"]


class Rule(Enum):
    """A rule: `code` and `slug` for machines, `meaning` for people, and its `severity`.

    A `lenient` rule may be set to another severity, or waived, in the sheet itself. Without the
    others a sheet cannot be played.
    """

    TOO_LARGE = ("GS001", "too-large", "the file is larger than 4 MiB")
    NOT_UTF8 = ("GS002", "not-utf8", "the file is not UTF-8 text")
    BAD_CHARACTER = ("GS003", "bad-character", "a character that cannot be seen or printed")
    EMPTY = ("GS004", "empty", "there is nothing in the file")
    SYNTAX = ("GS005", "yaml-syntax", "the file is not valid YAML")
    SEVERAL_DOCUMENTS = ("GS006", "several-documents", "a second document after `---`")
    TOO_DEEP = ("GS007", "too-deep", "lists and mappings nested more than 32 deep")
    TOO_MANY_VALUES = ("GS008", "too-many-values", "more than 400,000 values")
    DUPLICATE_KEY = ("GS009", "duplicate-key", "a key is written twice in one mapping")
    KEY_NOT_TEXT = ("GS010", "key-not-text", "a key is not text")
    ALIAS = ("GS011", "alias", "YAML anchors (&) and aliases (*) are not used in run sheets")
    TAG = ("GS012", "tag", "YAML tags (!) and directives (%) are not used in run sheets")
    HUGE_NUMBER = ("GS013", "huge-number", "a number with more than 15 digits")
    NOT_A_MAPPING = ("GS014", "not-a-mapping", "the file is not a mapping of keys to values")
    TAB = ("GS015", "tab", "a tab where YAML wants spaces")
    LONG_LINE = ("GS016", "long-line", "a line of more than 100,000 characters")
    TOO_MANY_PROBLEMS = (
        "GS017",
        "too-many-problems",
        "more than 500 problems; the rest is not told",
    )
    NO_SUCH_FILE = ("GS018", "no-such-file", "an included file that cannot be read")
    BAD_INCLUDE = ("GS019", "bad-include", "an include that leads nowhere a sheet may look")

    UNKNOWN_KEY = ("GS101", "unknown-key", "a key that the format does not have")
    MISSING_KEY = ("GS102", "missing-key", "a required key is missing")
    WRONG_TYPE = ("GS103", "wrong-type", "a value of another type than the key needs")
    OUT_OF_RANGE = ("GS104", "out-of-range", "a number or duration outside its limits")
    BAD_ID = ("GS105", "bad-id", "an id that is not a slug of 1 to 40 characters")
    BAD_DURATION = ("GS106", "bad-duration", "a duration that cannot be read")
    BAD_TIME = ("GS107", "bad-time", "a time that cannot be read or does not exist")
    UNKNOWN_KIND = ("GS108", "unknown-kind", "a segment kind that does not exist")
    BAD_TEXT = ("GS109", "bad-text", "text that is empty, too long or broken")
    UNKNOWN_VERSION = ("GS110", "unknown-version", "a format version this gala does not read")
    BAD_COUNT = ("GS111", "bad-count", "a list with too few or too many entries")
    UNKNOWN_GUARANTEE = ("GS112", "unknown-guarantee", "a kind of guarantee that does not exist")
    BAD_LOOP = ("GS113", "bad-loop", "a loop whose rounds cannot be told apart or timed")
    BAD_TEMPLATE = ("GS114", "bad-template", "a template that takes from another")
    BAD_CLAIM = ("GS118", "bad-claim", "a claim of the ticket that cannot be asked for")
    BAD_DIGEST = ("GS119", "bad-digest", "a digest that is not 64 hex digits")
    BAD_KEY = ("GS120", "bad-key", "a public key that is not 64 hex digits")
    BAD_URL = ("GS121", "bad-url", "an address that is not an https URL")

    DUPLICATE_ID = ("GS201", "duplicate-id", "two entries of a list have the same id")
    UNKNOWN_REFERENCE = ("GS202", "unknown-reference", "an id that is declared nowhere")
    WINDOW_TOO_LONG = ("GS203", "window-too-long", "a window closes after its segment has ended")
    OVERLAP = ("GS204", "overlap", "the segments before a fixed time end after it")
    BACKWARDS = ("GS205", "backwards", "a fixed time earlier than the fixed time before it")
    GAP = ("GS206", "gap", "more than 60 s of nothing before a fixed time", "warning")
    BEFORE_START = ("GS207", "before-start", "a fixed time earlier than the show's start")
    RAIN_INFEASIBLE = ("GS208", "rain-infeasible", "a pool that cannot fill its packets exactly")
    NO_STOCK = ("GS209", "no-stock", "a seckill with nothing in stock on any outlet")
    PER_VIEWER = ("GS210", "per-viewer", "more packets for one viewer than there are in the rain")
    NO_DISCOUNT = ("GS211", "no-discount", "a seckill price not below the regular price", "warning")
    DRAW_ENTRIES = ("GS212", "draw-entries", "a draw that nobody can enter, or in two ways")
    TOO_MANY_DRAWN = ("GS213", "too-many-drawn", "more than 2,000 winners and alternates in a draw")
    NOT_OPTED_IN = (
        "GS214",
        "not-opted-in",
        "a guarantee on goods whose merchant has not opted in to it before the show",
    )
    GUARANTEE_TERMS = (
        "GS215",
        "guarantee-terms",
        "a guarantee without what its kind needs, or with what it has no use for",
    )
    GUARANTEE_QUOTA = (
        "GS216",
        "guarantee-quota",
        "a guarantee with no quota, with two, or with one that no single claim fits into",
    )
    SEVERAL_TIMES = (
        "GS221",
        "several-times",
        "a segment with two of `at`, `ends` and `back_timed`",
    )
    NO_FIXED_TIME = ("GS222", "no-fixed-time", "a back-timed segment with no fixed time after it")
    WHO_UNUSED = ("GS231", "who-unused", "a `who` or a weight that asks for nothing, or of nobody")
    BOUGHT_LATER = ("GS232", "bought-later", "a purchase that nobody can have made by then")
    LIST_DIFFERS = ("GS233", "list-differs", "one list with two counts or digests")
    BY_LOT = ("GS241", "by-lot", "a key that only goes with `by: lot`, or not with it")
    VISIT_ROOMS = ("GS251", "visit-rooms", "a visit that names its rooms in two ways")
    VISIT_SPREAD = ("GS252", "visit-spread", "viewers on their way into a visit that is over")
    ROOM_FILLS_EARLY = (
        "GS253",
        "room-fills-early",
        "a room that is full while most places of its visit are free",
        "warning",
    )
    ROOM_PAST_END = (
        "GS254",
        "room-past-end",
        "a room's segment that is still to run when the show is over",
        "warning",
    )
    VISIT_IDLE_ROOM = (
        "GS255",
        "visit-idle-room",
        "a visit to a room that has nothing on then",
        "warning",
    )

    UNUSED_WAIVER = ("GS261", "unused-waiver", "a waiver that nothing needs", "warning", False)
    BAD_WAIVER = ("GS262", "bad-waiver", "a waiver or a setting of a rule that has none")
    UNUSED_TEMPLATE = (
        "GS263",
        "unused-template",
        "a template that no segment takes from",
        "warning",
    )

    ABOVE_LOWEST = (
        "GS301",
        "above-lowest",
        "a regular price above the lowest price of the days that the law looks at",
        "error",
        True,
    )
    RAISE_THEN_CUT = ("GS302", "raise-then-cut", "a price that is raised to be cut", "error", True)
    NO_PRICE_HISTORY = (
        "GS303",
        "no-price-history",
        "a reduction with nothing to show what the price was before",
        "warning",
    )
    SHORT_HISTORY = (
        "GS304",
        "short-history",
        "a price history that begins after the first of the days that count",
        "warning",
    )
    STALE_HISTORY = (
        "GS305",
        "stale-history",
        "a price history that ends before the day before the show",
        "warning",
    )
    PRICES_OVERLAP = ("GS306", "prices-overlap", "two prices on one day", "error", True)
    PRICES_GAP = ("GS307", "prices-gap", "days without a price between two others", "warning")
    NOTE_CONTRADICTED = (
        "GS308",
        "note-contradicted",
        "a note on earlier prices that the history contradicts",
        "error",
        True,
    )
    PAID_LESS_BEFORE = (
        "GS309",
        "paid-less-before",
        "a seckill price above what somebody has paid before",
        "warning",
    )

    SHARE_TO_UNLOCK = (
        "GS401",
        "share-to-unlock",
        "something that has to be shared, or others invited, before one may take part",
        "warning",
    )
    THRESHOLD_ARITHMETIC = (
        "GS402",
        "threshold-arithmetic",
        "a price that has to be computed: thresholds, stacked coupons, deposits",
        "warning",
    )
    GAME_TO_GRIND = (
        "GS403",
        "game-to-grind",
        "a game to be played for days, or more than an hour to be watched",
        "warning",
    )
    FALSE_HURRY = (
        "GS404",
        "false-hurry",
        "words that hurry for less stock, time or chances than the sheet has",
        "error",
        True,
    )
    BOUGHT_TO_PLAY = (
        "GS405",
        "bought-to-play",
        "a rain or a draw in which a purchase buys a chance, or a better one",
        "warning",
    )

    SUPERLATIVE = ("GS501", "superlative", "a superlative without evidence", "warning")
    RANKING = ("GS502", "ranking", "a rank, a first or an only without its source", "warning")
    STATE_NAME = ("GS503", "state-name", "praise in the name of the state", "warning")
    MEDICAL = ("GS504", "medical", "a medical claim without evidence", "warning")
    EFFECT_PROMISED = (
        "GS505",
        "effect-promised",
        "an effect that is promised without evidence",
        "warning",
    )
    ABSOLUTE = ("GS506", "absolute", "for ever, never, 100 %: said without any limit", "warning")
    UNUSED_EVIDENCE = (
        "GS507",
        "unused-evidence",
        "evidence for words that are not there",
        "warning",
    )
    LATE_EVIDENCE = ("GS508", "late-evidence", "evidence that is younger than the show", "warning")

    PRIZE_ABOVE_LIMIT = (
        "GS601",
        "prize-above-limit",
        "more to be had by chance than the law lets a top prize be worth",
        "warning",
    )
    WINNERS_CHOSEN = (
        "GS602",
        "winners-chosen",
        "a list that says before the draw who wins",
        "warning",
    )
    PRIZE_WITHOUT_VALUE = ("GS603", "prize-without-value", "a prize of no stated value", "warning")
    DRAW_WITHOUT_TERMS = (
        "GS604",
        "draw-without-terms",
        "a draw whose terms are not published",
        "warning",
    )
    KEPT_TOO_SHORT = (
        "GS605",
        "kept-too-short",
        "records of draws that are kept for less than two years",
        "warning",
    )
    AI_UNLABELLED = (
        "GS606",
        "ai-unlabelled",
        "somebody generated by AI without a label that says so in both languages",
        "warning",
    )
    SHARED_KEY = ("GS641", "shared-key", "two auditors with one key", "warning")
    FEW_APPROVERS = (
        "GS642",
        "few-approvers",
        "an unattended night that fewer than two people may approve",
    )
    ONE_HAND = ("GS643", "one-hand", "two approvers with one key")
    BREAKER_OVER_BUDGET = (
        "GS644",
        "breaker-over-budget",
        "a breaker that lets more go than the budget",
        "error",
        True,
    )
    BREAKER_ALWAYS_HOLDS = (
        "GS645",
        "breaker-always-holds",
        "a breaker that one segment alone can trip",
        "error",
        True,
    )

    OVER_BUDGET = ("GS701", "over-budget", "more given away than was granted", "error", True)
    MORE_THAN_UNITS = (
        "GS702",
        "more-than-units",
        "more of the goods in the stock of all windows than there are",
        "error",
        True,
    )
    ONE_TAKES_MOST = (
        "GS703",
        "one-takes-most",
        "a rain of which one viewer can get more than half of the packets",
        "warning",
    )
    MORE_THAN_VIEWERS = (
        "GS721",
        "more-than-viewers",
        "more to give than those who can take part may get",
        "warning",
    )
    WINDOWS_TOO_CLOSE = (
        "GS722",
        "windows-too-close",
        "a window that opens on one outlet while the one before is open on another",
        "warning",
    )
    VISIT_OVERFULL = (
        "GS723",
        "visit-overfull",
        "a visit whose rooms cannot take the viewers that are expected",
        "warning",
    )
    DRAWN_TOO_LATE = (
        "GS741",
        "drawn-too-late",
        "a segment that ends before its draw or rain can have an outcome",
        "warning",
    )
    HELD_AFTER_SHOW = (
        "GS742",
        "held-after-show",
        "units that may still be held unpaid when the show is over",
        "warning",
    )

    def __init__(
        self,
        code: str,
        slug: str,
        meaning: str,
        severity: Severity = "error",
        lenient: bool | None = None,
    ) -> None:
        self.code = code
        self.slug = slug
        self.meaning = meaning
        self.severity: Severity = severity
        self.lenient = severity == "warning" if lenient is None else lenient

    @property
    def said(self) -> Said:
        """The meaning in both languages."""
        return Said(MEANINGS_ZH[self.code], self.meaning)
