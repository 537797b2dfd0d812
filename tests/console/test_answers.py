import json

from gala.console.answers import COMMON, body_of, refused


def test_an_answer_has_its_status_its_word_and_both_languages() -> None:
    for code, (status, zh, en) in COMMON.items():
        answer = refused(COMMON, code, {"Retry-After": "1"})
        assert (answer.status, answer.headers["Retry-After"]) == (status, "1")
        assert isinstance(answer.body, bytes)
        assert json.loads(answer.body) == body_of(COMMON, code)
        assert body_of(COMMON, code) == {"error": code, "message": {"zh": zh, "en": en}}
        assert zh.endswith("。")
        assert en.endswith(".")
