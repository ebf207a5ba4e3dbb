"""Tell whether a reply is written in Arabic, English or Norwegian, or in something else.

Light by intent: the script, small words that only some languages have, and letters and groups of
letters that are common in few. Each piece of evidence counts 1 / (number of languages that share
it), so what tells languages apart weighs most. A reply in another of the three languages than the
run's is still one of theirs (and is rated); Nynorsk counts as Norwegian; Arabic in Latin letters,
Danish, Swedish, Persian and Urdu do not count as any of the three. Short or mixed texts get the
benefit of the doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

__all__ = ["is_gibberish", "language_of", "spoken_past", "words_of"]

_OURS = ("ar", "en", "nb")
_SMALL_WORDS = {
    "en": "the of and to in is are was were be been have has had i you he she it we they my "
    "your our their this that these those not no yes with for from on at by as but or "
    "if so what when where who how why can could will would should do does did don't "
    "i'm it's that's we're you're i'll we'll i've thanks thank please sorry about "
    "there here just only more all any some because than then me us them him her its "
    "am get got make made know think want need good great hi hello an which while "
    "into over after before very also even still never always today tomorrow",
    "nb": "jeg du han hun vi dere de meg deg seg oss dem min mitt mine din ditt dine sin "
    "sitt sine vår vårt våre deres er var vært være blir ble blitt bli har hadde hatt "
    "ha kan kunne skal skulle vil ville må måtte bør gjør gjorde gjort gjøre få får "
    "fikk fått gå går gikk kom kommer komme og eller men for fordi at som om når hvis "
    "hva hvem hvor hvorfor hvordan hvilken ikke bare også så nå da her der opp ned ut "
    "inn av på i til fra med uten etter før over under mellom hos mot ved en ei et "
    "den det denne dette disse noe noen ingen ingenting alle alt mye mange mer mest "
    "veldig takk beklager hei ja nei godt bra god dag morgen kveld uke år to tre fire "
    "fem seks åtte ti eg ikkje ein eit dei kva korleis kvifor kven vere vore me kjem "
    "kjemt frå berre noko nokon nokre meir òg sjølv gjer gjekk fekk heile mykje no då "
    "dykk dykkar hjå skjønner synes sier sagt vet visst lurer helt ganske aldri "
    "alltid igjen i går dag folk sett tatt laget selv meget enig alltid kanskje "
    "gjerne litt lite",
    "da": "jeg du han hun vi de mig dig sig os dem min mit mine din dit dine sin sit sine "
    "vores jeres deres er var været være bliver blev blevet har havde haft kan kunne "
    "skal skulle vil ville må måtte bør gør gjorde gøre får fik få går gik kom kommer "
    "og eller men for fordi at som om når hvis hvad hvem hvor hvorfor hvordan hvilken "
    "ikke kun også så nu da her der op ned ud ind af på i til fra med uden efter før "
    "over under mellem hos mod ved en et den det denne dette disse noget nogen ingen "
    "alle alt meget mange mere mest tak undskyld beklager hej ja nej godt god dag uge "
    "år lige bare selv jer siger sige synes igen aldrig altid mennesker besked gerne "
    "hvornår måske lidt folk spørger tilbage morgen to tre fire fem ti helt ganske "
    "visst laget meget ei enig godt",
    "sv": "jag du han hon vi ni de mig dig sig oss er dem min mitt mina din ditt dina sin "
    "sitt sina vår vårt våra är var varit vara blir blev blivit bli har hade haft ha "
    "kan kunde ska skulle vill ville måste bör gör gjorde gjort göra får fick gå går "
    "gick kom kommer och eller men för att som om när vad vem var varför hur vilken "
    "inte bara också så nu då här där upp ner ut in av på i till från med utan efter "
    "före över under mellan hos mot vid en ett den det denna detta dessa något någon "
    "ingen alla allt mycket många mer mest tack förlåt beklagar hej ja nej god dag "
    "vecka år eftersom alltid aldrig igen själv vet helt tre fem folk bra to fire",
    "de": "ich du er sie es wir ihr mich dich sich uns euch mein dein sein unser ist sind "
    "war waren haben hat hatte wird werden wurde kann können muss müssen soll und "
    "oder aber weil dass wenn was wer wo warum wie nicht nur auch so jetzt da hier "
    "auf aus ein eine einen einem einer der die das den dem des dieser diese zu von "
    "mit ohne nach vor über unter bei für im am um noch schon sehr mehr viel danke "
    "bitte leider ja nein gut alle",
    "nl": "ik je jij hij zij wij jullie mij mijn jouw zijn is was waren heb heeft hebben "
    "had wordt worden kan kunnen moet moeten zal en of maar omdat dat als wat wie "
    "waar waarom hoe niet ook zo nu hier daar op uit een de het dit deze die te van "
    "met zonder na voor over onder bij om nog al heel meer veel dank bedankt ja nee "
    "goed onze ons er",
    "fr": "je tu il elle nous vous ils elles me te se mon ton son notre votre leur est sont "
    "était être ai as avons avez ont avait peut faut va et ou mais parce que qui quoi "
    "où pourquoi comment ne pas plus seulement aussi si maintenant ici là sur dans un "
    "une le la les des du de au aux ce cette ces à avec sans après avant pour par "
    "très merci désolé oui non bon tout tous c'est j'ai n'est bien",
    "es": "yo tú él ella nosotros ustedes ellos me te se mi tu su nuestro es son era ser "
    "estoy está están he ha han había puede hay y o pero porque que quien qué dónde "
    "cómo no sólo también si ahora aquí en un una el la los las de del al este esta "
    "estos con sin después antes por para muy más gracias perdón sí bueno todo todos "
    "como lo le les nos",
    "pt": "eu tu ele ela nós vocês eles me te se meu seu nosso é são era ser estou está "
    "estão tenho tem havia pode há e ou mas porque que quem onde como não só também "
    "se agora aqui em um uma o a os as de do da dos das no na ao este esta com sem "
    "depois antes por para muito mais obrigado desculpe sim bom tudo todos você isso",
    "it": "io tu lui lei noi voi loro mi ti si mio tuo suo nostro è sono era essere ho ha "
    "hanno aveva può c'è e o ma perché che chi cosa dove come non solo anche se ora "
    "qui in un una il lo la i gli le di del della dei al alla questo questa con senza "
    "dopo prima per da molto più grazie scusa sì buono tutto tutti",
    "fi": "minä sinä hän me te he on ovat oli olla olen ei en ja tai mutta koska että kuka "
    "mitä missä miksi miten myös niin nyt täällä tämä se ne kun jos kiitos anteeksi "
    "kyllä hyvä kaikki vain",
    "pl": "ja ty on ona my wy oni się mój jest są był być mam ma może i lub ale bo że kto "
    "co gdzie jak nie tylko też teraz tu w na z do od po przed dla bardzo więcej "
    "dziękuję przepraszam tak dobry wszystko to",
    "tr": "ben sen o biz siz onlar bir bu şu ve veya ama çünkü ne kim nerede nasıl değil "
    "için ile çok daha var yok mı mi teşekkürler evet hayır iyi her da de gibi kadar",
    "arabizi": "ana enta inta enti inti ento howa heya e7na ihna ne7na hay hada hayda hadi dah "
    "da deh di mesh mish msh mosh mo mu wala wa w fi fe feh fil 3ala 3la 3an men min "
    "ma3 ma el al il l ya yalla yallah wallah wallahi inshallah nshallah mashallah "
    "hamdulillah alhamdulillah shukran shokran habibi habibti kif keef kifak shu shou "
    "sho eih eh leh lesh leish bas bass kteer kter ktir awi 3shan 3ashan 3lshan lazem "
    "lazim kol kul kull kullo khalas tab tayeb kaman kman hala2 delwa2ty bukra bokra "
    "sabah masa lakom lakum kom lana lena aywa aiwa la2 na3am afwan 3afwan ahlan "
    "salam assalam alaikum alikom 3alaikom jazak allah elly illi yalli kan kanet rah "
    "ra7",
}
_GROUPS = {
    "en": "th wh ough tion ing_ ck_ ly_ sh ed_ ould",
    "nb": "kj skj øy gj hv å ø æ ene_ ghet eid ett_ sjon ei_ øk",
    "da": "å ø æ ene_ hv øj ej_ ede_ hed_ tion",
    "sv": "å ä ö ck sj tj het_ tion ar_ or_",
    "de": "ä ö ü ß sch ung_ ich ei ie st_ en_ tz",
    "nl": "ij aa ee oo uu oe ui sch en_ cht",
    "fr": "é è ê à ç ù eau aux ez_ oi tion eux qu ent_ l' d' qu'",
    "es": "ñ ó í á é ú ¿ ¡ ción_ os_ as_ ll qu ado_ ar_",
    "pt": "ã õ ç á é í ção_ ões_ nh lh os_ as_ qu",
    "it": "à è ì ò ù zz gli zione_ cc ch qu tt",
    "fi": "ä ö aa ää ii uu kk ssa ssä lla llä en_",
    "pl": "ł ą ę ż ź ś ć ń sz cz rz ów_",
    "tr": "ı ğ ş ü ö ç lar_ ler_ yor dır",
    "arabizi": "",
}
_DIGIT_AS_LETTER = re.compile(r"(?<!\d)[235679](?=[a-z])|(?<=[a-z])[235679](?!\d)")
_LOAN_SHAPE = re.compile(r"\d+[a-z]{1,2}|[a-z]{1,2}\d+[a-z]?")
"""`2nd`, `24h`, `b2b`, `v2`: digits beside letters that are not Arabic in Latin letters."""

_PERSIAN_LETTERS, _URDU_LETTERS = "پچژگ", "ٹڈڑںےہ"
_ARABIC_SMALL = (
    "في من على إلى الى عن مع هذا هذه ذلك التي الذي ما لا لم لن قد كان كل أن ان إن هو هي "
    "نحن أنا انا أنت انت لكن ثم بعد قبل عند غير بين حتى إذا اذا ليس ليست يا مش ايش شو وش "
    "ليش كيف متى أين وين اللي بس عشان علشان احنا إحنا عليكم السلام شكرا لك لكم كم والله "
    "نعم أي هنا اليوم غدا"
)
_PERSIAN_SMALL = (
    "است را که این از با برای می نمی هست نیست شما خیلی چه آن شده بود دارد کنید کنم کنیم "
    "هستیم هستم خواهیم متاسفم ممنون باشد کرده بسیار اما یک های"
)
_URDU_SMALL = (
    "ہے ہیں کے کی کا میں اور نہیں آپ ہم کو سے پر یہ وہ نے بہت شکریہ تھا تھی ہو گا گی کر لیے"
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_KEYBOARD_ROWS = tuple(
    row[::step]
    for row in (
        "qwertyuiopå",
        "asdfghjkløæ",
        "zxcvbnm",
        "ضصثقفغعهخحجد",
        "شسيبلاتنمكط",
        "ئءؤرلاىةوزظ",
    )
    for step in (1, -1)
)
_CONSONANT_RUN = re.compile(r"[bcdfghjklmnpqrstvwxz]{7,}")
_VOWELLESS = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}")


def _weights(lists: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Each item of the lists to the languages that have it, weighing less the more there are."""
    held = {language: set(items.split()) for language, items in lists.items()}
    shared = Counter(item for items in held.values() for item in items)
    return {
        item: {language: 1 / count for language, items in held.items() if item in items}
        for item, count in shared.items()
    }


