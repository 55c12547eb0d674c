"""Messages that are no question: greetings, thanks, "who are you"."""

from __future__ import annotations

import re

from knowledge.french import fold

_GREETING = (
    r"(?:bonjour|bonsoir|bjr|salut|slt|coucou|hello|hi|hey|good (?:morning|evening|afternoon))(?: a (?:tous|vous))?"
)
_YOU = r"tu es|t'?es|t|vous etes|es[- ]tu|etes[- ]vous"
_BEING = (
    r"(?:(?:un|une) )?(?:vraie? |etre )?(?:robot|bot|humaine?|ia|machine|ordi(?:nateur)?|personne|assistante?|programme"
    r"|quelqu'un|chatgpt|intelligence artificielle)"
)
_MERELY = r"(?! (?:a|au|aux|en|de|d'|du|dans|sur|avec|comme|sans)\b)"
"""After who no longer wants to live: nowhere, nor on anything."""
_DYING = (
    rf"(?:veux|voudrais) mourir|envie de mourir|(?:plus envie de|veux plus) vivre{_MERELY}"
    r"|me (?:suicider|tuer)\b"
    r"|(?:pense|penser|songe) au suicide|(?:j'ai|ai|eu) (?:des )?idees suicidaires|fin a mes jours|me foutre en l'air"
    r"|(?:want to|wanna) die|kill myself|end my life|(?:want to|wanna) live anymore(?! (?:in|on|with|at)\b)"
    r"|(?:feel|i'm|am) suicidal"
)
_STRUCK = (
    r"me (?:bat|frappe|tabasse|viole|harcele)\b(?! par\b)|m'a (?:battue?|frappee?|violee?|tabassee?)"
    r"|(?:beats|hits|rapes|raped|abuses) me"
)
# Each pattern has to match the whole folded message, greeting and punctuation taken off.
_PATTERNS = {
    "greeting": [_GREETING],
    "thanks": [
        r"(?:(?:ok|super|parfait|genial|top|great|perfect) )?(?:merci|mrc|thanks|thank you|thx)"
        r"(?: (?:beaucoup|bcp|bien|a (?:vous|toi)|pour (?:tout|votre aide|ton aide|l'aide|la reponse)"
        r"|a lot|(?:so|very) much|,? ?(?:t|t'es|tu es|vous etes|c|c'est) (?:au top|top|super|geniale?|parfaite?)))*",
        r"(?:super|parfait|genial|top|great|perfect|ok|d'accord)",
    ],
    "bye": [r"au revoir", r"a bientot", r"bonne (?:journee|soiree|nuit)", r"bye", r"goodbye", r"ciao", r"see you"],
    "who": [
        r"(?:qui|que|quoi) (?:es[- ]tu|etes[- ]vous|tu es|vous etes)|ki es[- ]tu",
        rf"(?:{_YOU}) (?:qui|ki)(?: (?:toi|au juste))?",
        rf"(?:est[- ]ce que )?(?:{_YOU}|je parle (?:a|avec)) (?:vraiment |bien |juste )?{_BEING}"
        rf"(?: ou (?:bien )?{_BEING})?",
        r"(?:est[- ]ce que )?c'?(?:est)? (?:un |une )?(?:robot|bot|ia|chatgpt|vraie personne|humain)(?: ou .{1,20})?",
        r"(?:je (?:veux|voudrais) |peut[- ]on )?parler (?:a|avec) (?:un humain|une (?:vraie )?personne|quelqu'un)",
        r"a qui (?:je parle|ai[- ]je affaire)|je parle a (?:qui|ki)|(?:ya|y a|il y a) (?:qqn|quelqu'un)(?: derriere)?",
        r"aide|help|au secours|menu|aide[- ]moi",
        r"c'est quoi (?:boussole|ce bot)",
        r"que (?:sais|peux)[- ]tu faire|que pouvez[- ]vous faire|a quoi (?:tu sers|sers[- ]tu)",
        r"comment (?:tu|vous) t?'?appell?es?(?: tu)?|comment (?:t'appelles[- ]tu|vous appelez[- ]vous)",
        r"(?:who|what) are you|what can you do",
        r"(?:are you|is this|am i talking to) (?:an? )?(?:real )?(?:robot|bot|human|ai|machine|person)"
        r"(?: or (?:an? )?\w+)?",
    ],
    "distress": [
        rf"(?:.{{0,30}}\b)?(?:{_DYING})(?:\b.{{0,40}})?",
        r"(?:.{0,30}\b)?(?:marre de (?:vivre|la vie)|(?:veux|vais) en finir(?: avec (?:la vie|tout))?|n'?en peux plus)",
        rf"(?:.{{0,40}}\b)?(?:{_STRUCK})(?:\b.{{0,40}})?",
    ],
    "blame": [
        rf"(?:.{{0,20}}\b)?(?:{_YOU}|you(?: are|'re)) (?:\w+ ){{0,2}}(?:nul(?:le)?s?|con(?:ne)?s?|bete"
        r"|stupide|debile|inutile|stupid|dumb|useless)(?:\b.{0,25})?",
        r"(?:.{0,15}\b)?(?:ta gueule|va te faire \w+|va chier|connard|connasse|encule|abruti|shut up"
        r"|fuck (?:you|off))(?:\b.{0,15})?",
        r"(?:bot|robot|assistant) (?:de merde|nul|inutile)|c'est nul",
        r"(?:ca|sa|tu|vous) (?:ne )?(?:(?:sers?t?|servez) a rien|marche pas)",
    ],
    "empty": [r"oui|non|ouais|nan|yes|no|mdr|lol|ptdr|bof|hein|hmm+|ah|oh|test"],
    "well": [
        r"(?:comment )?(?:ca|sa) va(?: bien)?",
        r"cava",
        r"comment (?:vas[- ]tu|allez[- ]vous)",
        r"how are you(?: doing)?",
    ],
}
_NO_LIST = r"(?!(?: (?:la|une?|le|les|des))? (?:listes?|noms?|adresses?|coordonnees|aides|etapes|resume|list|names)\b)"
"""After a verb of writing: what is asked is an answer, and no act."""
_ACT = re.compile(
    r"\W*(?:(?:please|stp|svp|merci de|(?:peux|pourrais)[- ]tu|(?:pouvez|pourriez)[- ]vous|can you|could you)\W+)*"
    r"(?:(?:appelle|telephone|remplis|redige|reserve|inscris|commande|depose|signe|ecris?)(?:z|sez|vez)?"
    r"|book|call|fill(?: in| out)?|draft|sign)(?:[- ](?:moi|lui|leur|me|us))?"
    rf" (?:le|la|les|l'|un|une|mon|ma|mes|notre|a|au|aux|the|my|our)\b{_NO_LIST}"
    r"|\W*(?:(?:peux|pourrais)[- ]tu|(?:pouvez|pourriez)[- ]vous|merci de) (?:l'|le |la |les |lui |leur |m'|me |nous )?"
    rf"(?:appeler|telephoner|remplir|rediger|reserver|inscrire|commander|deposer|signer|ecrire)\b{_NO_LIST}"
    r"|\W*(?:prends|prenez|prendre)(?:[- ]moi)? (?:un )?(?:rdv|rendez[- ]vous)|\W*inscri(?:s|vez)[- ](?:moi|nous)\b"
)
"""A message that asks for something to be done, and not told."""
_PLEASED = re.compile(
    r"\W*nice\s*!+\W*|(?:(?:so|very|really) nice|nice (?:one|work|job)|that's nice)\W*", re.IGNORECASE
)
"""Said of an answer; the word alone is a town."""
_COMPILED = {kind: re.compile("|".join(f"(?:{p})" for p in patterns)) for kind, patterns in _PATTERNS.items()}
_GREETED = re.compile(rf"{_GREETING}[\s,!.:;-]+", re.IGNORECASE)
_NOISE = re.compile(r"[^\w' -]+")


def kind_of(message: str) -> str | None:
    """Give the key of the phrase that answers a courtesy ("greeting", "thanks"…), or None for a real question.

    Of several ("merci, au revoir"), the last; a greeting before a question is no courtesy.
    """
    if _PLEASED.fullmatch(message.strip()):
        return "thanks"
    if _ACT.match(fold(without_greeting(message))):
        return "act"
    whole = _matched(message) or _matched(without_greeting(message))
    parts = [_matched(part) for part in re.split(r"[,.!?;]+|\bet\b|\band\b", message) if part.strip()]
    return whole or (parts[-1] if parts and all(parts) else None)


def _matched(text: str) -> str | None:
    bare = " ".join(_NOISE.sub(" ", fold(text)).split())
    return next((kind for kind, pattern in _COMPILED.items() if pattern.fullmatch(bare)), None)


def without_greeting(message: str) -> str:
    """The message without a greeting at its head ("Bonjour, qui préside…" -> "qui préside…")."""
    message = message.strip()
    match = _GREETED.match(message)
    return message[match.end() :] if match and message[match.end() :].strip(" ?!.") else message
