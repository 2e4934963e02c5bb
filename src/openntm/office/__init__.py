"""People, their posts and what a post lets them do; the log of acts; stored files."""
