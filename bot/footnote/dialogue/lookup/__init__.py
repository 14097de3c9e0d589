"""Questions looked up in a bank, alone and with what stands around them."""

from .readings import Kind as Kind, shared as shared
from .search import OF_TOPIC as OF_TOPIC, SURE as SURE, Cache as Cache, Search as Search
from .weighing import (
    Alone as Alone,
    Weights as Weights,
    logit as logit,
    share_of as share_of,
    weighed as weighed,
)
