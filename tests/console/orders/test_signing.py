import hashlib
import hmac

from gala.console.orders.signing import HEADER, REPLAY_S, signature


def test_the_signature_is_over_the_instant_and_every_byte() -> None:
    made = signature("s3cret", 1_718_454_060, b'{"a":1}')
    mac = hmac.new(b"s3cret", b'1718454060.{"a":1}', hashlib.sha256).hexdigest()
    assert made == f"t=1718454060,v1={mac}"
    assert signature("s3cret", 1_718_454_061, b'{"a":1}') != made
    assert signature("s3cret", 1_718_454_060, b'{"a":2}') != made
    assert signature("other", 1_718_454_060, b'{"a":1}') != made
    assert (HEADER, REPLAY_S) == ("Gala-Signature", 300)
