"""Lists of English words that tell what a heading or a sentence is about."""

from __future__ import annotations

QUESTION_WORDS = frozenset(
    "how what when where which who whom whose why can could do does did is are am was will would should may "
    "must has have shall".split()
)

VERBS = frozenset(
    "access activate add adjust allow apply ask assign attach avoid backup become begin block book build "
    "buy call cancel change check choose claim clean clear close combine compare compile complete configure "
    "confirm connect contact convert copy create customize debug delete deploy disable disconnect download "
    "edit enable end enter export extend file fill find fix follow format generate get give hide import "
    "improve increase install invite join keep launch learn leave limit link list load lock log make manage "
    "measure merge migrate modify monitor move obtain open order organize override pause pay place plan "
    "postpone prepare prevent print process protect publish purchase query read receive recover redeem "
    "reduce refill refund register reinstall remove rename renew reorder repair replace report request "
    "reschedule reset resize restart restore resume return reverse review revoke run save schedule search "
    "secure select sell send set share ship show sign simplify skip sort specify start stop store submit "
    "subscribe switch sync tag take test track transfer translate troubleshoot turn uninstall unlock "
    "unsubscribe update upgrade upload use validate verify view visit wash withdraw work write".split()
)
"""Verbs that headings of help pages begin with."""

VAGUE = frozenset(
    "answer case default effect exception field first goal idea last next number point problem "
    "purpose reason result second solution state thing type value".split()
)
"""Words that are defined only in their passage: "The result is a file" does not say what a result is."""

NO_NAME = frozenset(
    "no not it this that these those there here they we you he she i one each every all some such which "
    "what who if when as in on for and but so or to another both most many since because although though "
    "while after before until unless however therefore instead otherwise once whether note our your my "
    "his her its their also still only then now always often usually above below following resulting same "
    "manner".split()
)

ATTRIBUTES = frozenset(
    "address advantage aim alternative benefit cause charge condition cost deadline difference "
    "disadvantage drawback eligibility exception fee goal guarantee hour limit limitation obligation "
    "option penalty policy price purpose reason requirement restriction right risk role rule scope "
    "symptom term warranty".split()
)
"""What somebody asks for by its name: "What are the opening hours?"."""

ASIDE = frozenset(
    "author authors acknowledgements acknowledgments bibliography colophon contents copyright references "
    "see_also further_reading table_of_contents index credits".split()
)

SELDOM_ASKED = frozenset(
    "acknowledgement acknowledgements acknowledgment acknowledgments changelog changes contribute "
    "contributing contributors credits develop development donate feedback hacking history license licence "
    "licensing mailing notes release releases resources sponsors thanks todo".split()
)
"""Words of what pages say of themselves and their makers, and few people ask a bot about."""

GENERAL = frozenset("introduction overview abstract summary description about preface name synopsis".split())
"""Headings that say nothing of what stands under them."""

SMALL = frozenset(
    "a about above after again all almost already also although always am an and another any anyone "
    "anything are aren't around as at away back be became because become been before being below best "
    "better between both but by called can can't cannot come comes could did different do does "
    "doesn't doing don't done down due during e.g each easily either else enough especially etc even "
    "ever every example few first following for from full further g get gets give given gives go good "
    "great had happen happens has have having he help her here his how however i i.e if important in "
    "include includes including instead into is isn't it it's its itself just keep kind know last "
    "least less let like likely little long longer look lot made mainly make makes making many may maybe me "
    "mean means might more most mostly much must my name near nearly need needed needs never new no "
    "none nor normal normally not note nothing now of off often on once one only onto or other others "
    "otherwise our out over own part particular parts per perhaps place please possible possibly "
    "probably put quite rather really related s same see seem seen several shall she should simple "
    "simply since single so some something sometimes somewhat soon specific still such sure take "
    "taken takes than that that's the their them then there therefore these they thing things this "
    "those though through thus time times to together too two typically under unless until up upon us "
    "use used useful uses using usual usually various very via want was way ways we well were what "
    "whatever when where whether which while who whole whose why will with within without won't work "
    "works would yes yet you you'll you're your yourself".split()
)
"""Words that no phrase begins or ends with, nor contains."""