_SISTERS = {
    sister: (
        frozenset(_SMALL_WORDS[sister].split()) - frozenset(_SMALL_WORDS["nb"].split()),
        frozenset(_SMALL_WORDS["nb"].split()) - frozenset(_SMALL_WORDS[sister].split()),
    )
    for sister in ("da", "sv")
}
"""Words that Danish or Swedish has and Norwegian lacks, and the other way round."""
_WORD_WEIGHTS = _weights(_SMALL_WORDS)
_GROUP_WEIGHTS = _weights(_GROUPS)
_GROUP_SHARE = 0.4
_MARGIN, _RATIO = 1.2, 1.6
_SISTER_WORDS = 2


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, in order; figures and signs are none."""
    return [word.lower() for word in _WORD.findall(text) if any(c.isalpha() for c in word)]


def language_of(text: str, *, expected: str) -> str | None:
    """Which of the three languages a text is in; None for any other.

    Args:
        text: The text as typed, without harakat, or they part the words.
        expected: The run's language, which is believed when nothing speaks against it.
    """
    letters = Counter(_script(char) for char in text if char.isalpha())
    if letters["other"] > sum(letters.values()) / 2:
        return None
    if letters["arabic"] >= letters["latin"]:
        return "ar" if _is_arabic(words_of(text)) else None
    return _latin_language(words_of(text), expected)


def spoken_past(reply: str, *, language: str, follower: str) -> bool:
    """Whether a reply is in a language that neither the place nor the follower speaks.

    Args:
        reply: What was written.
        language: Language of the place: `ar`, `en` or `nb`.
        follower: What she wrote who is answered; a guest may be answered in her own language.
    """
    used = language_of(reply, expected=language)
    if used is None or used == language or not any(map(str.isalpha, reply)):
        return False
    return used != language_of(follower, expected=language)


def is_gibberish(text: str) -> bool:
    """Whether the letters form no words: keys struck at random, or one word over and over."""
    words = words_of(text)
    if not words:
        return False
    if len(words) >= 4 and len(set(words)) == 1:
        return True
    long_words = [word for word in words if len(word) >= 4]
    mashed = sum(_is_mashed(word) for word in long_words)
    return bool(long_words) and mashed * 2 > len(long_words)


def _script(char: str) -> str:
    if "\u0600" <= char <= "\u06ff" or "\u0750" <= char <= "\u077f" or "\ufb50" <= char <= "\ufefc":
        return "arabic"
    return "latin" if char < "\u0250" or "\u1e00" <= char <= "\u1eff" else "other"


def _is_arabic(words: list[str]) -> bool:
    letters = "".join(words)
    with_article = sum(len(word) > 4 and word.startswith(("ال", "وال")) for word in words)
    arabic = _hits(words, _ARABIC_SMALL) + with_article
    persian = _hits(words, _PERSIAN_SMALL) + 8 * _share(letters, _PERSIAN_LETTERS)
    urdu = _hits(words, _URDU_SMALL) + 8 * _share(letters, _URDU_LETTERS)
    return max(persian, urdu) < 1.5 or max(persian, urdu) <= arabic


def _hits(words: list[str], listed: str) -> int:
    return sum(word in listed.split() for word in words)


def _share(letters: str, marked: str) -> float:
    return sum(letter in marked for letter in letters) / max(1, len(letters))


def _latin_language(words: list[str], expected: str) -> str | None:
    evidence = _latin_evidence(words)
    ours = {language: evidence[language] for language in ("en", "nb")}
    best = max(ours, key=lambda language: (ours[language], language == expected))
    other = max(value for language, value in evidence.items() if language not in _OURS)
    if other > ours[best] + _MARGIN and other > _RATIO * ours[best]:
        return None
    if best == "nb" and _is_a_sister(words):
        return None
    if expected in ours and ours[expected] >= ours[best]:
        return expected
    if expected == "ar" and ours[best] < 0.3 and len(words) >= 4:
        return None  # Latin letters without an English or Norwegian word: Arabic, most likely
    return best


def _is_a_sister(words: list[str]) -> bool:
    """Whether words that Danish or Swedish does not share with Norwegian decide against it."""
    return any(
        (theirs := sum(word in foreign for word in words)) >= _SISTER_WORDS
        and theirs > 2 * sum(word in norwegian for word in words)
        for foreign, norwegian in _SISTERS.values()
    )


def _latin_evidence(words: list[str]) -> dict[str, float]:
    evidence = dict.fromkeys(_SMALL_WORDS, 0.0)
    for word in words:
        _add(evidence, _WORD_WEIGHTS.get(word.replace("’", "'"), {}), 1.0)
        marked = f"{word}_"
        for group in _groups_in(marked):
            _add(evidence, _GROUP_WEIGHTS[group], _GROUP_SHARE)
        if _DIGIT_AS_LETTER.search(word) and not _LOAN_SHAPE.fullmatch(word):
            evidence["arabizi"] += 1.5
    return evidence


def _groups_in(word: str) -> Iterable[str]:
    return (group for group in _GROUP_WEIGHTS if group in word)


def _add(evidence: dict[str, float], weights: Mapping[str, float], share: float) -> None:
    for language, weight in weights.items():
        evidence[language] += weight * share


def _is_mashed(word: str) -> bool:
    if _CONSONANT_RUN.search(word) or (_VOWELLESS.fullmatch(word) and len(word) > 5):
        return True
    if len(set(word)) == 1:
        return True
    fours = [word[at : at + 4] for at in range(len(word) - 3)]
    runs = sum(any(four in row for row in _KEYBOARD_ROWS) for four in fours)
    return runs * 4 > len(word)
