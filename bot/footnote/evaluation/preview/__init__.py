"""What an edit of a bank changes before anybody meets it: replies of two banks to the same questions.

`asked` collects the questions, `slips` mistypes them, `moves` finds the replies that change and says why.
"""

from .asked import Asked as Asked, Origin as Origin, from_journal as from_journal, with_slips as with_slips
from .moves import (
    MOVES as MOVES,
    SPOILED as SPOILED,
    Effect as Effect,
    Move as Move,
    Reaction as Reaction,
    find_moves as find_moves,
    react as react,
)
from .slips import slip as slip
