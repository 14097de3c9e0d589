"""What is known about the English language: tables and spelling rules, no bank's words.

Words are folded (see `text.fold`): lower case, straight apostrophes.
"""

from __future__ import annotations

from functools import lru_cache

from .normalization import fold, words

# Words that say little about what is asked: function words, the verbs and nouns of asking, courtesies, the
# people one speaks for, and the figures that are typed for "to" and "for".
FILLER = frozenset(
    """
    a about actually after again all also always am an and another any anybody anyone anything are
    around as at away back basically be because been before being bit both but by came can come comes
    coming could did do does doing done down due each eg either else etc even ever every everyone
    everything exactly fact few find first for from get gets getting give given gives giving go goes
    going gone got had has have having he hello help her here hers hey hi him his how however i ie if in
    info information into is it its itself just keep kind know known last least let like little look
    looking lot made make makes making many matter may maybe me mean meaning means might mine more most
    much must my myself name need needed needs never next no nor not now of off ok okay on once one ones
    only or other our out over own particular people perhaps person please possible possibly probably
    put question questions quite rather read really regarding right said same say says see seem seems
    seen shall she should show since so some somebody someone something sometimes soon sort still such
    sure take taken takes talk talking tell than thank thanks that the their them then there these they
    thing things think this those though thought to today together told too took try trying type under
    until up upon us use used using usually very want wanted wants was way we well were what whatever
    when where whether which while who whole whom whose why will wish with within without wonder
    wondering word words work works would yes yet you your yours yourself
    aunt auntie boyfriend brother colleague cousin dad daughter family father fiance folks friend
    girlfriend gran grandma grandmother granny guy guys husband kid kids lady mam man mate mom mother
    mum nan nana neighbor neighbour nephew niece partner relative sister son spouse uncle wife woman
    advance afternoon appreciate best cheers dear evening greetings hope hoping madam morning regards
    sincerely sir sorry wishes btw idk lol tbh
    advise answer anyway ask asked asking call called case certain clear curious describe detail details
    difference different everybody example explain explained explanation general generally happen
    happened happens hear heard idea important interested kindly learn list mention mentioned nope
    normal normally often part plain point problem recently refer related saying sense several simple
    simply situation stuff suggest suppose supposed term terms trouble understand understanding via
    worth yeah yep
    2 4
    """.split()
)

# Among the thousand commonest words, and of no subject: a question that has only these in common with a
# bank may be about anything. They weigh like any other word in matching.
COMMON = frozenset(
    """
    able add age ago allow amount area back bad beginning begin best better big bigger bit body book
    break bring build buy call car carry case catch cause center change check choose city clean
    clear close cold color compare complete consider contain continue control copy cost count
    country cover create cross current cut cute damage dark date day deal decide deep depend
    describe design develop die difference different difficult dirty double draw drive drop early
    earth easy eat edge effect end energy enter examine expect explain fail fall famous far fast
    feel few field figure fill final find fine finish first fit fix fly follow food force form free
    fresh full further future game grow great group half hand happen hard head heat heavy high hit
    hold hole home hot hour house huge human increase inside job join jump keep key kill kind land
    language large last late law lead learn leave length less letter level life light limit line
    list live local long lose loss low machine main major manage mark material measure meet member
    method middle mind minute miss mix model modern money month morning most move music name nature
    near new next night normal note number offer old open order outside own page paint pair paper
    part pass past pay pen period pick picture piece place plan plant play point poor possible power
    press price private problem process produce program pull pure push put quick quiet rain raise
    range rate reach ready real reason receive record red reduce remain remove repeat replace report
    rest result return rich ride ring rise risk road rock room root round rule run safe sale save
    scale school science sea search season second section sell send sense separate serve set several
    shape share sharp shop short show shut side sign similar simple single sit size skill sky sleep
    slow small soft solve sound source space speak special speed spend split spot spread spring
    stand star start state station stay step stick stone stop store story strange street strong
    study sudden sum summer sun supply support surface swim system table tail tall task teach team
    temperature thick thin third throw time tiny today tool top total touch town track trade train
    travel tree trip true turn two type unit update upper usual value variety view visit voice wait
    walk wall war warm wash waste watch water way wear weather week weight wheel white wide wild
    wind window winter wire wood word work world wrong year young
    """.split()
)


NEGATORS = frozenset("not no never without none nothing neither nor cannot non".split())

