"""Finding banks and the files they are made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from footnote.bank import locations
from footnote.errors import UnknownBank


def test_a_shipped_bank_is_found_by_its_name() -> None:
    """And a bank of one's own by its path."""
    assert "micrometastases" in locations.shipped()
    assert Path(locations.find("micrometastases"), "bank.yaml").is_file()
    here = Path(__file__).parents[1] / "data" / "garden"
    assert locations.find(str(here)) == str(here)


@pytest.mark.parametrize("name", ["", "none", "no/such/path", "nul\0", "x" * 5000])
def test_an_unknown_bank_is_said_to_be_unknown(name: str) -> None:
    """With the names there are."""
    with pytest.raises(UnknownBank) as caught:
        locations.find(name)
    assert "micrometastases" in caught.value.known
