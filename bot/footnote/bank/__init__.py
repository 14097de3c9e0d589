"""Banks: questions and answers written from a source, read from YAML files and checked.

`models` has the records, `locations` finds banks and lists their files, `loader` reads a bank, `lint`
checks one for its author, `editing` adds to its files, `source_check` compares it with the text of its
source, and `upkeep` says when it is to be reviewed. `schema`, `language_schema`, `grammar_schema`,
`sections`, `wordings`, `references`, `formats` and `validation` make records of the tree that `yaml_nodes`
parses.

Names are imported when they are first used: neither the records nor YAML are needed to find a bank.
"""

from typing import TYPE_CHECKING

from footnote.lazy import lazy_names

if TYPE_CHECKING:
    from . import formats as formats, models as models, upkeep as upkeep
    from .editing import (
        CannotEdit as CannotEdit,
        Edit as Edit,
        add_silent_topic as add_silent_topic,
        add_wordings as add_wordings,
        apply_edits as apply_edits,
        replace_file as replace_file,
        revert_edits as revert_edits,
    )
    from .formats import NO_FINGERPRINT as NO_FINGERPRINT, SCHEMA_NUMBER as SCHEMA_NUMBER
    from .lint import (
        ADVICE as ADVICE,
        check_bank as check_bank,
        check_parsed as check_parsed,
        is_advice as is_advice,
    )
    from .loader import (
        ParsedBank as ParsedBank,
        default_language as default_language,
        file_content as file_content,
        open_document as open_document,
        parse as parse,
        read_bank as read_bank,
    )
    from .locations import (
        DEFAULT as DEFAULT,
        ENTRIES_FILE as ENTRIES_FILE,
        LEXICON_SUFFIX as LEXICON_SUFFIX,
        QUESTIONS_FILE as QUESTIONS_FILE,
        SILENT_FILE as SILENT_FILE,
        WORDINGS_FILE as WORDINGS_FILE,
        WORDINGS_FOLDER as WORDINGS_FOLDER,
        Layout as Layout,
        Stamps as Stamps,
        bank_file as bank_file,
        banks_folder as banks_folder,
        file_stamp as file_stamp,
        files_in as files_in,
        files_of_bank as files_of_bank,
        find_bank as find_bank,
        language_files as language_files,
        layout as layout,
        names_in as names_in,
        question_files as question_files,
        shipped_banks as shipped_banks,
        source_files as source_files,
        source_stamps as source_stamps,
    )
    from .models import (
        TEXT_FRAGMENT as TEXT_FRAGMENT,
        Bank as Bank,
        Clock as Clock,
        Entry as Entry,
        Fact as Fact,
        Helpline as Helpline,
        Limits as Limits,
        Measures as Measures,
        Passage as Passage,
        Policy as Policy,
        Reference as Reference,
        SilentTopic as SilentTopic,
        SizeRange as SizeRange,
        SizeUse as SizeUse,
        Source as Source,
        Term as Term,
    )
    from .problem_list import (
        ALL_PRINTED as ALL_PRINTED,
        MAX_SHOWN as MAX_SHOWN,
        problem_lines as problem_lines,
    )
    from .sections.known_keys import KEYS as KEYS
    from .source_check import (
        Cut as Cut,
        Finding as Finding,
        Uncovered as Uncovered,
        compare_source as compare_source,
        cut_source as cut_source,
        fingerprint as fingerprint,
        passage_texts as passage_texts,
        uncovered_texts as uncovered_texts,
    )
    from .upkeep import Standing as Standing, is_held as is_held, standing as standing
    from .validation import (
        TO_BE_WRITTEN as TO_BE_WRITTEN,
        Document as Document,
        Fields as Fields,
        Keys as Keys,
        TextFormat as TextFormat,
        clip as clip,
        line_of as line_of,
        matching as matching,
        suggest as suggest,
    )
    from .yaml_nodes import Items as Items, Node as Node, Pairs as Pairs, Scalar as Scalar

__getattr__ = lazy_names(
    __name__,
    editing="CannotEdit Edit add_silent_topic add_wordings apply_edits replace_file revert_edits",
    formats="NO_FINGERPRINT SCHEMA_NUMBER formats",
    lint="ADVICE check_bank check_parsed is_advice",
    loader="ParsedBank default_language file_content open_document parse read_bank",
    locations="DEFAULT ENTRIES_FILE LEXICON_SUFFIX QUESTIONS_FILE SILENT_FILE WORDINGS_FILE WORDINGS_FOLDER "
    "Layout Stamps bank_file banks_folder file_stamp files_in files_of_bank find_bank language_files layout "
    "names_in question_files shipped_banks source_files source_stamps",
    models="TEXT_FRAGMENT Bank Clock Entry Fact Helpline Limits Measures Passage Policy Reference "
    "SilentTopic SizeRange SizeUse Source Term models",
    problem_list="ALL_PRINTED MAX_SHOWN problem_lines",
    source_check="Cut Finding Uncovered compare_source cut_source fingerprint passage_texts uncovered_texts",
    upkeep="Standing is_held standing upkeep",
    validation="TO_BE_WRITTEN Document Fields Keys TextFormat clip line_of matching suggest",
    yaml_nodes="Items Node Pairs Scalar",
    **{"sections.known_keys": "KEYS"},
)
