"""Which language a reply is in, and whether it is a text at all."""

import pytest

from simulator.scoring.language import is_gibberish, language_of, spoken_past

OURS = [
    ("en", "Thanks, Anna. I was wrong about the ferry."),
    ("en", "Fair point!"),
    ("en", "We did 24h of tests with b2b clients, v2 is out on the 2nd."),
    ("en", "No comment"),
    ("nb", "Beklager, Kari. Vi burde ha sagt fra."),
    ("nb", "Jeg vet ikke ennå, men ringer deg i morgen kl 10."),
    ("nb", "Eg veit ikkje kva som hende, men me kjem attende til deg."),
    ("nb", "Takk!"),
    ("nb", "Bussen går fredag klokka ti"),
    ("ar", "شكرا لك يا أحمد، أنا أخطأت"),
    ("ar", "والله ما قصرت"),
    ("ar", "مش عارف ليش تأخرنا بس احنا نشتغل عليها"),
    ("ar", "نعم"),
]
OTHERS = [
    "Merci beaucoup pour votre message, nous sommes désolés.",
    "Wir bedauern das sehr und melden uns morgen bei Ihnen.",
    "Gracias por tu mensaje, lo sentimos mucho.",
    "Tack för ditt meddelande, vi beklagar verkligen att det blev så här.",
    "Tak for din besked. Vi beklager meget, og vi vender tilbage i morgen.",
    "Bedankt voor je bericht, we weten het nog niet.",
    "Dziękuję za wiadomość, bardzo mi przykro",
    "Teşekkürler, çok üzgünüz",
    "متاسفم که این اتفاق افتاد و از شما ممنون هستیم",
    "ہم معذرت خواہ ہیں، آپ کے پیغام کا شکریہ",
    "shukran ya habibi, ana mesh fahem leh enta za3lan",
    "3ala rasi ya 7abibi, bukra inshallah",
    "Спасибо за ваше сообщение",
    "感谢您的留言",
]


@pytest.mark.parametrize(("language", "reply"), OURS)
def test_a_reply_in_the_language_of_the_run_is_known(language: str, reply: str) -> None:
    assert language_of(reply, expected=language) == language


@pytest.mark.parametrize("expected", ["en", "nb"])
@pytest.mark.parametrize(("language", "reply"), OURS)
def test_a_reply_in_another_of_the_three_is_still_rated(
    language: str, reply: str, expected: str
) -> None:
    assert language_of(reply, expected=expected) is not None


@pytest.mark.parametrize("expected", ["ar", "en", "nb"])
@pytest.mark.parametrize("reply", OTHERS)
def test_a_reply_in_none_of_the_three_is_told(reply: str, expected: str) -> None:
    assert language_of(reply, expected=expected) is None


def test_an_english_reply_to_a_norwegian_is_english() -> None:
    assert language_of("I am sorry, we were too slow with this.", expected="nb") == "en"


def test_a_latin_reply_to_an_arab_is_read_in_its_own_language() -> None:
    assert language_of("I will call you tomorrow at nine.", expected="ar") == "en"


@pytest.mark.parametrize(
    "text",
    ["asdfgh jklasdf qwertyuiop", "no no no no no", "شسيبلات ضصثقفغ", "lkjhgf poiuyt mnbvcxz"],
)
def test_keys_struck_at_random_are_no_text(text: str) -> None:
    assert is_gibberish(text)


@pytest.mark.parametrize(
    "text", ["Angstskriket var sterkt", "Hahaha nei", "Yes, yes, I know", "Pst! Hmmm", "", "12 34"]
)
def test_odd_words_are_still_a_text(text: str) -> None:
    assert not is_gibberish(text)


@pytest.mark.parametrize(
    ("reply", "language", "follower", "past"),
    [
        ("Thank you, we open at nine tomorrow.", "nb", "Når åpner dere?", True),
        ("Takk, vi åpner klokka ni i morgen.", "nb", "Når åpner dere?", False),
        ("Thank you, we open at nine tomorrow.", "nb", "Hi, when do you open?", False),
        ("شكرًا لك، نفتح غدًا في التاسعة.", "en", "When do you open?", True),
        ("🎉🎉", "nb", "Når åpner dere?", False),
        ("", "nb", "Når åpner dere?", False),
        ("Vi oppnar klokka ni i morgon, og eg kjem sjølv.", "nb", "Når åpner dere?", False),
    ],
)
def test_a_reply_may_pass_by_the_follower_in_another_language(
    reply: str, language: str, follower: str, past: bool
) -> None:
    assert spoken_past(reply, language=language, follower=follower) is past
