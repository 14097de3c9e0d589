"""What the service says of itself: for programs, and as a page."""

from .openapi import Operation as Operation, document as document
from .page import page as page