# What people mean: how they write it for short, by ear, or with the apostrophe left out. Single letters that
# also name things (vitamin C, hepatitis B) are left alone.
_SPELLINGS = {
    "a bit": "abit", "a lot": "alot", "about": "abt bout", "amount": "amt", "and": "n nd",
    "another": "anotha", "any more": "nemore anymore", "anyone": "any1", "appointment": "appt",
    "approximately": "approx", "are": "r", "are not": "arent", "as well": "aswell", "at least": "atleast",
    "back": "bck", "because": "bcoz coz cos cuz bc", "before": "b4", "can": "cn",
    "can not": "cant cannot cnt", "check": "chk", "checks": "chks", "come": "cum", "could": "cud cld",
    "could not": "couldnt", "did not": "didnt", "difference": "diff", "do not": "dont dnt",
    "do not know": "dunno duno", "doctor": "doc dr", "doctors": "docs drs", "does": "dus duz",
    "does not": "doesnt", "done": "dun", "every": "evry", "everyone": "evry1 every1", "from": "frm",
    "get": "gt", "give": "giv", "give me": "gimme", "going to": "gonna gona gunna", "got to": "gotta",
    "great": "gr8", "had not": "hadnt", "has not": "hasnt", "have": "hav hv hve", "have not": "havent",
    "he is": "hes", "hospital": "hosp", "hour": "hr", "hours": "hrs", "how": "hw", "how is": "hows",
    "i am": "im", "i have": "ive", "information": "info", "is not": "isnt aint", "kind of": "kinda",
    "later": "l8r", "let me": "lemme", "let us": "lets", "like": "lyk", "likely": "likly", "look": "luk",
    "make": "mak", "many": "meny", "message": "msg", "minutes": "mins", "month": "mth", "months": "mths",
    "more": "mor", "next": "nxt", "no one": "noone", "not": "nt", "nothing": "nuffin nuthin", "of": "ov",
    "over": "ova", "people": "ppl", "picture": "pic", "pictures": "pics", "please": "plz pls plss plse",
    "probably": "prob probs", "quantity": "qty", "really": "rly", "said": "sed", "says": "sez",
    "she is": "shes", "should": "shud shld", "should not": "shouldnt", "someone": "sum1 some1",
    "something": "sth smth", "take": "tak tk", "telephone": "tel", "thanks": "thx thnx tnx ty",
    "that": "dat tht", "that is": "thats", "the": "teh", "there": "ther", "there is": "theres",
    "they": "dey", "they are": "theyre", "they have": "theyve", "think": "thnk fink", "this": "dis ths",
    "though": "tho", "thought": "thort", "through": "thru", "today": "2day", "tomorrow": "2moro tmrw tmr",
    "tonight": "2nite", "up to": "upto", "versus": "vs", "want": "wnt", "want to": "wanna",
    "was not": "wasnt", "we have": "weve", "week": "wk", "weeks": "wks", "were not": "werent",
    "what": "wot wat wht wut", "what is": "wots wats whats", "when": "wen whn", "when is": "whens",
    "where": "wer wher whr", "where is": "wheres", "which": "wich wch", "who is": "whos", "why": "y wy",
    "why is": "whys", "will": "wil wl", "will not": "wont", "with": "wiv wid wth", "would": "wud wld",
    "would not": "wouldnt", "year": "yr", "years": "yrs", "you": "u", "you are": "youre",
    "you have": "youve", "your": "ur",
}  # fmt: skip

SHORT = {short: meant for meant, shorts in _SPELLINGS.items() for short in shorts.split()}

_IRREGULAR = {
    "can't": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not", "let's": "let us",
    # After these, 's is a verb; after a noun it says whose.
    **{f"{word}'s": f"{word} is" for word in "what where who how when why that there it he she here".split()},
}  # fmt: skip
_CONTRACTED = (("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'d", " would"),
    ("'m", " am"), ("'s", ""))  # fmt: skip

# British endings to American. Both the bank and the question are rewritten, so a rule that also changes other
# words (four is too short, flour is not) does no harm as long as it makes no two words one.
_ENDINGS = (("sis", "ses"), ("our", "or"), ("ours", "ors"), ("isation", "ization"), ("ise", "ize"),
    ("ised", "ized"), ("ising", "izing"), ("ises", "izes"), ("yse", "yze"), ("ysed", "yzed"), ("tre", "ter"),
    ("tres", "ters"), ("ogue", "og"), ("ogues", "ogs"))  # fmt: skip
_TAILS = frozenset(british[-2:] for british, _ in _ENDINGS)  # asked first: most words have none of them

# Spellings that sound alike, applied in turn.
_SOUNDS = (("ph", "f"), ("ght", "t"), ("ck", "k"), ("ch", "k"), ("qu", "kw"), ("x", "ks"), ("ce", "se"),
    ("ci", "si"), ("cy", "si"), ("c", "k"), ("z", "s"), ("y", "i"), ("ou", "u"), ("ee", "i"), ("ea", "i"),
    ("ie", "i"), ("ei", "i"), ("kn", "n"), ("wr", "r"), ("ps", "s"))  # fmt: skip


def expand(word: str) -> str:
    """One folded word as the words it stands for: `don't` and `dont` are `do not`, `wot` is `what`."""
    if word in SHORT:
        return SHORT[word]
    if "'" not in word:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, meant in _CONTRACTED:
        if word.endswith(ending):
            return word.removesuffix(ending) + meant
    return word.replace("'", "")


def american(word: str) -> str:
    """The word in American spelling, or what the rules make of it: one word for both spellings."""
    if len(word) > 5 and ("ae" in word or "oe" in word):
        word = word.replace("ae", "e").replace("oe", "e")
    if len(word) < 5 or word[-2:] not in _TAILS:
        return word
    for british, ending in _ENDINGS:
        if word.endswith(british):
            return word.removesuffix(british) + ending
    return word


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """A word as it roughly sounds: words spelled by ear come out alike.

    >>> sound("lymph") == sound("limf")
    True
    """
    for spelled, heard in _SOUNDS:
        word = word.replace(spelled, heard)
    return "".join(letter for number, letter in enumerate(word) if word[number - 1 : number] != letter)


def spoken(text: str) -> list[str]:
    """The words of a text as they are said: "I'm" and "im" are two of them, "wot" is "what"."""
    return [part for word in words(fold(text)) for part in expand(word).split()]
