"""How good a bank is: labelled questions put to a bot, replies judged, thresholds chosen, replies explained.

`questions` reads labelled questions, `metrics` judges the replies to them, `calibration` measures whether
confidences can be trusted, `misses` and `comparison` list what went wrong and what changed, `preview` finds
the replies that an edit changes, `thresholds` proposes a policy, `learning_curve` measures what more wordings
are worth, and `explanation` says why a reply is what it is and what to change.

Names are imported when they are first used.
"""

from typing import TYPE_CHECKING

from footnote.lazy import lazy_names

if TYPE_CHECKING:
    from .calibration import (
        Bin as Bin,
        Point as Point,
        reliability as reliability,
        risk_coverage as risk_coverage,
    )
    from .comparison import (
        EFFECTS as EFFECTS,
        Change as Change,
        Effect as Effect,
        compare_results as compare_results,
        outcome as outcome,
        reply_in_words as reply_in_words,
    )
    from .explanation import Explanation as Explanation, Near as Near, explain_reply as explain_reply
    from .learning_curve import (
        CurvePoint as CurvePoint,
        Sample as Sample,
        curve_points as curve_points,
        keep_wordings as keep_wordings,
        measure_samples as measure_samples,
        sample_count as sample_count,
        sample_of as sample_of,
    )
    from .metrics import (
        FIGURES as FIGURES,
        Group as Group,
        Result as Result,
        Score as Score,
        Verdict as Verdict,
        evaluate as evaluate,
    )
    from .misses import Miss as Miss, find_misses as find_misses
    from .preview import (
        MOVES as MOVES,
        SPOILED as SPOILED,
        Asked as Asked,
        Move as Move,
        Origin as Origin,
        Reaction as Reaction,
        find_moves as find_moves,
        from_journal as from_journal,
        react as react,
        slip as slip,
        with_slips as with_slips,
    )
    from .questions import (
        Question as Question,
        Questions as Questions,
        check_bank_questions as check_bank_questions,
        find_copies as find_copies,
        question_paths as question_paths,
        read_own_questions as read_own_questions,
        read_questions as read_questions,
    )
    from .reasons import figure as figure
    from .signs import Sign as Sign
    from .thresholds import (
        Aim as Aim,
        Choice as Choice,
        Tally as Tally,
        Trial as Trial,
        choose_policy as choose_policy,
        make_trials as make_trials,
    )

__getattr__ = lazy_names(
    __name__,
    calibration="Bin Point reliability risk_coverage",
    comparison="EFFECTS Change Effect compare_results outcome reply_in_words",
    explanation="Explanation Near explain_reply",
    learning_curve="CurvePoint Sample curve_points keep_wordings measure_samples sample_count sample_of",
    metrics="FIGURES Group Result Score Verdict evaluate",
    misses="Miss find_misses",
    preview="MOVES SPOILED Asked Move Origin Reaction find_moves from_journal react slip with_slips",
    questions="Question Questions check_bank_questions find_copies question_paths read_own_questions "
    "read_questions",
    reasons="figure",
    signs="Sign",
    thresholds="Aim Choice Tally Trial choose_policy make_trials",
)
