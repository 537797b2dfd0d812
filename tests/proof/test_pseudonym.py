import hashlib
import hmac

from gala.proof.pseudonym import pseudonym, show_key

ORIGIN = "gala/night/" + "00" * 32


def test_a_pseudonym_is_half_of_the_hmac() -> None:
    whole = hmac.new(b"key", b"viewer", hashlib.sha256).hexdigest()
    assert pseudonym(b"key", "viewer") == whole[:32]


def test_another_night_has_other_pseudonyms() -> None:
    tonight, tomorrow = show_key(b"master", ORIGIN), show_key(b"master", ORIGIN[:-1] + "1")
    assert pseudonym(tonight, "viewer") != pseudonym(tomorrow, "viewer")
    assert pseudonym(tonight, "viewer") != pseudonym(tonight, "Viewer")
    assert tonight == hmac.digest(b"master", b"gala/show-key/v1\n" + ORIGIN.encode(), "sha256")
