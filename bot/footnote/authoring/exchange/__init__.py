"""Questions and answers from and to other programs: CSV, Markdown, and schema.org's FAQPage.

`items` has the records, a module for each format reads and writes it, `files` chooses one; `founding` makes a
new bank of what was read, `updating` changes one.
"""

from .files import FORMATS as FORMATS, export_bank as export_bank, read_faq as read_faq
from .founding import found_bank as found_bank
from .items import Faq as Faq, Item as Item
from .updating import Update as Update, update_bank as update_bank
