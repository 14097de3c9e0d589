"""What people write of themselves, remembered: facts that a bank lists, and lengths."""
