"""Writing the summaries that the pages of many schools are drawn from."""
